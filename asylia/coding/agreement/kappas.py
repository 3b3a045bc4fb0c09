"""Coefficients that correct raw agreement for chance, each with its own idea of chance.

- Cohen, *A Coefficient of Agreement for Nominal Scales*, Educ. Psychol. Meas. 20 (1960): two coders, each with his
  own habits.
- Fleiss, *Measuring Nominal Scale Agreement among Many Raters*, Psychol. Bull. 76 (1971).
- Brennan and Prediger, *Coefficient Kappa: Some Uses, Misuses, and Alternatives*, Educ. Psychol. Meas. 41 (1981).
- Gwet, *Computing Inter-Rater Reliability and Its Variance in the Presence of High Agreement*, Br. J. Math. Stat.
  Psychol. 61 (2008); with missing ratings as in his *Handbook of Inter-Rater Reliability*, 4th ed. (2014), ch. 5.

Units are as in ``alpha.py``; a missing rating is None. Raw agreement is taken over units that two coders or more
rated, the use of categories over all rated units. All are None where they are not defined.
Invariant: pure functions; the order of units changes no result.
"""

from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import Any, NamedTuple

from asylia.coding.agreement.alpha import Unit

Counts = list[Counter[Any]]  # by unit: how many coders gave each category


class Gwet(NamedTuple):
    """Gwet's AC1 and its standard error (over units; None where there are fewer than two)."""

    ac1: float
    error: float | None


def raw_agreement(units: Iterable[Unit]) -> float | None:
    """The share of pairs of ratings of one unit that are equal, averaged over units."""
    return _observed(_counts(units))


def cohen_kappa(units: Iterable[Unit]) -> float | None:
    """Cohen's kappa of two coders; units that only one of them rated are passed over.

    Raises ``ValueError`` for a unit with more or fewer than two places.
    """
    pairs = [(one, other) for one, other in units if one is not None and other is not None]
    if not pairs:
        return None
    first, second = (Counter(pair[i] for pair in pairs) for i in (0, 1))
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    return _beyond(agreed, sum(first[value] * second[value] for value in first) / len(pairs) ** 2)


def fleiss_kappa(units: Iterable[Unit]) -> float | None:
    """Fleiss's kappa: chance is how often each category was used by all coders together."""
    counts = _counts(units)
    return _beyond(_observed(counts), sum(share**2 for share in _shares(counts).values()))


def brennan_prediger(units: Iterable[Unit], categories: int | None = None) -> float | None:
    """Brennan and Prediger's coefficient: chance takes every category alike.

    ``categories`` is how many there are to choose from; where absent, as many as were used.
    """
    counts = _counts(units)
    number = categories or len(_shares(counts))
    return _beyond(_observed(counts), 1 / number) if number else None


def gwet_ac1(units: Iterable[Unit], categories: int | None = None) -> Gwet | None:
    """Gwet's AC1, which stays near raw agreement where nearly all ratings fall into one category.

    ``categories`` as in ``brennan_prediger``. Where only one is used and none other is known of, nothing is left to
    chance and AC1 is 1.
    """
    counts = _counts(units)
    shares, agreed = _shares(counts), _observed(counts)
    if agreed is None:
        return None
    number = max(categories or 0, len(shares))
    chance = sum(share * (1 - share) for share in shares.values()) / (number - 1) if number > 1 else 0.0
    ac1 = (agreed - chance) / (1 - chance)  # chance is at most 1/number
    return Gwet(ac1, _gwet_error(counts, shares, number, chance, ac1))


def _gwet_error(counts: Counts, shares: dict[Any, float], number: int, chance: float, ac1: float) -> float | None:
    """The standard error by linearisation: how far each unit moves the coefficient."""
    if len(counts) < 2:
        return None
    if number < 2:
        return 0.0
    pairable = sum(unit.total() > 1 for unit in counts)
    spread = 0.0
    for unit in counts:
        raters = unit.total()
        own = 0.0
        if raters > 1:
            own = len(counts) / pairable * (_equal(unit) - chance) / (1 - chance)
        used = sum(n * (1 - shares[value]) for value, n in unit.items()) / raters / (number - 1)
        moved = own - 2 * (1 - ac1) * (used - chance) / (1 - chance)
        spread += (moved - ac1) ** 2
    return sqrt(spread / (len(counts) * (len(counts) - 1)))


def _counts(units: Iterable[Unit]) -> Counts:
    counts = (Counter(value for value in unit if value is not None) for unit in units)
    return [unit for unit in counts if unit]


def _equal(unit: Counter[Any]) -> float:
    """The share of equal pairs among the ratings of one unit."""
    raters = unit.total()
    return sum(n * (n - 1) for n in unit.values()) / (raters * (raters - 1))


def _observed(counts: Counts) -> float | None:
    pairable = [_equal(unit) for unit in counts if unit.total() > 1]
    return sum(pairable) / len(pairable) if pairable else None


def _shares(counts: Counts) -> dict[Any, float]:
    """How often each category was used: the mean over units of its share among the ratings."""
    shares = Counter[Any]()
    for unit in counts:
        for value, n in unit.items():
            shares[value] += n / unit.total() / len(counts)  # type: ignore[assignment]  # shares, not counts
    return dict(shares)


def _beyond(agreed: float | None, chance: float) -> float | None:
    return None if agreed is None or chance >= 1 else (agreed - chance) / (1 - chance)
