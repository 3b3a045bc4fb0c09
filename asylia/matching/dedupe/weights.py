"""What it weighs that two records agree or differ: kept in ``weights.toml``, of no engine.

The model is Fellegi and Sunter's (A Theory for Record Linkage, JASA 64, 1969): each comparison of two columns falls
into the first of its levels that holds; a level weighs log2(m/u), where m is how often it holds between records of one
person and u between records of two; the weights add up to that of the pair, on top of how likely any two records are
one person's. Where a level has a ``frequency``, u is how frequent the very value is (in the data at hand) instead.

``splinked.py`` says the same to Splink; whoever has another engine needs no more than this file and ``weights.toml``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).with_name("weights.toml")
When = Literal["missing", "equal", "overlap", "within", "otherwise"]
Row = Mapping[str, Any]
Frequencies = Mapping[str, Mapping[str, float]]  # by column, by value: the share of records that have it


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which two rows can agree or differ.

    ``when``: 'missing' in either, 'equal', 'overlap' (two lists share an element), 'within' (numbers at most ``most``
    apart), 'otherwise'. ``m``, ``u``: 0 where ``when`` is 'missing', which weighs nothing.
    """

    when: When
    says: str
    m: float = 0.0
    u: float = 0.0
    column: str = ""
    most: int = 0
    frequency: str = ""

    def holds(self, a: Row, b: Row) -> bool:
        """Whether two rows agree or differ in this way."""
        if self.when == "otherwise":
            return True
        one, other = a[self.column], b[self.column]
        if one is None or other is None:
            return self.when == "missing"
        if self.when == "overlap":
            return not set(one).isdisjoint(other)
        if self.when == "within":
            return bool(abs(one - other) <= self.most)
        return self.when == "equal" and bool(one == other)

    def weight(self, a: Row, b: Row, frequencies: Frequencies) -> float:
        """What it weighs where it holds, in bits."""
        if self.when == "missing":
            return 0.0
        if not self.frequency:
            return log2(self.m / self.u)
        found = frequencies[self.frequency]
        return log2(self.m / max(found[a[self.frequency]], found[b[self.frequency]]))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The levels of one thing that is compared; the first that holds counts."""

    name: str
    levels: tuple[Level, ...]

    def level(self, a: Row, b: Row) -> Level:
        """The level that holds."""
        return next(level for level in self.levels if level.holds(a, b))


@dataclass(frozen=True, slots=True)
class Weights:
    """All comparisons; how many other records of one person a record has; and the bands.

    Below ``low`` a pair is let go. From ``low`` on it is one where our comparison of names says 'same'; from ``high``
    on also where that cannot tell.
    """

    others: float
    low: float
    high: float
    comparisons: tuple[Comparison, ...]

    def prior(self, records: int) -> float:
        """How likely any two of so many records are one person's."""
        return min(0.5, self.others / max(records - 1, 1))

    def weigh(self, a: Row, b: Row, records: int, frequencies: Frequencies) -> float:
        """The match weight of two rows in bits: log2 of the odds that they are one person's."""
        prior = self.prior(records)
        found = sum(each.level(a, b).weight(a, b, frequencies) for each in self.comparisons)
        return log2(prior / (1 - prior)) + found


@cache
def weights(file: Path = FILE) -> Weights:
    """The weights as the file has them."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    comparisons = tuple(
        Comparison(name, tuple(Level(**level) for level in levels)) for name, levels in data["comparisons"].items()
    )
    return Weights(data["others"], data["low"], data["high"], comparisons)
