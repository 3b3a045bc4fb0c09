"""The files of an agreement, and a short table for people.

Invariant: UTF-8, LF, RFC 4180 with a header row, rows in a fixed order; figures have at most four decimals.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from asylia.coding.agreement import coverage, table
from asylia.coding.agreement.codings import Round, rounds
from asylia.coding.decisions import CODERS, Coder, read_coders
from asylia.coding.register import FIRST, SECOND
from asylia.problems import refuse

AGREEMENT_FILE, COVERAGE_FILE, CODED_FILE = "agreement.csv", "coverage.csv", "CODED.md"
_CAUTION = (
    "Both read the same pages by the same manual, neither with sight of the other's coding; then each difference was",
    "decided. `agreement.csv` holds how far they agreed before that, `coverage.csv` what was found in which chapter.",
    "Agreement says that the manual is clear, not that the source is right; two runs of one model overstate it.",
)
_ONE_MODEL = (
    "",
    "Here both codings of a round were made by one model. What it reads wrongly it reads wrongly twice, so two people",
    "would agree less: take the figures as an upper bound.",
)
_SHOWN = ("unit", "field", "scale", "n", "alpha", "low", "high", "ac1", "agreement", "precision", "recall", "f1")


class Report(NamedTuple):
    """Both tables as rows of cells by column, and who made the codings (no names: a human, or which model)."""

    agreement: list[dict[str, Any]]
    coverage: list[dict[str, Any]]
    coders: list[dict[str, str]]

    def write(self, folder: Path) -> None:
        """Write all files into a folder, which is made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, columns, rows in (
            (AGREEMENT_FILE, table.COLUMNS, self.agreement),
            (COVERAGE_FILE, coverage.COLUMNS, self.coverage),
        ):
            (folder / name).write_bytes(_csv(columns, rows).encode())
        (folder / CODED_FILE).write_bytes(_coded(self.coders).encode())

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
    return Report(rows, coverage.coverage(decided, asked, text), [] if second else _coders(asked))


def _coders(rounds: Iterable[Round]) -> list[dict[str, str]]:
    """Who made each coding, where ``coders.toml`` stands beside it."""
    found = list[dict[str, str]]()
    for each in rounds:
        home = each.first.parent
        coders: Mapping[str, Coder] = {}
        if (home / CODERS).is_file():
            coders, wrong = read_coders(home)
            refuse(wrong)
        for name in (FIRST, SECOND):
            coder = coders.get(name)
            kind = "" if coder is None else "human" if coder.human else "model"
            model = {"model": coder.model, "version": coder.version} if coder else {"model": "", "version": ""}
            found.append({"round": each.name, "coding": name, "by": kind, **model})
    return found


def _coded(coders: Iterable[Mapping[str, str]]) -> str:
    """Who coded, for the README of an edition."""
    coders = list(coders)
    lines = [f"- Round {each['round']}, {each['coding']} coding, by {_who(each)}." for each in coders]
    models = [(each["model"], each["round"]) for each in coders if each["model"]]
    alike = len(set(models)) < len(models)
    said = lines or ["Nothing says who made the two codings."]
    return "\n".join(["## Who coded", "", *said, "", *_CAUTION, *(_ONE_MODEL if alike else ()), ""])


def _who(coder: Mapping[str, str]) -> str:
    if coder["by"] == "model":
        return f"a model: {coder['model']}" + (f", version {coder['version']}" if coder["version"] else "")
    return "a human" if coder["by"] else "somebody: who is not said"


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
