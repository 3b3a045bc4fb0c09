"""``asylia codebook``: check it, look a word up, print the manual."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from asylia.codebook.book import DATA, Entry, book
from asylia.codebook.check import check as problems_in
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import Property, properties
from asylia.codebook.manual import html as manual_html
from asylia.codebook.manual import markdown, values_of
from asylia.problems import Problem

as_json = click.option("--json", "as_json", is_flag=True, help="As JSON, for a program.")


@click.group("codebook")
def group() -> None:
    """What the words mean: properties, codes and stage rules."""


@group.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=DATA)
@as_json
def check(folder: Path, as_json: bool) -> None:
    """Say what is wrong with the codebook in FOLDER (else with the one installed); exit 1 if anything is."""
    found = problems_in(folder)
    if as_json:
        click.echo(json.dumps([_problem(problem) for problem in found], ensure_ascii=False, indent=2))
    else:
        for problem in found:
            click.echo(str(problem))
        click.echo(f"{len(found)} problem{'' if len(found) == 1 else 's'}." if found else "The codebook is sound.")
    sys.exit(1 if found else 0)


@group.command()
@click.argument("code")
@as_json
def show(code: str, as_json: bool) -> None:
    """Show what CODE means: a code, in every vocabulary that holds it; a property; a vocabulary; a stage rule."""
    found = [*_entries(code), *_properties(code), *_vocabulary(code), *_rule(code)]
    if not found:
        raise Problem(f"the codebook has no {code!r}", mend="asylia codebook manual lists every word.")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join("\n".join(_said(key, value) for key, value in one.items()) for one in found))


@group.command()
@click.option("--html", is_flag=True, help="As one page of HTML.")
def manual(html: bool) -> None:
    """Print the whole codebook as a manual, in Markdown."""
    click.echo(manual_html() if html else markdown(), nl=False)


def _entries(code: str) -> list[dict[str, Any]]:
    return [_entry(codes[code]) for codes in book().vocabularies.values() if code in codes]


def _entry(entry: Entry) -> dict[str, Any]:
    said = {"code": entry.code, "vocabulary": entry.vocabulary, "label": entry.label, "definition": entry.definition}
    said |= {"counts": entry.counts, "counts_not": entry.counts_not, "example": entry.example, "place": entry.place}
    narrower = [c for c, e in book().vocabularies[entry.vocabulary].items() if e.broader == entry.code]
    rest = {"within": entry.broader, "narrower": narrower, "crosswalk": dict(entry.crosswalk), **entry.flags}
    return {key: value for key, value in {**said, **rest}.items() if value not in ("", [], {})}


def _properties(name: str) -> list[dict[str, Any]]:
    return [
        _property(TABLES[letter], line) for letter, entity in ENTITIES.items() if (line := properties(entity).get(name))
    ]


def _property(table: str, line: Property) -> dict[str, Any]:
    many = "many" if line.many else "one"
    said = {"property": line.name, "table": table, "means": line.means, "values": values_of(line, link=False)}
    return {**said, "true_at_once": many, "published": line.public}


def _vocabulary(name: str) -> list[dict[str, Any]]:
    codes = book().vocabularies.get(name)
    return [{"vocabulary": name, "codes": {code: entry.label for code, entry in codes.items()}}] if codes else []


def _rule(name: str) -> list[dict[str, Any]]:
    table = book().stage_rules.get(name)
    return [{"stage_rule": name, **table}] if table else []


def _said(key: str, value: Any) -> str:
    """One line of ``show``; a list of tables, one line each."""
    title = key.replace("_", " ")
    if isinstance(value, dict):
        return "\n".join([f"{title}:", *(f"  {k}: {v}" for k, v in value.items())])
    if isinstance(value, list) and value and isinstance(value[0], dict):
        lines = (", ".join(f"{k} {_plain(v)}" for k, v in one.items()) for one in value)
        return "\n".join([f"{title}:", *(f"  {line}" for line in lines)])
    return f"{title}: {_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _problem(problem: Problem) -> dict[str, Any]:
    file = str(problem.file) if problem.file else None
    where = {"file": file, "line": problem.line, "field": problem.field}
    return {**where, "what": problem.what, "allowed": list(problem.allowed), "mend": problem.mend}
