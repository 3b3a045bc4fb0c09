"""From every cell to its claims, from every claim to its passages, from every passage to its source; and nothing over.

Invariant: one pass over each table, in the order of its key.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import properties
from asylia.edition.schema import DECIDED, DERIVED, HANGING, NO, ONCE, TWICE, YES, joined, quoted, split
from asylia.problems import Problem

_RULE = "rule"
# Columns of an entity's table that are no property: they identify the row.
_IDENTIFY = frozenset({"id", "person"})


def gaps(db: sqlite3.Connection) -> Iterator[Problem]:
    """Everything that leads nowhere or that nothing leads to, with the table and id at which it was found."""
    entities = {id for table in TABLES.values() for (id,) in db.execute(f"SELECT id FROM {quoted(table)}")}  # noqa: S608
    sources = {id for (id,) in db.execute("SELECT id FROM sources")}
    passages: dict[str, bool] = {}
    for id, source in db.execute("SELECT id, source FROM passages"):
        passages[id] = False
        if source not in sources:
            yield _gap("passages", id, f"rests on {source}, which is not among the sources")
    claims: dict[str, str] = {}
    for id, about, name, cited in db.execute('SELECT id, about, "property", passages FROM claims'):
        claims[id] = f"{about} {name}"
        if about not in entities:
            yield _gap("claims", id, f"is about {about}, which is in no table")
        yield from _cited(id, cited, passages)
    yield from (_gap("passages", id, "serves no claim") for id, used in passages.items() if not used)
    left = set(claims)
    for cell in db.execute('SELECT id, "column", coded, basis, claims, denied_by FROM cells'):
        yield from _resting(cell, entities, claims, left)
    yield from (_gap("claims", id, "serves no cell") for id in sorted(left))
    yield from _records(db)
    yield from _around(db, entities, sources)


def _cited(claim: str, cited: str, passages: dict[str, bool]) -> Iterator[Problem]:
    if not cited:
        yield _gap("claims", claim, "rests on no passage")
    for passage in split(cited):
        if passage not in passages:
            yield _gap("claims", claim, f"rests on {passage}, which is not among the passages")
        passages[passage] = True


def _resting(cell: tuple[str, ...], entities: set[str], claims: dict[str, str], left: set[str]) -> Iterator[Problem]:
    id, column, coded, basis, said, denied = cell
    name = f"{id}, {column}"
    if id not in entities:
        yield _gap("cells", name, "belongs to nothing in the tables")
    if coded not in (("",) if basis == _RULE else (ONCE, TWICE, DECIDED)):
        yield _gap("cells", name, f"was coded {coded!r}")
    under = (*split(said), *split(denied))
    if not under:
        yield _gap("cells", name, "rests on no claim")
    expected = f"{id} {column}"
    for claim in under:
        if claim not in claims:
            yield _gap("cells", name, f"rests on {claim}, which is not among the claims")
        elif basis != _RULE and claims[claim] != expected:
            yield _gap("cells", name, f"rests on {claim}, which speaks of {claims[claim]}")
        left.discard(claim)


def _records(db: sqlite3.Connection) -> Iterator[Problem]:
    """Every record against the cells that are shown in it."""
    shown = groupby(
        db.execute(f"SELECT id, \"column\", value FROM cells WHERE shown = '{YES}' ORDER BY id"),  # noqa: S608
        key=lambda row: str(row[0]),
    )
    following = next(shown, None)
    for _, table in sorted(TABLES.items()):
        rows = db.execute(f"SELECT * FROM {quoted(table)} ORDER BY id")  # noqa: S608 - our names
        columns = [column[0] for column in rows.description]
        for row in rows:
            values: dict[str, list[str]] = {}
            while following and following[0] < row[0]:
                following = next(shown, None)
            if following and following[0] == row[0]:
                for _, column, value in following[1]:
                    values.setdefault(column, []).append(value)
            yield from _record(table, dict(zip(columns, row, strict=True)), values)


def _record(table: str, record: dict[str, str], values: dict[str, list[str]]) -> Iterator[Problem]:
    derived = DERIVED.get(table, ())
    for column, cell in record.items():
        if column in _IDENTIFY or (column in derived and cell == NO):
            continue
        if cell != joined(values.get(column, ())):
            name = f"{record['id']}, {column}"
            yield _gap(table, name, f"says {cell!r}, its cells say {joined(values.get(column, ()))!r}")


def _around(db: sqlite3.Connection, entities: set[str], sources: set[str]) -> Iterator[Problem]:
    persons = {id for (id,) in db.execute("SELECT id FROM persons")}
    for table in sorted(HANGING):
        for id, person in db.execute(f"SELECT id, person FROM {quoted(table)}"):  # noqa: S608 - our names
            if person not in persons:
                yield _gap(table, id, f"belongs to {person}, who is not among the persons")
    for person, name in db.execute("SELECT person, name FROM names"):
        if person not in persons:
            yield _gap("names", name, f"names {person}, who is not among the persons")
    retired = dict(db.execute('SELECT id, "into" FROM retired'))
    for id, into in retired.items():
        if id in entities:
            yield _gap("retired", id, "still stands in a table")
        if into and into not in entities and into not in retired:
            yield _gap("retired", id, f"leads to {into}, which is in no table")
    yield from _uncited(db, sources)


def _uncited(db: sqlite3.Connection, sources: set[str]) -> Iterator[Problem]:
    """Sources on which nothing rests: no passage of a claim about anything else, no chapter, no later source."""
    cited = {id for (id,) in db.execute("SELECT DISTINCT source FROM passages")}
    wide = [name for name, line in properties(ENTITIES["S"]).items() if line.kind.name == "id" and line.public]
    for row in db.execute(f"SELECT {', '.join(map(quoted, wide))} FROM sources"):  # noqa: S608 - our names
        cited.update(id for cell in row for id in split(cell))
    yield from (_gap("sources", id, "serves no passage") for id in sorted(sources - cited))


def _gap(table: str, id: str, what: str) -> Problem:
    return Problem(f"{id} {what}", file=Path("tables") / f"{table}.csv")
