"""``asylia edition``: text, --json, and what each exit says."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asylia.cli import cli
from tests.publish.invented import FIRST


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["edition", *map(str, args)])


@pytest.mark.parametrize(
    "args",
    [("verify",), ("table1",), ("tables",), ("show",), ("why", FIRST, "name"), ("show", FIRST)],
    ids=lambda args: args[0],
)
def test_what_reads_also_speaks_json(made: Path, args: tuple[str, ...]) -> None:
    verb, *rest = args
    plain, data = run(verb, made, *rest), run(verb, made, *rest, "--json")
    assert (plain.exit_code, data.exit_code) == (0, 0)
    assert plain.output
    assert json.loads(data.output)


def test_a_failed_check_exits_1_and_wrong_use_2(copy: Path) -> None:
    assert run("why", copy, "X-999999", "name").exit_code == 2
    assert run("why", copy, FIRST, "nothing").exit_code == 2
    assert run("table1", copy, "--rule", "mine").exit_code == 2
    assert run("export", copy, "--as", "cape-1999").exit_code == 2
    (copy / "README.md").write_text("mine")
    assert run("verify", copy).exit_code == 1
    assert run("verify", copy / "nothing").exit_code == 2


def test_why_leads_to_the_words_of_the_citation(made: Path) -> None:
    told = run("why", made, "I-200001", "date").output
    for words in (
        "2014-05 (contested)",
        "sources differ and nothing is preferred",
        "A. Author, A chapter, in A volume",
    ):
        assert words in told
    assert "made by stage rule asylia-1" in run("why", made, FIRST, "highest_stage").output
    assert "no incident has it" in run("why", made, "X-100003", "stage_3").output
    assert "not stated" in run("why", made, FIRST, "sex").output
    assert "denied" in run("why", made, "I-200003", "actor").output


@pytest.mark.parametrize("template", ["cape-2016", "cape-2018"])
def test_the_templates_hold_counted_persons_and_say_what_they_lose(made: Path, tmp_path: Path, template: str) -> None:
    out = tmp_path / "out.csv"
    told = run("export", made, "--as", template, "--out", out)
    assert told.exit_code == 0
    assert "loses" in told.output
    first, *_ = rows = list(csv.DictReader(StringIO(out.read_text(encoding="utf-8"))))
    assert len(rows) == 3
    assert first["Stages experienced"] == "1; 2; 3"
    assert first["Category"] == "category 2"
    assert first["Stage 3"].startswith("rendition")
    assert ("Exiled" in first, "Gender" in first) == ((True, False) if template == "cape-2016" else (False, True))
    assert run("export", made, "--as", template, "--out", out).exit_code == 2


def test_an_edition_does_not_differ_from_itself(made: Path) -> None:
    assert "nothing differs" in run("diff", made, made).output
