"""What the stages of several incidents add up to for one person.

In: for each incident the set of stages that its standing values allow (``codebook.stages``); no stage is 0 here.
Out: three independent flags, and the set of possible highest stages.
Invariant: where a set has one member the answer is certain; else every answer that the values allow is in it.
"""

from collections.abc import Collection, Iterable, Mapping

from asylia.codebook.kinds import NONE
from asylia.codebook.stages import rule
from asylia.edition.schema import NO, OPEN, SEPARATOR, STAGES, YES, Record, split

Stages = frozenset[int]
NO_STAGE: Stages = frozenset({0})


def stages_of(incident: Record | Mapping[str, str], name: str) -> Stages:
    """The stages of one record of ``incidents`` under a rule. Raises ``ValueError`` for a rule that is not known."""
    asked = rule(name)
    standing = {column: split(incident.get(column, "")) for column in asked.mentions}
    return frozenset(stage or 0 for stage in asked.stages(standing))


def flag(incidents: Iterable[Stages], stage: str) -> str:
    """Whether some incident has a stage: yes, no, or open where only some of the standing values say so."""
    found = [sorted(stages) for stages in incidents if int(stage) in stages]
    if not found:
        return NO
    return YES if [int(stage)] in found else OPEN


def highest(incidents: Collection[Stages]) -> Stages:
    """Every stage that may be the highest; 0 is among them where there may be none."""
    least = max((min(stages) for stages in incidents), default=0)
    return frozenset({least, *(stage for stages in incidents for stage in stages if stage > least)})


def cell(stages: Stages) -> str:
    """A set of stages as a cell: ``3``, ``2|3``, ``3|none``; '' where there is none for certain."""
    if stages == NO_STAGE:
        return ""
    return SEPARATOR.join(sorted(str(stage) if stage else NONE for stage in stages))


def read(stated: str) -> Stages:
    """The set that a cell stands for."""
    return frozenset(0 if stage == NONE else int(stage) for stage in split(stated)) or NO_STAGE


def flags(incidents: Collection[Stages]) -> tuple[str, ...]:
    """The three flags of a person, in the order of the stages."""
    return tuple(flag(incidents, stage) for stage in STAGES)
