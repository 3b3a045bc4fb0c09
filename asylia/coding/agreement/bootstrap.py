"""A 95 per cent interval by drawing persons anew, since the units of one person are not independent of each other.

B. Efron and R. Tibshirani, *An Introduction to the Bootstrap* (1993), ch. 13: the percentile interval. The whole of a
person's units is drawn at once (a cluster bootstrap: Davison and Hinkley, *Bootstrap Methods* (1997), ch. 3.8).
Invariant: the seed is fixed, so the same units give the same interval, on any machine.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import Any

TIMES = 1000
SEED = 20161124
LEVEL = 0.95

Clusters = Mapping[str, Sequence[Hashable]]  # by person, the units


def interval(
    clusters: Clusters, statistic: Callable[[Counter[Any]], float | None], *, times: int = TIMES, seed: int = SEED
) -> tuple[float, float] | None:
    """The interval of a statistic of the counted units. None with fewer than two persons, or where it is undefined.

    Draws in which the statistic is not defined (all ratings fell together) are passed over; where more than half are,
    there is no interval.
    """
    counted = [tuple(Counter(clusters[person]).items()) for person in sorted(clusters)]
    if len(counted) < 2:
        return None
    draw, found = Random(seed), list[float]()  # noqa: S311  # no secret hangs on it
    for _ in range(times):
        units = Counter[Any]()
        for person in draw.choices(counted, k=len(counted)):
            for unit, n in person:
                units[unit] += n
        value = statistic(units)
        if value is not None:
            found.append(value)
    if 2 * len(found) < times:
        return None
    found.sort()
    return _quantile(found, (1 - LEVEL) / 2), _quantile(found, (1 + LEVEL) / 2)


def _quantile(found: Sequence[float], share: float) -> float:
    """Between the two nearest, as most programs do (type 7 of Hyndman and Fan)."""
    at = share * (len(found) - 1)
    low = int(at)
    high = min(low + 1, len(found) - 1)
    return found[low] + (at - low) * (found[high] - found[low])
