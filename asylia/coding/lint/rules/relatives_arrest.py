"""What was done to a relative or associate, coded as if done to the person."""

import re
from collections.abc import Iterator
from functools import cache

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.coding.lint.rule import Rule, World, stated, under


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    for incident in case.incidents:
        if not stated(incident.target) & book().flagged("targets", "self"):
            continue
        if stated(incident.through) or stated(incident.number):
            yield incident.id, "the target is the person, but it says through whom, or how many, it struck"
            continue
        for measure in sorted(stated(incident.measure) & under("measures", "holds")):
            told = world.told(incident.id, "measure", measure)
            if told and all(map(_of_kin().search, told)):
                yield incident.id, "the target is the person, but the words tell of a relative who is held"


@cache
def _of_kin() -> re.Pattern[str]:
    """``his brother was arrested``: somebody's relative, and soon after it a word for holding."""
    ties = book().vocabularies["ties"]
    kin = "|".join(sorted({re.escape(ties[code].label) for code in under("ties", "kin")}, key=len, reverse=True))
    measures = book().vocabularies["measures"]
    words = (words for code in book().flagged("measures", "holds") for words in measures[code].flags.get("told_by", ()))
    held = "|".join(sorted(map(re.escape, words)))
    return re.compile(
        rf"(?:\b(?:his|her|their|whose)|['’]s)\s+(?:\w+\s+){{0,2}}(?:{kin})s?\b(?:\W+\w+){{0,5}}?\W+(?:{held})", re.I
    )


RULE = Rule(
    code="relatives-arrest",
    sentence="What strikes a relative has the relative as its target.",
    reason="The arrest of a brother, coded on the exile as an arrest of the exile, makes a stage 2 of a stage 1.",
    look=_look,
)
