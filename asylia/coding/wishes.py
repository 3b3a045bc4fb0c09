"""What the ledger should hold of a register: each claim, by whom, accepted or rejected, and why.

A register that was coded once: its claims, all accepted. One that holds two codings: the claims of both, under their
coders' codes; accepted where the register says the same (one value, asserted or denied alike), else rejected. What the
register says in words of its own, with other passages or another assertion than both, is a claim of whoever decided.
Sources are given to coders and not coded by them, so only the register's own claims about them count.

Invariant: a pure function of what was read. What the register says is accepted to the letter, and where the two
differed the reason of the decision stands beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from asylia.codebook.book import book
from asylia.coding.adjudicated import Adjudicated
from asylia.coding.decisions import Decision, Decisions, of_passages, says
from asylia.coding.register import Block, Claim, Register
from asylia.ledger.rows import Body
from asylia.texts.passages import passage_id

DECIDER = ""  # stands for the code of whoever loads
NOT_HELD = "the register that was decided on does not say so"
_SOURCE = "S"


class Known(NamedTuple):
    """By what a claim is known. Two that are equal here are one."""

    root: str
    about: str
    property: str
    value: str
    how: str
    by: frozenset[str]
    passages: frozenset[str]


class Wish(NamedTuple):
    """One claim, and what is to stand of it. ``cause`` is None where nothing was decided between coders."""

    body: dict[str, Any]
    accepted: bool = True
    reason: str = ""
    cause: str | None = None


class Key(NamedTuple):
    """A claim and the code of its coder, or ``DECIDER``."""

    known: Known
    coder: str


_Value = tuple[str, str, str, str, bool]  # root, about, property, value, whether it is denied
_Said = tuple[Block, Claim]


def wishes(found: Adjudicated) -> dict[Key, Wish]:
    """All that the ledger should hold, in the order of coders, files and lines."""
    if not found.codings:
        return {Key(known(*said), DECIDER): Wish(body(said[1])) for said in _claims(found.register)}
    return dict(_Weighing(found).wishes())


def known(block: Block, claim: Claim) -> Known:
    """What a claim of a register is known by."""
    return known_by(block.root, block.id, body(claim))


def known_by(root: str, about: str, body: Body) -> Known:
    """What a claim of the ledger is known by."""
    passages = frozenset(passage["id"] for passage in body["passages"])
    return Known(root, about, body["property"], body["value"], body["how"], frozenset(body["by"]), passages)


def body(claim: Claim) -> dict[str, Any]:
    """A claim of a register as the ledger holds it."""
    passages = [{"id": passage_id(body), **body} for body in (passage.body() for passage in claim.passages)]
    said = {"property": claim.property.name, "value": claim.value}
    return {**said, "how": claim.assertion.how, "by": list(claim.assertion.by), "passages": passages}


@dataclass
class _Weighing:
    """Both codings against the register that holds."""

    found: Adjudicated

    def wishes(self) -> Iterator[tuple[Key, Wish]]:
        decisions, register = self.found.decisions, list(_claims(self.found.register))
        held = {_value(*said): said for said in register}
        coded = {
            name: [said for said in _claims(coding) if said[0].letter != _SOURCE]
            for name, coding in self.found.codings.items()
        }
        values = [{_value(*said) for said in claims} for claims in coded.values()]
        agreed = values[0] & values[1]
        accepted = set[Known]()
        for name, claims in coded.items():
            for said in claims:
                value = _value(*said)
                stays = value in held and not _refused(decisions, said, held[value])
                wish = _accept(decisions, said, value in agreed) if stays else _reject(decisions, said)
                yield Key(known(*said), self.found.coders[name].code), wish
                if stays:
                    accepted.add(known(*said))
        for said in register:
            if said[0].letter == _SOURCE:
                yield Key(known(*said), DECIDER), Wish(body(said[1]))
            elif known(*said) not in accepted:
                yield Key(known(*said), DECIDER), _own(decisions, said)


def _claims(register: Register) -> Iterator[_Said]:
    return ((block, claim) for block in register.blocks for claim in block.claims)


def _value(block: Block, claim: Claim) -> _Value:
    denied = claim.assertion.how in book().flagged("assertions", "denies")
    return block.root, block.id, claim.property.name, claim.value, denied


def _refused(decisions: Decisions, said: _Said, held: _Said) -> bool:
    """Whether a claim whose value stands falls all the same: for its assertion, or for the words that it rests on."""
    for decision in decisions.on(said[0].id, said[1].property.name):
        if any(says(text, said[1]) for text in decision.rejected):
            shared = known(*said).passages & known(*held).passages
            if not of_passages(decision) or not shared:
                return True
    return False


def _accept(decisions: Decisions, said: _Said, agreed: bool) -> Wish:
    found = None if agreed else _decision(decisions, said, "accepted")
    return Wish(body(said[1]), True, found.reason, found.cause) if found else Wish(body(said[1]))


def _own(decisions: Decisions, said: _Said) -> Wish:
    found = _decision(decisions, said, "accepted")
    return Wish(body(said[1]), True, found.reason if found else "", found.cause if found else "")


def _reject(decisions: Decisions, said: _Said) -> Wish:
    block, claim = said
    on = decisions.on(block.id, claim.property.name)
    found = _decision(decisions, said, "rejected") or (on[0] if on else None)
    return Wish(body(claim), False, found.reason if found else NOT_HELD, found.cause if found else None)


def _decision(decisions: Decisions, said: _Said, part: str) -> Decision | None:
    """The decision that names this value; else one on the property that names none; else on the whole."""
    block, claim = said
    on = decisions.on(block.id, claim.property.name)
    named = (each for each in on if any(says(text, claim) for text in getattr(each, part)))
    unnamed = (each for each in on if not each.accepted and not each.rejected)
    return next(named, None) or next(unnamed, None) or decisions.whole(block.id, block.root)
