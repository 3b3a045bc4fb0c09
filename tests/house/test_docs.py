"""Nothing undocumented: what follows from the code is written by it, and the rest is held to it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from asylia.cli import cli
from asylia.settings.variables import VARIABLES

ROOT = Path(__file__).parents[2]


def commands(command: click.Command, path: str = "asylia") -> list[tuple[str, click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            inner: Any = command.get_command(context, word)
            found += commands(inner, f"{path} {word}")
    return found


def test_the_generated_pages_are_as_the_code_has_them() -> None:
    # A process of its own: other tests add verbs and properties to this one.
    command = [sys.executable, "-m", "docs", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_verb_and_option_says_what_it_does() -> None:
    silent = [path for path, command in commands(cli) if not command.help]
    silent += [
        f"{path} {option.opts[0]}"
        for path, command in commands(cli)
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert not silent


def test_every_variable_that_is_read_is_documented() -> None:
    files = [*ROOT.glob("asylia/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "Makefile", ROOT / ".ci/run"]
    read = {name for file in files for name in re.findall(r"ASYLIA_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))}
    assert read == {name for name in VARIABLES if name.startswith("ASYLIA_")}


def test_every_link_in_the_docs_leads_somewhere() -> None:
    dead = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / link).exists():
                dead.append(f"{page.name}: {link}")
    assert not dead
