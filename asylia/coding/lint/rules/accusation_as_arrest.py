"""An accusation, coded as an arrest."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.coding.lint.rule import Rule, World, stated, under


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    holds, accuses = book().flagged("measures", "holds"), book().flagged("measures", "accuses")
    for incident in case.incidents:
        for measure in sorted(stated(incident.measure) & under("measures", "holds")):
            told = " ".join(world.told(incident.id, "measure", measure))
            if _any(accuses).search(told) and not _any(holds).search(told):
                yield incident.id, f"coded as {measure}, but the words tell of an accusation and of nobody held"


@cache
def _any(measures: Iterable[str]) -> re.Pattern[str]:
    """Any word that begins as those by which some measures are told."""
    entries = (book().entry("measures", code) for code in measures)
    words = sorted(re.escape(words) for entry in entries for words in entry.flags.get("told_by", ()))
    return re.compile(rf"\b(?:{'|'.join(words)})", re.I)


RULE = Rule(
    code="accusation-as-arrest",
    sentence="Who is held is told to be held.",
    reason="To be charged, wanted or sought is stage 1, to be arrested stage 2; they are easily confused.",
    look=_look,
)
