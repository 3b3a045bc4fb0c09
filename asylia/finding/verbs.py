"""``asylia search``: who is meant by a name in any spelling, an application number, an id, an affiliation."""

import json
from pathlib import Path
from typing import Any

import click

from asylia.names.finding import Hit


@click.command("search")
@click.argument("query")
@click.option("--edition", type=click.Path(path_type=Path), help="Search this edition; without it, the desk's ledger.")
@click.option("--as-written", is_flag=True, help="Only what stands there as it is typed here.")
@click.option("--most", type=click.IntRange(1, 200), default=20, show_default=True, help="How many hits at the most.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def command(query: str, edition: Path | None, as_written: bool, most: int, as_json: bool) -> None:
    """Find persons by QUERY: a name in any script and spelling, an application number, an id, an affiliation.

    A hit says why it was found. It says that spellings are alike, never that two persons are one.
    """
    hits = _in_edition(edition, query, as_written, most) if edition else _on_desk(query, as_written, most)
    if as_json:
        click.echo(json.dumps([_told(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    for hit in hits:
        told = _told(hit)
        click.echo(f"{hit.person}  {hit.score:.2f}  {hit.name}".rstrip())
        for reason in told["why"]:
            click.echo(f"  {reason}")
    if not hits:
        click.echo("nobody was found")


def _in_edition(folder: Path, query: str, written: bool, most: int) -> list[Hit]:
    from asylia.edition.reader import Edition
    from asylia.edition.search.sought import Kept, search

    edition = Edition(folder)
    try:
        return search(Kept(edition.run), query, written, most)
    finally:
        edition.close()


def _on_desk(query: str, written: bool, most: int) -> list[Hit]:
    from asylia.finding.search import search
    from asylia.home import open_desk

    return search(open_desk(), query, written, most)


def _told(hit: Hit) -> dict[str, Any]:
    from asylia.edition.search.reasons import said

    return {"person": hit.person, "score": hit.score, "name": hit.name, "why": [said(why) for why in hit.why]}
