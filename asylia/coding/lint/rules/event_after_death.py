"""Something that happens to a person who is dead."""

from collections.abc import Iterator
from typing import Any

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.codebook.entities import Incident
from asylia.coding.lint.rule import Rule, World, days, named, stated, under


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    for death in filter(_ends_the_life, case.incidents):
        last = days(death.date)[1]
        for entity, begins in _of_the_living(case):
            if entity.id == death.id or _ends_the_life(entity):
                continue
            first = days(begins)[0]
            if last and first and first > last:
                yield entity.id, f"{named(begins)}, but the person died {named(death.date)} ({death.id})"
            elif death.id in entity.after.shown:
                yield entity.id, f"told to come after the person's death ({death.id})"


def _ends_the_life(entity: Any) -> bool:
    """Whether an incident is the death of the person whose file it is; one without doubt."""
    return (
        isinstance(entity, Incident)
        and bool(stated(entity.measure))
        and stated(entity.measure) <= under("measures", "ends_life")
        and bool(stated(entity.target) & book().flagged("targets", "self"))
        and stated(entity.factuality) == book().flagged("factualities", "done")
    )


def _of_the_living(case: Case) -> Iterator[tuple[Any, Any]]:
    """What can only be done to somebody alive, each with the date on which it begins."""
    for incident in case.incidents:
        if stated(incident.target) & book().flagged("targets", "self"):
            yield incident, incident.date
    for protection in case.protections:
        if stated(protection.protection) - book().flagged("protections", "outlives"):
            yield protection, protection.date
    yield from ((stay, stay.from_) for stay in case.stays)


RULE = Rule(
    code="event-after-death",
    sentence="Nothing is done to a person who is dead.",
    reason="A wrong year, or two persons in one file. What outlives a person, such as a judgment, is not looked at; a "
    "conviction after death is rare, and to be answered.",
    look=_look,
)
