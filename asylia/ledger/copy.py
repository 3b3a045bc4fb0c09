"""The whole ledger as JSON Lines, salts and all, and back into an empty database: the same rows, the same hashes.

Invariant: an import is whole or it is nothing, and what was imported verifies. A copy holds every word of the ledger;
it is as confidential as the database.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.ledger.read import last_seq
from asylia.ledger.verify import verify
from asylia.ledger.write import Stored, alone, insert
from asylia.problems import Problem

FORMAT = "asylia-ledger-1"
_STORED = """SELECT r.seq, r.id, r.kind, r.root, r.about, r.other, r.acts_on, r.by, r.at, r.digest, r.prev, r.hash,
    p.salt, p.body FROM ledger_row r LEFT JOIN ledger_payload p ON p.seq = r.seq WHERE r.seq <= %s ORDER BY r.seq"""
_BYTES = ("digest", "prev", "hash", "salt")
_AT_ONCE = 1000  # rows that are fetched together


def export(db: BaseDatabaseWrapper, file: Path) -> int:
    """Write every row to a new file that only its owner may read; return how many. Raises ``Problem``."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Problem(f"The copy cannot be written: {error.strerror}.", file=file, mend="Name a new file.") from error
    rows = last_seq(db)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            _write(db, rows, out)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise Problem(f"The copy cannot be written: {error.strerror}.", file=file, mend="Make room.") from error
    return rows


def import_(db: BaseDatabaseWrapper, file: Path) -> int:
    """Read a copy into an empty ledger, verify it, and return how many rows it has. Raises ``Problem``."""
    with alone(db):
        if last_seq(db):
            raise Problem("The ledger is not empty.", mend="Import into a new home or a new database.")
        with file.open(encoding="utf-8") as lines:
            rows = _rows_said(lines, file)
            insert(db, _stored(lines, file))
        report = verify(db)
        if report.bad:
            raise Problem(f"Row {report.bad.seq} of the copy is not sound: {report.bad.what}.", file=file)
        if report.rows != rows:
            raise Problem(f"The copy says that it has {rows} rows, and has {report.rows}.", file=file)
    return rows


def _write(db: BaseDatabaseWrapper, rows: int, out: TextIO) -> None:
    out.write(f"{json.dumps({'format': FORMAT, 'rows': rows})}\n")
    with db.chunked_cursor() as cursor:
        cursor.execute(_STORED, [rows])
        while chunk := cursor.fetchmany(_AT_ONCE):
            for row in map(Stored._make, chunk):
                line: dict[str, Any] = row._asdict()
                line |= {name: None if line[name] is None else bytes(line[name]).hex() for name in _BYTES}
                out.write(f"{json.dumps(line, ensure_ascii=False)}\n")


def _rows_said(lines: TextIO, file: Path) -> int:
    try:
        first = json.loads(lines.readline())
        if first["format"] != FORMAT:
            raise Problem(f"{first['format']!r} is another format.", file=file, line=1, allowed=(FORMAT,))
        return int(first["rows"])
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("This is no copy of a ledger.", file=file, line=1, allowed=(FORMAT,)) from error


def _stored(lines: TextIO, file: Path) -> Iterator[Stored]:
    for number, line in enumerate(lines, start=2):
        try:
            said = json.loads(line)
            for name in _BYTES:
                said[name] = None if said[name] is None else bytes.fromhex(said[name])
            row = Stored(**said)
        except (ValueError, KeyError, TypeError) as error:
            raise Problem("This line is no row of a ledger.", file=file, line=number) from error
        yield row
