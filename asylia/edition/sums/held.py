"""How often an edition holds each code of a vocabulary: counts of records, with their bounds.

Invariant: a record counts for each code that one of its values is or lies within, once; surely where no other value can
take it away.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from asylia.codebook.book import book
from asylia.codebook.columns import line_of_column
from asylia.codebook.entities import TABLES
from asylia.edition.bounds import Bounds
from asylia.edition.reader import Edition
from asylia.edition.schema import split


class Place(NamedTuple):
    """A column whose values are codes of some vocabulary."""

    table: str
    column: str


def places(edition: Edition, vocabulary: str) -> Iterator[Place]:
    """The columns of an edition that hold codes of a vocabulary and nothing besides."""
    for table in TABLES.values():
        for column in edition.columns(table) if table in edition.tables else ():
            line = line_of_column(table, column)
            if line and line.kind.vocabulary == vocabulary and line.kind.chosen:
                yield Place(table, column)


def held(edition: Edition, place: Place) -> Mapping[str, Bounds]:
    """How many records have each code in a column; a code that none has is absent."""
    line = line_of_column(*place)
    vocabulary = line.kind.vocabulary if line else ""
    found: dict[str, Bounds] = {}
    for (cell,), number in Counter(edition.picked(place.table, place.column)).items():
        within = [{value, *book().broader(vocabulary, value)} for value in split(cell)]
        for code in set().union(*within):
            sure = bool(line and line.many) or all(code in each for each in within)
            found.setdefault(code, Bounds()).add(sure, number)
    return found
