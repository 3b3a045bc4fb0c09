"""A register into the ledger: what the files say becomes claims that are accepted; what they no longer say, retracted.

Invariant: after a load the standing claims that came from this register are those of its files, no more and no less;
loading again adds no row. Claims that were made elsewhere are left alone, and so is what somebody rejected since.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from asylia.cases.standing import retracted, stand
from asylia.coding.checking import check
from asylia.coding.register import Block, Claim, Register
from asylia.ledger.rows import Body, Draft, Row, draw_id
from asylia.problems import refuse
from asylia.texts.passages import passage_id

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_FROM = "register"  # what an accept or prefer row says of where it came from


class Known(NamedTuple):
    """By what a claim is known. Two that are equal here are one."""

    root: str
    about: str
    property: str
    value: str
    how: str
    by: frozenset[str]
    passages: frozenset[str]


class Loaded(NamedTuple):
    """What a load did: rows added by kind, and how many claims the register makes."""

    added: Counter[str]
    claims: int


@dataclass
class _Held:
    """What the ledger holds, as far as a register may meet it."""

    claims: dict[Known, Row] = field(default_factory=dict)  # not retracted, words not erased
    undecided: set[int] = field(default_factory=set)
    ours: dict[int, Known] = field(default_factory=dict)  # accepted because this register says so
    prefers: list[Row] = field(default_factory=list)  # standing, from this register


def load(db: "BaseDatabaseWrapper", folder: Path, *, by: str) -> Loaded:
    """Load a register, in one transaction. ``by`` is the code of its coder.

    Raises ``Problems`` for a register that ``check`` would not pass, and adds nothing then.
    """
    from asylia.ledger.append import append
    from asylia.ledger.write import alone

    register = check(folder)
    refuse(register.problems)
    wanted = {_known(block, claim): _body(claim) for block in register.blocks for claim in block.claims}
    with alone(db):  # so that two who load at once do not both add what neither found
        held = _held(db, register.name)
        drafts = list(_drafts(register, wanted, held))
        append(db, drafts, by=by)
    return Loaded(Counter(draft.kind for draft in drafts), len(wanted))


def _known(block: Block, claim: Claim) -> Known:
    return _known_by(block.root, block.id, _body(claim))


def _known_by(root: str, about: str, body: Body) -> Known:
    passages = frozenset(passage["id"] for passage in body["passages"])
    return Known(root, about, body["property"], body["value"], body["how"], frozenset(body["by"]), passages)


def _body(claim: Claim) -> dict[str, Any]:
    passages = [{"id": passage_id(body), **body} for body in (passage.body() for passage in claim.passages)]
    said = {"property": claim.property.name, "value": claim.value}
    return {**said, "how": claim.assertion.how, "by": list(claim.assertion.by), "passages": passages}


def _held(db: "BaseDatabaseWrapper", name: str) -> _Held:
    from asylia.ledger.read import cases

    held = _Held()
    for rows in cases(db):
        standing = stand(rows)
        gone = {row.acts_on for row in rows if row.kind == "erase"} | retracted(r for r in rows if r.kind == "retract")
        for row in rows:
            if row.kind != "claim" or row.body is None or row.seq in gone:
                continue
            held.claims.setdefault(known := _known_by(row.root, row.about, row.body), row)
            decision = standing.decided.get(row.seq)
            if decision is None:
                held.undecided.add(row.seq)
            elif decision.kind == "accept" and (decision.body or {}).get(_FROM) == name:
                held.ours[row.seq] = known
        held.prefers.extend(row for row in standing.prefers if (row.body or {}).get(_FROM) == name)
    return held


def _drafts(register: Register, wanted: dict[Known, dict[str, Any]], held: _Held) -> Iterator[Draft]:
    preferred = {
        (block.root, block.id, prefer.property): (_preferred(block, prefer.property, prefer.value), prefer.reason)
        for block in register.blocks
        for prefer in block.prefers
    }
    standing = set[tuple[str, str, str]]()
    for row in held.prefers:
        at = (row.root, row.about, (row.body or {}).get("property", ""))
        known, reason = preferred.get(at, (None, ""))
        if known and known in held.claims and held.claims[known].seq == row.acts_on and _reason(row) == reason:
            standing.add(at)
        else:
            yield _retract(row.root, row.about, row.seq)
    for seq, known in held.ours.items():
        if known not in wanted:
            yield _retract(known.root, known.about, seq)
    at_hand = dict[Known, int | str]()
    for known, body in wanted.items():
        kept = held.claims.get(known)
        at_hand[known] = kept.seq if kept else draw_id("claim")
        if kept is None:
            yield Draft("claim", known.root, known.about, body, id=str(at_hand[known]))
        if kept is None or kept.seq in held.undecided:
            yield Draft("accept", known.root, known.about, {"reason": "", _FROM: register.name}, at_hand[known])
    for (root, about, name), (known, reason) in preferred.items():
        if (root, about, name) not in standing:
            said = {"property": name, "reason": reason, "passages": wanted[known]["passages"], _FROM: register.name}
            yield Draft("prefer", root, about, said, at_hand[known])


def _preferred(block: Block, name: str, value: str) -> Known:
    """The claim that a ``prefer`` chooses: the first that says the value."""
    return next(_known(block, claim) for claim in block.claims if (claim.property.name, claim.value) == (name, value))


def _retract(root: str, about: str, seq: int) -> Draft:
    return Draft("retract", root, about, {"reason": "the register says so no longer"}, seq)


def _reason(row: Row) -> str:
    return str((row.body or {}).get("reason", ""))
