"""A free return, and what followed it at home, coded as if the person had been brought back."""

from collections.abc import Iterator

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.coding.lint.rule import Rule, World, stated, under


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    free = book().flagged("ways_of_return", "free")
    for incident in case.incidents:
        if not stated(incident.measure) & under("measures", "brings_home"):
            continue
        later = [other.id for other in case.incidents if incident.id in other.after.shown]
        freely = [other.id for other in case.incidents if other.id in later and stated(other.way_of_return) & free]
        if stated(incident.way_of_return) & free:
            yield incident.id, "the person was brought home, but came of own choice"
        elif stated(incident.sentence):
            yield incident.id, "the person was brought home, but it has a sentence: a conviction is its own incident"
        elif freely:
            yield incident.id, f"the person was brought home, but what followed tells of a free return: {freely[0]}"


RULE = Rule(
    code="free-return",
    sentence="Whoever went home of own choice was not brought home.",
    reason="A sentence after a free return, coded as a rendition, is the gravest stage for what crossed no border.",
    look=_look,
)
