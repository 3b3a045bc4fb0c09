"""A release that stands before the custody that it ends."""

from collections.abc import Iterator

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.codebook.entities import Incident, Proceeding, Protection
from asylia.coding.lint.rule import Rule, World, named, stated, under, wholly_before


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    held = [incident for incident in case.incidents if stated(incident.measure) & under("measures", "holds")]
    for release in case.protections:
        if stated(release.protection) & book().flagged("protections", "frees"):
            yield from ((release.id, message) for message in _too_early(release, held))
    for proceeding in case.proceedings:
        if _out_of_order(proceeding):
            yield proceeding.id, "its steps tell of a release before anybody is held"


def _too_early(release: Protection, held: list[Incident]) -> Iterator[str]:
    for custody in held:
        if custody.id in release.after.shown and wholly_before(release.date, custody.date):
            yield f"released {named(release.date)}, but held after that: {custody.id}, {named(custody.date)}"
            return
    if held and all(wholly_before(release.date, custody.date) for custody in held):
        yield f"released {named(release.date)}, before any custody of this person begins"


def _out_of_order(proceeding: Proceeding) -> bool:
    """Whether a step that frees comes before the first that holds."""
    steps = [step.split(" ")[1] for step in proceeding.steps.shown if " " in step]
    frees, holds = ([i for i, step in enumerate(steps) if step in under("steps", flag)] for flag in ("frees", "holds"))
    return bool(frees and holds) and frees[0] < holds[0]


RULE = Rule(
    code="release-before-arrest",
    sentence="A release comes after the beginning of the custody that it ends.",
    reason="A release told with the date of another custody, or two dates that changed places, is a usual slip.",
    look=_look,
)
