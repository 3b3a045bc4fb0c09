"""Counts by one or two facets, with bounds: for the pages of states, measures and years, and for the matrix of states.

In: an index, a table, one or two of its facets and what is wanted of the records. Out: for each pair of codes the
number of records and of different persons: at least, and at most.
Invariant: a record counts in the lower bound where it surely passes every filter and surely has both codes, in the
upper where it may. A person counts by any record of that kind, once. A code that includes others has a row of its own,
which counts theirs; so rows do not add up to a total. '' is the code of what is not stated. Group events count no
person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from asylia.edition.bounds import Bounds
from asylia.edition.lists.column import Column, Lists, Numbers
from asylia.edition.lists.facets import PERSONS, STAGE
from asylia.edition.lists.find import Wanted, clean
from asylia.edition.lists.index import Index
from asylia.edition.lists.sieve import Sieve
from asylia.edition.lists.tally import Chosen


@dataclass(frozen=True, slots=True)
class Count:
    """How many records, and how many different persons."""

    records: Bounds = field(default_factory=Bounds)
    persons: Bounds = field(default_factory=Bounds)


def count(index: Index, wanted: Wanted) -> Count:
    """The number of records that a list holds, and of their persons."""
    wanted = clean(index, wanted)
    low, high = (_size(wanted.table, Sieve(index, wanted, sure).rows()) for sure in _BOUNDS)
    return _bounded(low, high)


def cross(
    index: Index, table: str, rows: str, columns: str = "", wanted: Wanted | None = None
) -> Mapping[tuple[str, str], Count]:
    """The counts of a table by the codes of one or two facets; without ``columns`` every column is ''.

    ``wanted`` narrows what is counted (its table, sort and page say nothing here). Pairs of which there are none are
    left out. In a table of persons, facets of incidents count the persons with such an incident. Raises ``KeyError``
    for a facet that the table has not.
    """
    wanted = clean(index, replace(wanted or Wanted(), table=table))
    facets = [facet for facet in (rows, columns) if facet]
    low, high = (_counted(index, wanted, facets, sure) for sure in _BOUNDS)
    return {codes: _bounded(low.get(codes, _NOBODY), found) for codes, found in high.items()}


_Sizes = tuple[int, int]  # of records, of persons

_BOUNDS = (True, False)  # what surely passes makes the lower bound
_NOBODY: _Sizes = (0, 0)


def _counted(index: Index, wanted: Wanted, facets: list[str], sure: bool) -> Mapping[tuple[str, str], _Sizes]:
    """By codes the number of records and of persons."""
    sieve = Sieve(index, wanted, sure)
    beneath = any(map(sieve.counted_beneath, facets))
    chosen = sieve.incidents() if beneath else sieve.rows()
    columns = [_column(index, wanted, facet, beneath) for facet in facets]
    kinds = _kinds(columns, chosen.rows, sure)
    numbers = len(kinds.pairs)
    persons = chosen.persons_by_code(kinds.of, kinds.codes, numbers)
    records = persons if beneath else chosen.rows_by_code(kinds.of, kinds.codes, numbers)
    if wanted.table == PERSONS:
        persons = records
    sizes = zip(records.tolist(), persons.tolist(), strict=True)
    return {pair: each for pair, each in zip(kinds.pairs, sizes, strict=True) if each[0]}


def _column(index: Index, wanted: Wanted, facet: str, beneath: bool) -> Column:
    """The column of a facet, of incidents where some facet is one of theirs; then it may be one of their persons."""
    if not beneath:
        return index.column(wanted.table, facet, wanted.rule)
    incidents = index.incidents
    if facet in incidents.columns or facet == STAGE:
        return incidents.column(facet, wanted.rule)
    assert incidents.person is not None
    return index.persons.columns[facet].at(incidents.person)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Rows by pairs of codes: ``of`` gives each row's kind, ``codes`` for each kind the numbers of its pairs."""

    of: Numbers
    codes: Lists
    pairs: list[tuple[str, str]]


def _kinds(columns: list[Column], rows: Numbers, sure: bool) -> _Kinds:
    """What the rows are by one or two columns. Only pairs that some row holds have a number."""
    first, *others = columns
    codes = first.surely if sure else first.may
    if not others:
        return _Kinds(first.of, codes, [(code, "") for code in first.codes])
    (second,) = others
    beside = second.surely if sure else second.may
    both = first.of[rows].astype(np.int64) * len(beside) + second.of[rows]
    kinds, which = np.unique(both, return_inverse=True)
    of = np.zeros(len(first.of), np.int32)
    of[rows] = which
    left, kind = codes.spread(kinds // len(beside))
    right, at = beside.spread((kinds % len(beside))[kind])
    held, pair = np.unique(left[at].astype(np.int64) * len(second.codes) + right, return_inverse=True)
    starts = np.searchsorted(kind[at], np.arange(len(kinds) + 1)).astype(np.int32)
    pairs = [(first.codes[n // len(second.codes)], second.codes[n % len(second.codes)]) for n in held.tolist()]
    return _Kinds(of, Lists(starts, pair.astype(np.int32)), pairs)


def _size(table: str, chosen: Chosen) -> _Sizes:
    if table == PERSONS:
        return len(chosen.rows), len(chosen.rows)
    return len(chosen.rows), chosen.number_of_persons


def _bounded(low: _Sizes, high: _Sizes) -> Count:
    return Count(*(Bounds(least, most) for least, most in zip(low, high, strict=True)))
