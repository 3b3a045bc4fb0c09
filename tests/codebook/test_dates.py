"""Dates: what is allowed, which days a text means, which of two is the more precise."""

import re
from datetime import date
from timeit import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.codebook import dates


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("2015", "2015"),
        (" 2015-03 ", "2015-03"),
        ("2015-03-14~", "2015-03-14~"),
        ("2014?", "2014?"),
        ("2014-05%", "2014-05%"),
        ("201x", "201X"),
        ("2015-XX", "2015"),
        ("2015-XX-XX~", "2015~"),
        ("2015-03-XX", "2015-03"),
        ("2015-21", "2015-21"),
        ("2012-06/2013-03~", "2012-06/2013-03~"),
        ("2012-06 / 2013", "2012-06/2013"),
        ("../2013", "../2013"),
        ("2012~/..", "2012~/.."),
        ("2012/", "2012/"),
        ("2015/2015", "2015"),
        ("2015-11/2015", "2015-11/2015"),
        ("2015/2015-03", "2015/2015-03"),
    ],
)
def test_there_is_one_way_to_write_a_date(words: str, text: str) -> None:
    assert dates.canonical(words) == text
    assert dates.canonical(text) == text


@pytest.mark.parametrize(
    "words",
    [
        *("", "15", "2015-3", "2015-13", "2015-02-30", "2015-00", "2015-25", "2015-21-01", "0000", "XXXX", "201X-03"),
        *("2015-XX-12", "2015~?", "~2015", "../..", "/", "../", "2015/2014", "2015-03/2015-02", "2015/2016/2017"),
        *("March 2015", "14.03.2015", "2015–2016", "unknown", "٢٠١٥", "2015-03-14T10:00", "-2015"),
    ],
)
def test_what_is_no_date_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|comes first"):
        dates.canonical(words)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2016-02~", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-03-14", date(2015, 3, 14), date(2015, 3, 14)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
        ("0XXX", date(1, 1, 1), date(999, 12, 31)),
        ("2015-22", date(2015, 6, 1), date(2015, 8, 31)),
        ("2015-24", date(2015, 12, 1), date(2016, 2, 29)),
        ("2012-06/2013", date(2012, 6, 1), date(2013, 12, 31)),
        ("../2013-03", None, date(2013, 3, 31)),
        ("2012/..", date(2012, 1, 1), None),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_is_the_days_on_which_it_may_lie(text: str, first: date | None, last: date | None) -> None:
    assert dates.span(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "touched"),
    [("2015-03", [2015]), ("2012-06/2014-01", [2012, 2013, 2014]), ("2015/..", [2015]), ("../2013", [2013])],
)
def test_a_date_touches_years(text: str, touched: list[int]) -> None:
    assert list(dates.years(text)) == touched


@pytest.mark.parametrize(
    ("coarse", "fine"),
    [
        ("2015", "2015-03"),
        ("2015", "2015-03-14"),
        ("2015", "2015-03~"),
        ("2015-03", "2015-03-14"),
        ("2015~", "2015"),
        ("2015~", "2015-03"),
        ("2015%", "2015~"),
        ("201X", "2015"),
        ("2015-21", "2015-04"),
        ("2012/2014", "2013-05"),
        ("2012/2014~", "2012/2014"),
        ("2015/..", "2016-03"),
        ("../2015", "2014"),
        ("2015-01/2015-12", "2015"),
        ("2015/", "2015/.."),
    ],
)
def test_the_less_precise_includes_the_more_precise(coarse: str, fine: str) -> None:
    assert dates.includes(coarse, fine)
    assert not dates.includes(fine, coarse)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        *(("2015", "2015"), ("2014", "2015"), ("2014~", "2015"), ("2015~", "2015?"), ("2012/2014", "2013/2015")),
        *(("2015-21", "2015-05/2015-06"), ("2014-12-31", "2015"), ("2015/..", "../2016")),
    ],
)
def test_rivals_and_equals_include_neither(a: str, b: str) -> None:
    assert not dates.includes(a, b)
    assert not dates.includes(b, a)


years_ = st.integers(2009, 2012).map(str)
single = st.one_of(
    years_,
    st.just("201X"),
    st.builds("{}-{:02}".format, years_, st.sampled_from([1, 3, 12, 21, 24])),
    st.builds("{}-{:02}-{:02}".format, years_, st.sampled_from([1, 3]), st.integers(1, 3)),
)
marked = st.builds("{}{}".format, single, st.sampled_from(["", "~", "?", "%"]))
anything = st.one_of(marked, st.builds("{}/{}".format, *(st.one_of(marked, st.sampled_from(["", ".."])),) * 2))


def sound(words: str) -> bool:
    try:
        dates.canonical(words)
    except ValueError:
        return False
    return True


value = anything.filter(sound).map(dates.canonical)


@settings(max_examples=150)
@given(value, value, value)
def test_includes_is_a_strict_order(a: str, b: str, c: str) -> None:
    assert dates.canonical(a) == a
    assert not dates.includes(a, a)
    assert not (dates.includes(a, b) and dates.includes(b, a))
    if dates.includes(a, b) and dates.includes(b, c):
        assert dates.includes(a, c)


@settings(max_examples=150)
@given(st.text(max_size=12) | st.text("0123456789X-~?%/.", max_size=22))
def test_any_words_are_a_date_or_a_clear_refusal(words: str) -> None:
    if not sound(words):
        with pytest.raises(ValueError, match=re.escape(repr(words))):
            dates.canonical(words)
        return
    text = dates.canonical(words)
    first, last = dates.span(text)
    assert first is None or last is None or first <= last
    assert dates.canonical(text) == text


def test_a_date_known_before_takes_microseconds() -> None:
    assert timeit(lambda: dates.includes("2012-06/2013-03~", "2012-08-14"), number=10_000) < 0.2
