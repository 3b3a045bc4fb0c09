"""Rows in whatever order cases come; ``edition.sqlite`` in the one order of its tables.

Invariant: the file is a pure function of the *set* of rows (and of SQLite's version).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from asylia.edition.listing import listing
from asylia.edition.schema import (
    ASIDE,
    FACTS,
    LISTING,
    SOUGHT,
    SOUNDED,
    Table,
    all_tables,
    create,
    csv_lines,
    quoted,
    rows_of,
    tables,
)
from asylia.edition.search.sought import sought, sounded
from asylia.problems import Problem

_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536")


class Store:
    """Takes rows, sorts them on disk, writes the database and the CSV files. ``staging`` is a file of its own."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._db = sqlite3.connect(staging, isolation_level=None)
        for setting in _SETTINGS:
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute("BEGIN")
        self._insert: dict[str, str] = {}
        for table in tables().values():
            columns = ", ".join(map(quoted, table.columns))
            self._db.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
            marks = ", ".join("?" * len(table.columns))
            self._insert[table.name] = f"INSERT INTO {quoted(table.name)} VALUES ({marks})"  # noqa: S608 - our names

    def add(self, table: str, rows: Iterable[tuple[str, ...]]) -> None:
        """Add rows to a table; a row that is already there is one row."""
        self._db.executemany(self._insert[table], rows)

    def column(self, table: str, column: str) -> frozenset[str]:
        """Every value that a column of a table holds so far."""
        rows = self._db.execute(f"SELECT {quoted(column)} FROM {quoted(table)}")  # noqa: S608 - our names
        return frozenset(value for (value,) in rows)

    def close(self) -> None:
        """Close the staging file."""
        self._db.close()

    def write(self, target: Path, facts: Mapping[str, str]) -> None:
        """Write the database. Raises ``Problem`` where two different rows have one key."""
        self._db.execute("COMMIT")
        self._db.close()
        db = sqlite3.connect(target, isolation_level=None)
        try:
            for setting in ("page_size = 4096", *_SETTINGS):
                db.execute(f"PRAGMA {setting}")
            db.execute("ATTACH ? AS staging", (str(self._staging),))
            db.execute("BEGIN")
            for table in all_tables():
                _fill(db, table, facts)
            db.execute("COMMIT")
            db.execute("DETACH staging")
        finally:
            db.close()
            self._staging.unlink()


# What follows from the other tables, in the order of its key.
_FOLLOWING: Mapping[str, Callable[[sqlite3.Connection], Iterable[tuple[str, ...]]]] = {
    LISTING.name: listing,
    SOUGHT.name: lambda db: sorted(sought(db)),
    SOUNDED.name: lambda db: sorted(sounded(db)),
}


def _fill(db: sqlite3.Connection, table: Table, facts: Mapping[str, str]) -> None:
    make, *indexes = create(table)
    db.execute(make)
    name, columns = quoted(table.name), ", ".join(map(quoted, table.columns))
    key = ", ".join(map(quoted, table.key))
    if table in ASIDE:
        rows = sorted(facts.items()) if table is FACTS else _FOLLOWING[table.name](db)
        marks = ", ".join("?" * len(table.columns))
        db.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our names
    else:
        source = f"SELECT DISTINCT {columns} FROM staging.{name} ORDER BY {key}"  # noqa: S608 - our names
        try:
            db.execute(f"INSERT INTO main.{name} {source}")
        except sqlite3.IntegrityError as error:
            raise Problem(f"two different rows of {table.name} have one key ({error})") from error
    for statement in indexes:
        db.execute(statement)


def csv_files(database: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The CSV of each table, in pieces, by name."""
    db = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        for table in tables().values():
            yield table.name, rows_of(db, table)
    finally:
        db.close()


def side_tables(database: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The same of the tables that have no file: the manifest holds their digests."""
    db = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        for table in ASIDE:
            yield table.name, csv_lines(table.columns, db.execute(f"SELECT * FROM {quoted(table.name)}"))  # noqa: S608
    finally:
        db.close()
