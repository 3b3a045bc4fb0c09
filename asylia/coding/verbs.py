"""The verbs of registers: check, seal, load, show; of two codings: differences, pair, agreement."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from asylia.problems import Problem
from asylia.progress import working

FOLDER = click.argument("folder", required=False, type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
TEXT = click.option(
    "--text", type=click.Path(path_type=Path), help="The publication as text, where passages are not sealed."
)
ONLY = click.option(
    "--only", multiple=True, metavar="FILE", type=click.Path(path_type=Path), help="Only this file of the folder."
)


@click.group()
def group() -> None:
    """Registers: a folder of TOML files, one a person, one claim a line.

    Without FOLDER the register that ships with the product is meant.
    """


@group.command()
@FOLDER
@click.option("--unsealed", is_flag=True, help="Accept what seal will mend: quotes, and blocks without id.")
@ONLY
@AS_JSON
def check(folder: Path | None, unsealed: bool, only: tuple[Path, ...], as_json: bool) -> None:
    """Say all that is wrong, with file, line and field. Exit 1 if anything is."""
    from asylia.coding.adjudicated import check_all

    found = check_all(_folder(folder), unsealed=unsealed)
    chosen, register = {path.resolve() for path in only}, found.register
    problems = [p for p in found.problems() if not chosen or (p.file and Path(p.file).resolve() in chosen)]
    counts = Counter(block.name for block in register.blocks)
    if as_json:
        _print_json({"blocks": counts, "problems": list(map(_problem_as_json, problems))})
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{_counted(counts)}: {_counted(Counter(problem=len(problems))) if problems else 'no problem'}")
    if problems:
        raise SystemExit(1)


@group.command()
@FOLDER
@click.option("--text", type=click.Path(path_type=Path), help="The publication as text, to place each passage in it.")
@ONLY
def seal(folder: Path | None, text: Path | None, only: tuple[Path, ...]) -> None:
    """Draw missing ids, and turn quotes into counts, hashes and places."""
    from asylia.coding.sealing import seal

    done = seal(_folder(folder), text, only)
    click.echo(f"drew {done['ids']} ids, wrote {done['names']} names as ids, sealed {done['passages']} passages")


@group.command()
@FOLDER
@click.option("--by", "coder", required=True, metavar="CODER", help="The code of whoever coded it, or decided.")
def load(folder: Path | None, coder: str) -> None:
    """Append to the ledger what it does not hold yet, and retract what the files no longer say."""
    from asylia.coding.loading import load
    from asylia.home import open_desk

    with working("Loading the register"):
        done = load(open_desk(), _folder(folder), by=coder)
    rows = f"{done.added.total()} rows added" + (f" ({_counted(done.added)})" if done.added else "")
    click.echo(f"{rows}; the register makes {done.claims} claims")


@group.command()
@click.argument("id")
@FOLDER
@AS_JSON
def show(id: str, folder: Path | None, as_json: bool) -> None:
    """Show a block by its id: every value, who asserts it how, and on which passages it rests."""
    from asylia.coding.reading import read
    from asylia.coding.showing import as_record, as_text

    register = read(_folder(folder))
    blocks = [block for block in register.blocks if id in (block.id, block.root)]
    if not blocks:
        raise Problem(f"{id!r} is not in this register", register.folder, mend="Search the files for a name.")
    if as_json:
        _print_json([as_record(block) for block in blocks])
    else:
        click.echo("\n\n".join(map(as_text, blocks)))


@group.command()
@FOLDER
@click.argument("second", required=False, type=click.Path(path_type=Path))
@TEXT
@click.option("--out", type=click.Path(path_type=Path), help="Write agreement.csv, coverage.csv and CODED.md there.")
@AS_JSON
def agreement(folder: Path | None, second: Path | None, text: Path | None, out: Path | None, as_json: bool) -> None:
    """Say how far two codings agree. Those in FOLDER/codings/first and second, or FOLDER and SECOND."""
    from asylia.coding.agreement.report import report

    found = report(_folder(folder), second, text)
    if out:
        found.write(out)
    if as_json:
        _print_json(found._asdict())
    else:
        click.echo(found.text())


@group.command()
@FOLDER
@click.argument("second", required=False, type=click.Path(path_type=Path))
@TEXT
@click.option("--coded", "only_coded", is_flag=True, help="Leave out properties that hold a coder's own words.")
@click.option("--open", "only_open", is_flag=True, help="Leave out what FOLDER/decisions.toml decides.")
@AS_JSON
def differences(
    folder: Path | None, second: Path | None, text: Path | None, only_coded: bool, only_open: bool, as_json: bool
) -> None:
    """List every difference between two codings: those in FOLDER/codings/first and second, or FOLDER and SECOND."""
    from asylia.coding.agreement.codings import read_coding, rounds
    from asylia.coding.agreement.differences import as_text, coded, differences, undecided
    from asylia.coding.decisions import read_decisions
    from asylia.coding.register import DECISIONS

    folder = _folder(folder)
    first, other = (folder, second) if second else rounds(folder)[-1][1:]
    decisions = read_decisions(folder / DECISIONS)
    found = differences(read_coding(first, text), read_coding(other, text))
    found = [each for each in found if coded(each) or not only_coded]
    found = [each for each in found if undecided(each, decisions) or not only_open]
    if as_json:
        _print_json([difference.record() for difference in found])
        return
    click.echo("\n\n".join([as_text(found), f"{len(found)} differences"]).lstrip())


@group.command()
@FOLDER
@AS_JSON
def decisions(folder: Path | None, as_json: bool) -> None:
    """Count the decisions between two codings by their cause, and by the entry of codebook or manual that caused it."""
    from asylia.coding.decisions import read_decisions
    from asylia.coding.register import DECISIONS
    from asylia.problems import refuse

    found = read_decisions(_folder(folder) / DECISIONS)
    refuse(found.problems)
    causes, entries = (Counter(getattr(each, name) for each in found.all) for name in ("cause", "entry"))
    if as_json:
        _print_json({"causes": causes, "entries": entries})
        return
    for counted in (causes, entries):
        click.echo("\n".join(f"{number:>6}  {name or 'none named'}" for name, number in counted.most_common()) + "\n")
    click.echo(f"{len(found.all)} decisions")


@group.command("pair")
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@TEXT
@click.option("--write", "writes", is_flag=True, help="Write the first coding's ids into the second's files.")
@click.option("--over", is_flag=True, help="With --write: in place of ids that the second holds already, too.")
@click.option("--leave", is_flag=True, help="With --write: leave what has no pair without an id.")
def pair_(first: Path, second: Path, text: Path | None, writes: bool, over: bool, leave: bool) -> None:
    """Say which unit of two codings is which; with --write give what both found the same id, and the rest new ones."""
    from asylia.codebook.entities import TABLES
    from asylia.coding.agreement.numbering import number, paired

    pairs = paired(first, second, text)
    for letter in dict.fromkeys(pair.letter for pair in pairs):
        counted = Counter(_found_by(pair.first, pair.second) for pair in pairs if pair.letter == letter)
        click.echo(f"{TABLES[letter]}: " + ", ".join(f"{number} in {who}" for who, number in sorted(counted.items())))
    if writes:
        done = number(first, second, pairs, over=over, leave=leave)
        click.echo(f"wrote {done['ids']} ids and {done['names']} names as ids, changed {done['mended']} ids")


def _found_by(first: object, second: object) -> str:
    return "both" if first and second else "the first alone" if first else "the second alone"


def _folder(folder: Path | None) -> Path:
    from asylia.coding.register import bundled

    return folder or bundled()


def _counted(counts: Counter[str]) -> str:
    named = (f"{number} {name.replace('_', ' ')}{'s' * (number != 1)}" for name, number in sorted(counts.items()))
    return ", ".join(named) or "nothing"


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    parts = {"file": str(problem.file), "line": problem.line, "field": problem.field, "what": problem.what}
    return {**parts, "allowed": list(problem.allowed), "mend": problem.mend}


def _print_json(what: Any, echo: Callable[[str], None] = click.echo) -> None:
    echo(json.dumps(what, ensure_ascii=False, indent=2))
