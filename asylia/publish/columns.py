"""The second sieve: which values may leave, and how much of them.

It comes after the fold, since what may leave of one person hangs on the whole edition: a first pass over all cases
(``survey``) learns who is a documented target, who is known to be dead, and what leaves at all. Then the claims are
cut to what may leave and folded once more; so nothing that was cut (a rival value, a region) can show in what is left.

- A silent property leaves nothing, and so does one that the codebook no longer has.
- A place is a country for whoever is not known to be dead. Only the territory of the very actor that did the thing
  stays as it is: that it happened at that actor's home is already told by who did it, and the stage hangs on it.
- The name of a relative or associate (or of one whose kind nobody states) leaves only if the person is a documented
  target, of an incident of their own or through whom another was reached. A tie in words keeps its code alone.
- What points to something that does not leave points nowhere.
- Words of a source leave only where its licence allows it and an editor released them.

Invariant: a pure function of the rows that passed the first sieve.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from asylia.cases.fold import Case, fold
from asylia.cases.independence import Sources
from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, Person
from asylia.codebook.kinds import ID, SPECIAL, Property, Said, properties
from asylia.ledger.rows import Row
from asylia.problems import Problem
from asylia.publish.gate import may_be_quoted
from asylia.texts.passages import by_reference

NOT_NAMED = "not named"
SILENT = "a silent property"
NAME = "the name of somebody who is no documented target"
TIE = "words that name a relative"
FINER = "a place finer than a country"
NOWHERE = "points to what does not leave"

_PLACES = frozenset({"place", "host_state", "country", "third_state"})
_WORDS = ("quote", "prefix", "suffix")
_NO_PERSON = "AS"  # the letters of what tells of no person: a number that a source publishes, and the source


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first pass over all public cases found out."""

    ids: frozenset[str]  # of everything that leaves
    nameable: frozenset[str]  # the persons who may be named
    dead: frozenset[str]  # the persons who are known to be dead
    merged: Mapping[str, str]  # ids that were merged away, and what stands for each
    unspoken: frozenset[str]  # passages whose words name somebody who may not be named

    def points_to(self, id: str) -> str | None:
        """What an id leads to in this edition; None where that does not leave."""
        id = self.merged.get(id, id)
        return id if id in self.ids else None


def survey(cases: Iterable[Case]) -> Seen:
    """Learn from all cases, folded from public rows, what the cutting of each of them must know. Streams."""
    ids, targets, known, dead, unspoken = set[str](), set[str](), set[str](), set[str](), set[str]()
    merged, naming = dict[str, str](), dict[str, set[str]]()
    for case in cases:
        merged |= case.merged
        ids.update(each.id for each in case.entities() if _says_something(each))
        for incident in case.incidents:
            targets.update(incident.through.shown)
        if case.person:
            ids.add(case.id)
            targets.update((case.id,) if case.incidents else ())
            known.update((case.id,) if _is_of_a_kind_to_name(case.person) else ())
            dead.update((case.id,) if _is_known_to_be_dead(case.person) else ())
            naming[case.id] = _passages_under(case, (said for said in case.person.name.said))
            unspoken |= _passages_under(case, (said for said in case.person.tie.said if _is_in_words(said.value)))
    nameable = known | {merged.get(id, id) for id in targets}
    unspoken.update(passage for id, passages in naming.items() if id not in nameable for passage in passages)
    return Seen(frozenset(ids), frozenset(nameable), frozenset(dead), merged, frozenset(unspoken))


def public_cases(rows: Iterable[Row], sources: Sources, seen: Seen, held: Counter[str]) -> Iterator[Case]:
    """Cut the rows that passed the first sieve to what may leave, and fold them. ``sources``: the *public* facts."""
    return fold(public_values(rows, sources, seen, held), sources)


def public_values(rows: Iterable[Row], sources: Sources, seen: Seen, held: Counter[str]) -> Iterator[Row]:
    """Cut each claim to what may leave of it; other rows pass as they are. Counts in ``held`` why something was cut."""
    rows = list(rows)
    cut = _Cut(rows, seen, held)
    for row in rows:
        if row.kind != "claim":
            yield row
        elif row.body is not None and (value := cut.value_of(row, row.body)) is not None:
            passages = _passages(row.body["passages"], sources, seen.unspoken)
            if value == row.body["value"] and passages is row.body["passages"]:
                yield row
            else:
                yield row._replace(body={**row.body, "value": value, "passages": passages})


@cache
def public_columns(entity: type) -> dict[str, Property]:
    """The properties of an entity that may leave, by name, in the order of its lines."""
    return {name: line for name, line in properties(entity).items() if line.public}


class _Cut:
    """What may leave of the claims of one case."""

    def __init__(self, rows: Iterable[Row], seen: Seen, held: Counter[str]) -> None:
        self._seen, self._held = seen, held
        # What each thing's own state of concern is said to be.
        self._actors = {
            (row.about, row.body["value"])
            for row in rows
            if row.kind == "claim" and row.body and row.body["property"] == "state_of_concern"
        }

    def value_of(self, row: Row, body: Mapping[str, Any]) -> str | None:
        """The value as it may leave; None where nothing of it may."""
        name, value = body["property"], str(body["value"])
        line = _public_line(row.about[:1], name)
        if line is None:
            self._held[SILENT] += 1
            return None
        if value in SPECIAL:
            return value
        if line.kind.name == "id":
            return self._pointer(value)
        return self._part(name, row, value) if name in ("name", "tie", *_PLACES) or line.kind.ordered else value

    def _part(self, name: str, row: Row, value: str) -> str:
        if name == "name":
            return value if self._person(row.about) in self._seen.nameable else self._counted(NAME, NOT_NAMED)
        if name in _PLACES:
            return self._place(row, value)
        return self._tie(value) if name == "tie" else self._step(value)

    def _pointer(self, value: str) -> str | None:
        if (id := self._seen.points_to(value)) is None:
            self._held[NOWHERE] += 1
        return id

    def _person(self, id: str) -> str:
        return self._seen.merged.get(id, id)

    def _place(self, row: Row, value: str) -> str:
        wider = _country_of(value)
        told = wider == value or row.root[:1] in _NO_PERSON or self._person(row.root) in self._seen.dead
        return value if told or (row.about, value) in self._actors else self._counted(FINER, wider)

    def _tie(self, value: str) -> str:
        head, _, whom = value.partition(" ")
        if not ID.fullmatch(whom):
            return self._counted(TIE, head) if whom else value
        id = self._seen.points_to(whom)
        return f"{head} {id}" if id else self._counted(NOWHERE, head)

    def _step(self, value: str) -> str:
        head, _, last = value.rpartition(" ")
        if not ID.fullmatch(last):
            return value
        id = self._seen.points_to(last)
        return f"{head} {id}" if id else self._counted(NOWHERE, head)

    def _counted(self, reason: str, value: str) -> str:
        self._held[reason] += 1
        return value


@cache
def _public_line(letter: str, name: str) -> Property | None:
    return public_columns(ENTITIES[letter]).get(name) if letter in ENTITIES else None


@cache
def _country_of(code: str) -> str:
    """The country in which a region lies; a country itself."""
    return (code, *book().broader("countries", code))[-1]


def _passages(passages: list[Mapping[str, Any]], sources: Sources, unspoken: frozenset[str]) -> list[Mapping[str, Any]]:
    """Passages without the words that must stay; the same list where none must."""
    stays = [
        _has_words(each) and (each["id"] in unspoken or not may_be_quoted(sources, each["source"])) for each in passages
    ]
    if not any(stays):
        return passages
    return [_by_reference(each) if cut else each for each, cut in zip(passages, stays, strict=True)]


def _has_words(passage: Mapping[str, Any]) -> bool:
    return any(key in passage for key in _WORDS)


def _by_reference(passage: Mapping[str, Any]) -> Mapping[str, Any]:
    """A passage that is found again by its letters, and holds none of its words."""
    try:
        found = by_reference(str(passage.get("quote", "")))
    except Problem:  # a quote without a letter leads nowhere; page and note still do
        found = {}
    return found | {key: value for key, value in passage.items() if key not in _WORDS}


def _says_something(entity: Any) -> bool:
    kind: type = type(entity)
    return any(getattr(entity, line.attribute).said for line in public_columns(kind).values())


def _is_of_a_kind_to_name(person: Person) -> bool:
    """Whether everything that is said of a person's kind lets the name leave; silence does not."""
    stays = book().flagged("person_kinds", "named_only_as_target").union(SPECIAL)
    return bool(person.kind.shown) and stays.isdisjoint(person.kind.shown)


def _is_known_to_be_dead(person: Person) -> bool:
    """Known, so that no accepted claim says otherwise and none denies it."""
    asserted = {said.value for said in person.fate.said if said.claims}
    denied = any(said.denied_by for said in person.fate.said)
    return bool(asserted) and not denied and asserted <= book().flagged("fates", "dead")


def _is_in_words(tie: str) -> bool:
    whom = tie.partition(" ")[2]
    return bool(whom) and not ID.fullmatch(whom)


def _passages_under(case: Case, said: Iterable[Said[Any]]) -> set[str]:
    """The passages with words of their own under some values."""
    claims = (case.claims[id] for each in said for id in (*each.claims, *each.denied_by))
    return {
        passage["id"] for claim in claims if claim.body for passage in claim.body["passages"] if _has_words(passage)
    }
