"""``asylia ledger``: what people ask of the ledger on the command line."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from asylia.home import home, open_desk
from asylia.problems import Problem
from asylia.progress import working

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")
_row = click.argument("row")
_new_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_old_file = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("ledger")
def group() -> None:
    """Who said what, when: the rows under everything."""


@group.command()
@click.option("--head", "earlier", type=_old_file, help="An earlier checkpoint, to find a tail that was cut off.")
@click.option("--vkey", help="The verifier key that signed it; that of this home, where absent.")
@_json
def verify(earlier: Path | None, vkey: str | None, as_json: bool) -> None:
    """Walk the chain: name the first bad row, and what was erased. Exit 1 if a row is bad."""
    from asylia.ledger.checkpoint import opened, signer
    from asylia.ledger.verify import verify as walk

    db = open_desk()
    head = None
    if earlier:
        head = opened(_text(earlier), vkey or signer(home()).vkey, earlier)
    with working("Walking the chain"):
        report = walk(db, head)
    if as_json:
        _print_json(
            {
                "rows": report.rows,
                "hash": report.hash.hex(),
                "ok": report.ok,
                "bad": report.bad and report.bad._asdict(),
                "erased": [erased._asdict() for erased in report.erased],
            }
        )
    else:
        for erased in report.erased:
            reason = "a reason that is erased too" if erased.reason is None else erased.reason
            people = " and ".join(filter(None, (erased.by, erased.second)))
            click.echo(f"row {erased.seq} ({erased.id}) was erased by row {erased.by_row}, {people}: {reason}")
        where = f"row {report.bad.seq}: " if report.bad and report.bad.seq else ""
        holds = f"{report.rows} rows, each follows the one before; the last has hash {report.hash.hex()}"
        click.echo(f"{where}{report.bad.what}" if report.bad else holds)
    sys.exit(0 if report.ok else 1)


@group.command()
@_json
def head(as_json: bool) -> None:
    """Print a signed checkpoint of the ledger as it is now; the verifier key goes to standard error."""
    from asylia.ledger.checkpoint import head as checkpoint
    from asylia.ledger.checkpoint import signed, signer

    db = open_desk()
    key = signer(home())
    now = checkpoint(db, key.name)
    note = signed(now, key)
    if as_json:
        _print_json(
            {"origin": now.origin, "rows": now.size, "hash": now.root.hex(), "vkey": key.vkey, "checkpoint": note}
        )
    else:
        click.echo(note, nl=False)
        click.echo(f"verifier key: {key.vkey}", err=True)


@group.command("export")
@_new_file
def export_(file: Path) -> None:
    """Copy the whole ledger to a new FILE, as JSON Lines with salts. It holds every word; keep it as safe."""
    from asylia.ledger.copy import export

    with working("Copying the ledger"):
        rows = export(open_desk(), file)
    click.echo(f"{rows} rows written to {file}")


@group.command("import")
@click.argument("file", type=_old_file)
def import_(file: Path) -> None:
    """Read such a FILE into an empty ledger, whole or not at all, and verify it."""
    from asylia.ledger.copy import import_ as read

    with working("Reading the copy"):
        rows = read(open_desk(), file)
    click.echo(f"{rows} rows read from {file}; the chain is sound")


@group.command()
@_row
@click.option("--by", required=True, help="Code of the person who erases.")
@click.option("--second", required=True, help="Code of the second person who answers for it.")
@click.option("--reason", required=True, help="Why, in words that are not among the erased ones.")
def erase(row: str, by: str, second: str, reason: str) -> None:
    """Erase the words of ROW (its number or id). The row stays, and a new row says who and why."""
    from asylia.ledger.erase import erase as do

    done = do(open_desk(), _number_or_id(row), by=by, second=second, reason=reason)
    click.echo(f"row {done.row} has no words any more; row {done.by_row} says why")
    if done.elsewhere:
        rows = ", ".join(map(str, done.elsewhere))
        click.echo(f"the same words stand in other rows too, which must be erased by themselves: {rows}")


@group.command()
@click.argument("id")
@_json
def rows(id: str, as_json: bool) -> None:
    """List the rows of the case, source or aggregate ID, and of all that was merged with it."""
    from asylia.ledger.read import rows_of

    found = rows_of(open_desk(), id)
    if as_json:
        _print_json([row._asdict() for row in found])
        return
    for row in found:
        target = "" if row.acts_on is None else f" of row {row.acts_on}"
        other = "" if row.other is None else f" with {row.other}"
        click.echo(f"{row.seq}  {row.id}  {row.at}  {row.by}  {row.kind}{target} {row.about}{other}  {_said(row.body)}")


def _said(body: Any) -> str:
    if body is None:
        return "(erased)"
    if "value" not in body:
        return str(body.get("reason", ""))
    sources = ", ".join(sorted({passage["source"] for passage in body["passages"]}))
    return f"{body['property']} = {body['value']!r}, {body['how']} by {', '.join(body['by'])} [{sources}]"


def _number_or_id(row: str) -> int | str:
    return int(row) if row.isascii() and row.isdigit() else row


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise Problem("This file cannot be read as text.", file=file) from error


def _print_json(said: object) -> None:
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))
