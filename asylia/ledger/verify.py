"""The chain, walked from the first row to the last: the first bad row and what is wrong with it, and what was erased.

Invariant: a row is sound if it follows the row before, its header has the hash it says, and its payload has the digest
that its header says, or an ``erase`` row targets it. Nothing else is trusted, least of all the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.ledger.checkpoint import Checkpoint
from asylia.ledger.read import body_of
from asylia.ledger.rows import FIRST, hash_of

_AT_ONCE = 100  # rows that are fetched together: few enough to stay near the processor
# The payload as bytes: what is hashed is what is stored, and bytes that are no text are a finding, not a crash.
_SQL = {
    "sqlite": "SELECT r.*, p.salt, CAST(p.body AS BLOB), typeof(p.body)",
    "postgresql": "SELECT r.*, p.salt, convert_to(p.body, 'UTF8'), 'text'",
}
_FROM = "FROM ledger_row r LEFT JOIN ledger_payload p ON p.seq = r.seq WHERE r.seq > %s ORDER BY r.seq"
_STRAY = "SELECT min(seq) FROM ledger_payload WHERE seq < 1 OR seq > (SELECT coalesce(max(seq), 0) FROM ledger_row)"
_REWRITTEN = "the past was rewritten: this row, or one before it, is not what it was when the earlier head was taken"
_GUARDS = {
    "sqlite": "SELECT count(*) FROM sqlite_master"
    " WHERE type = 'trigger' AND tbl_name IN ('ledger_row', 'ledger_payload')",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    " AND tgrelid IN ('ledger_row'::regclass, 'ledger_payload'::regclass)",
}
_GUARDED = {"sqlite": 6, "postgresql": 8}


class Erased(NamedTuple):
    """A row without words: its number and id, the erase row, both people, their reason (None once erased itself)."""

    seq: int
    id: str
    by_row: int
    by: str
    second: str | None
    reason: str | None


class Bad(NamedTuple):
    """The first row that is not sound (0: the ledger as a whole) and what is wrong with it."""

    seq: int
    what: str


@dataclass
class Report:
    """What a walk along the chain found. ``hash`` is that of the last sound row."""

    rows: int = 0
    hash: bytes = FIRST
    bad: Bad | None = None
    erased: list[Erased] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every row is sound."""
        return self.bad is None


def verify(db: BaseDatabaseWrapper, head: Checkpoint | None = None) -> Report:
    """Walk the whole chain; with an earlier head also look for a tail cut off, or a past rewritten, since then."""
    walk = _Walk(head)
    try:
        _stream(db, walk, _AT_ONCE)
    except (DatabaseError, UnicodeError):
        _go_slowly(db, walk)
    report = walk.report
    _settle_silent(db, walk)
    if report.ok and head and report.rows < head.size:
        walk.bad(report.rows + 1, f"the tail was cut: the ledger had {head.size} rows and now has {report.rows}")
    if report.ok:
        _check_tables(db, walk)
    return report


class _Walk:
    """One walk: what was seen so far."""

    def __init__(self, head: Checkpoint | None) -> None:
        self.report = Report()
        self.size, self.root = (head.size, head.root) if head else (-1, b"")
        self.silent: dict[int, str] = {}  # rows without a payload, with their ids

    def bad(self, seq: int, what: str) -> None:
        """Keep the finding that stands first."""
        if self.report.bad is None or seq < self.report.bad.seq:
            self.report.bad = Bad(seq, what)

    def follow(self, chunk: Iterable[tuple[Any, ...]]) -> None:
        """Follow the chain through some rows; stop at the first that is not sound."""
        seq, last, size = self.report.rows, self.report.hash, self.size
        for row in chunk:
            row_seq, id, kind, root, about, other, acts_on, by, at, digest, prev, hash, salt, body, type = row
            try:
                sound = (
                    row_seq == seq + 1
                    and prev == last
                    and hash_of(row_seq, id, kind, root, about, other, acts_on, by, at, digest, prev) == hash
                    and (_holds(salt, body, type, digest) if body is not None or salt is not None else True)
                )
            except (ValueError, TypeError):
                sound = False
            if not sound:
                return self._stop(seq, last, _why(row, seq, last))
            if body is None:
                self.silent[row_seq] = id  # whether an erase row targets it shows later
            if row_seq == size and hash != self.root:
                return self._stop(seq, last, Bad(seq + 1, _REWRITTEN))
            if kind == "erase" and not self._note(row_seq, acts_on, by, body):
                return self._stop(seq, last, Bad(row_seq, f"row {acts_on}, which it erases, has words"))
            seq, last = row_seq, hash
        self._stop(seq, last)

    def _stop(self, seq: int, last: bytes, bad: Bad | None = None) -> None:
        self.report.rows, self.report.hash = seq, last
        if bad:
            self.bad(*bad)

    def _note(self, seq: int, acts_on: int, by: str, body: bytes | None) -> bool:
        if (id := self.silent.pop(acts_on, None)) is None:
            return False
        said = {} if body is None else body_of(body.decode())
        self.report.erased.append(Erased(acts_on, id, seq, by, said.get("second"), said.get("reason")))
        return True


def _holds(salt: bytes, body: bytes, type: str, digest: bytes) -> bool:
    return len(salt) == 16 and type == "text" and sha256(salt + body).digest() == digest


def _stream(db: BaseDatabaseWrapper, walk: _Walk, at_once: int) -> None:
    with db.chunked_cursor() as cursor:
        cursor.execute(f"{_SQL[db.vendor]} {_FROM}", [walk.report.rows])
        while walk.report.ok and (chunk := cursor.fetchmany(at_once)):
            walk.follow(chunk)


def _go_slowly(db: BaseDatabaseWrapper, walk: _Walk) -> None:
    """Find the one row that the database cannot read."""
    try:
        _stream(db, walk, 1)
    except (DatabaseError, UnicodeError):
        walk.bad(walk.report.rows + 1, "the database cannot read it: it holds bytes that are no text, or is damaged")


def _why(row: tuple[Any, ...], seq: int, last: bytes) -> Bad:
    """What exactly is wrong with a row that is known to be bad."""
    row_seq, prev, hash = row[0], row[10], row[11]
    if row_seq != seq + 1:
        return Bad(seq + 1, f"the row is missing: row {row_seq} follows row {seq}")
    if prev != last:
        return Bad(row_seq, f"it does not follow row {seq}: the hash that it says row {seq} has is another")
    try:
        sound = bool(hash_of(*row[:11]) == hash)
    except (ValueError, TypeError):
        sound = False
    if not sound:
        return Bad(row_seq, "its header was changed: it has not the hash that it says")
    return Bad(row_seq, "its words or their salt were changed: they have not the digest that its header says")


def _settle_silent(db: BaseDatabaseWrapper, walk: _Walk) -> None:
    """A row without words is bad unless an ``erase`` row targets it; after an early stop that may stand further on."""
    if not walk.silent:
        return
    with db.cursor() as cursor:
        cursor.execute("SELECT acts_on FROM ledger_row WHERE kind = 'erase'")
        erased = {row[0] for row in cursor.fetchall()}
    for seq in sorted(set(walk.silent) - erased)[:1]:
        walk.bad(seq, "its words are gone, and no erase row says why")


def _check_tables(db: BaseDatabaseWrapper, walk: _Walk) -> None:
    """What stands beside the chain: payloads of no row, and whether the database still refuses changes."""
    with db.cursor() as cursor:
        cursor.execute(_STRAY)
        if (seq := cursor.fetchone()[0]) is not None:
            walk.bad(seq, "there are words of a row that does not exist")
        cursor.execute(_GUARDS[db.vendor])
        if (found := cursor.fetchone()[0]) != _GUARDED[db.vendor]:
            walk.bad(0, f"{found} of the {_GUARDED[db.vendor]} triggers that refuse changes are in force")
