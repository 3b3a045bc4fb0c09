"""Dates that cannot all be true."""

from collections.abc import Iterator
from typing import Any

from asylia.cases.fold import Case
from asylia.codebook.dates import years
from asylia.coding.lint.rule import Rule, World, days, named, stated, wholly_before


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    for entity in case.entities():
        date = _date(entity)
        if date is None:
            continue
        if date.basis == "open" and not set.intersection(*(set(years(value)) for value in stated(date))):
            yield entity.id, f"the sources give other years: {named(date)}"
        yield from ((entity.id, message) for message in _order(entity, date, world))
    for stay in case.stays:
        if wholly_before(stay.to, stay.from_):
            yield stay.id, f"ends {named(stay.to)}, before it begins, {named(stay.from_)}"
    yield from _not_there_yet(case)
    yield from _not_born_yet(case)


def _date(entity: Any) -> Any:
    return getattr(entity, "from_", None) or getattr(entity, "date", None)


def _order(entity: Any, date: Any, world: World) -> Iterator[str]:
    """What stands after or before another thing, and is dated otherwise."""
    for id in getattr(entity, "after", ()):
        if (other := _date(world.entities.get(id))) and wholly_before(date, other):
            yield f"{named(date)}, but told to come after {id}, {named(other)}"
    for id in getattr(entity, "before", ()):
        if (other := _date(world.entities.get(id))) and wholly_before(other, date):
            yield f"{named(date)}, but told to come before {id}, {named(other)}"


def _not_there_yet(case: Case) -> Iterator[tuple[str, str]]:
    """The host state of an incident, where every stay in that country lies before or after."""
    for incident in case.incidents:
        stays = [stay for stay in case.stays if stated(stay.country) & stated(incident.host_state)]
        outside = (wholly_before(incident.date, stay.from_) or wholly_before(stay.to, incident.date) for stay in stays)
        if stays and all(outside):
            where = named(incident.host_state)
            yield incident.id, f"{named(incident.date)} in {where}, but no stay there ({stays[0].id}) is of that time"


def _not_born_yet(case: Case) -> Iterator[tuple[str, str]]:
    born = [int(value[:4]) for value in stated(case.person.birth_year)] if case.person else []
    for incident in case.incidents if born else ():
        last = days(incident.date)[1]
        if last and last.year < min(born):
            yield incident.id, f"{named(incident.date)}, before the person was born"


RULE = Rule(
    code="years-disagree",
    sentence="Dates agree with each other.",
    reason="Where sources differ somebody decides (prefer) or both stand, and that is to be said; all else is a slip.",
    look=_look,
)
