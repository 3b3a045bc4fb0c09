"""A figure, its target, and how both are told."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure against its target: at most so much, or at least. ``target`` is None where the run is too small."""

    name: str
    value: float
    unit: str
    target: float | None
    at_least: bool = False
    load: float = 0.0  # of the machine when it was taken
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    def cells(self) -> tuple[str, ...]:
        """The figure as cells of a table."""
        bound = "" if self.target is None else f"{'≥' if self.at_least else '≤'} {self.target:g} {self.unit}"
        verdict = {True: "met", False: "MISSED", None: "not judged"}[self.met]
        return (self.name, f"{_short(self.value)} {self.unit}", bound, verdict, f"{self.load:.1f}", self.note)


HEAD = ("Figure", "Measured", "Target", "", "Load", "")


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown, padded so that it reads on a terminal too."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def write(folder: Path, figures: list[Figure], machine: Mapping[str, str]) -> None:
    """Write ``figures.json`` and ``figures.md``."""
    told = [{**asdict(figure), "met": figure.met} for figure in figures]
    both = json.dumps({"machine": machine, "figures": told}, ensure_ascii=False, indent=1)
    (folder / "figures.json").write_text(both + "\n", encoding="utf-8")
    of = "\n".join(f"- {what}: {value}" for what, value in machine.items())
    (folder / "figures.md").write_text(f"# Figures of speed\n\n{of}\n\n{table(figures)}\n", encoding="utf-8")


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
