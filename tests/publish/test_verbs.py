"""``asylia publish``: what is said, where, and with which exit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from asylia.cli import cli
from tests.publish.invented import CHAPTER, FIRST, invented, lay


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["publish", *map(str, args)])


def test_what_is_held_back_is_told_on_the_screen_and_nowhere_else(fresh: Callable[[str], Any], tmp_path: Path) -> None:
    ledger = invented()
    ledger.claim(FIRST, "profile", "a draft", CHAPTER, accept=False)
    lay(fresh("sqlite"), ledger.rows)
    done = run("build", "--number", "2026.1", "--out", tmp_path / "e")
    assert done.exit_code == 0
    assert done.stdout == f"edition 2026.1 is in {tmp_path / 'e'}\n"
    assert "1  not accepted yet" in done.stderr
    everything = b"".join(file.read_bytes() for file in (tmp_path / "e").rglob("*") if file.is_file())
    assert b"not accepted yet" not in everything


def test_a_release_that_is_stopped_still_tells_what_was_held_back(fresh: Callable[[str], Any], tmp_path: Path) -> None:
    ledger = invented()
    ledger.rows = [row for row in ledger.rows if row.kind != "accept"]
    ledger.rows = [row._replace(seq=number) for number, row in enumerate(ledger.rows, start=1)]
    lay(fresh("sqlite"), ledger.rows)
    stopped = run("build", "--number", "2026.1", "--out", tmp_path / "e")
    assert stopped.exit_code == 2
    assert "nothing would leave" in stopped.stderr
    assert "not accepted yet" in stopped.stderr
    assert not (tmp_path / "e").exists()


def test_wrong_use_exits_2(fresh: Callable[[str], Any], tmp_path: Path) -> None:
    lay(fresh("sqlite"), invented().rows)
    assert run("build", "--number", "one", "--out", tmp_path / "e").exit_code == 2
    assert run("sign", tmp_path / "nothing", "--key", tmp_path / "none").exit_code == 2


def test_the_editor_names_whose_journey_is_drawn(fresh: Callable[[str], Any], tmp_path: Path) -> None:
    lay(fresh("sqlite"), invented().rows)
    refused = run("build", "--number", "2026.1", "--out", tmp_path / "e", "--journey", "X-999999")
    assert refused.exit_code == 2
    assert "--journey" in refused.output
    run("build", "--number", "2026.1", "--out", tmp_path / "e", "--journey", FIRST)
    assert (tmp_path / "e" / "charts" / "ru" / f"journey-{FIRST}.png").is_file()
