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

from asylia.edition.column import Column, Lists, Numbers
from asylia.edition.facets import GROUP_EVENTS, OF_ONE_INCIDENT, PERSONS, STATE
from asylia.edition.find import Wanted, clean
from asylia.edition.index import Index
from asylia.edition.sieve import Sieve
from asylia.edition.summaries import Bounds
from asylia.edition.tally import Chosen


@dataclass(frozen=True, slots=True)
class Count:
    """How many records, and how many different persons."""

    records: Bounds = field(default_factory=Bounds)
    persons: Bounds = field(default_factory=Bounds)


def count(index: Index, wanted: Wanted) -> Count:
    """The number of records that a list holds, and of their persons."""
    wanted = clean(index, wanted)
    sizes = [_size(wanted, Sieve(index, wanted, sure).rows()) for sure in _BOUNDS]
    return Count(*(Bounds(*pair) for pair in zip(*sizes, strict=True)))


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
    return {
        codes: Count(*(Bounds(least, most) for least, most in zip(low.get(codes, (0, 0)), found, strict=True)))
        for codes, found in high.items()
    }


_BOUNDS = (True, False)  # what surely passes makes the lower bound
_Counted = Mapping[tuple[str, str], tuple[int, int]]


def _counted(index: Index, wanted: Wanted, facets: list[str], sure: bool) -> _Counted:
    """By codes the number of records and of persons."""
    sieve = Sieve(index, wanted, sure)
    beneath = any(map(sieve.counted_beneath, facets))
    chosen = sieve.incidents() if beneath else sieve.rows()
    columns = [_column(index, wanted, facet, beneath) for facet in facets]
    names = [(code, "") for code in columns[0].codes]
    of, codes = columns[0].of, _codes(columns[0], sure)
    if len(columns) == 2:
        of, codes = _paired(columns[0], columns[1], chosen.rows, sure)
        names = [(row, column) for row in columns[0].codes for column in columns[1].codes]
    records = chosen.rows_by_code(of, codes, len(names))
    persons = records if wanted.table == PERSONS and not beneath else chosen.persons_by_code(of, codes, len(names))
    if beneath:  # a list of persons: its records are persons
        records = persons
    return {names[n]: (int(records[n]), int(persons[n])) for n in np.flatnonzero(records).tolist()}


def _column(index: Index, wanted: Wanted, facet: str, beneath: bool) -> Column:
    """The column of a facet, for the rows that are counted: those of the table, or the incidents of its persons."""
    if not beneath:
        return index.column(wanted.table, facet, wanted.rule)
    if facet in (*OF_ONE_INCIDENT, STATE):
        return index.incidents.column(facet, wanted.rule)
    return index.persons.column(facet, wanted.rule).at(_whose(index))


def _whose(index: Index) -> Numbers:
    person = index.incidents.person
    assert person is not None
    return person


def _codes(column: Column, sure: bool) -> Lists:
    return column.surely if sure else column.may


def _paired(first: Column, second: Column, rows: Numbers, sure: bool) -> tuple[Numbers, Lists]:
    """For each row the number of its pair of sets, and for each such pair the numbers of its pairs of codes."""
    across, width = len(second.may), len(second.codes)
    pairs, at = np.unique(first.of[rows].astype(np.int64) * across + second.of[rows], return_inverse=True)
    of = np.zeros(len(first.of), np.int64)
    of[rows] = at
    down, right = list(_codes(first, sure)), list(_codes(second, sure))
    both = [[a * width + b for a in down[pair // across] for b in right[pair % across]] for pair in pairs.tolist()]
    return of, Lists.of(both or [[]])


def _size(wanted: Wanted, passing: Chosen) -> tuple[int, int]:
    records = len(passing.rows)
    if wanted.table == PERSONS:
        return records, records
    return records, 0 if wanted.table == GROUP_EVENTS else len(passing.persons)
