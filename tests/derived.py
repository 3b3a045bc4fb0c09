"""Editions derived from one that was made: another number, other words, rows more; past the gate, and consistent.

What the gate would never let through is written here as a stranger would write it: database, tables, manifest and sums
agree, so that the folder is intact.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

from asylia.edition.schema import DATABASE, DATABASE_SUM, MANIFEST, SIGNATURE, quoted, rows_of, tables
from asylia.publish.package import manifest

Change = Callable[[sqlite3.Connection], None]
WITHDRAWN = "withdrawn"


def derived(
    edition: Path,
    folder: Path,
    number: str,
    *,
    withdrawn: Iterable[str] = (),
    change: Change | None = None,
    papers: Mapping[str, str] | None = None,
) -> Path:
    """A copy of an edition under another number. ``change`` is called with its database, ``papers`` are its files."""
    unfinished = folder.with_name(f".{folder.name}")  # a shelf that is watched sees it whole or not at all
    shutil.copytree(edition, unfinished)
    with closing(sqlite3.connect(unfinished / DATABASE)) as db:
        db.execute("UPDATE edition SET value = ? WHERE key = 'number'", (number,))
        db.executemany("INSERT INTO retired VALUES (?, ?, '')", [(id, WITHDRAWN) for id in withdrawn])
        if change:
            change(db)
        db.commit()
    for name, text in (papers or {}).items():
        (unfinished / name).write_text(text, encoding="utf-8")
    seal(unfinished)
    unfinished.rename(folder)
    return folder


def seal(folder: Path) -> None:
    """Write tables, manifest and sums anew, so that they say what the database says."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        for name, table in tables().items():
            (folder / "tables" / f"{name}.csv").write_bytes(b"".join(rows_of(db, table)))
        facts = dict(db.execute("SELECT key, value FROM edition"))
    (folder / SIGNATURE).unlink(missing_ok=True)
    text = json.dumps(manifest(folder, facts), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    found = hashlib.sha256((folder / DATABASE).read_bytes()).hexdigest()
    (folder / DATABASE_SUM).write_text(f"{found}  {DATABASE}\n")


def overwritten(words: str, keep: Iterable[tuple[str, str]]) -> Change:
    """A change that writes the words into every cell of every table, but for columns to be kept and all keys."""
    kept = {*keep}

    def change(db: sqlite3.Connection) -> None:
        for table in tables().values():
            for column in table.columns:
                if column not in table.key and (table.name, column) not in kept:
                    db.execute(f"UPDATE {quoted(table.name)} SET {quoted(column)} = ?", (words,))

    return change
