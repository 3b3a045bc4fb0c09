"""Where passages stand: stretches of letters of a chapter, and how many letters two sets of them share.

Invariant: a letter counts once, however many passages hold it; chapters share nothing with each other.
"""

from collections.abc import Iterable, Mapping

Stretch = tuple[int, int]  # letters of a chapter: the first, and the one behind the last
Spans = Mapping[str, tuple[Stretch, ...]]  # by chapter: apart from each other, in order


def joined(stretches: Iterable[tuple[str, Stretch]]) -> Spans:
    """Stretches by chapter; those that touch become one."""
    by_chapter = dict[str, list[Stretch]]()
    for chapter, (start, end) in sorted(stretches):
        known = by_chapter.setdefault(chapter, [])
        if known and start <= known[-1][1]:
            known[-1] = (known[-1][0], max(known[-1][1], end))
        else:
            known.append((start, end))
    return {chapter: tuple(known) for chapter, known in by_chapter.items()}


def shared(one: Spans, other: Spans) -> int:
    """How many letters stand in both."""
    return sum(_shared(one[chapter], other[chapter]) for chapter in one.keys() & other.keys())


def distance(one: Spans, other: Spans) -> int | None:
    """How many letters lie between their beginnings, where that is least; None where they share no chapter."""
    starts = ((a[0], b[0]) for chapter in one.keys() & other.keys() for a in one[chapter] for b in other[chapter])
    return min((abs(a - b) for a, b in starts), default=None)


def _shared(one: tuple[Stretch, ...], other: tuple[Stretch, ...]) -> int:
    found = i = j = 0
    while i < len(one) and j < len(other):
        found += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found
