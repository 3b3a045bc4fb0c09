"""What is asked of all persons, incidents, protections and group events of an edition, held in memory.

In: ``edition.sqlite``, read once. Out: for each table its ids and columns, for ``find.py`` and ``cross.py``.
Invariant: nothing of it changes after it is made, so threads share it, and so do processes that are forked later. Rows
of persons stand in the order of the list (by name), those of incidents and protections in that of their persons, then
by id; group events by id.

An incident that names no state of concern counts as one of its person's own states, as in Table 1. A person's states
are the person's own and those of the incidents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from asylia.codebook import stages
from asylia.edition.lists.column import Column, Flags, Numbers
from asylia.edition.lists.facets import (
    COLUMNS,
    GROUP_EVENTS,
    INCIDENTS,
    OF_ONE_INCIDENT,
    OF_THE_PERSON,
    PERSONS,
    PROTECTIONS,
    STAGE,
    STATE,
    STATUS,
    YEAR,
)
from asylia.edition.lists.gathered import gathered
from asylia.edition.lists.rows import Cells, Read, as_ids, first_days, positions, read, year_column
from asylia.edition.lists.staging import set_column, stage_column
from asylia.edition.reader import Edition
from asylia.edition.schema import HANGING, SEPARATOR, SOUGHT
from asylia.edition.search.sought import Kept, search
from asylia.edition.search.substrings import Texts
from asylia.edition.stages import Stages, highest
from asylia.edition.stages import read as stages_read
from asylia.names.finding import Hit
from asylia.names.keys import search_key

_STATES, _DATE, _STAGE = "state_of_concern", "date", "stage"
_HITS = 7  # searches that are remembered beside the last: a page asks several times for what it shows
_NEVER = np.iinfo(np.int32).max
_STAYS, _WORDS = "stays", ("described_as", "affiliation")


@dataclass(frozen=True)
class Rows:
    """One table, its columns by facet. ``person`` gives for each row that of its person; None where there is none."""

    table: str
    ids: Numbers  # bytes
    contested: Flags
    days: tuple[Numbers, Numbers]  # first day of the earliest and of the latest date, counted; 0 where there is none
    columns: Mapping[str, Column]
    person: Numbers | None = None
    stages: Mapping[str, Column] = field(default_factory=dict)  # by rule

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, facet: str, rule: str) -> Column:
        """The column of a facet. Raises ``KeyError`` for a facet that the table has not."""
        return self.stages[rule] if facet == STAGE else self.columns[facet]

    def id(self, row: int) -> str:
        """The id of a row."""
        return bytes(self.ids[row]).decode()

    def rows_of(self, ids: Iterable[str]) -> Numbers:
        """The row of each id, in their order; -1 for one that does not stand here."""
        places = positions(self.ids, as_ids(ids), self._by_id)
        return np.where(places >= 0, self._by_id[places], -1) if len(self) else places

    def by_id(self, rows: Numbers) -> Numbers:
        """These rows in the order of their ids."""
        return self._by_id[_marked(len(self), rows)[self._by_id]]

    @cached_property
    def _by_id(self) -> Numbers:
        return np.argsort(self.ids, kind="stable").astype(np.int32)


class Index:
    """The tables of an edition by name. ``rules`` are the stage rules that can be asked, the edition's own first."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rules = tuple(dict.fromkeys(rule for rule in (edition.rule, *stages.rules()) if rule))
        self.rule = self.rules[0]
        contested = np.sort(as_ids(edition.contested()))
        people, names = _people(edition)
        states = people.cells[_STATES]
        under = {table: _Under(edition, table, people.ids) for table in sorted(HANGING)}
        incidents, protections, stays = under[INCIDENTS], under[PROTECTIONS], under[_STAYS]
        of_persons = {
            STATE: gathered(PERSONS, _STATES, states, incidents.person, incidents.read.cells[_STATES], False),
            STATUS: gathered(_STAYS, "status", _none(people), stays.person, stays.read.cells["status"], True),
            **_columns(PERSONS, people),
        }
        with_contested = [each.person[_among(each.read.ids, contested)] for each in under.values()]
        self.persons = Rows(
            PERSONS,
            people.ids,
            _among(people.ids, contested) | _marked(len(people.ids), np.concatenate(with_contested)),
            _days_of_persons(len(people.ids), incidents),
            of_persons,
        )
        whose = {STATE: _own_or(incidents, states).column(INCIDENTS, _STATES)}
        self.incidents = incidents.rows(contested, of_persons, whose, self._stages(incidents.read))
        self._sets = {rule: _sets(column) for rule, column in self.incidents.stages.items()}
        theirs = {STATE: of_persons[STATE].at(protections.person)}
        self.protections = protections.rows(contested, of_persons, theirs, {})
        groups = read(edition, GROUP_EVENTS, (*COLUMNS[GROUP_EVENTS].values(), _DATE, *_WORDS))
        self.group_events = Rows(
            GROUP_EVENTS,
            groups.ids,
            _among(groups.ids, contested),
            _days(groups.cells[_DATE]),
            {**_columns(GROUP_EVENTS, groups), YEAR: year_column(groups.cells[_DATE])},
        )
        self.tables = {rows.table: rows for rows in (self.persons, self.incidents, self.protections, self.group_events)}
        self.names = Texts(names)
        self.affiliations = Texts([search_key(code) for code in of_persons["affiliation"].codes])
        self.descriptions = Texts(list(_described(groups)))
        self._hits: Mapping[str, Mapping[str, Hit]] = {}
        self.remembered: dict[tuple[str, str], Mapping[str, tuple[tuple[str, int], ...]]] = {}  # see find.py

    def __getstate__(self) -> dict[str, Any]:
        """All but the edition, which each process opens for itself (see ``apart.py``)."""
        return {**vars(self), "edition": None}

    def hits(self, q: str) -> Mapping[str, Hit]:
        """Whom a search finds by spelling, each with its reasons, by id; the last few are remembered."""
        known = self._hits.get(q)
        if known is None:
            found = search(Kept(self.edition.run), q) if SOUGHT.name in self.edition.tables else []
            known = {hit.person: hit for hit in found}
            self._hits = {**dict(list(self._hits.items())[-_HITS:]), q: known}
        return known

    def column(self, table: str, facet: str, rule: str) -> Column:
        """The column of a facet: of a list of persons it may be one of incidents. ``KeyError`` for no such facet."""
        beneath = table == PERSONS and facet in OF_ONE_INCIDENT
        return self.tables[INCIDENTS if beneath else table].column(facet, rule)

    def highest(self, table: str, rule: str) -> Numbers:
        """For each incident, or person, the highest stage that it, or some incident, may have; 0 for none."""
        stages = np.array([max(each) for each in self._sets[rule]], np.int8)[self.incidents.stages[rule].of]
        if table != PERSONS:
            return stages
        most = np.zeros(len(self.persons), np.int8)
        np.maximum.at(most, self._person_of(INCIDENTS), stages)
        return most

    def stages_of(self, person: int, rule: str) -> Stages:
        """Every stage that may be a person's highest under a rule (see ``stages.highest``)."""
        column, owners = self.incidents.stages[rule], self._person_of(INCIDENTS)
        own = range(*np.searchsorted(owners, [person, person + 1]))
        return highest([self._sets[rule][int(column.of[row])] for row in own])

    def incidents_of(self) -> Numbers:
        """For each person the number of incidents."""
        return np.bincount(self._person_of(INCIDENTS), minlength=len(self.persons))

    def _person_of(self, table: str) -> Numbers:
        person = self.tables[table].person
        assert person is not None  # it is a table that hangs under persons
        return person

    def _stages(self, incidents: Read) -> dict[str, Column]:
        """The stages under each rule: under the edition's own as it was published, under others as they follow."""
        published, known = incidents.cells[_STAGE], stages.rules()
        held = _STAGE in self.edition.columns(INCIDENTS)
        found = {self.rule: set_column(published.of, [stages_read(text) for text in published.texts])}
        for rule in known:
            if rule != self.rule or not held:
                found[rule] = stage_column(stages.rule(rule), incidents.cells, len(incidents.ids))
        return found


class _Under:
    """A table that hangs under persons: only rows whose person is there, in the order of the persons."""

    def __init__(self, edition: Edition, table: str, persons: Numbers) -> None:
        self.table = table
        found = read(edition, table, (_DATE, *COLUMNS.get(table, {}).values(), *_further(table)))
        order = np.argsort(persons, kind="stable")
        places = positions(persons, found.person, order)
        row = np.where(places >= 0, order[places] if len(order) else -1, -1).astype(np.int32)
        there = np.flatnonzero(row >= 0)
        there = there[np.argsort(row[there], kind="stable")]
        self.read, self.person = found.at(there), row[there]

    def rows(
        self,
        contested: Numbers,
        of_persons: Mapping[str, Column],
        further: Mapping[str, Column],
        stages: Mapping[str, Column],
    ) -> Rows:
        """The table as rows, with what it takes from its persons."""
        cells = self.read.cells[_DATE]
        columns = {
            **further,
            **_columns(self.table, self.read),
            YEAR: year_column(cells),
            **{facet: of_persons[facet].at(self.person) for facet in OF_THE_PERSON},
        }
        marked = _among(self.read.ids, contested)
        return Rows(self.table, self.read.ids, marked, _days(cells), columns, self.person, stages)


def _further(table: str) -> tuple[str, ...]:
    """The columns of a table that are read though they are no facet as they stand."""
    if table == INCIDENTS:
        return (_STATES, _STAGE, *(name for rule in stages.rules() for name in stages.rule(rule).mentions))
    return ("status",) if table == _STAYS else ()


def _people(edition: Edition) -> tuple[Read, list[str]]:
    """The persons in the order of the list, and the words by which each is found."""
    found = read(edition, PERSONS, (_STATES, *COLUMNS[PERSONS].values()))
    listed, words = list[str](), list[str]()
    for id, text in edition.picked("listing", "id", "words", by=("sort", "id")):
        listed.append(id)
        words.append(text)
    places = positions(found.ids, as_ids(listed))[: len(listed)]
    there = places >= 0
    order = np.concatenate((places[there], np.setdiff1d(np.arange(len(found.ids)), places))).astype(np.int32)
    names = [text for text, known in zip(words, there.tolist(), strict=True) if known]
    return found.at(order), names + [""] * (len(found.ids) - len(names))


def _columns(table: str, found: Read) -> dict[str, Column]:
    return {facet: found.cells[name].column(table, name) for facet, name in COLUMNS[table].items()}


def _none(found: Read) -> Cells:
    return Cells(np.zeros(len(found.ids), np.uint8), ("",))


def _own_or(incidents: _Under, states: Cells) -> Cells:
    """The states of concern of incidents; where one names none, those of its person."""
    own = incidents.read.cells[_STATES]
    silent = np.array([not text for text in own.texts])[own.of]
    return Cells(np.where(silent, len(own.texts) + states.of[incidents.person].astype(np.int32), own.of),
                 (*own.texts, *states.texts))  # fmt: skip


def _days(dates: Cells) -> tuple[Numbers, Numbers]:
    return dates.mapped(lambda cell: min(first_days(cell), default=0)), dates.mapped(
        lambda cell: max(first_days(cell), default=0)
    )


def _days_of_persons(persons: int, incidents: _Under) -> tuple[Numbers, Numbers]:
    """The days of the earliest and of the latest incident of each person."""
    earliest, latest = np.full(persons, _NEVER, np.int32), np.zeros(persons, np.int32)
    first, last = _days(incidents.read.cells[_DATE])
    np.minimum.at(earliest, incidents.person, np.where(first == 0, _NEVER, first))
    np.maximum.at(latest, incidents.person, last)
    return np.where(earliest == _NEVER, 0, earliest), latest


def _among(ids: Numbers, wanted: Numbers) -> Flags:
    """For each id whether it is among the wanted, which are sorted."""
    return positions(wanted, ids) >= 0


def _marked(rows: int, which: Numbers) -> Flags:
    found = np.zeros(rows, bool)
    found[which] = True
    return found


def _described(groups: Read) -> Iterable[str]:
    words = [groups.cells[name] for name in _WORDS]
    return (search_key(" ".join(each.texts[each.of[row]] for each in words)) for row in range(len(groups.ids)))


def _sets(column: Column) -> list[Stages]:
    """The sets of stages that a column of stages holds, by number."""
    return [stages_read(SEPARATOR.join(values)) for values in column.sets]
