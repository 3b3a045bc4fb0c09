"""Who tells of two things: sources that know it by themselves, or one source twice.

Two tellings that are independent weigh; a copy of the first adds nothing.
"""

from collections.abc import Iterable
from itertools import product
from typing import Any

from asylia.cases.copies import copies
from asylia.cases.fold import Case
from asylia.cases.independence import Sources

Passages = dict[str, dict[str, Any]]

ALONE = "told by two independent sources"


def told_of(case: Case, about: Iterable[str]) -> Passages:
    """The passages, by id, on which the claims about some entities of a case rest."""
    wanted = set(about)
    return {
        passage["id"]: passage
        for row in case.claims.values()
        if row.about in wanted
        for passage in (row.body or {})["passages"]
    }


def tellings(mine: Passages, theirs: Passages, sources: Sources) -> str:
    """What the sources of two things are to each other, in words; the strongest that can be said."""
    if mine.keys() & theirs.keys():
        return "the same passage tells of both"
    copied = copies([*mine.values(), *theirs.values()])
    one, other = ({passage["source"] for passage in each.values()} for each in (mine, theirs))
    between = [(min(pair), max(pair)) for pair in product(one, other)]
    if any(sources.independent(*pair) and pair not in copied for pair in between):
        return ALONE
    if copied.intersection(between):
        return "two sources tell of them in the same words"
    return "one source tells of both" if one & other else _kinship(between, sources)


def _kinship(between: list[tuple[str, str]], sources: Sources) -> str:
    """Why sources are not independent, of which none is the other."""
    if any(a in sources.origins(b) or b in sources.origins(a) for a, b in between):
        return "one source took it from the other"
    if any((sources.of(a).volume | {a}) & (sources.of(b).volume | {b}) for a, b in between):
        return "chapters of one volume tell of them"
    return "sources of one project tell of them"
