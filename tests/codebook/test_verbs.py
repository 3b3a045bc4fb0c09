"""``asylia codebook``: what it prints and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asylia.codebook.book import book
from asylia.codebook.verbs import group
from asylia.problems import Problem

Write = Callable[..., Path]


def run(*words: str) -> Result:
    return CliRunner().invoke(group, list(words))


def test_check_names_file_and_line_and_ends_with_1(codebook: Write) -> None:
    folder = codebook(sizes="[sizes.big]\nlabel = 'B'\nbroader = 'huge'")
    done = run("check", str(folder))
    assert done.exit_code == 1
    assert f"{folder}/sizes.toml:3: sizes.big.broader: 'huge' is not in sizes. Allowed: big." in done.output
    told = json.loads(run("check", str(folder), "--json").output)
    assert (3, "sizes.big.broader", ["big"]) in [(one["line"], one["field"], one["allowed"]) for one in told]


def test_show_finds_a_code_in_every_vocabulary_that_holds_it() -> None:
    code = next(iter(book().vocabularies["countries"]))
    assert f"code: {code}\nvocabulary: countries\nlabel: " in run("show", code).output
    assert json.loads(run("show", code, "--json").output)[0]["vocabulary"] == "countries"


def test_show_knows_properties_and_vocabularies() -> None:
    assert "table: incidents\n" in run("show", "host_state").output
    assert "vocabulary: countries\ncodes:\n" in run("show", "countries").output


def test_show_of_a_word_that_is_none_is_a_problem() -> None:
    assert isinstance(run("show", "no_such_word").exception, Problem)


@pytest.mark.parametrize(("option", "start"), [((), "# Codebook\n"), (("--html",), "<!DOCTYPE html>\n")])
def test_manual_prints_the_codebook(option: tuple[str, ...], start: str) -> None:
    assert run("manual", *option).output.startswith(start)
