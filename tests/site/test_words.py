"""Values in words."""

import pytest

from asylia.codebook.entities import Incident, Person, Proceeding
from asylia.codebook.kinds import properties
from asylia.languages.language import language
from asylia.site.words import in_full, place, script, stage, stage_class, text_of

ENGLISH, RUSSIAN = language("en"), language("ru")


@pytest.mark.parametrize(
    ("stages", "words", "form"),
    [((), "", ""), (("none",), "", ""), (("2",), "Stage 2", "2"), (("2", "3"), "Stage 2 or 3", "3"),
     (("none", "3"), "Stage 3 or none", "3")],
)  # fmt: skip
def test_a_set_of_stages_is_told_in_words(stages: tuple[str, ...], words: str, form: str) -> None:
    assert (stage(ENGLISH, stages), stage_class(stages)) == (words, form)


@pytest.mark.parametrize(
    ("entity", "name", "value", "words"),
    [
        (Incident, "date", "2014-05~", ("about May 2014", "")),
        (Incident, "place", "NL", ("Netherlands", "")),
        (Incident, "after", "I-203553", ("", "I-203553")),
        (Incident, "number", "at least 3", ("at least 3", "")),
        (Person, "tie", "cousin X-310448", ("cousin", "X-310448")),
        (Person, "tie", "cousin of a minister", ("cousin of a minister", "")),
        (Person, "citizenship", "none", ("none, says the source", "")),
        (Proceeding, "steps", "2 detained I-203553", ("detained", "I-203553")),
    ],
)
def test_a_value_is_told_in_words_and_leads_to_whom_it_names(
    entity: type, name: str, value: str, words: tuple[str, str]
) -> None:
    assert text_of(ENGLISH, properties(entity)[name].kind, value) == words


def test_a_value_is_told_in_the_language_of_the_page() -> None:
    assert text_of(RUSSIAN, properties(Incident)["place"].kind, "NL")[0] == "Нидерланды"


def test_who_says_it_and_how_is_told_without_saying_it_twice() -> None:
    assert in_full(ENGLISH, {"how": "alleged", "by": "relative|victim"}) == "alleged by a relative and the person"
    assert in_full(ENGLISH, {"how": "found_by_court", "by": "court"}) == "found by a court"


def test_a_passage_is_placed_by_what_is_known_of_it() -> None:
    assert place({"page": "12", "note": "3|4", "paragraph": ""}) == "p. 12, note 3, 4"
    assert place({"page": "", "note": "", "paragraph": "7"}) == "para. 7"
    assert place({"page": "", "note": "", "paragraph": ""}) == ""


def test_the_script_of_a_name_has_a_tag() -> None:
    assert script("cyrillic")[0] == "Cyrl"
    assert script("no such script") == ("", "")
