"""``asylia matching``: what people ask of pairs, and decide, on the command line."""

import json
from pathlib import Path
from typing import Any

import click

from asylia.progress import working

_ONE, _OTHER = click.argument("a"), click.argument("b")
_by = click.option("--by", required=True, metavar="CODER", help="The code of whoever decides.")
_because = click.option("--because", required=True, help="Why, in a sentence or two.")
_passages = click.option("--passage", "passages", multiple=True, metavar="P-...", help="A passage on which it rests.")


@click.group("matching")
def group() -> None:
    """Same person, same event: pairs that may be one, and what people decide of them.

    Who cannot tell decides nothing, and writes nothing.
    """


@group.command()
@click.option("--kind", type=click.Choice(["persons", "events"]), help="Only pairs of persons, or only of events.")
@click.option("--all", "everything", is_flag=True, help="Also pairs of which somebody found that they are two.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")
def candidates(kind: str | None, everything: bool, as_json: bool) -> None:
    """List pairs that may be one, the likeliest first: score, reasons, what speaks against it, what was decided."""
    from asylia.home import open_desk
    from asylia.matching.events import event_candidates
    from asylia.matching.known import known
    from asylia.matching.persons import person_candidates

    looked = {"persons": person_candidates, "events": event_candidates}
    with working("Comparing"):
        now = known(open_desk())
        found = {name: look(now) for name, look in looked.items() if kind in (None, name)}
    shown = {name: [each for each in pairs if everything or each.open] for name, pairs in found.items()}
    if as_json:
        _print_json({name: [each.record() for each in pairs] for name, pairs in shown.items()})
        return
    for name, pairs in shown.items():
        click.echo("\n\n".join([*(each.text() for each in pairs), f"{len(pairs)} pairs of {name}"]) + "\n")


@group.command()
@_ONE
@_OTHER
@_by
@_because
@_passages
@click.option("--despite", default="", help="Why it holds although something speaks against it.")
def merge(a: str, b: str, by: str, because: str, passages: tuple[str, ...], despite: str) -> None:
    """Say that A and B are one: two persons, or two incidents of one person. A is the id that stays, B leads to it.

    No claim is moved. What speaks against it is said, and must be answered; a person whom no source names is never
    made one with a named one, and nobody with somebody's relative.
    """
    from asylia.home import open_desk
    from asylia.matching.decide import merge as do

    _tell(do(open_desk(), a, b, by=by, because=because, passages=passages, despite=despite))


@group.command()
@_ONE
@_OTHER
@_by
@_because
@_passages
def differ(a: str, b: str, by: str, because: str, passages: tuple[str, ...]) -> None:
    """Say that A and B are two. They are not offered again until a new name or a new source comes."""
    from asylia.home import open_desk
    from asylia.matching.decide import differ as do

    _tell(do(open_desk(), a, b, by=by, because=because, passages=passages))


@group.command()
@click.argument("id")
@_by
@_because
def split(id: str, by: str, because: str) -> None:
    """Undo the merge by which ID was merged into another. Both are again what they were."""
    from asylia.home import open_desk
    from asylia.matching.decide import split as do

    _tell(do(open_desk(), id, by=by, because=because))


@group.command()
@click.argument("file", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--against", required=True, type=click.Path(path_type=Path), help="The folder of an edition.")
@click.option("--out", type=click.Path(path_type=Path), help="The CSV file to write; without it, only the preview.")
@click.option("--format", default="", help="csv, xlsx, ftm, notices or hudoc; by default the list's content says so.")
@click.option("--name", multiple=True, metavar="COLUMN", help="A column that holds the name, or a part of it.")
@click.option("--encoding", default="", help="The encoding of a CSV file, such as cp1251; by default UTF-8.")
@click.option("--sheet", default="", help="The sheet of an XLSX file, where it shows several.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")
def link(
    file: Path,
    against: Path,
    out: Path | None,
    format: str,
    name: tuple[str, ...],
    encoding: str,
    sheet: str,
    as_json: bool,
) -> None:
    """Say whom in an edition the records of LIST may mean.

    LIST is CSV, XLSX, FollowTheMoney, public notices, or the Court's cases. Nothing is accepted: each match has a band
    (key, same, unsure), a score, reasons, and what speaks against it, for a person to decide. What matches nothing is
    not kept.
    """
    from asylia.edition.reader import Edition
    from asylia.matching.hidden import desk_is_here, hidden
    from asylia.matching.link import link as find
    from asylia.matching.lists.listed import Asked
    from asylia.matching.lists.reading import read
    from asylia.matching.matched import as_json as said
    from asylia.matching.matched import preview, write
    from asylia.matching.written import check_out

    if out:
        check_out(out)
    edition, notes = Edition(against), desk_is_here()
    with working("Reading the list"):
        found = read(file, Asked(format=format, name=name, encoding=encoding, sheet=sheet))
    with working("Comparing"):
        linked = find(edition, found.records, hidden) if notes else find(edition, found.records)
    if as_json:
        about = {"format": found.format, "edition": edition.number, "notes_known": notes}
        _print_json(about | said(linked))
    else:
        head = f"{file.name}, a list of the format {found.format}, against edition {edition.number}"
        click.echo("\n".join([head, *preview(linked)]))
    if out:
        write(linked, out)
    if not as_json:
        unknown = "" if notes else "There is no ledger here, so notes that a name hides another are not known. "
        click.echo(f"\n{unknown}Nothing is accepted{f'; written to {out}' if out else ''}.")


@group.command()
@click.argument("file", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The CSV file to write.")
@click.option("--format", default="", help="csv, xlsx, ftm, notices or hudoc; by default the list's content says so.")
@click.option("--name", multiple=True, metavar="COLUMN", help="A column that holds the name, or a part of it.")
@click.option("--encoding", default="", help="The encoding of a CSV file, such as cp1251; by default UTF-8.")
@click.option("--sheet", default="", help="The sheet of an XLSX file, where it shows several.")
@click.option("--memory", default="4GB", show_default=True, help="Memory of the database that weighs the pairs.")
@click.option("--cores", type=click.IntRange(min=1), help="Processes and threads; by default one for each core.")
def dedupe(
    file: Path, out: Path, format: str, name: tuple[str, ...], encoding: str, sheet: str, memory: str, cores: int | None
) -> None:
    """Bring together the records of LIST that may be one person's: a million of them in minutes.

    LIST is what `matching link` reads. Names, years of birth and countries are weighed; where that leaves it open, the
    comparison of names has the last word. What nobody can tell stands as 'unsure'. Nothing is written but the file.
    Needs the extra: pip install 'asylia[link]'.
    """
    from asylia.matching.dedupe.dedupe import Limits
    from asylia.matching.dedupe.dedupe import dedupe as find
    from asylia.matching.dedupe.rows import rows_of
    from asylia.matching.dedupe.splinked import check_installed
    from asylia.matching.dedupe.told import COLUMNS, lines, summary
    from asylia.matching.lists.listed import Asked
    from asylia.matching.lists.reading import read
    from asylia.matching.written import check_out, write_rows

    check_installed()
    check_out(out)
    limits = Limits(memory=memory, folder=out.parent) if cores is None else Limits(cores, memory, out.parent)
    with working("Reading the list"):
        records = read(file, Asked(format=format, name=name, encoding=encoding, sheet=sheet)).records
    with working("Reading the names"):
        rows = rows_of(records, limits.cores)
    with working("Weighing pairs"):
        found = find(rows, limits)
    write_rows(COLUMNS, lines(found, records), out)
    click.echo("\n".join(summary(found, len(records), rows.nameless)))


def _tell(done: Any) -> None:
    click.echo(f"row {', '.join(map(str, done.rows))}: {'; '.join(done.words)}")


def _print_json(said: object) -> None:
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))
