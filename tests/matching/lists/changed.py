"""Changes to an invented edition, with its index of names made anew."""

import sqlite3
from collections.abc import Callable

from asylia.edition.search.sought import sought, sounded

Change = Callable[[sqlite3.Connection], None]


def statements(*each: str, **values: str) -> Change:
    """A change that runs some statements, ``:name`` in them standing for a value."""

    def change(db: sqlite3.Connection) -> None:
        for one in each:
            db.execute(one, values)
        for table, rows in (("sought", sought), ("sounded", sounded)):
            db.execute(f"DELETE FROM {table}")
            db.executemany(f"INSERT INTO {table} VALUES (?, ?)", list(rows(db)))

    return change
