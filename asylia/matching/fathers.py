"""Two persons with two fathers are two persons: by patronymic, or by a tie to the father."""

from collections.abc import Iterator
from itertools import product

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.matching.known import Known
from asylia.names.forms import form
from asylia.names.parts import Part
from asylia.names.rules import rules
from asylia.names.sounds import Spelling, apart


def two_fathers(a: Case, b: Case, known: Known) -> Iterator[str]:
    """What says that the fathers of two persons are two, in words."""
    mine, theirs = _by_tie(a, known), _by_tie(b, known)
    if mine and theirs and set(mine).isdisjoint(theirs) and not _alike(_given(mine, known), _given(theirs, known)):
        yield f"father: {' or '.join(sorted(mine))} and {' or '.join(sorted(theirs))}"
    yield from _by_names(_patronymics(a), _patronymics(b))
    yield from _by_names(_patronymics(a), [] if _patronymics(b) else _given(theirs, known))
    yield from _by_names([] if _patronymics(a) else _given(mine, known), _patronymics(b))


def _by_names(mine: list[Part], theirs: list[Part]) -> Iterator[str]:
    if mine and theirs and not _alike(mine, theirs):
        yield f"father's name: {_said(mine)} and {_said(theirs)}"


def _said(parts: list[Part]) -> str:
    return " or ".join(sorted({part.written for part in parts}))


def _alike(mine: list[Part], theirs: list[Part]) -> bool:
    most = rules().limits["near"]
    return any(apart(x, y, rules()) <= most for a, b in product(mine, theirs) for x in _ways(a) for y in _ways(b))


def _ways(part: Part) -> Iterator[Spelling]:
    """A father's name without the ending, and as it stands."""
    yield part.whole
    if part.stem:
        yield part.stem


def _patronymics(case: Case) -> list[Part]:
    names = case.person.name.shown if case.person else ()
    return [part for name in names for one in form(name).names for part in one.of("patronymic")]


def _by_tie(case: Case, known: Known) -> list[str]:
    """The ids of those whom a source calls the father."""
    fathers = book().flagged("ties", "patronymic")
    return [id for code, id in known.tied_to.get(case.id, ()) if code in fathers]


def _given(ids: list[str], known: Known) -> list[Part]:
    """The given names of some persons."""
    names = [name for id in ids if (person := known.cases[id].person) for name in person.name.shown]
    return [part for name in names for one in form(name).names for part in one.of("name")[:1]]
