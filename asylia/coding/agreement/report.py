"""The two files of an agreement, and a short table for people.

Invariant: UTF-8, LF, RFC 4180 with a header row, rows in a fixed order; figures have at most four decimals.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from asylia.coding.agreement import coverage, table
from asylia.coding.agreement.codings import Round, rounds

AGREEMENT_FILE, COVERAGE_FILE = "agreement.csv", "coverage.csv"
_SHOWN = ("unit", "field", "scale", "n", "alpha", "low", "high", "ac1", "agreement", "precision", "recall", "f1")


class Report(NamedTuple):
    """Both tables as rows of cells by column."""

    agreement: list[dict[str, Any]]
    coverage: list[dict[str, Any]]

    def write(self, folder: Path) -> None:
        """Write both files into a folder, which is made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, columns, rows in (
            (AGREEMENT_FILE, table.COLUMNS, self.agreement),
            (COVERAGE_FILE, coverage.COLUMNS, self.coverage),
        ):
            (folder / name).write_bytes(_csv(columns, rows).encode())

    def text(self) -> str:
        """The rows of the whole, round by round, in columns."""
        whole = [row for row in self.agreement if row["source"] == table.ALL]
        parts = []
        for name in dict.fromkeys(row["round"] for row in whole):
            lines = [_SHOWN, *(tuple(_cell(row[c]) for c in _SHOWN) for row in whole if row["round"] == name)]
            widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
            drawn = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
            parts.append("\n".join([f"round {name}", *drawn]))
        return "\n\n".join(parts)


def report(folder: Path, second: Path | None = None, text: Path | None = None) -> Report:
    """The agreement of the two codings that a register holds, or of two folders.

    Raises ``Problem`` or ``Problems`` for folders that are none, wrong, or of passages without a place.
    """
    asked = [Round("1", folder, second)] if second else rounds(folder)
    decided = folder if not second and (folder / "sources.toml").is_file() else None
    rows = [row.cells() for row in table.agreement(asked, text)]
    return Report(rows, coverage.coverage(decided, asked, text))


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
