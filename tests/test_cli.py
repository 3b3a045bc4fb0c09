import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from asylia import __version__, cli
from asylia.problems import Problem, Problems

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *args: CliRunner().invoke(cli.cli, [str(arg) for arg in args])


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch, run: Run) -> Callable[[Callable[[], None]], Result]:
    """Run a function as if it were a verb of the table."""

    def run_as_verb(function: Callable[[], None]) -> Result:
        monkeypatch.setitem(cli.VERBS, "try", (f"{__name__}:TRIED", "a verb of this test"))
        monkeypatch.setitem(globals(), "TRIED", click.command()(function))
        return run("try")

    return run_as_verb


def test_help_lists_every_verb_and_imports_no_room() -> None:
    code = "import sys, asylia.cli as c\ntry: c.main()\nfinally: print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    said, _, modules = done.stdout.rpartition("\n  demo ")
    assert all(f"\n  {verb} " in said for verb in cli.VERBS if verb != "demo")
    rooms = {name for name in modules.split() if name.startswith("asylia.")}
    assert rooms == {"asylia.cli", "asylia.problems"}
    assert "django" not in modules.split()


@pytest.mark.parametrize("name", list(cli.VERBS))
def test_every_verb_of_the_table_is_there(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    assert done.output.startswith("Usage:")


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").output == f"asylia, version {__version__}\n"


def test_a_word_that_is_no_verb_is_wrong_use(run: Run) -> None:
    done = run("nonsense")
    assert done.exit_code == 2
    assert "No such command 'nonsense'" in done.stderr


def test_a_problem_is_said_in_words_and_ends_with_2(verb: Callable[[Callable[[], None]], Result]) -> None:
    def fail() -> None:
        raise Problem("it is wrong", Path("a.toml"), 3, "date", ("a day",), "Mend it.")

    done = verb(fail)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "a.toml:3: date: it is wrong. Allowed: a day. Mend it.\n"


def test_several_problems_are_said_together(verb: Callable[[Callable[[], None]], Result]) -> None:
    def fail() -> None:
        raise Problems((Problem("one"), Problem("two")))

    done = verb(fail)
    assert (done.exit_code, done.stderr) == (2, "one\ntwo\n")


def test_what_the_system_refuses_is_said_in_words(verb: Callable[[Callable[[], None]], Result]) -> None:
    def fail() -> None:
        Path("/nowhere/at/all").read_bytes()

    done = verb(fail)
    assert (done.exit_code, done.stderr) == (2, "/nowhere/at/all: No such file or directory\n")


def test_a_stop_at_the_keyboard_is_no_traceback(verb: Callable[[Callable[[], None]], Result]) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    done = verb(stop)
    assert (done.exit_code, done.stderr) == (130, "stopped\n")


def test_a_bug_is_not_hidden(verb: Callable[[Callable[[], None]], Result]) -> None:
    def fail() -> None:
        raise RuntimeError("a bug")

    assert isinstance(verb(fail).exception, RuntimeError)


def test_a_failed_check_ends_with_1_and_a_wrong_folder_with_2(run: Run, tmp_path: Path) -> None:
    done = run("register", "check", tmp_path)
    assert done.exit_code == 1
    assert f"{tmp_path}/sources.toml: the file is missing" in done.stdout
    done = run("register", "check", tmp_path / "nowhere")
    assert (done.exit_code, done.stdout) == (2, "")


def test_what_check_finds_can_be_read_by_a_program(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("register", "check", tmp_path, "--json").stdout)
    assert found["blocks"] == {}
    assert {problem["what"] for problem in found["problems"]} == {"the file is missing"}


def test_a_register_goes_from_quotes_to_the_ledger(run: Run, tmp_path: Path, fresh: Callable[[str], object]) -> None:
    (tmp_path / "persons").mkdir()
    text = tmp_path / "report.txt"
    text.write_text("A chapter begins here with some words.", encoding="utf-8")
    (tmp_path / "aggregates.toml").write_text("")
    (tmp_path / "group_events.toml").write_text("")
    (tmp_path / "sources.toml").write_text("""
[[source]]
id = "S-report"
assertion = "reported by author"
opening = { quote = "A chapter begins here" }
kind = "chapter"
title = "A chapter"
licence = "all_rights_reserved"
access = "public"
""")
    fresh("sqlite")
    assert run("register", "check", tmp_path).exit_code == 1
    assert run("register", "check", tmp_path, "--unsealed").exit_code == 0
    assert run("register", "seal", tmp_path, "--text", text).output.endswith("sealed 1 passages\n")
    assert run("register", "check", tmp_path).output == "1 source: no problem\n"
    assert "4 claims" in run("register", "load", tmp_path, "--by", "c1").output
    assert run("register", "load", tmp_path, "--by", "c1").output.startswith("0 rows added;")
    assert "title    A chapter  [reported by author: S-report]" in run("register", "show", "S-report", tmp_path).output
    (shown,) = json.loads(run("register", "show", "S-report", tmp_path, "--json").output)
    assert shown["claims"][1]["passages"][0]["letters"] == 18
    assert run("register", "show", "S-other", tmp_path).exit_code == 2
