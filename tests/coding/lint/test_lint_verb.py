import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from asylia.cli import cli
from asylia.coding.loading import load
from asylia.coding.sealing import seal

WRONG = ("incident", {"host_state": "TJ", "date": "2014-12"})
TEXT = """Contents: On shelters; On borders
Nobody knows what became of the first tenant. Farrukh Namuna fled in 2010. He was held for a week in December 2014.
On borders begins with a long sentence about rivers.
"""


def run(*words: Any) -> Any:
    return CliRunner().invoke(cli, ["lint", *map(str, words)], catch_exceptions=False)


def sealed(folder: Path, tmp_path: Path) -> Path:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    seal(folder, text)
    return text


def test_a_register_is_looked_at_without_a_ledger(write: Callable[..., Path]) -> None:
    done = run("--register", write(WRONG), "--json")
    assert done.exit_code == 1
    (finding,) = [f for f in json.loads(done.output) if f["rule"] == "host-is-state"]
    assert set(finding) == {"rule", "entity", "message"}


def test_people_are_told_file_and_line(write: Callable[..., Path]) -> None:
    done = run("--register", write(WRONG))
    assert "namuna_farrukh.toml:14: I-" in done.output


def test_a_finding_is_answered_by_a_note_with_its_rule_and_a_reason(write: Callable[..., Path]) -> None:
    answered = (WRONG[0], {**WRONG[1], "note": "lint host-is-state: the chapter counts the enclave as abroad"})
    folder = write(answered, head='note = "lint stage-without-incident: told as a neighbour"')
    done = run("--register", folder)
    assert done.exit_code == 0
    assert "0 open, 1 answered" in done.output
    empty = (WRONG[0], {**WRONG[1], "note": "lint host-is-state:"})
    assert run("--register", write(empty)).exit_code == 1


def test_sealed_words_are_found_in_the_text_with_the_year_at_their_end(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write(("incident", {"host_state": "RU", "date": "2014-12"}), b="held for a week in December 2014")
    text = sealed(folder, tmp_path)
    silent = run("--register", folder)
    assert silent.exit_code == 0
    assert "--text" in silent.output
    assert run("--register", folder, "--text", text).exit_code == 0
    file = folder / "persons/namuna_farrukh.toml"
    file.write_text(file.read_text("utf-8").replace('"2014-12"', '"2013-12"'), encoding="utf-8")
    done = run("--register", folder, "--text", text)
    assert done.exit_code == 1
    assert "words-missing" in done.output


def test_the_ledger_is_looked_at_and_one_case_of_it(db: Any, write: Callable[..., Path], tmp_path: Path) -> None:
    folder = write(WRONG)
    sealed(folder, tmp_path)
    load(db, folder, by="c1")
    found = json.loads(run("--json").output)
    assert {f["rule"] for f in found} >= {"host-is-state"}
    incident = next(f["entity"] for f in found if f["rule"] == "host-is-state")
    assert {f["entity"] for f in json.loads(run(incident, "--json").output)} == {incident}
    person = next(
        line.split('"')[1]
        for line in (folder / "persons/namuna_farrukh.toml").read_text("utf-8").splitlines()
        if line.startswith("id")
    )
    assert json.loads(run(person, "--json").output) == found
    assert run("S-report").exit_code == 0
    assert run("I-000000").exit_code == 2


def test_a_register_with_anything_wrong_is_refused(write: Callable[..., Path]) -> None:
    done = run("--register", write(("incident", {"measure": "detantion"})))
    assert done.exit_code == 2
    assert "detantion" in done.stderr


def test_the_rules_say_what_they_are_for() -> None:
    done = run("--rules", "--json")
    assert done.exit_code == 0
    assert all(set(rule) == {"rule", "sentence", "reason"} for rule in json.loads(done.output))
    assert "release-before-arrest" in run("--rules").output
