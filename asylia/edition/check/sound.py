"""What readers of an edition rely on and no sum says: ids, stages, rule and date are of the form that is known here.

An edition may be intact and still be written by a later Asylia, or by a stranger. Codes and words may be anything; what
addresses and counts are made of may not.
"""

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import ID
from asylia.codebook.stages import rules
from asylia.edition.reader import Edition
from asylia.edition.schema import DERIVED, HANGING, NO, OPEN, YES, quoted
from asylia.edition.stages import read
from asylia.problems import Problem

# Digits alone are compared in SQL: an edition may have many.
_NUMBERED = "length(id) BETWEEN 8 AND 14 AND id GLOB ? AND substr(id, 3) NOT GLOB '*[^0-9]*'"


def sound(edition: Edition) -> None:
    """Raises ``Problem`` with the first thing that is of another form."""
    if wrong := next(_strange(edition), None):
        raise Problem(f"it is of a form that is not known here: {wrong}", file=edition.path)


def _strange(edition: Edition) -> Iterator[str]:
    if edition.rule not in rules():
        yield "its stage rule"
    if edition.date and not _is_day(edition.date):
        yield "its date"
    with closing(edition.connection()) as db:
        for letter, table in TABLES.items():
            if table in edition.tables:
                yield from _ids(db, letter, table)
        for table, columns in DERIVED.items():
            for column in columns:
                cells = db.execute(f"SELECT DISTINCT {quoted(column)} FROM {quoted(table)}")  # noqa: S608 - our names
                if not all(cell in (YES, NO, OPEN) or _are_stages(cell) for (cell,) in cells):
                    yield f"{column} of {table}"


def _ids(db: sqlite3.Connection, letter: str, table: str) -> Iterator[str]:
    if letter == "S":
        if not all(ID.fullmatch(id) for (id,) in db.execute(f"SELECT id FROM {quoted(table)}")):  # noqa: S608
            yield f"an id of {table}"
    elif db.execute(f"SELECT 1 FROM {quoted(table)} WHERE NOT ({_NUMBERED})", (f"{letter}-*",)).fetchone():  # noqa: S608
        yield f"an id of {table}"
    if table in HANGING:
        alone = f"SELECT 1 FROM {quoted(table)} WHERE person NOT IN (SELECT id FROM persons)"  # noqa: S608
        if db.execute(alone).fetchone():
            yield f"the person of one of {table}"


def _is_day(date: str) -> bool:
    try:
        return datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False


def _are_stages(cell: str) -> bool:
    try:
        return bool(read(cell))
    except ValueError:
        return False
