"""What a rule is, what it finds, and what it may ask of all cases."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.codebook.dates import span
from asylia.codebook.kinds import SPECIAL

Day = Any  # datetime.date, or None for an end that is open


class Finding(NamedTuple):
    """One thing to look at again: the rule's code, the id of the entity, and what is wrong, in words."""

    rule: str
    entity: str
    message: str


@dataclass(frozen=True)
class World:
    """All cases, and the words of their passages where they are at hand (by the passage's id)."""

    cases: tuple[Case, ...]
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def entities(self) -> Mapping[str, Any]:
        """Every entity by its id, and by the ids that were merged into it."""
        found = {entity.id: entity for case in self.cases for entity in case.entities()}
        gone = {id: kept for case in self.cases for id, kept in case.merged.items()}
        return found | {id: found[kept] for id, kept in gone.items() if kept in found}

    @cached_property
    def towns(self) -> frozenset[str]:
        """Every town that any case names."""
        towns = (incident.city.shown for case in self.cases for incident in case.incidents)
        return frozenset(town for shown in towns for town in shown if town not in SPECIAL)

    @cached_property
    def _by_entity(self) -> Mapping[tuple[str, str], list[Any]]:
        found: dict[tuple[str, str], list[Any]] = {}
        for case in self.cases:
            for row in case.claims.values():
                found.setdefault((row.about, (row.body or {})["property"]), []).append(row)
        return found

    def told(self, entity: str, name: str, value: str) -> list[str]:
        """The words of all passages on which a value rests; [] unless all of them are at hand."""
        said = [row.body for row in self._by_entity.get((entity, name), ()) if row.body["value"] == value]
        ids = [passage["id"] for body in said for passage in body["passages"]]
        return [self.words[id] for id in ids] if all(id in self.words for id in ids) else []

    def notes(self, entity: str) -> list[str]:
        """The remarks of coders at an entity."""
        return [row.body["value"] for row in self._by_entity.get((entity, "note"), ())]


Look = Callable[[Case, World], Iterator[tuple[str, str]]]


class Rule(NamedTuple):
    """One rule. ``look`` yields the id of an entity of the case and a message."""

    code: str
    sentence: str
    reason: str
    look: Look

    def findings(self, case: Case, world: World) -> Iterator[Finding]:
        """What the rule finds in a case."""
        yield from (Finding(self.code, entity, message) for entity, message in self.look(case, world))


def under(vocabulary: str, flag: str) -> frozenset[str]:
    """The codes that set a flag, and all that they include."""
    flagged = book().flagged(vocabulary, flag)
    return flagged.union(*(book().narrower(vocabulary, code) for code in flagged))


def stated(values: Any) -> frozenset[str]:
    """What a property shows, without 'unknown' and 'none'."""
    return frozenset(values.shown).difference(SPECIAL)


def days(date: Any) -> tuple[Day, Day]:
    """The first and the last day on which what a date property shows may lie; None where that end is not known."""
    spans = [span(value) for value in stated(date)]
    firsts, lasts = [first for first, _ in spans], [last for _, last in spans]
    first = None if not firsts or None in firsts else min(day for day in firsts if day)
    return first, None if not lasts or None in lasts else max(day for day in lasts if day)


def wholly_before(one: Any, other: Any) -> bool:
    """Whether all that one date property shows lies before all that another shows."""
    last, first = days(one)[1], days(other)[0]
    return bool(last and first and last < first)


def named(values: Any) -> str:
    """What a property shows, for a message."""
    return " or ".join(values.shown) or "not stated"
