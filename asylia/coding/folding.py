"""A register as cases, without a ledger: its claims as rows that were all accepted, then folded like any other rows.

So what asks cases (the linter, the agreement of two codings) asks a folder of files the same way. Unlike in the ledger
a passage that is not sealed keeps its ``quote``. Invariant: a pure function of the register; nothing is drawn.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from asylia.cases.facts import sources_of
from asylia.cases.fold import Case, fold
from asylia.coding.register import Block, Claim, Passage, Register
from asylia.ledger.rows import Row
from asylia.texts.passages import passage_id

_CODER = "register"
_AT = "1970-01-01T00:00:00Z"  # a register knows no time; the fold asks for none


class Folded(NamedTuple):
    """The cases of a register, and where in its files each claim stands (by the claim's id)."""

    cases: list[Case]
    claims: dict[str, tuple[Block, Claim]]


def folded(register: Register) -> Folded:
    """Fold all that a register says. What could not be read (``register.problems``) is not in it."""
    claims = dict[str, tuple[Block, Claim]]()
    rows = list(_rows(register, claims))
    return Folded(list(fold(rows, sources_of(rows))), claims)


def _rows(register: Register, claims: dict[str, tuple[Block, Claim]]) -> Iterator[Row]:
    seq = 0
    for block in register.blocks:
        said = dict[tuple[str, str], int]()  # the first claim of each value, which a prefer chooses
        for claim in block.claims:
            seq += 1
            id = f"C-{seq:016x}"
            claims[id] = (block, claim)
            said.setdefault((claim.property.name, claim.value), seq)
            yield Row(seq, id, "claim", block.root, block.id, None, None, _CODER, _AT, _body(claim))
            seq += 1
            yield Row(seq, f"W-{seq:016x}", "accept", block.root, block.id, None, seq - 1, _CODER, _AT, {})
        for prefer in block.prefers:
            seq += 1
            chosen = said[prefer.property, prefer.value]
            yield Row(seq, f"W-{seq:016x}", "prefer", block.root, block.id, None, chosen, _CODER, _AT, {})


def _body(claim: Claim) -> dict[str, Any]:
    said = {"property": claim.property.name, "value": claim.value}
    by = {"how": claim.assertion.how, "by": list(claim.assertion.by)}
    return {**said, **by, "passages": list(map(_passage, claim.passages))}


def _passage(passage: Passage) -> dict[str, Any]:
    body = passage.body() | ({"quote": passage.quote} if passage.quote is not None else {})
    return {"id": passage_id(body), **body}
