"""The papers of an edition: what it is, how to cite it, what changed, how full its columns are.

Invariant: pure functions of the edition and the one before.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import NONE, UNKNOWN
from asylia.codebook.schemas import resources
from asylia.edition.diff import Difference, diff
from asylia.edition.reader import Edition
from asylia.edition.schema import YES, split, tables
from asylia.edition.sums.table1 import HEADING

FULLNESS = ("table", "column", "rows", "stated", "unknown", "none", "not_stated", "contested")
LICENCE = "CC-BY-4.0"
_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
_SHOWN = 200  # so many single changes are listed; diff tells them all


def datapackage(number: str, date: str) -> dict[str, Any]:
    """The Frictionless description of the tables."""
    dated = {"created": f"{date}T00:00:00Z"} if date else {}
    return {
        "profile": "tabular-data-package",
        "name": f"asylia-{number}",
        "title": f"Asylia, edition {number}",
        "version": number,
        **dated,
        "licenses": [{"name": LICENCE, "path": _LICENCE_URL}],
        "resources": resources({name: table.columns for name, table in tables().items()}),
    }


def fullness(edition: Edition) -> Iterator[tuple[str, ...]]:
    """How full each column is: rows that state a value, that say unknown or none, that say nothing; contested ones."""
    contested = Counter(
        (cell["table"], cell["column"], cell["id"]) for cell in edition.all("cells") if cell["contested"] == YES
    )
    rivals = Counter((table, column) for table, column, _ in contested)
    for table in TABLES.values():
        of: dict[str, Counter[str]] = {column: Counter() for column in edition.columns(table) if column != "id"}
        rows = 0
        for record in edition.all(table):
            rows += 1
            for column, counted in of.items():
                counted[_state(record[column])] += 1
        for column, counted in of.items():
            states = (str(counted[state]) for state in ("stated", UNKNOWN, NONE, ""))
            yield (table, column, str(rows), *states, str(rivals[table, column]))


def _state(cell: str) -> str:
    values = split(cell)
    return "stated" if set(values) - {UNKNOWN, NONE} else values[0] if values else ""


def changes(edition: Edition, previous: Edition | None) -> str:
    """What changed against the edition before: added, changed and why, withdrawn without a reason."""
    if previous is None:
        return f"# Changes in {edition.number}\n\nThe first edition.\n"
    return "\n".join(_change_lines(diff(previous, edition))) + "\n"


def _change_lines(found: Difference) -> Iterator[str]:
    yield f"# Changes in {found.after}, against {found.before}"
    yield from ("", "| Table | Before | Now |", "|---|--:|--:|")
    yield from (f"| {table} | {before} | {now} |" for table, (before, now) in found.counts.items())
    yield from _section("Added", [f"{table}: {id}" for table, id in found.added])
    # What a cell said before is not repeated: it may have been withdrawn. `edition diff` shows it to whoever has both.
    said = (f"{each.table}: {each.id}, {each.column}: {_cell(each.after)} ({each.why})" for each in found.changed)
    yield from _section("Changed", list(said))
    gone = (
        f"{table}: {id}, {why or 'corrected'}{f' into {into}' if into else ''}" for table, id, why, into in found.gone
    )
    yield from _section("No longer shown", list(gone))


def _section(title: str, lines: list[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from (f"- {line}" for line in lines[:_SHOWN])
    if not lines:
        yield "Nothing."
    if len(lines) > _SHOWN:
        yield f"- and {len(lines) - _SHOWN} more: `asylia edition diff` tells them all"


def _cell(value: str) -> str:
    return f"`{value}`" if value else "not stated"


def readme(edition: Edition, coded: str = "") -> str:
    """What the folder is, for whoever finds it. ``coded`` says who coded it."""
    dated = f", {edition.date}" if edition.date else ""
    rows = "\n".join(f"| `tables/{name}.csv` | {edition.counts[name]} |" for name in tables())
    return f"""# Asylia, edition {edition.number}{dated}

How states reach across borders to silence people who fled them: {HEADING}.

Every value rests on a passage of a published source. Inclusion implies neither innocence nor guilt. Whoever is named
may ask to be removed: an edition that was downloaded cannot be recalled, so look for a later one before you publish.

| File | Rows |
|---|--:|
{rows}

- `codebook.html` and `codebook.toml` say what every column and code means; `datapackage.json` describes the tables.
- A cell that holds several values has them sorted, with `|` between them; an empty cell is 'not stated'.
- `tables/cells.csv` leads from each cell to its claims, `claims.csv` to passages, `passages.csv` to sources.
- Stages are made by the rule `{edition.rule}` and by nothing else.
- `edition.sqlite` holds the same rows. `edition.sqlite.sha256` finds a damaged copy; what is signed is its rows.
- `coded` in `cells.csv` says how each value was coded: once, twice (two coders agreed, each without sight of the
  other) or decided (they differed, and a decision was argued from the text).
- `CHANGES.md` says what changed, `columns.csv` how full each column is.

`asylia edition verify FOLDER --trust KEYS` checks signature, files, and the way from each cell to its sources.
{coded}"""


def citation(edition: Edition) -> str:
    """How to cite it, as CFF 1.2.0."""
    dated = f"date-released: {edition.date}\n" if edition.date else ""
    return (
        "cff-version: 1.2.0\n"
        "message: If you use this edition, please cite it with its number.\n"
        "type: dataset\n"
        f"title: Asylia, edition {edition.number}\n"
        f'version: "{edition.number}"\n'
        f"{dated}"
        f"license: {LICENCE}\n"
        "authors:\n"
        "  - name: The Asylia developers\n"
    )


def licence() -> str:
    """What others may do with it."""
    return f"""# Licence

The tables, the codebook and the charts of this edition are licensed under Creative Commons Attribution 4.0
International ({_LICENCE_URL}): cite the edition with its number (`CITATION.cff`).

The sources are not part of it. Facts and citations are stated here; the words of a source stand in `passages.csv` only
where its own licence allows it, and then under that licence (`sources.csv`, column `licence`).
"""
