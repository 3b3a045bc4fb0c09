"""Dates as the sources give them: EDTF level 1 (ISO 8601-2), the part that a source about people can need.

In: a coder's words. Out: canonical text; the days from the first to the last on which it may lie.
Invariant: ``includes`` is a strict order (no value includes itself, no two include each other, and what a value
includes includes no more than that value does), so 'the more precise of two that agree' is never ambiguous.

A year, month or day that is about (``~``), uncertain (``?``) or both (``%``) keeps its own days: we invent no margin.
It only counts as less precise than the same value said plainly. Seasons are those of the northern hemisphere, and
``2015-24`` is the winter that begins in December 2015.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

ALLOWED = (
    "2015, 2015-03 or 2015-03-14, each with ~ (about), ? (uncertain) or % (both); 201X; 2015-21 to 2015-24 "
    "(spring to winter); 2012-06/2013-03, 2012/.. or ../2013 (open), 2012/ or /2013 (the other end not known)"
)

_SINGLE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX|\dXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%]?)", re.ASCII
)
_MARKS = {"": frozenset[str](), "~": frozenset("~"), "?": frozenset("?"), "%": frozenset("~?")}
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_OPEN = ("", "..")


class _Date(NamedTuple):
    """What a text says: its canonical form, its days, and what makes it vaguer than another of the same days."""

    text: str
    first: date | None
    last: date | None
    marks: frozenset[str]
    interval: bool = False
    ends_not_known: int = 0


def canonical(words: str) -> str:
    """Return the one way to write a date. Raises ``ValueError`` that says what is allowed.

    ``2015-XX`` and ``2015`` mean the same and become ``2015``; so do ``2015/2015`` and ``2015``.
    """
    return _parse(words).text


def is_date(words: str) -> bool:
    """Whether some words are a date. An edition that others made may hold anything."""
    try:
        return bool(canonical(words))
    except ValueError:
        return False


def span(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day on which it may lie; None where that end is open or not known."""
    parsed = _parse(edtf)
    return parsed.first, parsed.last


def years(edtf: str) -> range:
    """The calendar years that it touches. An open end adds none: ``2015/..`` touches 2015."""
    first, last = span(edtf)
    known = first or last
    assert known is not None  # no date is open at both ends
    return range((first or known).year, (last or known).year + 1)


@lru_cache(maxsize=65536)
def includes(coarse: str, fine: str) -> bool:
    """Whether the two agree and ``coarse`` is the less precise: ``2015`` and ``2015-03``, ``2015~`` and ``2015``."""
    a, b = _parse(coarse), _parse(fine)
    starts = a.first is None or (b.first is not None and a.first <= b.first)
    ends = a.last is None or (b.last is not None and a.last >= b.last)
    if not (starts and ends):
        return False
    if (a.first, a.last) != (b.first, b.last):
        return True
    vaguer = a.marks >= b.marks and a.interval >= b.interval and a.ends_not_known >= b.ends_not_known
    return vaguer and a[3:] != b[3:]


@lru_cache(maxsize=65536)
def _parse(words: str) -> _Date:
    text = "".join(words.split()).replace("x", "X")
    start, slash, end = text.partition("/")
    return _interval(words, start, end) if slash else _single(words, text)


def _interval(words: str, start: str, end: str) -> _Date:
    if start in _OPEN and end in _OPEN:
        raise ValueError(f"{words!r} is open at both ends and so says nothing; allowed: {ALLOWED}")
    a = None if start in _OPEN else _single(words, start)
    b = None if end in _OPEN else _single(words, end)
    if a and b and a.text == b.text:
        return a
    if a and a.first and b and b.last and a.first > b.last:
        raise ValueError(f"{words!r} runs backwards; the earlier date comes first")
    text = f"{a.text if a else start}/{b.text if b else end}"
    marks = (a.marks if a else frozenset()) | (b.marks if b else frozenset())
    return _Date(text, a and a.first, b and b.last, marks, True, (start == "") + (end == ""))


def _single(words: str, text: str) -> _Date:
    found = _SINGLE.fullmatch(text)
    if not found or text.startswith("0000"):
        raise ValueError(f"{words!r} is no date; allowed: {ALLOWED}")
    year, month, day, mark = found["year"], found["month"], found["day"], found["mark"]
    if (month == "XX" and day not in (None, "XX")) or ("X" in year and month):
        raise ValueError(f"{words!r} leaves out a part before the last; allowed: {ALLOWED}")
    exact = "-".join(part for part in (year, month, day) if part and part != "XX")
    first, last = _days(words, exact)
    return _Date(exact + mark, first, last, _MARKS[mark])


def _days(words: str, exact: str) -> tuple[date, date]:
    """The days of ``201X``, ``2015``, ``2015-03``, ``2015-21`` or ``2015-03-14``."""
    year, *rest = exact.split("-")
    if not rest:
        return date(max(int(year.replace("X", "0")), 1), 1, 1), date(int(year.replace("X", "9")), 12, 31)
    try:
        number, month = int(year), int(rest[0])
        if len(rest) == 2:
            return (day := date(number, month, int(rest[1]))), day
        if month in _SEASONS:
            start, end = _SEASONS[month]
            return date(number, start, 1), _month(number + (end < start), end)[1]
        return _month(number, month)
    except ValueError:
        raise ValueError(f"{words!r} is in no calendar; allowed: {ALLOWED}") from None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
