"""``asylia edition``: what was made public; verify it, sum it up, trace a value, compare, export."""

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from asylia.problems import Problem
from asylia.progress import working

FOLDER = click.Path(path_type=Path)
as_json = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.group()
def group() -> None:
    """What was made public: verify, table1, tables, why, diff, export, show."""


@group.command("verify")
@click.argument("folder", type=FOLDER)
@click.option("--trust", type=FOLDER, help="Keys that you trust: allowed signers, or public keys, one a line.")
@as_json
def verify_(folder: Path, trust: Path | None, as_json: bool) -> None:
    """Check signature, checksums, missing and extra files, and every cell down to its sources."""
    from asylia.edition.check.verify import verify

    with working("Verifying the edition"):
        verdict = verify(folder, trust)
    wrong = str(verdict.wrong) if verdict.wrong else ""
    found = {"holds": verdict.holds, "signed": verdict.signed, "key": verdict.key, "signer": verdict.signer}
    click.echo(json.dumps({**found, "wrong": wrong, "text": str(verdict)}) if as_json else str(verdict))
    if not verdict.holds:
        raise SystemExit(1)


@group.command("table1")
@click.argument("folder", type=FOLDER)
@click.option("--rule", default="", help="A stage rule; by default the edition's.")
@as_json
def table1_(folder: Path, rule: str, as_json: bool) -> None:
    """Persons by state of concern and highest stage, beside the report's own table."""
    from asylia.edition.reader import Edition
    from asylia.edition.sums.table1 import table1

    try:
        found = table1(Edition(folder), rule)
    except ValueError as error:
        raise Problem(str(error), field="--rule") from error
    _print(found.as_json(), found.text(), as_json)


@group.command("tables")
@click.argument("folder", type=FOLDER)
@as_json
def tables_(folder: Path, as_json: bool) -> None:
    """Measures by state, host states, categories, protections."""
    from asylia.edition.reader import Edition
    from asylia.edition.sums.counts import counts
    from asylia.edition.sums.table1 import HEADING

    found = counts(Edition(folder))
    lines = (line for table in found for line in ("", *table.lines()))
    _print([table.as_json() for table in found], iter((HEADING, *lines)), as_json)


@group.command("why")
@click.argument("folder", type=FOLDER)
@click.argument("id")
@click.argument("property")
@as_json
def why_(folder: Path, id: str, property: str, as_json: bool) -> None:
    """The whole provenance of one value: claims, passages, sources."""
    from asylia.edition.reader import Edition
    from asylia.edition.why import provenance, why

    edition = Edition(folder)
    _print(provenance(edition, id, property), why(edition, id, property), as_json)


@group.command("diff")
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@as_json
def diff_(old: Path, new: Path, as_json: bool) -> None:
    """What the new edition added, changed and why, and no longer shows."""
    from asylia.edition.diff import diff
    from asylia.edition.reader import Edition

    found = diff(Edition(old), Edition(new))
    _print(asdict(found), found.lines(), as_json)


@group.command("export")
@click.argument("folder", type=FOLDER)
@click.option("--as", "format", required=True, help="cape-2016 or cape-2018: the entry template of that year.")
@click.option("--out", type=FOLDER, help="The CSV file to write; by default it goes to the screen.")
def export_(folder: Path, format: str, out: Path | None) -> None:
    """The edition in another project's template, as CSV; what that loses is told beside it."""
    from asylia.edition.exports import export, losses
    from asylia.edition.reader import Edition

    edition = Edition(folder)
    header, rows = export(edition, format)
    if out is None:
        csv.writer(sys.stdout, lineterminator="\n").writerows((header, *rows))
    elif out.exists():
        raise Problem("this file exists and is not overwritten", file=out, field="--out")
    else:
        with out.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows((header, *rows))
    for line in losses(edition, format):
        click.echo(line, err=True)


@group.command("show")
@click.argument("folder", type=FOLDER)
@click.argument("id", required=False)
@as_json
def show_(folder: Path, id: str | None, as_json: bool) -> None:
    """The edition, or one of its records by id."""
    from asylia.edition.reader import Edition
    from asylia.edition.why import record

    edition = Edition(folder)
    found = dict(record(edition, id)) if id else {**edition.facts, "rows": dict(edition.counts)}
    lines = (f"{name}: {value}" for name, value in found.items() if value and name != "rows")
    rows = (f"{count:>9,}  {table}" for table, count in edition.counts.items()) if not id else ()
    _print(found, iter((*lines, *rows)), as_json)


def _print(data: Any, lines: Iterator[str], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for line in lines:
        click.echo(line)
