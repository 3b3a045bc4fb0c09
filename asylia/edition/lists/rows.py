"""Rows of an edition's tables as numbers, read once: a cell's text becomes the number of that text.

Invariant: memory grows with the rows by a few bytes a column; texts are kept once each, ids as bytes of one width.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from asylia.codebook import dates
from asylia.codebook.book import book
from asylia.codebook.columns import line_of_column
from asylia.edition.lists.column import Column, Numbers
from asylia.edition.reader import Edition
from asylia.edition.schema import split

_AT_ONCE = 1024
_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column: for each row the number of its text. There is a text even where there are no rows."""

    of: Numbers
    texts: tuple[str, ...]

    def column(self, table: str, name: str) -> Column:
        """What the cells say, by the codebook's line for that column."""
        line = line_of_column(table, name)
        sets = (tuple((value, True) for value in split(text)) for text in self.texts)
        vocabulary = line.kind.vocabulary if line else ""
        return Column.made(self.of, sets, line is None or line.many, broader_in(vocabulary))

    def mapped(self, number: Callable[[str], int]) -> Numbers:
        """For each row a number that follows from its text."""
        return np.array([number(text) for text in self.texts], np.int32)[self.of]


@dataclass(frozen=True, slots=True)
class Read:
    """Some columns of a table, row by row in the table's order; a column that the edition has not is empty."""

    ids: Numbers  # bytes
    person: Numbers  # ids of persons, as bytes; none where the table hangs under nobody
    cells: Mapping[str, Cells]

    def at(self, order: Numbers) -> "Read":
        """The same rows in another order."""
        cells = {name: Cells(each.of[order], each.texts) for name, each in self.cells.items()}
        return Read(self.ids[order], self.person[order] if len(self.person) else self.person, cells)


class _Numbered(dict[str, int]):
    """Numbers texts in the order in which they come."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


def read(edition: Edition, table: str, names: Iterable[str]) -> Read:
    """Read columns of a table, sorted by id. A table or column that the edition has not is read as empty."""
    held = edition.columns(table) if table in edition.tables else ()
    there = tuple(name for name in dict.fromkeys(names) if name in held)
    keys = tuple(name for name in ("id", _PERSON) if name in held)
    numbered = [_Numbered() for _ in there]
    ids: list[list[Numbers]] = [[np.zeros(0, "S1")] for _ in range(2)]
    found: list[list[Numbers]] = [[np.zeros(0, np.int32)] for _ in there]
    for chunk in _chunks(edition.picked(table, *keys, *there, by=("id",)) if held else iter(())):
        columns = list(zip(*chunk, strict=True))
        for parts, column in zip(ids, columns[: len(keys)], strict=False):
            parts.append(as_ids(column))
        for parts, number, column in zip(found, numbered, columns[len(keys) :], strict=True):
            parts.append(np.fromiter(map(number.__getitem__, column), np.int32, len(column)))
    own, person = map(np.concatenate, ids)
    cells = {
        name: Cells(np.concatenate(parts).astype(np.min_scalar_type(len(number))), tuple(number) or ("",))
        for name, parts, number in zip(there, found, numbered, strict=True)
    }
    nothing = Cells(np.zeros(len(own), np.uint8), ("",))
    return Read(own, person, {name: cells.get(name, nothing) for name in names})


def broader_in(vocabulary: str) -> Callable[[str], Iterable[str]]:
    """What gives the codes that include a code of a vocabulary; of anything else none."""
    return (lambda code: book().broader(vocabulary, code)) if vocabulary in book().vocabularies else lambda code: ()


def year_column(cells: Cells) -> Column:
    """The years on which the dates of a cell may lie, as one property: sure where it is one year."""
    return Column.made(cells.of, (tuple((str(year), True) for year in years_of(text)) for text in cells.texts), False)


def years_of(cell: str) -> list[int]:
    """Every year on which a date of the cell may lie, sorted; [] where none is stated."""
    return sorted({year for value in _dates(cell) for year in dates.years(value)})


def first_days(cell: str) -> list[int]:
    """Of each date of the cell the first day that is known, as a count of days."""
    known = (first or last for first, last in map(dates.span, _dates(cell)))
    return [day.toordinal() for day in known if day]


def _dates(cell: str) -> Iterator[str]:
    """The dates of a cell that this codebook can read: an edition of a later one may hold others."""
    for value in split(cell):
        try:
            dates.span(value)
        except ValueError:
            continue
        yield value


def _chunks(rows: Iterator[tuple[str, ...]]) -> Iterator[Sequence[tuple[str, ...]]]:
    while chunk := list(islice(rows, _AT_ONCE)):
        yield chunk


def as_ids(ids: Iterable[str]) -> Numbers:
    """Ids as an index keeps them: bytes of one width."""
    return np.array(list(map(str.encode, ids)) or [b""], np.bytes_)


def positions(among: Numbers, wanted: Numbers, order: Numbers | None = None) -> Numbers:
    """Where each wanted id stands among ids that are sorted, or are so in an order; -1 where it does not."""
    if not len(among):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(among, wanted, sorter=order), len(among) - 1)
    return np.where(among[at if order is None else order[at]] == wanted, at, -1)
