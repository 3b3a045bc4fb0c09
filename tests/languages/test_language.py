"""What a language says of codes, numbers and lists, and where the codebook's own words stand in."""

import shutil
from pathlib import Path
from timeit import timeit

import pytest

from asylia.codebook import columns
from asylia.codebook.book import book
from asylia.codebook.stages import rules
from asylia.languages.language import HERE, Language, language, languages


@pytest.fixture
def new(tmp_path: Path) -> Language:
    """A language of which nobody has translated anything yet: one folder with one file."""
    folder = tmp_path / "de"
    folder.mkdir()
    words = (HERE / "en" / "language.toml").read_text(encoding="utf-8").replace("en-GB", "de")
    (folder / "language.toml").write_text(words.replace("English", "Deutsch"), encoding="utf-8")
    return Language(folder)


def test_the_source_comes_first() -> None:
    assert next(iter(languages())) == "en"
    assert [language(code).code for code in languages()] == list(languages())


def test_a_language_that_does_not_ship_is_refused() -> None:
    with pytest.raises(KeyError):
        language("xx")


def test_a_new_language_is_a_folder(new: Language) -> None:
    assert (new.code, new.name, new.tag) == ("de", "Deutsch", "de")
    assert new.date("2014-03-05") == "5 März 2014"
    assert new.number(1234.5) == "1.234,5"


def test_what_a_language_lacks_is_said_in_the_codebooks_words(new: Language) -> None:
    assert new.label("measures", "arrest") == book().label("measures", "arrest")
    assert new.said("measures", "arrest", "definition") == book().entry("measures", "arrest").definition
    assert new.heading("state_of_concern") == "State of concern"
    assert new.means("persons", "sex") == columns.means("persons", "sex")
    assert new.holds("persons") == columns.holds("persons")
    assert new.country("TJ") == new.country("TJ", "in") == "Tajikistan"
    assert new.gettext("Persons") == "Persons"
    assert new.ngettext("one", "many", 2) == "many"
    assert new.rule(rules()[0]).label == book().stage_rules[rules()[0]]["label"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    shutil.copytree(HERE / "ru", tmp_path / "ru")
    (tmp_path / "ru" / "columns.toml").write_text("this is no TOML", encoding="utf-8")
    assert Language(tmp_path / "ru").country("CY", "in") == "на Кипре"


def test_a_code_that_nobody_knows_stands_as_it_is(anyone: Language) -> None:
    assert anyone.label("measures", "no_such") == "no_such"
    assert anyone.said("measures", "no_such", "definition") == ""
    assert anyone.label("no_such", "x") == "x"
    assert anyone.country("QX", "in") == "QX"


def test_a_form_that_no_country_has_is_refused(anyone: Language) -> None:
    for code in ("TJ", "QX"):
        with pytest.raises(KeyError):
            anyone.country(code, "with")


def test_a_rule_has_a_reason_for_each_of_its_cases(anyone: Language) -> None:
    for name in rules():
        words = anyone.rule(name)
        assert words.label
        assert words.definition
        assert len(words.because) == len(book().stage_rules[name]["case"])


def test_english_says_what_the_codebook_says(en: Language) -> None:
    for vocabulary, codes in book().vocabularies.items():
        for code, entry in codes.items():
            assert en.label(vocabulary, code) == entry.label
            assert en.said(vocabulary, code, "counts_not") == entry.counts_not


def test_numbers_are_written_as_its_readers_write_them(en: Language, ru: Language) -> None:
    assert (en.number(1234567), en.number(0.5)) == ("1,234,567", "0.5")
    assert (ru.number(1234567), ru.number(0.5)) == ("1\xa0234\xa0567", "0,5")
    assert (en.percent(0.374), ru.percent(0.374)) == ("37%", "37\xa0%")


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        ("17", "17", "17"),
        ("1700", "1,700", "1\xa0700"),
        ("7-10", "7–10", "7–10"),
        ("at least 17", "at least 17", "не менее 17"),
        ("at most 9", "at most 9", "не более 9"),
        ("about 50", "about 50", "около 50"),
        ("about 0", "almost 0", "почти 0"),
        ("37 %", "37%", "37\xa0%"),
        ("7-10%", "7–10%", "7–10\xa0%"),
        ("at least 37 %", "at least 37%", "не менее 37\xa0%"),
        ("no number", "no number", "no number"),
    ],
)
def test_amounts_are_said_in_words(en: Language, ru: Language, value: str, english: str, russian: str) -> None:
    assert en.amount(value) == english
    assert ru.amount(value) == russian


def test_what_the_source_says_instead_of_a_value_has_words(anyone: Language) -> None:
    assert anyone.special("unknown") != anyone.special("none")
    with pytest.raises(KeyError):
        anyone.special("2014")


def test_several_words_make_one_phrase(en: Language, ru: Language) -> None:
    assert en.listed(["a", "b", "c"]) == "a, b and c"
    assert en.listed(["a", "b"], "or") == "a or b"
    assert ru.listed(["а", "б", "в"]) == "а, б и в"
    assert ru.listed(["а", "б", "в"], "or") == "а, б или в"
    assert en.listed(iter(["a"])) == "a"
    assert en.listed([]) == ""


def test_a_page_may_ask_hundreds_of_times(anyone: Language) -> None:
    asked = {
        "label": lambda: anyone.label("measures", "arrest"),
        "country": lambda: anyone.country("TJ", "in"),
        "heading": lambda: anyone.heading("state_of_concern"),
        "date": lambda: anyone.date("2014-05~/2015"),
        "number": lambda: anyone.number(123456),
    }
    for name, ask in asked.items():
        ask()
        assert min(timeit(ask, number=1000) for _ in range(5)) / 1000 < 20e-6, name
