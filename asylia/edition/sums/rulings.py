"""What a stage rule changes: Table 1 under each rule, and the persons whose highest stage is another.

Invariant: the same incidents with the same values; only the rule differs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from asylia.edition.lists.facets import PERSONS
from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition
from asylia.edition.stages import Stages
from asylia.edition.sums.alike import alike
from asylia.edition.sums.table1 import COLUMNS, Line, Table1, table1


@dataclass(frozen=True, slots=True)
class Change:
    """A person whose highest stage differs: what it may be under one rule and under the other (0 is none)."""

    person: str
    before: Stages
    after: Stages


class Rulings:
    """Table 1 of an edition under several rules; the first is the one with which the others are compared."""

    def __init__(self, edition: Edition, index: Index) -> None:
        self._edition, self._index = edition, index
        self.rules: Sequence[str] = index.rules
        self._changed: dict[tuple[str, int], tuple[int, list[Change]]] = {}

    @cached_property
    def tables(self) -> Mapping[str, Table1]:
        """Table 1 by rule."""
        persons = alike(self._index, self.rules)
        return {rule: table1(self._edition, rule, persons[rule]) for rule in self.rules}

    def rows(self) -> Iterator[tuple[Line, Mapping[str, Line]]]:
        """Each row of the table under the first rule, with the same row under each rule."""
        for together in zip(*(table.lines() for table in self.tables.values()), strict=True):
            yield together[0], dict(zip(self.rules, together, strict=True))

    def changed(self, rule: str, most: int) -> tuple[int, list[Change]]:
        """How many persons have another highest stage under a rule, and the first of them in the order of the list.

        Persons of every kind; the greatest stage that may be the highest is what is compared.
        """
        if (rule, most) not in self._changed:
            self._changed[rule, most] = self._compared(rule, most)
        return self._changed[rule, most]

    def _compared(self, rule: str, most: int) -> tuple[int, list[Change]]:
        before, after = self._index.highest(PERSONS, self.rules[0]), self._index.highest(PERSONS, rule)
        differing = np.flatnonzero(before != after)
        persons = self._index.persons
        first = [
            Change(persons.id(row), self._index.stages_of(row, self.rules[0]), self._index.stages_of(row, rule))
            for row in differing[:most].tolist()
        ]
        return len(differing), first


def differences(one: Line, other: Line) -> Mapping[str, int]:
    """By column how many more persons the other line has, where it differs; of bounds the upper limit."""
    pairs = ((column, one.cells[column], other.cells[column]) for column in COLUMNS)
    return {column: after.high - before.high for column, before, after in pairs if before != after}
