"""``asylia names``: compare two names, show the parts of one, list the rules, take the figures of a file of pairs."""

import json
from pathlib import Path
from typing import Any

import click

from asylia.names.compare import compare as compare_names
from asylia.names.evaluate import evaluate as figures_of
from asylia.names.evaluate import pairs_of
from asylia.names.forms import form
from asylia.names.rules import Rules, listed
from asylia.names.rules import rules as all_rules
from asylia.names.tokens import tokens

as_json = click.option("--json", "as_json", is_flag=True, help="As JSON, for a program.")
without = click.option("--without", multiple=True, metavar="RULE", help="Switch a rule off; may be repeated.")


@click.group("names")
def group() -> None:
    """Names: one person's or two's, in every spelling."""


@group.command()
@click.argument("a")
@click.argument("b")
@without
@as_json
def compare(a: str, b: str, without: tuple[str, ...], as_json: bool) -> None:
    """Say whether the names A and B are the same, different, or too near to tell; and why, part by part."""
    found = compare_names(a, b, Rules(without))
    if as_json:
        said = {"name_a": a, "name_b": b, "verdict": found.verdict, "score": found.score, "why": list(found.why)}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.verdict} ({found.score:.2f})")
    for sentence in found.why:
        click.echo(f"  {sentence}")


@group.command()
@click.argument("name")
@without
@as_json
def parts(name: str, without: tuple[str, ...], as_json: bool) -> None:
    """Show the parts of NAME, what each is taken for and how it sounds; and the tokens that find it."""
    used = Rules(without)
    names = [[_part(part) for part in one.parts] for one in form(name, used).names]
    if as_json:
        said = {"name": name, "names": names, "tokens": sorted(tokens(name, used))}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for place, one in enumerate(names):
        click.echo("also:" if place else name)
        for part in one:
            click.echo("  " + ", ".join(f"{key} {value}" for key, value in part.items()))
    click.echo(f"tokens: {' '.join(sorted(tokens(name, used)))}")


def _part(part: Any) -> dict[str, str]:
    role = "title or name" if part.role == "perhaps" else part.role
    said = {"part": part.written, "role": role, "sounds": part.whole.sounds}
    if part.stem and part.kind:
        said |= {"stem": part.stem.sounds, "ending": part.kind}
    return said


@group.command()
@as_json
def rules(as_json: bool) -> None:
    """List the rules, each with its reason and a pair of names that needs it."""
    if as_json:
        said = [{"rule": rule.name, "why": rule.why, "example": list(rule.example)} for rule in listed()]
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for rule in listed():
        click.echo(f"{rule.name}: {rule.why} {rule.example[0]} = {rule.example[1]}")


@group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@without
@as_json
def evaluate(file: Path, without: tuple[str, ...], as_json: bool) -> None:
    """Take the figures of FILE, tab-separated: name_a, name_b, same (1 or 0), and perhaps kind and scripts.

    'Unsure' counts as not the same, and is told beside it.
    """
    found = figures_of(pairs_of(file), Rules(without) if without else all_rules())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    speed = f"{found['pairs_per_second']} a second, {found['pairs_per_second_with_reading']} with reading"
    click.echo(f"{found['pairs']} pairs, {speed}")
    click.echo(_line("all", found))
    for name, one in [*found["kinds"].items(), *found["scripts"].items()]:
        click.echo(_line(name, one))
    for one in found["worst"]:
        told = "the same" if one["same"] else "not the same"
        click.echo(f"{one['verdict']} ({one['score']:.2f}), yet {told}: {one['name_a']} | {one['name_b']}")
        for sentence in one["why"]:
            click.echo(f"  {sentence}")


def _line(name: str, found: dict[str, Any]) -> str:
    figures = ", ".join(f"{key} {'-' if found[key] is None else found[key]}" for key in ("precision", "recall", "f1"))
    confusion = found["confusion"]
    told = "; ".join(
        f"{said}: " + ", ".join(f"{number} {verdict}" for verdict, number in confusion[key].items())
        for said, key in (("same", "same"), ("not the same", "not_same"))
    )
    return f"{name}: {figures} ({told})"
