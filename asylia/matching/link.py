"""Whom in an edition the records of a list may mean. Nothing is decided, and nothing is written.

In: the records of a list (``lists/``), an edition. Out: ``Match``, a person for a record, with band, score, reasons and
what speaks against it.
How: keys first (an application number in a proceeding, an id of an edition), then names: the edition's index of names
gives those who are near, whatever the spelling and with a wrong letter, and ``names.compare`` has the last word.

Invariant: whoever has no full name in the edition, or only one that hides another, is never offered, by whatever key;
a record that names nobody in full is compared with nobody; of what matches nothing, nothing is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from asylia.codebook.kinds import ID
from asylia.edition.reader import Edition
from asylia.edition.schema import SOUGHT
from asylia.edition.search.sought import Kept, names_of, nearest
from asylia.matching.beside import Beside, beside
from asylia.matching.lists.cases import parties
from asylia.matching.lists.listed import Listed, applications
from asylia.matching.named import is_full, tells
from asylia.matching.persons import weighed
from asylia.names.compare import Comparison, compare
from asylia.problems import Problem

KEY, SAME, UNSURE = BANDS = ("key", "same", "unsure")
MOST = 20  # persons for one record whom names alone bring, the likeliest
_DIFFERENT = "different"
_LETTER = "X-"  # with which the ids of persons begin
_WEAK = 0.69  # the score of a name by which many are called, at the most

Hidden = Callable[[Iterable[str]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A person whom a record may mean. ``listed_as``: the name, or title, of the record that was compared."""

    record: Listed
    listed_as: str
    person: str
    names: tuple[str, ...]
    band: str
    score: float
    why: tuple[str, ...]
    against: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """The likeliest first: by band, then by score."""
        return BANDS.index(self.band), -self.score, self.record.row, self.person


@dataclass(frozen=True, slots=True)
class Linked:
    """All matches, the likeliest first. ``records`` were read, ``nameless`` of them had nothing to be compared by.

    ``crowded``: records of which more than ``MOST`` persons were near, so that some are left out.
    """

    records: int
    nameless: int
    crowded: int
    matches: tuple[Match, ...]


def link(edition: Edition, records: Sequence[Listed], hidden: Hidden = lambda ids: frozenset()) -> Linked:
    """Whom the records may mean. ``hidden`` says which of some ids are of persons whose names hide them."""
    standing = _Standing(edition)
    named = {place: names for place, record in enumerate(records) if (names := _full(record))}
    found = defaultdict[tuple[int, str], _Found](_Found)
    for place, person, words in _by_key(edition, records, standing):
        found[place, person].keys.append(words)
    for place, name, person, theirs in _by_name(edition, named, standing):
        if (judged := compare(name, theirs)).verdict != _DIFFERENT:
            found[place, person].hold(records[place], name, judged)
    persons = sorted({person for _, person in found})
    told = beside(edition, persons)
    lost = hidden(persons) if persons else frozenset()
    matches = [
        match
        for (place, person), one in found.items()
        if person not in lost and person in told and (match := _match(records[place], one, person, told[person]))
    ]
    kept, crowded = _likeliest(matches)
    nameless = sum(1 for place, record in enumerate(records) if place not in named and not _has_key(record))
    return Linked(len(records), nameless, crowded, tuple(kept))


class _Standing:
    """Where ids lead that an edition no longer shows."""

    def __init__(self, edition: Edition) -> None:
        self._into = {id: into for id, into in edition.picked("retired", "id", "into")}  # noqa: C416 - of two texts each

    def of(self, id: str) -> str:
        """The id that stands for one; '' where nothing does any more."""
        seen = set[str]()
        while id in self._into and id not in seen:
            seen.add(id)
            id = self._into[id]
        return "" if id in seen else id


@dataclass(slots=True)
class _Found:
    """What brought a record and a person together: keys, and the two names that are most alike."""

    keys: list[str] = field(default_factory=list)
    name: str = ""
    best: Comparison | None = None
    weak: bool = False

    def hold(self, record: Listed, name: str, judged: Comparison) -> None:
        """Keep the better of two comparisons; a name by which many are called gives way to any other."""
        weak = name in record.weak and name not in record.names
        if self._rank(judged, weak) > self._rank(self.best, self.weak):
            self.name, self.best, self.weak = name, judged, weak

    @property
    def band(self) -> str:
        """What the names alone come to; '' for nothing."""
        if self.best is None:
            return ""
        return SAME if self.best.verdict == SAME and not self.weak else UNSURE

    @staticmethod
    def _rank(judged: Comparison | None, weak: bool) -> tuple[bool, bool, float]:
        return (judged.verdict == SAME and not weak, not weak, judged.score) if judged else (False, False, -1.0)


def _full(record: Listed) -> tuple[str, ...]:
    return tuple(name for name in (*record.names, *record.weak) if is_full(name))


def _has_key(record: Listed) -> bool:
    return bool(record.numbers) or _is_person(record.id)


def _is_person(id: str) -> bool:
    return id.startswith(_LETTER) and bool(ID.fullmatch(id))


def _by_key(edition: Edition, records: Sequence[Listed], standing: _Standing) -> Iterator[tuple[int, str, str]]:
    """The place of a record, a person and the words for it, where a number or an id is in both."""
    holding = defaultdict[str, set[str]](set)
    if any(record.numbers for record in records):
        for said, person in edition.stated("proceedings", "application", "person"):
            for number in applications(said):
                holding[number].add(standing.of(person))
    for place, record in enumerate(records):
        if _hides(record):
            continue
        for number in record.numbers:
            yield from ((place, person, f"application number {number}") for person in sorted(holding.get(number, ())))
        if _is_person(record.id) and (person := standing.of(record.id)):
            leads = "" if person == record.id else f", which leads to {person}"
            yield place, person, f"the list gives the id {record.id}{leads}"


def _hides(record: Listed) -> bool:
    """Whether a record says who is meant only in letters, or says that it does not say."""
    said = (*record.names, *record.weak, *parties(record.title))
    return bool(said) and not any(map(tells, said))


def _by_name(
    edition: Edition, named: Mapping[int, Sequence[str]], standing: _Standing
) -> Iterator[tuple[int, str, str, str]]:
    """The place and the name of a record, a person, and a name of theirs, where the two may be one name."""
    if named and SOUGHT.name not in edition.tables:
        raise Problem("this edition has no index of names", file=edition.path, mend="Build it again.")
    kept, known = Kept(edition.run), dict[str, Any]()
    for place, names in named.items():
        for name in names:
            for person, others in names_of(kept, nearest(kept, name, known)).items():
                stands = standing.of(person)
                yield from ((place, name, stands, theirs) for theirs in others if stands and is_full(theirs))


def _match(record: Listed, found: _Found, person: str, told: Beside) -> Match | None:
    """The match of a record with a person; None where the person, or the record, is not named in full."""
    full = tuple(filter(is_full, told.names))
    if not full:
        return None
    why, against = list(found.keys), list[str]()
    if found.best:
        weak = ["this name of the list is one by which many are called"] if found.weak else []
        why += [f"the names: {found.best.verdict}", *found.best.why, *weak]
    else:
        why_named, against_named = _named_beside(record, full)
        why, against = why + why_named, against + against_named
    agreeing = list(told.agreeing(record))
    against += told.against(record)
    band = KEY if found.keys else found.band
    base = 1.0 if found.keys or not found.best else found.best.score
    score = weighed(min(base, _WEAK) if band == UNSURE and found.weak else base, len(agreeing), len(against))
    listed_as = found.name or next(iter((*record.names, record.title)), "")
    return Match(record, listed_as, person, told.names, band, round(score, 3), (*why, *agreeing), tuple(against))


def _named_beside(record: Listed, full: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the names say where a key brought two together and no name did: for it, and against it."""
    said = [name for name in (*record.names, *record.weak, *parties(record.title)) if tells(name)]
    judged = [(compare(name, theirs), name, theirs) for name, theirs in product(said, full)]
    if not judged:
        return [], []
    best, name, theirs = max(judged, key=lambda each: (each[0].verdict != _DIFFERENT, each[0].score))
    if best.verdict == _DIFFERENT:
        return [], [f"the list names {name}, and the person is {theirs}"]
    return [f"the names: {best.verdict}", *best.why], []


def _likeliest(matches: Iterable[Match]) -> tuple[list[Match], int]:
    """The matches, the likeliest first; of those by name no more than ``MOST`` a record, and how many had more."""
    kept, number = list[Match](), defaultdict[int, int](int)
    for match in sorted(matches, key=lambda each: each.order):
        number[match.record.row] += match.band != KEY
        if match.band == KEY or number[match.record.row] <= MOST:
            kept.append(match)
    return kept, sum(many > MOST for many in number.values())
