"""Counts rows and persons by code.

Invariant: a person counts once for each code, however many of the rows that hold it are the person's. Most persons have
one row; only the others need a look at each pair of person and code.
"""

from functools import cached_property

import numpy as np

from asylia.edition.lists.column import Lists, Numbers

_FEW = 1 << 23  # flags that are cheaper to lay out than to sort what would raise them


class Chosen:
    """Some rows of a table, sorted; ``person`` gives for each of the table's rows that of its person, in order."""

    def __init__(self, rows: Numbers, person: Numbers | None) -> None:
        self.rows, self._person = rows, person

    def rows_by_code(self, of: Numbers, codes: Lists, number: int) -> Numbers:
        """How many of the rows have each of so many codes: ``of`` gives each row's set, ``codes`` those of a set."""
        return _by_code(of[self.rows], codes, number)

    def persons_by_code(self, of: Numbers, codes: Lists, number: int) -> Numbers:
        """How many persons have rows with each code; none where the table hangs under nobody."""
        if self._person is None:
            return np.zeros(number, np.int64)
        alone, others, whose = self._parted
        return _by_code(of[alone], codes, number) + _distinct(of[others], whose, codes, number)

    @cached_property
    def persons(self) -> Numbers:
        """The persons of the rows, each once."""
        assert self._person is not None
        own = self._person[self.rows]
        return own[np.flatnonzero(np.diff(own, prepend=-1))]

    @property
    def number_of_persons(self) -> int:
        """How many different persons the rows have; 0 where the table hangs under nobody."""
        return 0 if self._person is None else len(self.persons)

    @cached_property
    def _parted(self) -> tuple[Numbers, Numbers, Numbers]:
        """Rows of persons with one row here; the other rows, and for each of these its person, numbered anew."""
        assert self._person is not None
        first = np.diff(self._person[self.rows], prepend=-1) != 0
        alone = first & np.append(first[1:], True)[: len(first)]
        several = ~alone
        return self.rows[alone], self.rows[several], np.cumsum(first[several]) - 1


def _by_code(of: Numbers, codes: Lists, number: int) -> Numbers:
    sets = np.bincount(of, minlength=len(codes))
    return np.bincount(codes.items, sets[codes.owners], minlength=number).astype(np.int64)


def _distinct(of: Numbers, whose: Numbers, codes: Lists, number: int) -> Numbers:
    """For each code the number of different persons among the pairs of person and code."""
    found, at = codes.spread(of)
    persons = int(whose[-1]) + 1 if len(whose) else 0
    pairs = found.astype(np.int64) * persons + whose[at]
    if number * persons <= _FEW:
        flags = np.zeros(number * persons, bool)
        flags[pairs] = True
        return np.asarray(np.count_nonzero(flags.reshape(number, persons), axis=1))
    return np.bincount(np.unique(pairs) // persons, minlength=number)
