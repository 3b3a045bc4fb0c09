"""The incidents of an edition, read once and counted: those that are alike in what the charts ask are one row.

Invariant: as in ``counts.py``, a record counts in the lower bound of a code where no other value stands.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from asylia.codebook import dates
from asylia.codebook.kinds import SPECIAL
from asylia.edition.bounds import Bounds
from asylia.edition.reader import Edition
from asylia.edition.schema import split


class Alike(NamedTuple):
    """What the charts ask of an incident, cells as they stand."""

    state: str
    host: str
    measure: str
    date: str


Seen = Mapping[Alike, int]
Codes = tuple[str, ...]


def incidents(edition: Edition) -> Seen:
    """How many incidents there are of each kind."""
    return Counter(map(Alike._make, edition.picked("incidents", "state_of_concern", "host_state", "measure", "date")))


def states(each: Alike) -> Codes:
    """The states of concern that it may have; ('',) where none is stated."""
    return split(each.state) or ("",)


def hosts(each: Alike) -> Codes:
    """The host states that it may have."""
    return split(each.host) or ("",)


def measures(each: Alike) -> Codes:
    """The measures that it may be."""
    return split(each.measure) or ("",)


@cache
def _years(cell: str) -> Codes:
    found = {year for value in split(cell) if value not in SPECIAL for year in dates.years(value)}
    return tuple(f"{year:04d}" for year in sorted(found)) or ("",)


def years(each: Alike) -> Codes:
    """The years in which it may lie; ('',) where no date is stated."""
    return _years(each.date)


def counted(seen: Seen, by: Callable[[Alike], Codes]) -> dict[str, Bounds]:
    """The incidents by code."""
    found: dict[str, Bounds] = defaultdict(Bounds)
    for each, count in seen.items():
        codes = by(each)
        for code in codes:
            found[code].add(len(codes) == 1, count)
    return dict(found)


def crossed(seen: Seen, by: Callable[[Alike], Codes], across: Callable[[Alike], Codes]) -> dict[str, dict[str, Bounds]]:
    """The incidents by two codes."""
    found: dict[str, dict[str, Bounds]] = defaultdict(lambda: defaultdict(Bounds))
    for each, count in seen.items():
        rights = across(each)
        for down in (downs := by(each)):
            for right in rights:
                found[down][right].add(len(downs) == len(rights) == 1, count)
    return {code: dict(cells) for code, cells in found.items()}


def of(seen: Seen, state: str) -> Iterator[tuple[Alike, int, bool]]:
    """The incidents that a state may have done, and whether it surely did."""
    for each, count in seen.items():
        if state in (codes := states(each)):
            yield each, count, len(codes) == 1


def total(seen: Seen) -> int:
    """How many incidents there are."""
    return sum(seen.values())
