"""Table 1 as a picture, in PNG and SVG, with its data beside it.

Invariant: the same edition is the same bytes on any machine: typst draws with the fonts inside it, and reads no clock.
"""

import json
from pathlib import Path
from typing import Any

import typst

from asylia.edition.reader import Edition
from asylia.edition.schema import STAGES, csv_lines
from asylia.edition.summaries import COLUMNS, HEADING, TOTAL, Line, Table1, table1

NAME = "table1"
_SOURCE = Path(__file__).with_name("chart.typ")
_MOST = 30  # rows of states outside CAPE that one picture holds
_PPI = 144


def draw_charts(edition: Edition, folder: Path) -> None:
    """Write ``table1.csv``, ``table1.svg`` and ``table1.png`` into a new folder."""
    folder.mkdir()
    found = table1(edition)
    with (folder / f"{NAME}.csv").open("wb") as opened:
        opened.writelines(csv_lines(_HEADER, map(_row, found.lines())))
    inputs = {"data": json.dumps(_picture(edition, found))}
    fonts = typst.Fonts(include_system_fonts=False)
    for format in ("svg", "png"):
        compiler = typst.Compiler(_SOURCE, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)
        drawn = compiler.compile(format=format, ppi=_PPI if format == "png" else None)
        (folder / f"{NAME}.{format}").write_bytes(drawn if isinstance(drawn, bytes) else b"".join(drawn or []))


_HEADER = ("state", "label", *(f"{c}_{e}" for c in COLUMNS for e in ("least", "most")), "no_stage_most", "reported")


def _row(line: Line) -> tuple[str, ...]:
    bounds = (str(n) for column in COLUMNS for n in (line.cells[column].low, line.cells[column].high))
    return (line.code, line.label, *bounds, str(line.none.high), line.reported.get(TOTAL, ""))


def _picture(edition: Edition, found: Table1) -> dict[str, Any]:
    totals = (found.cape_total, found.total)
    shown = (*found.cape, found.cape_total, *found.others[:_MOST], found.total)
    rows = [_bar(line, any(line is total for total in totals)) for line in shown]
    left = len(found.others) - _MOST
    more = f" {left} more states are in {NAME}.csv." if left > 0 else ""
    return {
        "title": "Persons by state of concern and highest stage",
        "subtitle": f"{HEADING[0].upper()}{HEADING[1:]}. Asylia {edition.number}, stage rule {found.rule}.",
        "legend": [*(f"stage {stage}" for stage in STAGES), "contested: may belong here"],
        "rows": rows,
        "greatest": max(row["end"] for row in rows),
        "foot": f"Who was pursued by two states stands in both rows, and once in the total.{more}",
    }


def _bar(line: Line, total: bool) -> dict[str, Any]:
    low = [line.cells[stage].low for stage in STAGES]
    end = max(line.cells[TOTAL].high, sum(low))
    count = str(line.cells[TOTAL])
    return {"label": line.label, "low": low, "open": end - sum(low), "count": count, "total": total, "end": end}
