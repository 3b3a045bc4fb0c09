"""Dates in words: each mark, each kind of interval, and in Russian each in its case."""

from itertools import product

import pytest

from asylia.codebook import dates
from asylia.languages.language import Language

EXACT = ("2014", "2014-05", "2014-05-03", "201X", "19XX", "2015-21", "2015-22", "2015-23", "2015-24")
SINGLE = tuple(exact + mark for exact, mark in product(EXACT, ("", "~", "?", "%")))


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("2014", "2014", "2014"),
        ("2014-05", "May 2014", "май 2014"),
        ("2014-03-05", "5 March 2014", "5 марта 2014"),
        ("201X", "the 2010s", "2010-е"),
        ("19XX", "1900–1999", "1900–1999"),
        ("2012-21", "spring 2012", "весна 2012"),
        ("2015-24", "winter 2015–16", "зима 2015–16"),
        ("1999-24", "winter 1999–00", "зима 1999–00"),
        ("2014-05~", "about May 2014", "около мая 2014"),
        ("2014?", "2014 (uncertain)", "2014 (предположительно)"),
        ("2014-05%", "about May 2014 (uncertain)", "около мая 2014 (предположительно)"),
        ("201X~", "about the 2010s", "около 2010-х"),
        ("2012-23~", "about autumn 2012", "около осени 2012"),
        ("2014-03/2015-05", "March 2014 to May 2015", "с марта 2014 по май 2015"),
        ("2012-21/2013-24", "spring 2012 to winter 2013–14", "с весны 2012 по зиму 2013–14"),
        ("2014-03-05/2014-05-06", "5 March 2014 to 6 May 2014", "с 5 марта 2014 по 6 мая 2014"),
        (
            "2014~/2015-05?",
            "about 2014 to May 2015 (uncertain)",
            "с 2014 (приблизительно) по май 2015 (предположительно)",
        ),
        ("2014/2015-21?", "2014 to spring 2015 (uncertain)", "с 2014 по весну 2015 (предположительно)"),
        ("2012-03/..", "since March 2012", "с марта 2012"),
        ("2012/", "since 2012, until when is not known", "с 2012, конец неизвестен"),
        ("../2014-05", "until May 2014", "до мая 2014"),
        ("/2013-22", "until summer 2013, since when is not known", "до лета 2013, начало неизвестно"),
    ],
)
def test_a_date_is_said_in_words(en: Language, ru: Language, edtf: str, english: str, russian: str) -> None:
    assert dates.canonical(edtf) == edtf
    assert en.date(edtf) == english
    assert ru.date(edtf) == russian


def test_every_date_has_words_in_every_language(anyone: Language) -> None:
    ends = product(("", "..", *SINGLE), repeat=2)
    intervals = [f"{start}/{end}" for start, end in ends if start.strip(".") or end.strip(".")]
    for edtf in (*SINGLE, *intervals):
        words = anyone.date(edtf)
        assert words
        assert not set(words) & set("{}~?%")


def test_different_dates_have_different_words(anyone: Language) -> None:
    assert len({anyone.date(edtf) for edtf in SINGLE}) == len(SINGLE)


def test_an_editions_day_is_a_day(en: Language, ru: Language) -> None:
    assert en.day("2026-11-24") == "24 November 2026"
    assert ru.day("2026-11-24") == "24 ноября 2026"
