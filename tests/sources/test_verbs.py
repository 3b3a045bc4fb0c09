"""``asylia source`` as people use it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from asylia.codebook.entities import Source
from asylia.codebook.kinds import properties
from asylia.problems import Problem
from asylia.sources.verbs import group
from tests import documents


@pytest.fixture
def run(fresh: Callable[[str], Any]) -> Callable[..., Result]:
    fresh("sqlite")

    def do(*arguments: str | Path) -> Result:
        done = CliRunner().invoke(group, list(map(str, arguments)))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return do


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lakes.pdf"
    path.write_bytes(documents.pdf())
    return path


def test_a_file_is_added_listed_and_shown(run: Callable[..., Result], file: Path) -> None:
    said = ("--title", "Lakes", "--access", "public", "--author", "A", "--author", "B", "--by", "c1")
    assert run("add", file, *said).output.startswith("S-lakes: added lakes.pdf, capture ")
    assert "nothing was added" in run("add", file, *said).output
    assert "S-lakes" in run("list").output
    shown = run("show", "S-lakes").output
    assert "author = 'B', accepted, row" in shown
    assert "application/pdf" in shown


def test_each_reading_verb_speaks_json(run: Callable[..., Result], file: Path) -> None:
    added = json.loads(run("add", file, "--title", "Lakes", "--access", "restricted", "--by", "c1", "--json").output)
    assert added["source"] == "S-lakes"
    assert json.loads(run("list", "--json").output) == [
        {"id": "S-lakes", "title": "Lakes", "capture": added["capture"]}
    ]
    shown = json.loads(run("show", "S-lakes", "--json").output)
    assert {statement["property"] for statement in shown["said"]} == {"title", "access"}
    assert shown["documents"][0]["layer"] == added["layer"]


def test_what_was_rejected_or_retracted_is_shown_as_such(run: Callable[..., Result], file: Path) -> None:
    from django.db import connections

    from asylia.ledger.append import append
    from asylia.ledger.rows import Draft

    run("add", file, "--title", "Lakes", "--access", "public", "--by", "c1")
    append(connections["default"], [Draft("reject", "S-lakes", "S-lakes", {"reason": ""}, acts_on=1)], by="c2")
    append(connections["default"], [Draft("retract", "S-lakes", "S-lakes", {"reason": ""}, acts_on=3)], by="c2")
    shown = run("show", "S-lakes").output
    assert "title = 'Lakes', rejected" in shown
    assert "access = 'public', retracted" in shown


def test_a_source_that_is_not_there_is_refused(run: Callable[..., Result]) -> None:
    with pytest.raises(Problem, match="no source"):
        run("show", "S-none")


def test_there_is_an_option_for_each_property_of_a_source() -> None:
    text = CliRunner().invoke(group, ["add", "--help"]).output
    assert all(f"--{property.name.replace('_', '-')} " in text for property in properties(Source).values())


def test_a_register_and_an_edition_at_once_are_too_much(run: Callable[..., Result], tmp_path: Path) -> None:
    assert run("find", tmp_path, "--register", tmp_path, "--edition", tmp_path).exit_code == 2
