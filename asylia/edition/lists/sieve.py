"""Which rows pass which filter; each filter by itself, so that a facet can be counted without its own.

Invariant: what is asked of one incident of a person is asked of incidents, all of it of the same; the states asked for
are then those of that incident, else any of the person's.
"""

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from asylia.edition.lists.column import Column, Flags
from asylia.edition.lists.facets import CONTESTED, GROUP_EVENTS, INCIDENTS, OF_ONE_INCIDENT, PERSONS, STATE, YEAR
from asylia.edition.lists.index import Index
from asylia.edition.lists.tally import Chosen
from asylia.names.keys import search_key

if TYPE_CHECKING:
    from asylia.edition.lists.find import Wanted

SEARCH = "q"


class Sieve:
    """The filters of a cleaned ``Wanted``. ``sure`` asks what surely passes instead of what may."""

    def __init__(self, index: Index, wanted: "Wanted", sure: bool = False) -> None:
        self._index, self._wanted, self._sure = index, wanted, sure
        self._rows = index.tables[wanted.table]
        of_persons = wanted.table == PERSONS
        asked = {YEAR: ()} | dict(wanted.filters) if wanted.years != (None, None) else wanted.filters
        self._beneath = {f: self._passing(f, INCIDENTS) for f in asked if of_persons and f in OF_ONE_INCIDENT}
        self._own = {f: self._passing(f, wanted.table) for f in asked if f not in self._beneath}
        if of_persons and STATE in asked:
            self._states_of_incidents = self._passing(STATE, INCIDENTS)
        if wanted.contested:
            self._own[CONTESTED] = self._rows.contested
        if wanted.q:
            self._own[SEARCH] = _found_by(index, wanted.table, wanted.q, wanted.written)
        self._known: dict[tuple[str, str], Chosen] = {}

    def rows(self, without: str = "") -> Chosen:
        """The rows of the table that pass all filters but one."""
        key = without if without in self._asked else ""
        if ("", key) not in self._known:
            self._known["", key] = Chosen(np.flatnonzero(self._passed(key)), self._rows.person)
        return self._known["", key]

    def incidents(self, without: str = "") -> Chosen:
        """The incidents of persons that pass all filters but one."""
        key = without if without in self._asked else ""
        if (INCIDENTS, key) not in self._known:
            incidents = self._index.incidents
            self._known[INCIDENTS, key] = Chosen(np.flatnonzero(self._passed_beneath(key)), incidents.person)
        return self._known[INCIDENTS, key]

    def counted_beneath(self, facet: str) -> bool:
        """Whether a facet of persons is one of their incidents, given the other filters."""
        asks = self._wanted.table == PERSONS
        return asks and (facet in OF_ONE_INCIDENT or (facet == STATE and bool(self._beneath)))

    @property
    def _asked(self) -> set[str]:
        return {*self._own, *self._beneath}

    def _passing(self, facet: str, table: str) -> Flags:
        """The rows of a table that have one of the values asked for."""
        column = self._index.tables[table].column(facet, self._wanted.rule)
        sets = np.ones(len(column.may), bool)
        if codes := self._wanted.filters.get(facet):
            sets &= column.sets_with(codes)[self._sure]
        if facet == YEAR and self._wanted.years != (None, None):
            sets &= column.sets_with(_within(column, *self._wanted.years))[self._sure]
        return sets[column.of]

    def _passed(self, without: str) -> Flags:
        if self._wanted.table == PERSONS and self._beneath.keys() - {without}:
            found = np.zeros(len(self._rows), bool)
            found[self.incidents(without).persons] = True
            return found
        return _all(len(self._rows), *(flags for facet, flags in self._own.items() if facet != without))

    def _passed_beneath(self, without: str) -> Flags:
        incidents, own = (
            self._index.incidents,
            {f: flags for f, flags in self._own.items() if f not in (without, STATE)},
        )
        asked = [flags for facet, flags in self._beneath.items() if facet != without]
        if STATE in self._own and without != STATE:
            asked.append(self._states_of_incidents)
        if own:
            asked.append(_all(len(self._rows), *own.values())[incidents.person])
        return _all(len(incidents), *asked)


def _all(rows: int, *flags: Flags) -> Flags:
    return reduce(np.logical_and, flags, np.ones(rows, bool))


def _within(column: Column, first: int | None, last: int | None) -> Iterator[str]:
    for code in column.codes:
        if code and (first is None or int(code) >= first) and (last is None or int(code) <= last):
            yield code


def _found_by(index: Index, table: str, words: str, written: bool) -> Flags:
    """The rows of a table that a search finds.

    It finds persons by parts of their names or of one affiliation (each word anywhere, case and diacritics folded), by
    their id and by that of a record of theirs; and, unless only what is written is asked for, by every spelling of
    their names and by application numbers (see ``search/sought.py``: some two hundred at the most). It finds what
    hangs under persons by these persons and by its id; group events by what describes them. Of words that hold no
    letter or digit nothing is found.
    """
    rows = index.tables[table]
    found = np.asarray(rows.ids == words.upper().encode())
    keys = search_key(words).split()
    if table == GROUP_EVENTS:
        return found | index.descriptions.holding(keys) if keys else found
    persons = _persons_found_by(index, words, keys)
    if not written and (hits := list(index.hits(words))):
        spelled = index.persons.rows_of(hits)
        persons[spelled[spelled >= 0]] = True
    return persons if table == PERSONS else found | persons[rows.person]


def _persons_found_by(index: Index, words: str, keys: list[str]) -> Flags:
    found = np.asarray(index.persons.ids == words.upper().encode())
    for rows in index.tables.values():
        if rows.person is not None:
            found[rows.person[rows.ids == words.upper().encode()]] = True
    if keys:
        affiliations = index.persons.columns["affiliation"]
        said = affiliations.stated.any(index.affiliations.holding(keys)[affiliations.stated.items])
        found |= index.names.holding(keys) | said[affiliations.of]
    return found
