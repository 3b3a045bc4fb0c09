"""One column of a table as numbers: which set of values each row holds, and which codes each set stands for.

Rows are many and the sets of values in them few. So a column is one small number a row, and whatever is asked of a
value is asked once of each set.

Invariant: a row *may* have a code where one of its standing values is that code or lies within it. It has it *surely*
where no other value stands: of a property with one true value where all that stand lie within the code, of one that may
have several where that value is certain.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

NOT_STATED = ""  # the code of a row that holds no value
# A set of values, each with whether it is certain: a state that only one of two rival values names is not.
Values = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers in two arrays: list ``n`` is ``items[starts[n]:starts[n + 1]]``."""

    starts: Numbers
    items: Numbers

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Lists":
        """Lists of whole numbers as arrays."""
        starts = np.zeros(len(lists) + 1, np.int32)
        np.cumsum([len(each) for each in lists], out=starts[1:])
        return cls(starts, np.array([item for each in lists for item in each], np.int32))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[list[int]]:
        starts, items = self.starts.tolist(), self.items.tolist()
        return (items[start:end] for start, end in pairwise(starts))

    @property
    def owners(self) -> Numbers:
        """For each item the list that holds it."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def any(self, flags: Flags) -> Flags:
        """For each list whether a flag of its items is up. No list may be empty."""
        return np.logical_or.reduceat(flags, self.starts[:-1])

    def all(self, flags: Flags) -> Flags:
        """For each list whether the flags of all its items are up. No list may be empty."""
        return np.logical_and.reduceat(flags, self.starts[:-1])

    def spread(self, lists: Numbers) -> tuple[Numbers, Numbers]:
        """The items of these lists one after another, and for each the place in ``lists`` from which it comes."""
        starts = self.starts[lists].astype(np.int64)
        sizes = self.starts[lists + 1] - starts
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
        return self.items[at], np.repeat(np.arange(len(lists)), sizes)


@dataclass(frozen=True)
class Column:
    """``of`` gives for each row the number of its set, ``may`` and ``surely`` for each set the numbers of codes.

    ``stated`` holds for each set its values as they were stated (as numbers of codes), ``certain`` a flag for each of
    these, ``wide`` for each code the code itself and those that include it. No list of ``stated`` or ``wide`` is empty.
    """

    codes: tuple[str, ...]
    of: Numbers
    may: Lists
    surely: Lists
    stated: Lists
    certain: Flags
    wide: Lists
    several: bool  # whether the property may have several true values

    @classmethod
    def made(
        cls,
        of: Numbers,
        sets: Iterable[Values],
        several: bool,
        broader: Callable[[str], Iterable[str]] = lambda code: (),
    ) -> "Column":
        """A column of rows whose sets are numbered by ``of``. Equal sets may stand twice."""
        distinct: dict[Values, int] = {}
        renumbered = np.array([distinct.setdefault(each or _NONE, len(distinct)) for each in sets] or [0], np.int32)
        number: dict[str, int] = {}
        for values in distinct or {_NONE: 0}:
            for value, _ in values:
                for code in (value, *broader(value)):
                    number.setdefault(code, len(number))
        wide = {code: frozenset(number[each] for each in (code, *broader(code)) if each in number) for code in number}
        kept = list(distinct or {_NONE: 0})
        return cls(
            tuple(number),
            renumbered[of].astype(np.min_scalar_type(len(kept))),
            Lists.of([sorted(set().union(*(wide[value] for value, _ in values))) for values in kept]),
            Lists.of([sorted(_surely(values, wide, several)) for values in kept]),
            Lists.of([[number[value] for value, _ in values] for values in kept]),
            np.array([sure for values in kept for _, sure in values], bool),
            Lists.of([sorted(codes) for codes in wide.values()]),
            several,
        )

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The number of each code."""
        return {code: number for number, code in enumerate(self.codes)}

    def at(self, rows: Numbers) -> "Column":
        """The column of other rows, each of which has what one of these has."""
        return replace(self, of=self.of[rows])

    def sets_with(self, codes: Iterable[str]) -> tuple[Flags, Flags]:
        """For each set whether it may, and whether it surely does, hold one of the codes; unknown codes are none."""
        chosen = np.zeros(len(self.codes), bool)
        chosen[[self.number[code] for code in codes if code in self.number]] = True
        met = self.wide.any(chosen[self.wide.items])[self.stated.items]
        may = self.stated.any(met)
        return may, self.stated.any(met & self.certain) if self.several else self.stated.all(met)

    @cached_property
    def sets(self) -> list[tuple[str, ...]]:
        """The values of each set, as they were stated; () where nothing is."""
        return [tuple(self.codes[n] for n in each if self.codes[n]) for each in self.stated]


_NONE: Values = ((NOT_STATED, True),)


def _surely(values: Values, wide: Mapping[str, frozenset[int]], several: bool) -> frozenset[int]:
    """The codes that a row with these values has whatever turns out to be true."""
    if several:
        return frozenset().union(*(wide[value] for value, sure in values if sure))
    first, *others = (wide[value] for value, _ in values)
    return first.intersection(*others)
