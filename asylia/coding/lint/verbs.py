"""The verb of the linter."""

import json
from pathlib import Path

import click

from asylia.cases.fold import Case
from asylia.problems import refuse


@click.command()
@click.argument("id", required=False, default="")
@click.option("--register", type=click.Path(path_type=Path), help="Look at this register folder, not at the ledger.")
@click.option("--text", type=click.Path(path_type=Path), help="The publication as text, for rules that need its words.")
@click.option("--rules", is_flag=True, help="Only say what the rules are, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(id: str, register: Path | None, text: Path | None, rules: bool, as_json: bool) -> None:
    """Say what cannot all be true, and what a coder may have mistaken. Exit 1 if anything is open.

    Looks at all cases of the ledger, or at that of ID alone. A finding is answered by a note at its entity that begins
    with 'lint', the rule's code and a colon, and gives the reason.
    """
    if rules:
        _say_rules(as_json)
        return
    from asylia.coding.lint.run import lint

    cases, where = _of_register(register) if register else (_of_ledger(), {})
    found = lint(cases, text, id)
    if as_json:
        _print_json([finding._asdict() for finding in found.findings])
    else:
        for finding in found.findings:
            click.echo(f"{where.get(finding.entity, '')}{finding.entity}: {finding.rule}: {finding.message}")
        click.echo(f"{len(found.findings)} open, {len(found.answered)} answered")
        if found.wordless:
            click.echo(f"the words of {found.wordless} passages are not at hand; --text gives them")
    if found.findings:
        raise SystemExit(1)


def _say_rules(as_json: bool) -> None:
    from asylia.coding.lint.rules import RULES

    if as_json:
        _print_json([{"rule": rule.code, "sentence": rule.sentence, "reason": rule.reason} for rule in RULES])
    else:
        click.echo("\n".join(f"{rule.code}\n  {rule.sentence}\n  {rule.reason}" for rule in RULES))


def _of_register(folder: Path) -> tuple[list[Case], dict[str, str]]:
    """The cases of a folder, and where each entity stands; a provisional id is what ``seal`` has not drawn yet."""
    from asylia.coding.folding import folded
    from asylia.coding.reading import read

    register = read(folder)
    refuse(register.problems)
    return folded(register).cases, {block.id: f"{block.file.path}:{block.line}: " for block in register.blocks}


def _of_ledger() -> list[Case]:
    from asylia.home import open_desk

    db = open_desk()
    from asylia.cases.facts import sources_of
    from asylia.cases.fold import fold
    from asylia.ledger.read import cases

    groups = list(cases(db))
    sources = sources_of(row for rows in groups for row in rows)
    return [case for rows in groups for case in fold(rows, sources)]


def _print_json(what: list[dict[str, str]]) -> None:
    click.echo(json.dumps(what, ensure_ascii=False, indent=2))
