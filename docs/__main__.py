"""The pages of ``docs/`` that follow from the code: ``python -m docs`` writes them; ``--check`` names what differs."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from asylia.cli import VERBS, cli
from asylia.codebook.manual import markdown
from asylia.codebook.schemas import resources
from asylia.edition.schema import tables
from asylia.settings.variables import VARIABLES

HERE = Path(__file__).parent
MADE = "<!-- Made by `make docs` from the code; change it there. -->\n\n"
README = HERE.parent / "README.md"
OPEN, CLOSE = "<!-- verbs -->\n", "<!-- /verbs -->"


def codebook_page() -> str:
    """The codebook manual."""
    return MADE + markdown()


def tables_page() -> str:
    """Each table of an edition and what its columns mean."""
    lines = [
        "# Tables of an edition\n",
        "Several values in a cell are sorted and joined by `|`. An empty cell: not stated.\n",
    ]
    for resource in resources({name: table.columns for name, table in tables().items()}):
        lines.append(f"## {resource['name']}\n")
        lines.append("| column | what it is |\n|---|---|")
        lines += [
            f"| `{field['name']}` | {_cell(field.get('description', ''))} |" for field in resource["schema"]["fields"]
        ]
        lines.append("")
    return MADE + "\n".join(lines)


def settings_page() -> str:
    """The variables of the environment."""
    rows = "\n".join(f"| `{name}` | {_cell(what)} |" for name, what in VARIABLES.items())
    head = "# Settings\n\nThere is no settings file. What may differ is said by the environment.\n\n"
    return f"{MADE}{head}| variable | what it is for |\n|---|---|\n{rows}\n"


def cli_page() -> str:
    """The help of every verb."""
    return MADE + "# The command\n\n" + "\n".join(_help(cli, "asylia", None))


def _help(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            inner: Any = command.get_command(context, word)
            yield from _help(inner, word, context)


def readme() -> str:
    """The README with its table of verbs."""
    before, _, rest = README.read_text(encoding="utf-8").partition(OPEN)
    _, _, after = rest.partition(CLOSE)
    rows = "\n".join(f"| `asylia {verb}` | {_cell(about)} |" for verb, (_, about) in VERBS.items())
    return f"{before}{OPEN}| verb | what it does |\n|---|---|\n{rows}\n{CLOSE}{after}"


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "\\|").split())


def pages() -> dict[Path, str]:
    """Every page that is made, with its text."""
    return {
        HERE / "codebook.md": codebook_page(),
        HERE / "tables.md": tables_page(),
        HERE / "settings.md": settings_page(),
        HERE / "cli.md": cli_page(),
        README: readme(),
    }


def differing() -> list[Path]:
    """The pages that are not as the code would have them."""
    return [file for file, text in pages().items() if not file.exists() or file.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` name those that differ and return 1."""
    if arguments == ["--check"]:
        for file in (found := differing()):
            print(f"{file}: differs from the code; run make docs", file=sys.stderr)
        return bool(found)
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
