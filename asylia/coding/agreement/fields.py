"""What each coder wrote for one field of a unit that both found, as a value of the field's scale.

A field of words or of a set that only one of the two states has the value 'not stated' for the other: what one coder
saw and the other did not is a difference. Where neither states it the unit is no evidence, and left out. Ranks and
years need two values, and 'unknown' is none; how often only one coder gives one is counted beside them (``silent``).
Where a coder holds several values that the sources leave open, a set has all, words are taken together, and of ranks
and years the lowest counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from asylia.codebook.book import book
from asylia.codebook.dates import span
from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import SPECIAL, properties
from asylia.coding.agreement.alpha import Metric, interval, masi, nominal, ordinal
from asylia.coding.agreement.pairing import Pair
from asylia.coding.stages import stages_of

Scale = Literal["nominal", "ordinal", "interval", "set"]
METRICS: Mapping[Scale, Metric] = {"nominal": nominal, "ordinal": ordinal, "interval": interval, "set": masi}
STAGE, YEAR, DATE = "stage", "year", "date"  # stage is made by the rule, the year taken from the date


class Field(NamedTuple):
    """One field of one kind of unit (by its letter) and its scale."""

    letter: str
    name: str
    scale: Scale


FIELDS = (
    Field("X", "kind", "nominal"),
    Field("X", "state_of_concern", "set"),
    Field("X", "category", "set"),
    Field("X", "fate", "nominal"),
    Field("I", "measure", "nominal"),
    Field("I", "target", "nominal"),
    Field("I", "state_of_concern", "nominal"),
    Field("I", "host_state", "nominal"),
    Field("I", "place", "nominal"),
    Field("I", STAGE, "ordinal"),
    Field("I", "factuality", "ordinal"),
    Field("I", "severity", "ordinal"),
    Field("I", YEAR, "interval"),
    Field("I", "actor", "set"),
    Field("I", "accusation", "set"),
    Field("I", "host_cooperation", "set"),
    Field("R", "protection", "nominal"),
    Field("R", "outcome", "nominal"),
    Field("R", YEAR, "interval"),
    Field("G", "measure", "nominal"),
    Field("G", "target", "nominal"),
    Field("G", "state_of_concern", "nominal"),
    Field("G", YEAR, "interval"),
)
Ratings = Mapping[str, Sequence[tuple[Any, Any]]]  # by person, what the two coders say of each unit


def ratings(field: Field, pairs: Iterable[Pair]) -> tuple[Ratings, int]:
    """What both say, unit by unit, and of how many units only one of them states the field."""
    by_person, silent = defaultdict[str, list[tuple[Any, Any]]](list), 0
    for pair in pairs:
        if pair.letter != field.letter or not pair.both:
            continue
        one, other = (_rating(field, entity) for entity in pair.entities)
        silent += _stated(one) != _stated(other)
        if one is not None and other is not None and (_stated(one) or _stated(other)):
            by_person[pair.person].append((one, other))
    return by_person, silent


def rank(vocabulary: str, values: Iterable[str]) -> int | None:
    """The lowest of some codes in the order in which the codebook lists them; None where there is none."""
    order = _order(vocabulary)
    return min((order[value] for value in values if value in order), default=None)


def _rating(field: Field, entity: Any) -> Any:
    if field.name == STAGE:
        return min(stages_of(entity))  # that is, the lowest that the default rule allows, 0 for none
    shown = getattr(entity, DATE if field.name == YEAR else field.name).shown
    rate: Mapping[Scale, Callable[[], Any]] = {
        "nominal": lambda: "|".join(shown),
        "set": lambda: frozenset(shown),
        "interval": lambda: min(_years(shown), default=None),
        "ordinal": lambda: rank(properties(ENTITIES[field.letter])[field.name].kind.vocabulary, shown),
    }
    return rate[field.scale]()


def _stated(rating: Any) -> bool:
    return rating is not None and rating not in ("", frozenset())


def _years(dates: Iterable[str]) -> Iterator[int]:
    """The year in which each begins; of one whose beginning is open, that in which it ends."""
    for date in dates:
        if date not in SPECIAL:
            first, last = span(date)
            yield from (day.year for day in [first or last] if day)


@cache
def _order(vocabulary: str) -> Mapping[str, int]:
    return {code: place for place, code in enumerate(book().vocabularies[vocabulary])}
