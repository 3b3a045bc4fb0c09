"""The tables of an edition and their columns: the one thing that its writer and its readers share.

Invariant: a table's rows have one order (its key, by code point) and one way to be written (``csv_lines``), so equal
rows are equal bytes. The digest of a table is the sha256 of its CSV file, and the same rows in ``edition.sqlite`` give
the same digest whatever the version of SQLite.
"""

import csv
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import islice

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import properties

Record = Mapping[str, str]

DATABASE = "edition.sqlite"
DATABASE_SUM = "edition.sqlite.sha256"
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
NAMESPACE = "asylia-edition"
CODEBOOK = "codebook.toml"

SEPARATOR = "|"
# A value may hold the separator itself; in a joined cell it then stands as this look-alike. ``cells`` has it exact.
STAND_IN = "¦"

STAGES = ("1", "2", "3")
FLAGS = tuple(f"stage_{n}" for n in STAGES)
DERIVED = {"persons": (*FLAGS, "highest_stage"), "incidents": ("stage",)}
# Entities that belong to a person's case and name that person in a column of their own.
HANGING = frozenset({"incidents", "protections", "stays", "proceedings"})
YES, NO, OPEN = "yes", "no", "open"
ONCE, TWICE, DECIDED = "once", "twice", "decided"  # how a value was coded


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, those that make its key and order, and what is indexed besides.

    A column of ``rare`` says yes of few records: those alone are indexed, by their key.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    indexes: tuple[tuple[str, ...], ...] = ()
    rare: tuple[str, ...] = ()


def _entities() -> Iterator[Table]:
    for letter, name in TABLES.items():
        hanging = ("person",) if name in HANGING else ()
        indexes = (hanging,) if hanging else ()
        public = (p.name for p in properties(ENTITIES[letter]).values() if p.public)
        yield Table(name, ("id", *hanging, *public, *DERIVED.get(name, ())), indexes=indexes)


@cache
def tables() -> dict[str, Table]:
    """The tables that have a CSV file, by name."""
    cell = ("table", "id", "column", "value", "shown", "basis", "contested", "claims", "denied_by", "coded")
    claim = ("id", "about", "property", "value", "how", "by", "passages")
    passage = ("id", "source", "page", "note", "paragraph", "letters", "first", "all", "place", "quote")
    listed = (
        *_entities(),
        Table("passages", passage, indexes=(("source",),)),
        Table("claims", claim, indexes=(("about", "passages"),)),
        Table("cells", cell, key=("id", "column", "value"), rare=("contested",)),
        Table("names", ("person", "name", "script", "search"), key=("person", "name")),
        Table("retired", ("id", "why", "into")),
    )
    return {table.name: table for table in listed}


# These stand in edition.sqlite only. What all but the first hold follows from the other tables (see ``listing.py``,
# ``search/sought.py``).
FACTS = Table("edition", ("key", "value"), key=("key",))
LISTING = Table(
    "listing", ("sort", "id", "name", "kinds", "states", "stages", "words"), key=("sort", "id"), indexes=(("id",),)
)
SOUGHT = Table("sought", ("token", "person"), key=("token", "person"))
SOUNDED = Table("sounded", ("key", "token"), key=("key", "token"))
ASIDE = (FACTS, LISTING, SOUGHT, SOUNDED)


def all_tables() -> tuple[Table, ...]:
    """Every table of ``edition.sqlite``."""
    return (*tables().values(), *ASIDE)


def create(table: Table) -> Iterator[str]:
    """The statements that make a table: its rows lie in the order of its key."""
    columns = ", ".join(f"{quoted(column)} TEXT NOT NULL" for column in table.columns)
    key = ", ".join(map(quoted, table.key))
    yield f"CREATE TABLE {quoted(table.name)} ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID"
    for indexed in table.indexes:
        yield _index(table, "_".join(indexed), indexed)
    for column in table.rare:
        yield f"{_index(table, column, table.key)} WHERE {says_yes(column)}"


def _index(table: Table, name: str, columns: tuple[str, ...]) -> str:
    indexed = ", ".join(map(quoted, columns))
    return f"CREATE INDEX {quoted(f'{table.name}_{name}')} ON {quoted(table.name)} ({indexed})"


def says_yes(column: str) -> str:
    """The condition that a column says yes, letter by letter as in the index: else SQLite would not use it."""
    return f"{quoted(column)} = '{YES}'"


def select(table: Table) -> str:
    """The query for all rows of a table, in the order of its CSV file."""
    columns, key = ", ".join(map(quoted, table.columns)), ", ".join(map(quoted, table.key))
    return f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {key}"  # noqa: S608 - names of our own


def quoted(name: str) -> str:
    """A name of a table or column as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def joined(values: Iterable[str]) -> str:
    """Several values as one cell: sorted, with ``|`` between them."""
    found = {value.replace(SEPARATOR, STAND_IN) for value in values}
    return SEPARATOR.join(sorted(found)) if len(found) > 1 else "".join(found)


def split(cell: str) -> tuple[str, ...]:
    """The values of a joined cell; () where nothing is stated."""
    return tuple(cell.split(SEPARATOR)) if cell else ()


def csv_lines(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[bytes]:
    """The CSV of a table in pieces: RFC 4180 but for its line ends (LF), UTF-8, a header row first."""
    buffer, left = StringIO(), iter(rows)
    writer = csv.writer(buffer, lineterminator="\n")
    # A lone CR would be left bare by the writer and end the row for others; such rows are quoted as a whole.
    careful = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    while chunk := list(islice(left, 1000)):
        before = buffer.tell()
        writer.writerows(chunk)
        buffer.seek(before)
        if "\r" in buffer.read():
            buffer.seek(before)
            buffer.truncate()
            for row in chunk:
                (careful if any("\r" in cell for cell in row) else writer).writerow(row)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def rows_of(db: sqlite3.Connection, table: Table) -> Iterator[bytes]:
    """The CSV of a table as ``edition.sqlite`` holds it, in pieces."""
    return csv_lines(table.columns, db.execute(select(table)))


def digest(pieces: Iterable[bytes]) -> str:
    """The sha256 of pieces of a file, in hexadecimal."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()
