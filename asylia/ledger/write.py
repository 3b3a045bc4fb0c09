"""The ledger's two tables as they are written: one lock, one transaction, each header followed by its payload.

Invariant: whoever is ``alone`` sees the true end of the chain, and nobody else writes until the transaction is over.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.ledger.rows import FIRST
from asylia.problems import Problem

_LOCK = 0x4153594C4941  # the ledger's own advisory lock in PostgreSQL: 'ASYLIA'
_DISK_FULL = "53100"  # PostgreSQL's code of it


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
