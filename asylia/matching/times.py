"""When something was: first and last day, from what a date property shows."""

from datetime import date
from typing import Any

from asylia.codebook.dates import span
from asylia.matching.codes import shown

Time = tuple[date, date]


def time_of(dates: Any) -> Time | None:
    """The days in which a dated thing lies; None where it is not dated or an end is not known."""
    spans = [span(value) for value in shown(dates)]
    firsts, lasts = [first for first, _ in spans if first], [last for _, last in spans if last]
    if not spans or len(firsts) < len(spans) or len(lasts) < len(spans):
        return None
    return min(firsts), max(lasts)


def surely(start: Any, end: Any) -> Time | None:
    """The days on which something lasted for certain: from the last day of its start to the first of its end."""
    since, until = time_of(start), time_of(end)
    return (since[1], until[0]) if since and until and since[1] <= until[0] else None


def overlap(one: Time, other: Time) -> Time | None:
    """The days that two times share."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None
