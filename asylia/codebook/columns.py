"""What each column of an edition means: a property's own words, or those of ``columns.toml``.

Invariant: whoever asks for a column that nobody described gets an error, so no edition holds one.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import Property, properties

_FILE = Path(__file__).with_suffix(".toml")
_ENTITY, _TABLE = "entity", "_table"


@cache
def line_of_column(table: str, column: str) -> Property | None:
    """The property that a column of an entity's table holds; None for any other column."""
    letters = (letter for letter, name in TABLES.items() if name == table)
    return next((properties(ENTITIES[letter]).get(column) for letter in letters), None)


def means(table: str, column: str) -> str:
    """What a column means, in one sentence. Raises ``KeyError`` for one that is described nowhere."""
    if line := line_of_column(table, column):
        return line.means
    words = _words()
    if column in words.get(table, {}):
        return words[table][column]
    if table in TABLES.values() and column in words[_ENTITY]:
        return words[_ENTITY][column]
    raise KeyError(f"{table}.{column} is described neither in entities.py nor in {_FILE.name}")


def holds(table: str) -> str:
    """What the rows of a table are. Raises ``KeyError`` for one that is described nowhere."""
    return _words()[table][_TABLE]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
