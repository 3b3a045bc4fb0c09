"""A pair that may be one, with all that a person who decides wants to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asylia.cases.fold import Case
from asylia.matching.known import Decision, Known


@dataclass(frozen=True, slots=True)
class Candidate:
    """``score``: from 0 to 1, how much speaks for it; ``new``: what came since somebody found that they are two."""

    kind: str
    a: str
    b: str
    called: tuple[str, str]
    score: float
    why: tuple[str, ...]
    against: tuple[str, ...] = ()
    decided: tuple[Decision, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody is to decide: nobody did, or it was undone, or something new came since."""
        return bool(self.new) or not any(each.stands for each in self.decided)

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "kind": self.kind,
            "a": self.a,
            "b": self.b,
            "called": list(self.called),
            "score": self.score,
            "why": list(self.why),
            "contradictions": list(self.against),
            "decided": [_decision(each) for each in self.decided],
            "new": list(self.new),
            "open": self.open,
        }

    def text(self) -> str:
        """In words, over several lines."""
        lines = [f"{self.score:.2f}  {self.a}  {self.called[0]}", f"      {self.b}  {self.called[1]}"]
        lines += [f"        for: {words}" for words in self.why]
        lines += [f"    against: {words}" for words in self.against]
        lines += [f"    decided: {in_words(each)}" for each in self.decided]
        lines += [f"        new: {words}" for words in self.new]
        return "\n".join(lines)


def in_words(decision: Decision) -> str:
    """A decision and what became of it."""
    rests = f" [{', '.join(decision.passages)}]" if decision.passages else ""
    said = f"row {decision.row}, {decision.kind} by {decision.by} on {decision.at[:10]}: {decision.reason}{rests}"
    if decision.undone is None:
        return said
    why = str((decision.undone.body or {}).get("reason", ""))
    return f"{said}; undone by {decision.undone.by} on {decision.undone.at[:10]}: {why}"


def since(known: Known, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """What is new of a pair since the last standing differ: names, and sources that tell of either."""
    last = max((each for each in decisions if each.kind == "differ" and each.stands), default=None)
    if last is None:
        return ()
    before = known.upto(last.row, (last.about, last.other))
    found = list[str]()
    for id in (last.about, last.other):
        now, then = known.owner(id), before.owner(id)
        names, sources = (new - old for new, old in zip(_told(now, id, known), _told(then, id, before), strict=True))
        found += [f"{id} is also called {name}" for name in sorted(names)]
        found += [f"{source} tells of {id}" for source in sorted(sources)]
    return tuple(found)


def _told(case: Case | None, id: str, known: Known) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a person, and the sources that tell of an entity (of a person: of anything in the case)."""
    if case is None:
        return frozenset(), frozenset()
    about = known.stands_for(id)
    names = case.person.name.shown if case.person and about == case.id else ()
    rows = (row for row in case.claims.values() if about in (case.id, known.stands_for(row.about)))
    return frozenset(names), frozenset(p["source"] for row in rows for p in (row.body or {})["passages"])


def _decision(decision: Decision) -> dict[str, Any]:
    said = decision._asdict() | {"passages": list(decision.passages), "undone": None}
    if undone := decision.undone:
        why = (undone.body or {}).get("reason", "")
        said["undone"] = {"row": undone.seq, "by": undone.by, "at": undone.at, "reason": why}
    return said
