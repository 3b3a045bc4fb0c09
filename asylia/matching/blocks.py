"""Which persons are compared at all: those of whom two parts of a name may sound alike.

Comparing everybody with everybody takes a hundred thousand persons five thousand million comparisons. So each person
is filed under keys that all spellings of a name share, two parts together as broad classes of consonants, and looked
at only beside those under the same key. A quick look at the sounds, two by two, then puts aside what only shares the
classes.

Invariant: a pure function of the names; each pair comes once, in the order of its ids.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from asylia.names.tokens import tokens

_PAIR, _SOUND = "+", "="  # the marks of tokens that hold two parts together, and a part as it sounds
_ALIKE = 0.35  # the share of sounds, two by two, that spellings of one name have in common at the least

Look = tuple[frozenset[str], frozenset[str]]  # the keys of a name, and its sounds two by two


def look_of(name: str) -> Look:
    """By what a name is filed, and by what it is looked at; no key for a name of a single part."""
    found = tokens(name)
    sounds = (f"^{token.removeprefix(_SOUND)}" for token in found if token.startswith(_SOUND))
    two_by_two = frozenset(word[at : at + 2] for word in sounds for at in range(len(word) - 1))
    return frozenset(token for token in found if token.startswith(_PAIR)), two_by_two


def may_be_one(one: Look, other: Look) -> bool:
    """Whether two names are worth comparing."""
    if one[0].isdisjoint(other[0]):
        return False
    return 2 * len(one[1] & other[1]) >= _ALIKE * (len(one[1]) + len(other[1]))


def pairs(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of ids of which a name of one may be a name of the other. ``names`` gives the names by the id."""
    filed = defaultdict[str, list[tuple[str, Look]]](list)
    for id in sorted(names):
        looks = [look for look in map(look_of, names[id]) if look[0]]
        found = {other for look in looks for key in look[0] for other, its in filed[key] if may_be_one(look, its)}
        yield from ((other, id) for other in sorted(found - {id}))
        for look in looks:
            for key in look[0]:
                filed[key].append((id, look))
