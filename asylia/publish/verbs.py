"""``asylia publish``: build an edition from the ledger, sign it."""

from collections import Counter
from pathlib import Path

import click

from asylia.progress import working

FOLDER = click.Path(path_type=Path)


@click.group()
def group() -> None:
    """From the ledger to an edition: build it, sign it."""


@group.command("build")
@click.option("--number", required=True, help="2026.1 for an edition, 2026.0.1 for a candidate.")
@click.option("--out", required=True, type=FOLDER, help="The folder to make; one that exists is refused.")
@click.option("--upto", type=int, help="The number of the last ledger row that counts; by default all of them.")
@click.option("--rule", default="", help="The stage rule; by default the codebook's.")
@click.option("--previous", type=FOLDER, help="The edition before, for CHANGES.md, retired.csv and the limits.")
@click.option("--date", default="", help="The day of publication, as 2026-11-24. No clock is read.")
@click.option(
    "--notes",
    type=FOLDER,
    help="A folder with agreement.csv, coverage.csv, CODED.md, NOTES.md: taken over as is.",
)
@click.option("--may-shrink", multiple=True, metavar="TABLE", help="A table that may lose a fifth of its rows.")
@click.option(
    "--journey", multiple=True, metavar="ID", help="A person whose countries are drawn on a map, as X-471902."
)
def build_(
    number: str,
    out: Path,
    upto: int | None,
    rule: str,
    previous: Path | None,
    date: str,
    notes: Path | None,
    may_shrink: tuple[str, ...],
    journey: tuple[str, ...],
) -> None:
    """Write a new edition folder. What is held back is counted here, and nowhere else."""
    from asylia.home import open_desk
    from asylia.publish.build import build

    held = Counter[str]()
    try:
        with working("Building the edition"):
            build(
                open_desk(),
                out,
                number=number,
                rule=rule,
                upto=upto,
                previous=previous,
                date=date,
                notes=notes,
                may_shrink=may_shrink,
                journeys=journey,
                held=held,
            )
    finally:
        _tell(held)
    click.echo(f"edition {number} is in {out}")


@group.command("sign")
@click.argument("folder", type=FOLDER)
@click.option("--key", required=True, type=FOLDER, help="An SSH key: private, or public with its half in an agent.")
def sign_(folder: Path, key: Path) -> None:
    """Sign an edition's manifest with an SSH key."""
    from asylia.publish.sign import sign

    click.echo(f"signed with {sign(folder, key)}")


def _tell(held: Counter[str]) -> None:
    if held:
        click.echo("held back:", err=True)
    for reason, count in sorted(held.items()):
        click.echo(f"{count:>9,}  {reason}", err=True)
