"""A filtered list and what each further filter would leave of it.

In: an index and what is wanted. Out: the ids of one page in order, and for each facet the number of records by code.
Invariant: whatever is asked, the answer is a list. Facets hold together, the values of one facet are alternatives; a
record is found where it *may* have the value (``cross.py`` tells what is sure). A count is what the list would have
with that value instead of the others of its facet. What is asked of an incident (host, measure, target, factuality,
stage, year) must hold of one incident of a person together, and then it must be one of the states asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from asylia.edition.lists.column import NOT_STATED, Column, Numbers
from asylia.edition.lists.facets import CONTESTED, FACETS, INCIDENTS, OPEN, PERSONS, STAGE, YEAR
from asylia.edition.lists.index import Index
from asylia.edition.lists.sieve import Sieve
from asylia.edition.schema import YES

Years = tuple[int | None, int | None]
Counted = tuple[tuple[str, int], ...]  # code and number of records

BEST, NAME, NAME_BACKWARDS, MOST, LATEST, EARLIEST, HIGHEST, ID = SORTS = (
    "best", "name", "-name", "incidents", "latest", "earliest", "stage", "id",
)  # fmt: skip
LONGEST = 100  # characters of a search
LARGEST = 1000  # records of a page
_MOST = 100  # values of a facet without a vocabulary that are told, the most frequent
_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shall hold. ``rule`` '' is the edition's own; ``years`` are the first and the last, None is open.

    ``written``: ``q`` finds only what stands there as it was typed, else every spelling of it.
    """

    table: str = PERSONS
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years = (None, None)
    rule: str = ""
    contested: bool = False
    q: str = ""
    written: bool = False
    sort: str = ""
    page: int = 1
    size: int = 50

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than the whole table."""
        return bool(any(self.filters.values()) or self.years != (None, None) or self.contested or self.q)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list. ``total`` records are in the list, ``of`` in the table; ``pages`` is at least 1.

    ``facets`` holds for each facet pairs of code and number of records, the most first (years and stages in their own
    order); a chosen value is among them even where nothing is left of it.
    """

    ids: tuple[str, ...]
    total: int
    of: int
    page: int
    pages: int
    facets: Mapping[str, Counted]


def clean(index: Index, wanted: Wanted) -> Wanted:
    """The same without what means nothing here: unknown facets, codes, rules, sorts; a page that cannot be."""
    table = wanted.table if wanted.table in index.tables else PERSONS
    rule = wanted.rule if wanted.rule in index.rules else index.rule
    filters = {}
    for facet in FACETS[table]:
        known = index.column(table, facet, rule).number
        if values := tuple(dict.fromkeys(code for code in wanted.filters.get(facet, ()) if code and code in known)):
            filters[facet] = values
    first, last = wanted.years
    q = wanted.q.replace("\0", "")[:LONGEST].encode(errors="replace").decode().strip()
    written = wanted.written and bool(q)
    sorts = sorts_of(table, q and not written)
    return replace(
        wanted,
        table=table,
        filters=filters,
        years=(last, first) if first is not None and last is not None and first > last else (first, last),
        rule=rule,
        q=q,
        written=written,
        sort=wanted.sort if wanted.sort in sorts else sorts[0],
        page=max(1, wanted.page),
        size=min(max(1, wanted.size), LARGEST),
    )


def sorts_of(table: str, spelled: bool | str = False) -> tuple[str, ...]:
    """The ways in which a table can be sorted, the usual one first; ``spelled``: persons are sought in any spelling."""
    cannot = {PERSONS: (), INCIDENTS: (MOST,)}.get(table, (MOST, HIGHEST))
    best = table == PERSONS and bool(spelled)
    return tuple(sort for sort in SORTS if sort not in cannot and (best or sort != BEST))


def find(index: Index, wanted: Wanted) -> Found:
    """One page of a list with its facets; a page past the end gives the last."""
    wanted = clean(index, wanted)
    sieve = Sieve(index, wanted)
    rows = _ordered(index, wanted, sieve.rows().rows)
    pages = max(1, -(-len(rows) // wanted.size))
    page = min(wanted.page, pages)
    table = index.tables[wanted.table]
    shown = rows[(page - 1) * wanted.size : page * wanted.size]
    ids = tuple(id.decode() for id in table.ids[shown].tolist())
    return Found(ids, len(rows), len(table), page, pages, _facets(index, wanted, sieve))


def ids(index: Index, wanted: Wanted) -> Iterator[str]:
    """The ids of the whole list, in order."""
    wanted = clean(index, wanted)
    rows = _ordered(index, wanted, Sieve(index, wanted).rows().rows)
    for start in range(0, len(rows), _AT_ONCE):
        yield from (id.decode() for id in index.tables[wanted.table].ids[rows[start : start + _AT_ONCE]].tolist())


def _facets(index: Index, wanted: Wanted, sieve: Sieve) -> Mapping[str, Counted]:
    """All facets; those of a whole table are counted once and remembered."""
    if wanted.narrowed:
        return _count(index, wanted, sieve)
    key = wanted.table, wanted.rule
    if key not in index.remembered:
        index.remembered[key] = _count(index, wanted, sieve)
    return index.remembered[key]


def _count(index: Index, wanted: Wanted, sieve: Sieve) -> Mapping[str, Counted]:
    found: dict[str, Counted] = {}
    for facet in FACETS[wanted.table]:
        if sieve.counted_beneath(facet):
            column = index.incidents.column(facet, wanted.rule)
            numbers = sieve.incidents(facet).persons_by_code(column.of, column.may, len(column.codes))
        else:
            column = index.tables[wanted.table].column(facet, wanted.rule)
            numbers = sieve.rows(facet).rows_by_code(column.of, column.may, len(column.codes))
        found[facet] = _told(facet, column, numbers, wanted.filters.get(facet, ()))
    contested = index.tables[wanted.table].contested[sieve.rows(CONTESTED).rows]
    found[CONTESTED] = ((YES, int(np.count_nonzero(contested))),)
    return found


def _told(facet: str, column: Column, numbers: Numbers, chosen: tuple[str, ...]) -> Counted:
    """Codes with their numbers, as they are told: not those of which there are none, unless they are chosen."""
    most = np.argsort(-numbers, kind="stable")[:_MOST] if facet in OPEN else np.arange(len(numbers))
    told = {column.codes[n]: int(numbers[n]) for n in most[numbers[most] > 0].tolist()}
    told |= {code: int(numbers[column.number[code]]) for code in chosen}
    told.pop(NOT_STATED, None)
    by_code = facet in (YEAR, STAGE)
    return tuple(sorted(told.items(), key=lambda each: (0 if by_code else -each[1], each[0])))


def _ordered(index: Index, wanted: Wanted, rows: Numbers) -> Numbers:
    """Rows in the order wanted; of equals, the one first that the list by name has first."""
    table = index.tables[wanted.table]
    if wanted.sort == NAME:
        return rows
    if wanted.sort == BEST:
        return _best_first(index, wanted.q, rows)
    if wanted.sort == NAME_BACKWARDS:
        return rows[::-1]
    if wanted.sort == ID:
        return table.by_id(rows)
    if wanted.sort == EARLIEST:
        days = table.days[0][rows]
        key = np.where(days == 0, np.iinfo(np.int32).max, days)
    elif wanted.sort == LATEST:
        key = -table.days[1][rows]
    elif wanted.sort == MOST:
        key = -index.incidents_of()[rows]
    else:
        key = -index.highest(wanted.table, wanted.rule)[rows]
    return rows[np.argsort(key, kind="stable")]


def _best_first(index: Index, q: str, rows: Numbers) -> Numbers:
    """Persons in the order of the search; after them those who were found by what is written alone, by name."""
    places = np.full(len(index.persons), len(index.persons), np.int32)
    hits = index.persons.rows_of(index.hits(q))
    there = hits >= 0
    places[hits[there]] = np.arange(len(hits))[there]
    return rows[np.argsort(places[rows], kind="stable")]
