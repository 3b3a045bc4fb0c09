"""Opens an edition; the only way in for the site, for analysis and for briefs.

Invariant: the file is opened read-only and immutable, so nothing that reads can change what was signed.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from asylia.edition.schema import DATABASE, HANGING, MANIFEST, Record, quoted, says_yes, split
from asylia.problems import Problem

# SQLite takes so many variables at once in every version that Python ships.
_AT_ONCE = 900
_CACHE = 256  # kB of pages for each connection: the system keeps the file for all of them


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that an edition holds of one person, for a page or a report: records by id, each sorted."""

    person: Record
    parts: Mapping[str, tuple[Record, ...]]  # incidents, protections, stays, proceedings
    cells: Mapping[tuple[str, str], tuple[Record, ...]]  # by id and column
    claims: Mapping[str, Record]
    passages: Mapping[str, Record]
    sources: Mapping[str, Record]


class Edition:
    """An edition folder, or its ``edition.sqlite`` alone.

    Values are text; a cell with several holds them joined by ``|`` (see ``schema.split``). Raises ``Problem`` where
    there is no edition. Safe in threads: each has a connection of its own.
    """

    def __init__(self, path: Path | str) -> None:
        given = Path(path)
        self.path = (given.parent if given.name == DATABASE else given).absolute()
        self._file = self.path / DATABASE
        if not self._file.is_file():
            raise Problem("there is no edition here", file=given, mend=f"Name a folder that holds {DATABASE}.")
        self._local = threading.local()
        try:
            self._columns = self._read_columns()
            self.facts = {row["key"]: row["value"] for row in self.all("edition")}
        except sqlite3.DatabaseError as error:
            raise Problem(f"this edition cannot be read ({error})", file=self._file) from error

    def __repr__(self) -> str:
        return f"<Edition {self.number}>"

    @property
    def number(self) -> str:
        """``2026.1``."""
        return self.facts.get("number", "")

    @property
    def date(self) -> str:
        """The date that its publishers gave it, or ''."""
        return self.facts.get("date", "")

    @property
    def rule(self) -> str:
        """The stage rule by which its stages were made."""
        return self.facts.get("rule", "")

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """The signed manifest; {} where only the database was given."""
        file = self.path / MANIFEST
        try:
            return dict(json.loads(file.read_bytes())) if file.exists() else {}
        except ValueError as error:
            raise Problem(f"the manifest is no JSON ({error})", file=file) from error

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(self._columns)

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table, in order. Raises ``Problem`` for a table that the edition has not."""
        if table not in self._columns:
            raise Problem(f"the edition has no table {table!r}", file=self.path, allowed=self.tables)
        return self._columns[table]

    def one(self, table: str, id: str) -> Record | None:
        """The record with an id, or None."""
        return next(iter(self.where(table, id=id)), None)

    def all(self, table: str) -> Iterator[Record]:
        """Every record of a table, in the order of its CSV file."""
        return self._records(table)

    def run(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query of our own (see ``search/sought.py``)."""
        return self._db.execute(query, values).fetchall()

    def picked(self, table: str, *columns: str, by: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        """Some columns of every record of a table, sorted by some; without these in no order."""
        for column in (*columns, *by):
            self._check(table, column)
        order = f"ORDER BY {', '.join(map(quoted, by))}" if by else ""
        query = f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(table)} {order}"  # noqa: S608 - quoted
        return iter(self._db.execute(query))

    def stated(self, table: str, column: str, *columns: str) -> Iterator[tuple[str, ...]]:
        """A column, and some others, of every record in which it holds anything, in no order."""
        for name in (column, *columns):
            self._check(table, name)
        named = ", ".join(map(quoted, (column, *columns)))
        query = f"SELECT {named} FROM {quoted(table)} WHERE {quoted(column)} <> ''"  # noqa: S608 - quoted
        return iter(self._db.execute(query))

    def contested(self) -> Iterator[str]:
        """The ids of all entities of which some property is contested, in no order."""
        query = f"SELECT DISTINCT id FROM cells WHERE {says_yes('contested')}"  # noqa: S608 - names of our own
        return (id for (id,) in self._db.execute(query))

    def tallied(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Each combination of texts that some columns of a table hold, and the number of its records."""
        for column in columns:
            self._check(table, column)
        named = ", ".join(map(quoted, columns))
        query = f"SELECT {named}, count(*) FROM {quoted(table)} GROUP BY {named}"  # noqa: S608 - quoted
        return iter(self._db.execute(query))

    def where(self, table: str, **equals: str) -> list[Record]:
        """The records in which each named column holds exactly the given text."""
        for column in equals:
            self._check(table, column)
        terms = " AND ".join(f"{quoted(column)} = ?" for column in equals)
        return list(self._records(table, f"WHERE {terms}" if terms else "", tuple(equals.values())))

    def among(self, table: str, column: str, values: Iterable[str]) -> list[Record]:
        """The records whose column holds one of the values, in the order of the values' batches."""
        self._check(table, column)
        wanted, found = sorted(set(values)), list[Record]()
        for start in range(0, len(wanted), _AT_ONCE):
            batch = wanted[start : start + _AT_ONCE]
            found += self._records(table, f"WHERE {quoted(column)} IN ({', '.join('?' * len(batch))})", tuple(batch))
        return found

    def cells(self, *ids: str) -> list[Record]:
        """The values of these entities, one record a value: also those that are not shown."""
        return self.among("cells", "id", ids)

    def claims_under(self, id: str, column: str) -> Iterator[Record]:
        """The claims that make a cell, and those that deny it."""
        cells = self.where("cells", id=id, column=column)
        named = {claim for cell in cells for key in ("claims", "denied_by") for claim in split(cell[key])}
        yield from sorted(self.among("claims", "id", named), key=lambda claim: claim["id"])

    def passages_of(self, claim: Record) -> list[Record]:
        """The passages on which a claim rests."""
        return self.among("passages", "id", split(claim["passages"]))

    def case(self, id: str) -> CaseFile | None:
        """All that the edition holds of one person; None where it has no such person."""
        if (person := self.one("persons", id)) is None:
            return None
        parts = {table: tuple(self.where(table, person=id)) for table in sorted(HANGING) if table in self._columns}
        ids = [id, *(record["id"] for records in parts.values() for record in records)]
        cells = self.cells(*ids)
        claims = self.among("claims", "about", ids)
        passages = self.among("passages", "id", (p for claim in claims for p in split(claim["passages"])))
        sources = self.among("sources", "id", (passage["source"] for passage in passages))
        sources += self.among("sources", "id", (s["volume"] for s in sources if s["volume"]))
        return CaseFile(person, parts, _grouped(cells), *map(_by_id, (claims, passages, sources)))

    def now_called(self, id: str) -> Record | None:
        """What became of an id that the edition no longer shows: its record in ``retired``, or None."""
        return self.one("retired", id)

    def called(self, *ids: str) -> dict[str, str]:
        """The names under which these persons are listed, by id."""
        return {row["id"]: row["name"] for row in self.among("listing", "id", ids)}

    def count(self, table: str) -> int:
        """How many rows a table holds."""
        self.columns(table)
        return int(self._db.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])  # noqa: S608 - quoted

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows each table holds."""
        return {table: self.count(table) for table in self._columns}

    def connection(self) -> sqlite3.Connection:
        """A connection of one's own, read-only and immutable; the caller closes it."""
        db = sqlite3.connect(f"{self._file.as_uri()}?mode=ro&immutable=1", uri=True)
        db.execute(f"PRAGMA cache_size = -{_CACHE}")
        return db

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._local, "db"):
            self._local.db = self.connection()
        return self._local.db  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close this thread's connection."""
        if hasattr(self._local, "db"):
            self._local.db.close()
            del self._local.db

    def _read_columns(self) -> dict[str, tuple[str, ...]]:
        names = self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {name: self._columns_of(name) for (name,) in names.fetchall()}

    def _columns_of(self, table: str) -> tuple[str, ...]:
        with closing(self._db.execute(f"SELECT * FROM {quoted(table)} LIMIT 0")) as rows:  # noqa: S608 - quoted
            return tuple(column[0] for column in rows.description)

    def _records(self, table: str, rest: str = "", values: tuple[str, ...] = ()) -> Iterator[Record]:
        columns = self.columns(table)
        query = f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(table)} {rest}"  # noqa: S608 - quoted
        return (dict(zip(columns, row, strict=True)) for row in self._db.execute(query, values))

    def _check(self, table: str, column: str) -> None:
        if column not in self.columns(table):
            raise Problem(f"table {table} has no column {column!r}", allowed=self.columns(table))


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {record["id"]: record for record in sorted(records, key=lambda record: record["id"])}


def _grouped(cells: Iterable[Record]) -> dict[tuple[str, str], tuple[Record, ...]]:
    found: dict[tuple[str, str], tuple[Record, ...]] = {}
    for cell in cells:
        key = cell["id"], cell["column"]
        found[key] = (*found.get(key, ()), cell)
    return found
