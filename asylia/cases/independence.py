"""What sources say of themselves, and how many of them are independent.

Two sources are independent unless one derives from the other (however many steps lie between), or they are chapters
of one volume, or they share a project, or they say the thing in question in the same words. Of several sources as many
count as can be found of which each two are independent; so a further source never lowers the number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from asylia.cases.copies import Copies

Values = frozenset[str]
NOTHING: Values = frozenset()
NONE_COPIED: Copies = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """Every accepted value of what the gate and the weighing ask of a source; 'unknown' and 'none' among the codes."""

    access: Values = NOTHING
    licence: Values = NOTHING
    quotes_released: Values = NOTHING
    derived_from: Values = NOTHING
    volume: Values = NOTHING
    project: Values = NOTHING
    withheld: bool = False


UNHEARD = Facts()


@dataclass(frozen=True, slots=True)
class Sources:
    """The facts of each source by its id. A source that nothing is known of has none, and is independent."""

    facts: Mapping[str, Facts] = field(default_factory=dict)
    _counted: dict[tuple[Values, Copies], int] = field(default_factory=dict, repr=False, compare=False)

    def of(self, source: str) -> Facts:
        """The facts of one source; empty for one that nobody described."""
        return self.facts.get(source, UNHEARD)

    def origins(self, source: str) -> Values:
        """All sources from which a source derives, directly or through others."""
        found, ahead = set[str](), [source]
        while ahead:
            new = self.of(ahead.pop()).derived_from - found
            found |= new
            ahead += new
        return frozenset(found)

    def independent(self, one: str, other: str) -> bool:
        """Whether two sources are independent. No source is independent of itself."""
        if one == other or one in self.origins(other) or other in self.origins(one):
            return False
        a, b = self.of(one), self.of(other)
        return (a.volume | {one}).isdisjoint(b.volume | {other}) and a.project.isdisjoint(b.project)

    def independent_groups(self, sources: Iterable[str], copied: Copies = NONE_COPIED) -> int:
        """The greatest number of these sources of which each two are independent.

        ``copied`` holds pairs that are not, because they say this thing in the same words.
        """
        asked = frozenset(sources)
        if len(asked) < 2:
            return len(asked)
        known = asked, frozenset(pair for pair in copied if asked.issuperset(pair))
        if known not in self._counted:
            ties = {a: {b for b in asked if b != a and not self.independent(a, b)} for a in asked}
            for one, other in known[1]:
                ties[one].add(other)
                ties[other].add(one)
            self._counted[known] = _most(ties)
        return self._counted[known]


def _most(ties: Mapping[str, set[str]]) -> int:
    """The size of the largest set without a tie in it.

    A source with few ties comes first. Where all it is tied to are tied to each other (nearly always so: chapters of
    a volume, a chain of copies) it may be taken at once; only otherwise both ways are tried.
    """
    taken = 0
    while ties:
        first = min(ties, key=lambda id: (len(ties[id]), id))
        near = ties[first]
        if any(near - {id} - ties[id] for id in near):
            return taken + max(1 + _most(_without(ties, near | {first})), _most(_without(ties, {first})))
        taken, ties = taken + 1, _without(ties, near | {first})
    return taken


def _without(ties: Mapping[str, set[str]], gone: set[str]) -> dict[str, set[str]]:
    return {id: tied - gone for id, tied in ties.items() if id not in gone}
