"""What two values of a coded property are to each other."""

from functools import cache
from typing import Any

from asylia.codebook.book import book
from asylia.codebook.kinds import SPECIAL


def shown(values: Any) -> frozenset[str]:
    """What a property shows, without 'unknown' and 'none'."""
    return frozenset(values.shown).difference(SPECIAL)


@cache
def under(vocabulary: str, flag: str) -> frozenset[str]:
    """The codes that set a flag, and all that they include."""
    flagged = book().flagged(vocabulary, flag)
    return flagged.union(*(book().narrower(vocabulary, code) for code in flagged))


@cache
def agree(vocabulary: str, one: str, other: str) -> bool:
    """Whether two codes may mean one thing: they are equal, or one includes the other."""
    return one == other or one in book().broader(vocabulary, other) or other in book().broader(vocabulary, one)


def compatible(vocabulary: str, one: Any, other: Any) -> bool:
    """Whether what two properties show may mean one thing; silence is compatible with all."""
    mine, theirs = shown(one), shown(other)
    return not mine or not theirs or any(agree(vocabulary, a, b) for a in mine for b in theirs)
