"""What speaks against two persons being one: said before a merge is allowed, and beside every candidate.

Some of it nobody may override: whom a source calls the brother of another is not that other, and whoever is not named
is never made one with somebody who is. If the source was misread, the claim is to be retracted first.

Invariant: pure functions of what is known.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.codebook.kinds import ID, SPECIAL
from asylia.matching.codes import agree, shown, under
from asylia.matching.fathers import two_fathers
from asylia.matching.known import Known
from asylia.matching.named import is_named
from asylia.matching.times import Time, overlap, surely, time_of
from asylia.names.compare import compare

_ABOUT = 2  # years that a year of birth with ~ may be off
_SHORT = 31  # days: an incident that is dated as closely as that tells where somebody was then


class Against(NamedTuple):
    """One thing that speaks against a pair, in words. ``final``: nobody overrides it. ``claimed``: a claim says so."""

    words: str
    final: bool = False
    claimed: bool = False


def against_persons(a: Case, b: Case, known: Known) -> list[Against]:
    """All that speaks against two persons being one, what is final first."""
    found = [*_hidden(a, b), *_tied(a, b, known), *_tied(b, a, known)]
    if a.person and b.person:
        found += [*_sexes(a.person, b.person), *_births(a.person, b.person)]
        found += [Against(words) for words in two_fathers(a, b, known)]
    found += [*_places(a, b), *_told_apart(a, b, known)]
    return sorted(dict.fromkeys(found), key=lambda each: not each.final)


def _hidden(a: Case, b: Case) -> Iterator[Against]:
    if is_named(a) != is_named(b):
        hidden, named = (a, b) if is_named(b) else (b, a)
        yield Against(
            f"no source names {hidden.id}, and {named.id} is named: nothing here may say who somebody is", True
        )


def _tied(a: Case, b: Case, known: Known) -> Iterator[Against]:
    """Ties of one to the other; whoever is somebody's brother, colleague or accuser is somebody else."""
    for tie in a.person.tie.shown if a.person else ():
        code, _, whom = tie.partition(" ")
        label = book().label("ties", code)
        if ID.fullmatch(whom) and known.stands_for(whom) == b.id:
            yield Against(f"a source calls {a.id} the {label} of {b.id}", True, True)
        elif whom and not ID.fullmatch(whom) and b.person and code in under("ties", "kin"):
            alike = (name for name in b.person.name.shown if compare(whom, name).verdict == "same")
            yield from (Against(f"a source calls {a.id} the {label} of {whom}, and {b.id} is {name}") for name in alike)
    for incident in a.incidents:
        if any(known.stands_for(id) == b.id for id in incident.through.shown):
            yield Against(f"in {incident.id} {a.id} was reached through {b.id}", True, True)
        others = {known.stands_for(id) for id in incident.linked.shown}
        for other in b.incidents:
            if other.id in others:
                yield Against(f"{incident.id} and {other.id} are told as one act against two persons", True, True)


def _sexes(a: Any, b: Any) -> Iterator[Against]:
    mine, theirs = shown(a.sex), shown(b.sex)
    if mine and theirs and mine.isdisjoint(theirs):
        one, other = (" or ".join(book().label("sexes", code) for code in sorted(sex)) for sex in (mine, theirs))
        yield Against(f"sex: one is {one}, the other {other}")


def _births(a: Any, b: Any) -> Iterator[Against]:
    mine, theirs = shown(a.birth_year), shown(b.birth_year)
    near = any(_near(*pair) for pair in product(mine, theirs))
    if mine and theirs and not near:
        yield Against(f"year of birth: {' or '.join(sorted(mine))} and {' or '.join(sorted(theirs))}")


def _near(one: str, other: str) -> bool:
    return abs(int(one[:4]) - int(other[:4])) <= _ABOUT * (one.endswith("~") + other.endswith("~"))


class _There(NamedTuple):
    """That somebody was in one of some countries, and when."""

    id: str
    countries: frozenset[str]
    time: Time


def _places(a: Case, b: Case) -> Iterator[Against]:
    """Two countries at one time: each of the two is told to have been in one of them."""
    for one, other in product(_whereabouts(a), _whereabouts(b)):
        both = overlap(one.time, other.time)
        if both and not any(agree("countries", *pair) for pair in product(one.countries, other.countries)):
            yield Against(f"two countries in {both[0]:%Y-%m}: {_said(one)} and {_said(other)}")


def _said(there: _There) -> str:
    return f"{' or '.join(book().label('countries', code) for code in sorted(there.countries))} ({there.id})"


def _whereabouts(case: Case) -> Iterator[_There]:
    """Where a past incident or stay puts the person. What is told of an open end puts nobody anywhere now."""
    held = under("measures", "holds")
    for incident in case.incidents:
        countries = shown(incident.host_state)
        if shown(incident.measure) & held and shown(incident.target) & book().flagged("targets", "self"):
            countries |= shown(incident.place)
        time = time_of(incident.date)
        if countries and time and (time[1] - time[0]).days < _SHORT:
            yield _There(incident.id, countries, time)
    for stay in case.stays:
        time = surely(stay.from_, stay.to)
        if shown(stay.country) and time:
            yield _There(stay.id, shown(stay.country), time)


def _told_apart(a: Case, b: Case, known: Known) -> Iterator[Against]:
    """One source that names both, and what somebody decided."""
    both = _naming(a) & _naming(b)
    if both:
        yield Against(f"one passage names both ({', '.join(sorted(both))})")
    for each in known.decided(a.id, b.id):
        if each.kind == "differ" and each.stands:
            yield Against(f"{each.by} found on {each.at[:10]} that they are two: {each.reason}")


def _naming(case: Case) -> set[str]:
    claims = case.claims.values()
    bodies = [row.body for row in claims if row.body and row.about == case.id and row.body["property"] == "name"]
    return {p["id"] for body in bodies if body["value"] not in SPECIAL for p in body["passages"]}
