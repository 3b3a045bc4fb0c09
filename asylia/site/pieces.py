"""Records as data, in pieces: JSON that says each value exactly, and CSV that no spreadsheet takes for a formula.

Pure functions. Invariant: some thousand records are held at once and no more; the same records give the same bytes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from asylia.codebook.columns import line_of_column
from asylia.edition.reader import Edition
from asylia.edition.schema import STAND_IN, YES, Record, csv_lines, split

# Columns that are no property and hold several values all the same.
SEVERAL = frozenset(
    {("claims", "by"), ("claims", "passages"), ("cells", "claims"), ("cells", "denied_by"), ("passages", "note")}
)
_FORMULA = "=+-@\t\r\n"  # with one of these a spreadsheet begins to calculate
_INERT = "'"
_FIRST, _AT_ONCE = 100, 900  # the first piece is small, so that it comes soon

T = TypeVar("T")
Values = Mapping[str, str | list[str]]


def is_several(table: str, column: str) -> bool:
    """Whether a column holds a list of values in JSON: every property does, an id or a derived column does not."""
    return line_of_column(table, column) is not None or (table, column) in SEVERAL


def as_values(edition: Edition, table: str, records: Sequence[Record]) -> Iterator[Values]:
    """Records of a table as JSON has them: a property is the list of the values that stand, [] is 'not stated'."""
    several = {column: is_several(table, column) for column in edition.columns(table)}
    exact = _exact(edition, [record for record in records if any(STAND_IN in cell for cell in record.values())])
    for record in records:
        yield {
            column: exact.get((record.get("id", ""), column), list(split(cell))) if several[column] else cell
            for column, cell in record.items()
        }


def json_pieces(edition: Edition, table: str, records: Iterable[Record], head: Mapping[str, object]) -> Iterator[bytes]:
    """``{head, "rows": [...]}``, one record a line."""
    yield f'{_dumped(head)[:-1]},"rows":['.encode()
    between = "\n"
    for batch in batches(records):
        lines = [_dumped(values) for values in as_values(edition, table, batch)]
        yield (between + ",\n".join(lines)).encode()
        between = ",\n"
    yield b"\n]}\n"


def csv_pieces(columns: tuple[str, ...], records: Iterable[Record]) -> Iterator[bytes]:
    """CSV as the edition's own file, but with an apostrophe before whatever a spreadsheet would calculate."""
    inert = (tuple(map(inert_in_spreadsheets, record.values())) for record in records)
    return filter(None, csv_lines(columns, inert))


def inert_in_spreadsheets(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return _INERT + cell if cell and cell[0] in _FORMULA else cell


def batches(all_of_them: Iterable[T]) -> Iterator[list[T]]:
    """Records, or their ids, some hundred at a time, the first ones sooner."""
    left, size = iter(all_of_them), _FIRST
    while batch := list(islice(left, size)):
        yield batch
        size = _AT_ONCE


def _exact(edition: Edition, records: Sequence[Record]) -> dict[tuple[str, str], list[str]]:
    """The values of cells in which a separator stood, by id and column: ``cells`` has them as they are."""
    found: dict[tuple[str, str], list[str]] = {}
    for cell in edition.cells(*(record["id"] for record in records if "id" in record)) if records else ():
        if cell["shown"] == YES:
            found.setdefault((cell["id"], cell["column"]), []).append(cell["value"])
    return {key: sorted(values) for key, values in found.items()}


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
