"""The list of persons: how each is called there, and what finds them.

Invariant: ``listing`` is a pure function of the other tables and of the codebook: it says nothing that they do not.
"""

import sqlite3
from collections.abc import Iterable
from itertools import groupby

from asylia.codebook.book import book
from asylia.edition.schema import split

Row = tuple[str, str, str, str, str, str, str]
# The script of the name that a list in Latin letters shows first; a person without one is shown as written.
_SHOWN_FIRST = "latin"


def listing(db: sqlite3.Connection) -> list[Row]:
    """The rows of ``listing`` (see ``schema.LISTING``), sorted, as the other tables of an edition make them.

    Values in ``kinds``, ``states`` and ``stages`` stand between bars (``|TJ|UZ|``) and words between spaces, so that
    a plain substring finds them. A state stands with those that include it.
    """
    names = _Following(db, "SELECT person, name, script, search FROM names ORDER BY person")
    states = _Following(db, "SELECT person, state_of_concern FROM incidents ORDER BY person")
    said = _Following(db, _SAID)
    persons = db.execute("SELECT id, kind, state_of_concern, highest_stage FROM persons ORDER BY id")
    return sorted(
        _row(id, kind, (state, *(row[1] for row in states.of(id))), stage, _shown_first(names.of(id), said.of(id)))
        for id, kind, state, stage in persons
    )


# Ids of persons lie between these two: the point follows the hyphen.
_SAID = """SELECT id, value, claims FROM cells WHERE id >= 'X-' AND id < 'X.' AND "column" = 'name' ORDER BY id"""


class _Following:
    """Rows sorted by their first column, handed out to a walk through the same ids in the same order."""

    def __init__(self, db: sqlite3.Connection, query: str) -> None:
        self._groups = groupby(db.execute(query), key=lambda row: str(row[0]))
        self._next = next(self._groups, None)
        self._held: list[tuple[str, ...]] = list(self._next[1]) if self._next else []

    def of(self, id: str) -> list[tuple[str, ...]]:
        while self._next and self._next[0] < id:
            self._next = next(self._groups, None)
            self._held = list(self._next[1]) if self._next else []
        return self._held if self._next and self._next[0] == id else []


def _shown_first(names: list[tuple[str, ...]], said: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Names in Latin letters first, then those that most claims bear, then by the alphabet."""
    often = {value: len(split(claims)) for _, value, claims in said}
    return sorted(names, key=lambda n: (n[2] != _SHOWN_FIRST, -often.get(n[1], 0), n[1]))


def _row(id: str, kind: str, states: tuple[str, ...], stages: str, names: list[tuple[str, ...]]) -> Row:
    near = {state for cell in states for state in split(cell)}
    wide = {broad for state in near for broad in book().broader("countries", state)}
    words = " ".join(dict.fromkeys(name[3] for name in names))
    sort, called = (names[0][3], names[0][1]) if names else ("", "")
    return sort, id, called, _barred(split(kind)), _barred(near | wide), _barred(split(stages)), f" {words} "


def _barred(values: Iterable[str]) -> str:
    return "".join(f"|{value}" for value in sorted(values)) + "|"
