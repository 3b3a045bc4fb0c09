"""A row, a draft of one, and the hash that chains them. No database here.

Invariant: ``hash_of`` covers every column of the header, and the header holds the salted digest of the payload, never
the payload; so the chain still verifies after a lawful erasure.
"""

import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Literal, NamedTuple

RowKind = Literal["claim", "accept", "reject", "prefer", "merge", "differ", "withhold", "retract", "erase"]
KINDS: tuple[RowKind, ...] = ("claim", "accept", "reject", "prefer", "merge", "differ", "withhold", "retract", "erase")
ACTING: frozenset[str] = frozenset({"accept", "reject", "prefer", "retract", "erase"})
PAIRING: frozenset[str] = frozenset({"merge", "differ"})

VERSION = "asylia-row-1"  # of the encoding that is hashed; another encoding would be another version
FIRST = bytes(32)  # what the first row has before it

Body = Mapping[str, Any]


class Row(NamedTuple):
    """One entry of the ledger, as read. ``body`` is None once it was erased."""

    seq: int
    id: str
    kind: str
    root: str
    about: str
    other: str | None
    acts_on: int | None
    by: str
    at: str
    body: Body | None


class Draft(NamedTuple):
    """What a writer asks the ledger to append.

    ``acts_on`` names a row by its number, or by its id where both are appended together. ``id`` is drawn where absent;
    a draft whose id the ledger already holds adds nothing.
    """

    kind: RowKind
    root: str
    about: str
    body: Body
    acts_on: int | str | None = None
    other: str | None = None
    id: str | None = None


def draw_id(kind: str) -> str:
    """Draw a random id for a row: ``C-`` for a claim, ``W-`` for any other."""
    return f"{'C' if kind == 'claim' else 'W'}-{secrets.token_hex(8)}"


def digest_of(salt: bytes, body: bytes) -> bytes:
    """The salted digest of a payload (its canonical text in UTF-8), as the header holds it: 32 bytes."""
    return sha256(salt + body).digest()


def hash_of(
    seq: int,
    id: str,
    kind: str,
    root: str,
    about: str,
    other: str | None,
    acts_on: int | None,
    by: str,
    at: str,
    digest: bytes,
    prev: bytes,
) -> bytes:
    """The hash of a header: sha256 over the version, one column a line, then ``digest`` and ``prev`` as they are.

    It is unambiguous because no column holds a line break (``hash_of`` refuses one with ``ValueError``), an absent
    column differs from an empty one, and both digests have 32 bytes (``verify`` looks at ``prev`` first).
    """
    other = "-" if other is None else f"+{other}"
    target = "-" if acts_on is None else acts_on
    text = f"{VERSION}\n{seq}\n{id}\n{kind}\n{root}\n{about}\n{other}\n{target}\n{by}\n{at}\n"
    if text.count("\n") != 10:
        raise ValueError("a column of the header holds a line break")
    return sha256(text.encode() + digest + prev).digest()
