"""A register into the ledger: what the files say becomes claims with a decision; what they no longer say, retracted.

Invariant: after a load the standing claims that came from this register are those of its files, no more and no less,
and each is accepted or rejected as they want it; loading again adds no row. Claims that were made elsewhere are left
alone, and so is what somebody else decided since.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from asylia.cases.standing import retracted, stand
from asylia.coding.adjudicated import Adjudicated, check_all
from asylia.coding.wishes import DECIDER, Key, Known, Wish, known, known_by, wishes
from asylia.ledger.rows import Draft, Row, draw_id
from asylia.problems import Problem, refuse

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_FROM = "register"  # what an accept, reject or prefer row says of where it came from
_DECISION = "decision"  # the mark of one that ends a difference between coders, with its cause
_At = tuple[str, str, str]  # root, about, property
_Drafted = tuple[str, Draft]  # the code of whoever writes it (or DECIDER), and the row


class Loaded(NamedTuple):
    """What a load did: rows added by kind, and how many claims the register makes."""

    added: Counter[str]
    claims: int


@dataclass
class _Held:
    """What the ledger holds, as far as a register may meet it."""

    claims: dict[Key, Row] = field(default_factory=dict)  # not retracted, words not erased
    undecided: set[int] = field(default_factory=set)
    ours: dict[int, tuple[Key, Row]] = field(default_factory=dict)  # decided on because this register says so
    prefers: list[Row] = field(default_factory=list)  # standing, from this register


def load(db: "BaseDatabaseWrapper", folder: Path, *, by: str) -> Loaded:
    """Load a register, in one transaction. ``by`` is the code of its coder, or of whoever decided between two.

    Raises ``Problems`` for a register that ``check`` would not pass, and adds nothing then; and ``Problem`` where
    ``by`` is one of the two coders.
    """
    from asylia.ledger.append import append
    from asylia.ledger.write import alone

    found = check_all(folder)
    refuse(found.problems())
    coders = [coder.code for coder in found.coders.values()]
    if by in coders:
        what = f"{by} made one of the two codings"
        raise Problem(what, field="--by", mend="Give the code of whoever decided between them.")
    wanted = wishes(found)
    with alone(db):  # so that two who load at once do not both add what neither found
        held = _held(db, found.register.name, frozenset(coders))
        drafts = list(_drafts(found, wanted, held))
        for coder in (*coders, DECIDER):
            append(db, [draft for code, draft in drafts if code == coder], by=coder or by)
    return Loaded(Counter(draft.kind for _, draft in drafts), len(wanted))


def _held(db: "BaseDatabaseWrapper", name: str, coders: frozenset[str]) -> _Held:
    from asylia.ledger.read import cases

    held = _Held()
    for rows in cases(db):
        standing = stand(rows)
        gone = {row.acts_on for row in rows if row.kind == "erase"} | retracted(r for r in rows if r.kind == "retract")
        for row in rows:
            if row.kind != "claim" or row.body is None or row.seq in gone:
                continue
            key = Key(known_by(row.root, row.about, row.body), row.by if row.by in coders else DECIDER)
            held.claims.setdefault(key, row)
            decision = standing.decided.get(row.seq)
            if decision is None:
                held.undecided.add(row.seq)
            elif (decision.body or {}).get(_FROM) == name:
                held.ours[row.seq] = key, decision
        held.prefers.extend(row for row in standing.prefers if (row.body or {}).get(_FROM) == name)
    return held


def _drafts(found: Adjudicated, wanted: dict[Key, Wish], held: _Held) -> Iterator[_Drafted]:
    name = found.register.name
    says = {key.known: key for key, wish in reversed(wanted.items()) if wish.accepted}  # the first that says so
    preferred = {at: (says[chosen], said) for at, chosen, said in _prefers(found)}
    standing = set[_At]()
    for row in held.prefers:
        at = (row.root, row.about, str((row.body or {}).get("property", "")))
        chosen, said = preferred.get(at, (None, {}))
        kept = held.claims.get(chosen) if chosen else None
        if kept and kept.seq == row.acts_on and {**said, "passages": (row.body or {}).get("passages")} == row.body:
            standing.add(at)
        else:
            yield DECIDER, _retract(row.root, row.about, row.seq)
    for seq, (key, _) in held.ours.items():
        if key not in wanted:
            yield DECIDER, _retract(key.known.root, key.known.about, seq)
    ids = {key: kept.seq if (kept := held.claims.get(key)) else draw_id("claim") for key in wanted}
    for key, wish in wanted.items():
        yield from _claimed(key, wish, ids[key], name, held)
    for at, (chosen, said) in preferred.items():
        if at not in standing:
            body = {**said, "passages": wanted[chosen].body["passages"]}
            yield DECIDER, Draft("prefer", at[0], at[1], body, ids[chosen])


def _claimed(key: Key, wish: Wish, id: int | str, name: str, held: _Held) -> Iterator[_Drafted]:
    """A claim that the ledger lacks, and the decision that it lacks or holds otherwise."""
    root, about = key.known.root, key.known.about
    said = {"reason": wish.reason, _FROM: name} | _mark(wish.cause)
    decision = Draft("accept" if wish.accepted else "reject", root, about, said, id)
    if isinstance(id, str):
        yield key.coder, Draft("claim", root, about, wish.body, id=id)
    last = held.ours[id][1] if isinstance(id, int) and id in held.ours else None
    otherwise = last is not None and (last.kind, last.body) != (decision.kind, said)
    if isinstance(id, str) or id in held.undecided or otherwise:
        yield DECIDER, decision


def _prefers(found: Adjudicated) -> Iterator[tuple[_At, Known, dict[str, str]]]:
    """Of each ``prefer`` its place, the claim that it chooses (the first that says the value), and its words."""
    for block in found.register.blocks:
        for prefer in block.prefers:
            name = prefer.property
            claim = next(c for c in block.claims if (c.property.name, c.value) == (name, prefer.value))
            on = found.decisions.on(block.id, name) if found.codings else []
            said = {"property": name, "reason": prefer.reason, _FROM: found.register.name}
            yield (block.root, block.id, name), known(block, claim), said | _mark(on[0].cause if on else None)


def _mark(cause: str | None) -> dict[str, str]:
    return {} if cause is None else {_DECISION: cause}


def _retract(root: str, about: str, seq: int) -> Draft:
    return Draft("retract", root, about, {"reason": "the register says so no longer"}, seq)
