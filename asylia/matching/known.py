"""What the ledger knows, folded: the cases, what was decided of pairs, and where each id leads.

Invariant: a pure function of the set of rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from asylia.cases.facts import sources_of
from asylia.cases.fold import Case, fold
from asylia.cases.independence import Sources
from asylia.cases.standing import retracted, stand
from asylia.codebook.kinds import ID
from asylia.ledger.rows import PAIRING, Row

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class Decision(NamedTuple):
    """A merge or a differ: who decided when, why, on which passages. ``undone`` is the row that retracted it."""

    row: int
    kind: str
    about: str
    other: str
    by: str
    at: str
    reason: str
    passages: tuple[str, ...]
    undone: Row | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has retracted it."""
        return self.undone is None


@dataclass(frozen=True)
class Known:
    """``rows`` are those of each group of cases that were ever merged, each group together."""

    rows: Sequence[Sequence[Row]]

    @cached_property
    def sources(self) -> Sources:
        """What the sources say of themselves."""
        return sources_of(row for group in self.rows for row in group)

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """Every case by its id."""
        return {case.id: case for group in self.rows for case in fold(group, self.sources)}

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        return {each.id: case.id for case in self.cases.values() for each in case.entities()}

    @cached_property
    def gone(self) -> Mapping[str, str]:
        """By each id that was merged away, the one that stands for it."""
        return {id: kept for case in self.cases.values() for id, kept in case.merged.items()}

    @cached_property
    def merges(self) -> Sequence[Row]:
        """The merges that stand."""
        return [row for group in self.rows for row in stand(group).merges]

    @cached_property
    def belongs(self) -> Mapping[str, str]:
        """To whom each thing belonged from the first that has no root of its own."""
        claims = (row for group in self.rows for row in group if row.kind == "claim" and row.about != row.root)
        return {row.about: row.root for row in claims}

    @cached_property
    def tied_to(self) -> Mapping[str, list[tuple[str, str]]]:
        """By the id of a person, who has a tie to that person: the code of the tie, and the id."""
        found: dict[str, list[tuple[str, str]]] = {}
        for case in self.cases.values():
            for tie in case.person.tie.shown if case.person else ():
                code, _, whom = tie.partition(" ")
                if ID.fullmatch(whom):
                    found.setdefault(self.stands_for(whom), []).append((code, case.id))
        return found

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Every merge and differ that still has its words, in the order in which they were written."""
        found = [decision for group in self.rows for decision in decisions(group)]
        return tuple(sorted(found))

    @cached_property
    def _between(self) -> Mapping[frozenset[str], list[Decision]]:
        found: dict[frozenset[str], list[Decision]] = {}
        for each in self.decisions:
            found.setdefault(frozenset(map(self.stands_for, (each.about, each.other))), []).append(each)
        return found

    def stands_for(self, id: str) -> str:
        """The id that stands for an id: itself, unless it was merged away."""
        return self.gone.get(id, id)

    def owner(self, id: str) -> Case | None:
        """The case of an id, its own or that of something in it; None where no claim about it counts."""
        return self.cases.get(self._owners.get(self.stands_for(id), ""))

    def entity(self, id: str) -> Any:
        """A person, an incident ... by any of its ids; None where no claim about it counts."""
        case, id = self.owner(id), self.stands_for(id)
        return next((each for each in case.entities() if each.id == id), None) if case else None

    def decided(self, a: str, b: str) -> list[Decision]:
        """What was ever decided of two, under whichever of their ids."""
        return list(self._between.get(frozenset(map(self.stands_for, (a, b))), ()))

    def upto(self, row: int, ids: Iterable[str]) -> "Known":
        """What was known of these ids, and of nothing else, when row ``row`` had been written."""
        wanted = set(ids)
        groups = (group for group in self.rows if any(each.root in wanted or each.about in wanted for each in group))
        return Known([[each for each in group if each.seq <= row] for group in groups])


def known(db: "BaseDatabaseWrapper") -> Known:
    """Read what the whole ledger knows."""
    from asylia.ledger.read import cases

    return Known(list(cases(db)))


def decisions(rows: Iterable[Row]) -> list[Decision]:
    """The merges and differs among the rows of a group, with the row that retracted each."""
    rows = list(rows)
    retracts = [row for row in rows if row.kind == "retract"]
    undone = retracted(retracts)
    by = {row.acts_on: row for row in retracts if row.seq not in undone}
    erased = {row.acts_on for row in rows if row.kind == "erase"}
    return [
        _decision(row, by.get(row.seq))
        for row in rows
        if row.kind in PAIRING and row.body is not None and row.seq not in erased
    ]


def _decision(row: Row, undone: Row | None) -> Decision:
    body = row.body or {}
    passages = tuple(passage["id"] for passage in body.get("passages", ()))
    reason = str(body.get("reason", ""))
    return Decision(row.seq, row.kind, row.about, row.other or "", row.by, row.at, reason, passages, undone)
