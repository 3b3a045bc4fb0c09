"""Krippendorff's alpha: how far ratings agree beyond chance, for any scale and any number of coders.

K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), and *Content Analysis*, 4th ed. (2019), ch. 12;
for sets: R. Passonneau, *Measuring Agreement on Set-Valued Items (MASI)*, LREC 2006.

A unit is the tuple of what each coder says of it, None where one says nothing. Units that fewer than two coders rated
tell nothing of agreement and are passed over. Invariant: pure functions; the order of units changes no result.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

Unit = Sequence[Any]  # one value a coder; None where missing. Values of one scale are of one type
Distance = Callable[[Any, Any], float]  # how far two values differ, 0 for the same
Metric = Callable[[Mapping[Any, int]], Distance]  # from how often each value was used to a distance
Patterns = Mapping[tuple[Hashable, ...], int]  # equal units, and how many there are


def nominal(used: Mapping[Any, int]) -> Distance:
    """The same or not."""
    return _differs


def interval(used: Mapping[Any, int]) -> Distance:
    """Numbers whose differences count, such as years: the square of the difference."""
    return lambda one, other: float((one - other) ** 2)


def ratio(used: Mapping[Any, int]) -> Distance:
    """Numbers with a true zero: the square of the difference over the sum. Two zeros do not differ."""
    return lambda one, other: float((one - other) / (one + other)) ** 2 if one + other else 0.0


def ordinal(used: Mapping[Any, int]) -> Distance:
    """Ranks: the square of how many ratings lie between two values, each end counted half."""
    ranks, below, total = sorted(used), dict[Any, float](), 0.0
    for rank in ranks:
        below[rank] = total + used[rank] / 2  # ratings up to the middle of this rank
        total += used[rank]
    return lambda one, other: (below[one] - below[other]) ** 2


def masi(used: Mapping[Any, int]) -> Distance:
    """Sets (``frozenset``): one minus Passonneau's MASI, the Jaccard index weighed by how the two sets lie."""
    return masi_distance


@cache
def masi_distance(one: frozenset[Any], other: frozenset[Any]) -> float:
    """``1 - J * M``: M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, else 0."""
    if one == other:
        return 0.0
    shared = len(one & other)
    monotonicity = 2 / 3 if shared == min(len(one), len(other)) and shared else 1 / 3 if shared else 0.0
    return 1 - shared / len(one | other) * monotonicity


def alpha(units: Iterable[Unit], metric: Metric = nominal) -> float | None:
    """Krippendorff's alpha of some units. None where it is not defined: nothing paired, or all ratings the same."""
    return alpha_of(Counter(map(tuple, units)), metric)


def alpha_of(patterns: Patterns, metric: Metric = nominal) -> float | None:
    """The same, of equal units counted together; what a bootstrap asks a thousand times."""
    rated = [(said, n) for unit, n in patterns.items() if n and len(said := _said(unit)) > 1]
    used = Counter[Any]()
    for said, n in rated:
        for value in said:
            used[value] += n
    distance = metric(used)
    expected = sum(used[a] * used[b] * distance(a, b) for a, b in combinations(used, 2))
    if not expected:
        return None
    observed = sum(n * sum(distance(a, b) for a, b in combinations(said, 2)) / (len(said) - 1) for said, n in rated)
    return 1 - (used.total() - 1) * observed / expected


def _differs(one: Any, other: Any) -> float:
    return float(one != other)


def _said(unit: Sequence[Any]) -> list[Any]:
    return [value for value in unit if value is not None]
