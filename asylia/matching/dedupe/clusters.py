"""Pairs become clusters, the heaviest pair first; whatever would put two persons into one cluster is left out.

A chain of pairs can lead from a man to his brother, or to a namesake, though no pair of it is wrong by much. So a pair
joins two clusters only where nothing that is known of any of their records contradicts the other's: year of birth,
father, sex, and names that our comparison calls different persons'.

Invariant: the same pairs and facts give the same clusters in any order; no cluster holds a contradiction.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

YEARS_APART = 1  # years of birth of one person that lists give, at the most
TORN = 1.5  # bits that a record must lean more to its own group than to another


class Facts(NamedTuple):
    """What is known of one record; None or nothing where it is not said.

    ``sex``: as the endings of its names say; ``stated``: as the list does. ``fathers``: how their names may sound.
    """

    year: int | None
    sex: str | None
    stated: str | None
    fathers: Collection[frozenset[str]]


class Pair(NamedTuple):
    """Two records that may be one person's, by their places."""

    weight: float
    a: int
    b: int


Apart = Mapping[int, Collection[int]]  # by record, those that are another person's


@dataclass(slots=True)
class _Group:
    """Records that are taken for one person's, and what is known of them together."""

    members: list[int]
    first: int | None  # the earliest and the latest year of birth
    last: int | None
    sexes: frozenset[str]
    stated: frozenset[str]
    fathers: tuple[frozenset[str], ...]


def cluster(pairs: Iterable[Pair], facts: Sequence[Facts], apart: Apart) -> list[list[int]]:
    """The clusters of two records and more, each in order."""
    ordered = sorted(pairs, key=lambda pair: (-pair.weight, pair.a, pair.b))
    groups, refused = _joined(ordered, facts, apart)
    if torn := _torn(ordered, refused, groups):
        groups, _ = _joined([each for each in ordered if each.a not in torn and each.b not in torn], facts, apart)
    return sorted(sorted(group.members) for group in {id(group): group for group in groups.values()}.values())


def _joined(ordered: Iterable[Pair], facts: Sequence[Facts], apart: Apart) -> tuple[dict[int, _Group], list[Pair]]:
    """The group of each record that is in one, and the pairs between groups that contradict each other."""
    groups, refused = dict[int, _Group](), list[Pair]()
    for pair in ordered:
        one, other = (groups.get(place) or _alone(place, facts[place]) for place in (pair.a, pair.b))
        if one is other:
            continue
        if not _agree(one, other, apart):
            refused.append(pair)
            continue
        if len(one.members) < len(other.members):
            one, other = other, one
        _join(one, other)
        for place in (pair.a, pair.b, *other.members):
            groups[place] = one
    return groups, refused


def _torn(ordered: Iterable[Pair], refused: Iterable[Pair], groups: Mapping[int, _Group]) -> set[int]:
    """Records that lean to another group almost as much as to their own: nobody can tell whose they are."""
    held = dict[int, float]()
    for weight, a, b in ordered:
        if a in groups and groups[a] is groups.get(b):
            held.setdefault(a, weight)
            held.setdefault(b, weight)
    return {place for weight, a, b in refused for place in (a, b) if place in held and held[place] < weight + TORN}


def _alone(place: int, facts: Facts) -> _Group:
    sexes, stated = (frozenset(filter(None, [one])) for one in (facts.sex, facts.stated))
    return _Group([place], facts.year, facts.year, sexes, stated, tuple(facts.fathers))


def _agree(one: _Group, other: _Group, apart: Apart) -> bool:
    first, last = _span(one, other)
    if first is not None and last is not None and last - first > YEARS_APART:
        return False
    if max(len(one.sexes | other.sexes), len(one.stated | other.stated)) > 1:
        return False
    if any(mine.isdisjoint(theirs) for mine in one.fathers for theirs in other.fathers):
        return False
    return not any(place in other.members for member in one.members for place in apart.get(member, ()))


def _span(one: _Group, other: _Group) -> tuple[int | None, int | None]:
    firsts = [year for year in (one.first, other.first) if year is not None]
    lasts = [year for year in (one.last, other.last) if year is not None]
    return min(firsts, default=None), max(lasts, default=None)


def _join(one: _Group, other: _Group) -> None:
    one.first, one.last = _span(one, other)
    one.members += other.members
    one.sexes |= other.sexes
    one.stated |= other.stated
    one.fathers = tuple(dict.fromkeys((*one.fathers, *other.fathers)))
