"""Citing words and finding them again."""

from hashlib import sha256
from typing import Any

import pytest

from asylia.problems import Problem
from asylia.texts.letters import letters_of, normalise
from asylia.texts.passages import Document, by_reference, cite, find, locate, passage_id, place_of

TEXT = """The invented chapter of lakes
By nobody

A fisherman was questioned in the harbour town.12 He left for another lake in spring. A fisherman was
questioned in the harbour town.13 He came back in autumn, and the boats stayed out all winter long.

The invented chapter of hills
By nobody else

A fisherman was questioned in the harbour town.14 No shepherd had seen him on the hills since.
"""
LAYER = sha256(TEXT.encode()).hexdigest()
LAKES, HILLS = "The invented chapter of lakes", "The invented chapter of hills"
SAME = "A fisherman was questioned in the harbour town"


def reference(quote: str, source: str, place: int) -> dict[str, Any]:
    return by_reference(quote) | {"source": source, "place": place}


def openings() -> dict[str, Any]:
    return {"S-lakes": by_reference(LAKES), "S-hills": by_reference(HILLS)}


def test_a_passage_holds_its_words_and_what_stands_around_them() -> None:
    start = TEXT.index("He left")
    passage = cite(TEXT, "S-lakes", start, start + 38, LAYER, page=3)
    assert passage["quote"] == TEXT[start : start + 38]
    assert passage["prefix"].endswith("town.12 ")
    assert passage["suffix"].startswith(". A fisherman") or passage["suffix"]
    assert passage["page"] == 3
    assert passage["id"] == passage_id(passage)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 4), (0, 100_000), (41, 41)])
def test_a_passage_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(Problem, match="characters"):
        cite(TEXT, "S-lakes", start, end, LAYER)


def test_a_passage_without_words_is_refused() -> None:
    with pytest.raises(Problem, match="no words"):
        cite("one  2  three", "S-lakes", 4, 7, sha256(b"one  2  three").hexdigest())


def test_a_passage_in_another_text_layer_is_refused() -> None:
    with pytest.raises(Problem, match="text layer"):
        cite(TEXT, "S-lakes", 0, 5, "0" * 64)


def test_the_id_changes_with_the_words() -> None:
    assert cite(TEXT, "S-a", 0, 12, LAYER)["id"] != cite(TEXT, "S-a", 0, 11, LAYER)["id"]


def test_a_passage_is_located_in_another_extraction_by_what_stands_around_it() -> None:
    start = TEXT.rindex(SAME)
    passage = cite(TEXT, "S-hills", start, start + len(SAME), LAYER)
    other = "\n\n".join(["A foreword.", *TEXT.replace("fisher", "fisher-\n").split("\n")])
    found = locate(passage, other)
    assert found is not None
    assert letters_of(other[slice(*found)]) == letters_of(SAME)
    assert other.count("fisher", 0, found[0]) == 2
    assert locate(passage, TEXT) == (start, start + len(SAME))
    assert locate(passage, "quite another text") is None


def test_a_reference_copies_no_words() -> None:
    made = by_reference(SAME)
    assert made == {"letters": 39, "first": sha256(b"afishermanwasquestionedi").hexdigest()[:8], "all": made["all"]}
    assert len(made["all"]) == 16


def test_a_quote_without_letters_is_refused() -> None:
    with pytest.raises(Problem, match="no letters"):
        by_reference("14 (2015)")


def test_the_place_is_counted_in_letters_from_where_the_chapter_opens() -> None:
    assert place_of(SAME, TEXT) == len("theinventedchapteroflakesbynobody")
    assert place_of(SAME, normalise(TEXT), by_reference(HILLS)) == len("theinventedchapterofhillsbynobodyelse")


def test_a_quote_that_is_not_in_the_chapter_has_no_place() -> None:
    with pytest.raises(Problem, match="not in this text"):
        place_of("He swam", TEXT)
    with pytest.raises(Problem, match="before its chapter"):
        place_of("He left for another lake", TEXT, by_reference(HILLS))
    with pytest.raises(Problem, match="opening"):
        place_of("He left", TEXT, by_reference("The invented chapter of towns"))


def test_of_equal_words_those_nearest_to_the_place_in_their_chapter_count() -> None:
    wanted = [reference(SAME, "S-lakes", 33), reference(SAME, "S-lakes", 110), reference(SAME, "S-hills", 37)]
    found = find(wanted, TEXT, openings())
    starts = [f.start for f in found if f]
    assert starts == [TEXT.index(SAME), TEXT.index("A fisherman was\nquestioned"), TEXT.rindex(SAME)]
    assert [TEXT[f.start : f.end].split() for f in found if f] == [SAME.split()] * 3


def test_a_list_of_contents_does_not_pass_for_the_chapter() -> None:
    text = f"Contents\n{LAKES}\n{HILLS}\n\n{TEXT}"
    (found,) = find([reference(SAME, "S-hills", 37)], text, openings())
    assert found is not None
    assert found.start == text.rindex(SAME)


def test_without_an_opening_the_first_match_counts() -> None:
    (found,) = find([reference(SAME, "S-hills", 37)], TEXT)
    assert found is not None
    assert found.start == TEXT.index(SAME)


def test_words_shorter_than_the_first_hash_are_found_too() -> None:
    (found,) = find([by_reference("No shepherd")], TEXT)
    assert found is not None
    assert TEXT[found.start : found.end] == "No shepherd"


def test_words_that_begin_alike_and_end_otherwise_are_not_found() -> None:
    assert find([by_reference(SAME + " yard")], TEXT) == [None]


def test_words_that_run_over_a_page_are_found_without_the_heads_between() -> None:
    text = "Lakes 1\nHe left for\n1\fLakes 2\nanother lake\n2\f"
    (found,) = find([by_reference("He left for another lake")], Document(text))
    assert found is not None
    assert text[found.start : found.end].startswith("He left")
