"""Drafts in, row numbers out: one lock, one transaction.

Invariant: all drafts of a call become rows, one after another, or none does; what was returned is on the disk.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from secrets import token_bytes
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.canonical import canonical
from asylia.ledger.admit import Target, check_draft, check_target, check_writer
from asylia.ledger.rows import FIRST, Draft, digest_of, draw_id, hash_of
from asylia.problems import Problem

_LOCK = 0x4153594C4941  # the ledger's own advisory lock in PostgreSQL: 'ASYLIA'
_DISK_FULL = "53100"  # PostgreSQL's code of it
_AT_ONCE = 500  # ids that are asked for together
_KNOWN = """SELECT r.seq, r.id, r.kind, r.root, p.seq IS NOT NULL
    FROM ledger_row r LEFT JOIN ledger_payload p ON p.seq = r.seq"""


class Stored(NamedTuple):
    """One row as the two tables hold it: header, digests, and salt and payload unless erased."""

    seq: int
    id: str
    kind: str
    root: str
    about: str
    other: str | None
    acts_on: int | None
    by: str
    at: str
    digest: bytes
    prev: bytes
    hash: bytes
    salt: bytes | None
    body: str | None


def append(db: BaseDatabaseWrapper, drafts: Iterable[Draft], *, by: str, at: str | None = None) -> list[int]:
    """Append drafts in their order and return their row numbers.

    ``by`` is the coder's code, ``at`` the time (UTC to the second; now, where absent). A draft whose id the ledger
    holds adds nothing and gets the number of that row. Raises ``Problem`` for a draft that is refused, for a full disk
    and for a lock that nobody gave back; then nothing was added.
    """
    at = at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    check_writer(by, at)
    wanted = list(drafts)
    for draft in wanted:
        check_draft(draft, by)
    if not wanted:
        return []
    with alone(db) as (seq, prev):
        return _append(db, wanted, by, at, seq, prev)


@contextmanager
def alone(db: BaseDatabaseWrapper) -> Iterator[tuple[int, bytes]]:
    """A transaction that no other writer of the ledger shares, and the number and hash of the last row in it.

    Raises ``Problem`` where the database gives up.
    """
    try:
        with transaction.atomic(using=db.alias):
            yield _lock_and_head(db)
    except DatabaseError as error:
        raise trouble(error) from error


def trouble(error: DatabaseError) -> Problem:
    """What a database's error means for a person. Nothing was added, whatever it was."""
    said, state = str(error).lower(), getattr(error.__cause__, "sqlstate", "")
    if state == _DISK_FULL or any(words in said for words in ("disk is full", "no space left", "disk i/o error")):
        return Problem("The disk is full: nothing was added.", mend="Make room, then do it again.")
    if "locked" in said or "lock timeout" in said:
        return Problem("Another writer holds the ledger and does not let go: nothing was added.", mend="Try again.")
    return Problem(f"The database refused: {error}".strip().split("\n")[0])


def _append(db: BaseDatabaseWrapper, drafts: Sequence[Draft], by: str, at: str, seq: int, prev: bytes) -> list[int]:
    known = _targets(db, drafts)
    seqs, rows = list[int](), list[Stored]()
    for draft in drafts:
        if draft.id is not None and draft.id in known:
            seqs.append(known[draft.id].seq)
            continue
        acts_on = None
        if draft.acts_on is not None:
            target = known.get(draft.acts_on)
            check_target(draft, target)
            acts_on = target.seq if target else None
        seq, id = seq + 1, draft.id or draw_id(draft.kind)
        salt, body = token_bytes(16), canonical(draft.body)
        digest = digest_of(salt, body.encode())
        header = (seq, id, draft.kind, draft.root, draft.about, draft.other, acts_on, by, at)
        hash = hash_of(*header, digest, prev)
        rows.append(Stored(*header, digest, prev, hash, salt, body))
        known[id] = known[seq] = Target(seq, draft.kind, draft.root, True)
        seqs.append(seq)
        prev = hash
    insert(db, rows)
    return seqs


def insert(db: BaseDatabaseWrapper, rows: Iterable[Stored]) -> None:
    """Write rows as they are, each header followed by its payload. The triggers refuse what does not follow."""
    mark = "?" if db.vendor == "sqlite" else "%s"
    header = f"INSERT INTO ledger_row VALUES ({', '.join([mark] * 12)})"  # noqa: S608 (marks only)
    payload = f"INSERT INTO ledger_payload VALUES ({', '.join([mark] * 3)})"  # noqa: S608 (marks only)
    db.ensure_connection()
    raw: Any = db.connection
    with ExitStack() as stack:
        stack.enter_context(db.wrap_database_errors)
        if db.vendor == "postgresql":  # a pipeline does not wait for each answer
            from psycopg import Cursor

            stack.enter_context(raw.pipeline())
            execute = stack.enter_context(Cursor(raw)).execute
        else:
            execute = raw.cursor().execute
        for row in rows:
            execute(header, row[:12])
            if row.body is not None:
                execute(payload, (row.seq, row.salt, row.body))


def _lock_and_head(db: BaseDatabaseWrapper) -> tuple[int, bytes]:
    """Wait for one's turn, then see where the chain ends. SQLite's lock was taken by BEGIN IMMEDIATE."""
    with db.cursor() as cursor:
        if db.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("SELECT seq, hash FROM ledger_row ORDER BY seq DESC LIMIT 1")
        found = cursor.fetchone()
    return (int(found[0]), bytes(found[1])) if found else (0, FIRST)


def _targets(db: BaseDatabaseWrapper, drafts: Iterable[Draft]) -> dict[int | str, Target]:
    """What the ledger holds of the rows that the drafts name, by number and by id."""
    named: set[int | str] = {draft.id for draft in drafts if draft.id is not None}
    named |= {draft.acts_on for draft in drafts if draft.acts_on is not None}
    known: dict[int | str, Target] = {}
    for column, type in (("seq", int), ("id", str)):
        keys = [key for key in named if isinstance(key, type)]
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            with db.cursor() as cursor:
                cursor.execute(f"{_KNOWN} WHERE r.{column} IN ({', '.join(['%s'] * len(some))})", some)
                for seq, id, kind, root, held in cursor.fetchall():
                    known[seq] = known[id] = Target(seq, kind, root, bool(held))
    return known
