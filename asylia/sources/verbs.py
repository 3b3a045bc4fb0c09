"""The verbs of sources: add, list, show, find."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from asylia.codebook.entities import Source
from asylia.codebook.kinds import properties
from asylia.home import open_desk
from asylia.problems import Problem
from asylia.progress import working

_PATH = click.Path(path_type=Path)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def group() -> None:
    """Documents. Nothing is ever fetched: give a file."""


def _said(verb: Callable[..., None]) -> Callable[..., None]:
    """An option for each property of a source."""
    for property in reversed(properties(Source).values()):
        name = property.name.replace("_", "-")
        verb = click.option(f"--{name}", multiple=True, help=f"{property.means[0].upper()}{property.means[1:]}.")(verb)
    return verb


@group.command()
@click.argument("file", type=_PATH)
@click.option("--by", "coder", required=True, metavar="CODER", help="The code of whoever adds it, such as c1.")
@click.option("--id", default="", metavar="S-ID", help="The id of the source; made from its title if absent.")
@click.option("--encoding", default="", help="The encoding of a text or HTML file, where its bytes leave a doubt.")
@AS_JSON
@_said
def add(file: Path, coder: str, id: str, encoding: str, as_json: bool, **said: tuple[str, ...]) -> None:
    """Add a text, HTML, PDF or DOCX file, or a scan, and say what it is. Title and access must be said."""
    db = open_desk()  # first: the tables can only be imported once it is open
    from asylia.sources.add import add

    added = add(db, file, {k: v for k, v in said.items() if v}, by=coder, id=id, encoding=encoding)
    if as_json:
        _print_json(added._asdict())
    elif added.new:
        click.echo(f"{added.source}: added {file.name}, capture {added.capture[:12]}, text layer {added.layer[:12]}")
    else:
        click.echo(f"{added.source or 'a source without words'}: the same bytes were added before; nothing was added")


@group.command("list")
@AS_JSON
def list_(as_json: bool) -> None:
    """List the sources of the ledger, and which of them have a document here."""
    db = open_desk()
    from asylia.sources.catalogue import sources

    found = list(sources(db))
    if as_json:
        _print_json(found)
        return
    for source in found:
        click.echo(f"{source['id']}  {source['capture'][:12] or '-':12}  {source['title']}")


@group.command()
@click.argument("id")
@AS_JSON
def show(id: str, as_json: bool) -> None:
    """Show what is said of the source ID, who said it, and its document."""
    db = open_desk()
    from asylia.sources.catalogue import documents, statements

    if not (said := statements(db, id)):
        raise Problem(f"{id!r} is no source of this ledger", mend="See `asylia source list`.")
    files = documents(db, id)
    if as_json:
        _print_json({"id": id, "said": [statement._asdict() for statement in said], "documents": files})
        return
    for statement in said:
        click.echo(
            f"{statement.property} = {statement.value!r}, {statement.decided}, row {statement.row} by {statement.by}"
        )
    for file in files:
        click.echo(
            f"capture {file['capture']}: {file['media_type']}, {file['bytes']:,} bytes, added {file['added_at']}"
        )
        click.echo(f"text layer {file['layer']}: {file['extractor']}")


@group.command()
@click.argument("folder", type=_PATH)
@click.option("--register", type=_PATH, help="A register; the bundled one where neither is named.")
@click.option("--edition", type=_PATH, help="An edition, instead of a register.")
@AS_JSON
def find(folder: Path, register: Path | None, edition: Path | None, as_json: bool) -> None:
    """Find the passages of a register or an edition in your own copies of the publications, in FOLDER.

    Exit 1 if no copy holds any of them.
    """
    from asylia.texts.find import find_in
    from asylia.texts.wanted import of_edition, of_register

    if register and edition:
        raise click.UsageError("name a register or an edition, not both")
    with working("Looking for the passages"):
        search = find_in(folder, of_edition(edition) if edition else of_register(register))
    wanted = len(search.wanted.passages)
    if as_json:
        hits = {id: hit._asdict() for id, hit in sorted(search.hits.items())}
        copies = [copy._asdict() for copy in search.copies]
        expected = search.wanted.publications
        _print_json(
            {"wanted": wanted, "expected": expected, "copies": copies, "found": hits, "missing": search.missing}
        )
    else:
        for copy in search.copies:
            click.echo(f"{copy.file}: {copy.problem or f'{copy.found} of {wanted} passages'}")
        click.echo(f"found {len(search.hits)} of {wanted} passages")
        for id in search.missing if search.hits else ():
            passage = search.wanted.passages[id]
            click.echo(
                f"not found: {id} of {passage['source']}, {passage['letters']} letters from {passage.get('place', '?')}"
            )
    if not search.hits:
        click.echo(f"expected: {'; '.join(search.wanted.publications)}", err=True)
        raise SystemExit(1)


def _print_json(what: Any) -> None:
    click.echo(json.dumps(what, ensure_ascii=False, indent=2))
