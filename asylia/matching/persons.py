"""Persons who may be one, by the spelling of their names and what else is told of them.

Whoever has no full name is offered with nobody, and whom a source tells apart (a brother of the other) neither.
"""

from collections.abc import Iterator
from itertools import product

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.matching.against import against_persons
from asylia.matching.blocks import pairs
from asylia.matching.candidate import Candidate, since
from asylia.matching.codes import agree, shown
from asylia.matching.known import Known
from asylia.matching.named import full_names
from asylia.matching.tellings import tellings, told_of
from asylia.names.compare import Comparison, compare

_FOR = 0.25  # what each thing that agrees takes of the doubt that is left
_AGAINST = 0.5  # what each thing that speaks against it leaves of the score


def person_candidates(known: Known) -> list[Candidate]:
    """All pairs of persons that may be one, the likeliest first; also those of which somebody has decided."""
    names = {case.id: full for case in known.cases.values() if (full := full_names(case))}
    found = (_candidate(known.cases[a], known.cases[b], names, known) for a, b in pairs(names))
    return sorted(filter(None, found), key=lambda each: (-each.score, each.a, each.b))


def _candidate(a: Case, b: Case, names: dict[str, tuple[str, ...]], known: Known) -> Candidate | None:
    called, likest = _likest(names[a.id], names[b.id])
    if likest.verdict == "different":
        return None
    against = against_persons(a, b, known)
    if any(each.final for each in against):
        return None
    agreeing = list(_agreeing(a, b))
    score = weighed(likest.score, len(agreeing), len(against))
    told = tellings(told_of(a, [a.id]), told_of(b, [b.id]), known.sources)
    decided = tuple(known.decided(a.id, b.id))
    why = (f"the names: {likest.verdict}", *likest.why, *agreeing, told)
    words = tuple(each.words for each in against)
    return Candidate("person", a.id, b.id, called, round(score, 3), why, words, decided, since(known, decided))


def weighed(score: float, agreeing: int, against: int) -> float:
    """The score of two names with what else agrees, and with what speaks against it."""
    return (1 - (1 - score) * (1 - _FOR) ** agreeing) * _AGAINST**against


def _likest(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[tuple[str, str], Comparison]:
    """The two names that are most alike, and how."""
    order = ("different", "unsure", "same")
    judged = [((a, b), compare(a, b)) for a, b in product(mine, theirs)]
    return max(judged, key=lambda each: (order.index(each[1].verdict), each[1].score))


def _agreeing(a: Case, b: Case) -> Iterator[str]:
    """What else is told of both alike."""
    one, other = a.person, b.person
    if one is None or other is None:
        return
    if years := shown(one.birth_year) & shown(other.birth_year):
        yield f"year of birth: both {', '.join(sorted(years))}"
    states = {
        x for x, y in product(shown(one.state_of_concern), shown(other.state_of_concern)) if agree("countries", x, y)
    }
    if states:
        yield f"state of concern: both {', '.join(book().label('countries', code) for code in sorted(states))}"
    groups = {words.casefold(): words for words in shown(one.affiliation)}
    if shared := sorted(groups[words.casefold()] for words in shown(other.affiliation) if words.casefold() in groups):
        yield f"affiliation: both {', '.join(shared)}"
