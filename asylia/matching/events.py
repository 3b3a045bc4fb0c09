"""Incidents of one person that may be one occasion, told twice.

One is offered with another where measure, target, state of concern, place and host state may mean one thing, and the
dates overlap; one that is not dated, only where no source tells of both. Whether the sources know it by themselves or
copied it, is said.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.codebook.dates import includes
from asylia.matching.against import Against
from asylia.matching.candidate import Candidate, since
from asylia.matching.codes import agree, compatible, shown
from asylia.matching.known import Known
from asylia.matching.tellings import ALONE, tellings, told_of
from asylia.matching.times import overlap, time_of

_FITTING = (("measure", "measures"), ("target", "targets"), ("place", "countries"), ("host_state", "countries"),
            ("state_of_concern", "countries"))  # fmt: skip
_RIVAL = (("factuality", "factualities"), ("severity", "severities"), ("way_of_return", "ways_of_return"))
_CLOSE = 31  # days


def event_candidates(known: Known) -> list[Candidate]:
    """All pairs of incidents that may be one, the likeliest first; also those of which somebody has decided."""
    found = (
        _candidate(case, a, b, known)
        for case in known.cases.values()
        for a, b in combinations(case.incidents, 2)
        if _may_be_one(case, a, b)
    )
    return sorted(filter(None, found), key=lambda each: (-each.score, each.a, each.b))


def against_incidents(a: Any, b: Any, known: Known) -> list[Against]:
    """All that speaks against two incidents being one, what is final first."""
    found = list(_ordered(a, b, known))
    one, other = known.owner(a.id), known.owner(b.id)
    if one is not other:
        found.append(Against(f"{a.id} and {b.id} are of two persons; decide first whether they are one", True))
    for name, vocabulary in (*_FITTING, *_RIVAL):
        if not compatible(vocabulary, mine := getattr(a, name), theirs := getattr(b, name)):
            found.append(
                Against(f"{name.replace('_', ' ')}: {_said(vocabulary, mine)} and {_said(vocabulary, theirs)}")
            )
    struck, others = ({known.stands_for(id) for id in shown(each.through)} for each in (a, b))
    if struck and others and struck.isdisjoint(others):
        found.append(
            Against(f"through {' and '.join(sorted(struck))}, and through {' and '.join(sorted(others))}", True, True)
        )
    mine, theirs = time_of(a.date), time_of(b.date)
    if mine and theirs and not overlap(mine, theirs):
        found.append(Against(f"date: {' or '.join(a.date.shown)} and {' or '.join(b.date.shown)}"))
    for each in known.decided(a.id, b.id):
        if each.kind == "differ" and each.stands:
            found.append(Against(f"{each.by} found on {each.at[:10]} that they are two: {each.reason}"))
    return sorted(found, key=lambda each: not each.final)


def _ordered(a: Any, b: Any, known: Known) -> Iterator[Against]:
    """One cannot come after, before or beside itself."""
    for one, other in ((a, b), (b, a)):
        for name in ("after", "before", "linked"):
            if any(known.stands_for(id) == other.id for id in getattr(one, name).shown):
                yield Against(f"a source puts {one.id} {name} {other.id}".replace(" linked ", " beside "), True, True)


def _may_be_one(case: Case, a: Any, b: Any) -> bool:
    if not all(compatible(vocabulary, getattr(a, name), getattr(b, name)) for name, vocabulary in _FITTING):
        return False
    if not (shown(a.measure) and shown(b.measure)):
        return False
    mine, theirs = time_of(a.date), time_of(b.date)
    if mine and theirs:
        return overlap(mine, theirs) is not None
    one, other = ({p["source"] for p in told_of(case, [each.id]).values()} for each in (a, b))
    return one.isdisjoint(other) and any(shown(each.place) | shown(each.host_state) for each in (a, b))


def _candidate(case: Case, a: Any, b: Any, known: Known) -> Candidate | None:
    against = against_incidents(a, b, known)
    if any(each.final for each in against):
        return None
    told = tellings(told_of(case, [a.id]), told_of(case, [b.id]), known.sources)
    why = [*_fitting(a, b), *_dates(a, b)]
    score = 0.3 + 0.1 * len(why) + 0.1 * (told == ALONE)
    score *= 0.7 ** len(against)
    decided = tuple(known.decided(a.id, b.id))
    words = tuple(each.words for each in against)
    called = (_called(a), _called(b))
    score = round(min(score, 1.0), 3)
    return Candidate("event", a.id, b.id, called, score, (*why, told), words, decided, since(known, decided))


def _fitting(a: Any, b: Any) -> Iterator[str]:
    for name, vocabulary in _FITTING:
        mine, theirs = shown(getattr(a, name)), shown(getattr(b, name))
        said = name.replace("_", " ")
        if both := mine & theirs:
            yield f"{said}: both {' or '.join(book().label(vocabulary, code) for code in sorted(both))}"
        elif any(agree(vocabulary, x, y) for x in mine for y in theirs):
            one, other = _said(vocabulary, getattr(a, name)), _said(vocabulary, getattr(b, name))
            yield f"{said}: {one} and {other}, of which one includes the other"


def _dates(a: Any, b: Any) -> Iterator[str]:
    if shown(a.date) & shown(b.date):
        yield f"date: both {' or '.join(sorted(shown(a.date) & shown(b.date)))}"
    elif any(includes(x, y) or includes(y, x) for x in shown(a.date) for y in shown(b.date)):
        yield f"date: {' or '.join(a.date.shown)} and {' or '.join(b.date.shown)}, of which one includes the other"
    mine, theirs = time_of(a.date), time_of(b.date)
    if mine and theirs and max((mine[1] - mine[0]).days, (theirs[1] - theirs[0]).days) < _CLOSE:
        yield "both are dated to a month or closer"


def _said(vocabulary: str, values: Any) -> str:
    return " or ".join(book().label(vocabulary, code) for code in values.shown) or "not stated"


def _called(incident: Any) -> str:
    return f"{_said('measures', incident.measure)}, {' or '.join(incident.date.shown) or 'not dated'}"
