import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asylia.cli import cli
from asylia.coding.agreement.codings import Round
from asylia.coding.agreement.fields import FIELDS, rank
from asylia.coding.agreement.table import ALL, Row, agreement
from asylia.coding.sealing import seal
from tests.invented import write_register
from tests.twice import CODERS

FILE = "persons/namuna_farrukh.toml"


@pytest.fixture
def register(tmp_path: Path, report: Path) -> Path:
    """A register with two codings that are the same, all three sealed."""
    folder = write_register(tmp_path / "register")
    for each in (folder, *(write_register(folder / "codings" / name) for name in ("first", "second"))):
        seal(each, report)
    return folder


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / FILE).read_text("utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")


def row(register: Path, unit: str, field: str = "", chapter: str = ALL) -> Row:
    codings = register / "codings"
    rows = agreement([Round("1", codings / "first", codings / "second")])
    return next(row for row in rows if (row.unit, row.field, row.source) == (unit, field, chapter))


def run(*words: Any) -> Any:
    return CliRunner().invoke(cli, ["register", "agreement", *map(str, words)], catch_exceptions=False)


def test_the_same_coding_twice_agrees_in_all(register: Path) -> None:
    found = row(register, "incidents")
    assert (found.first, found.second, found.both, found.f1) == (2, 2, 2, 1)
    measures = row(register, "incidents", "measure")
    assert (measures.n, measures.silent, measures.alpha, measures.agreement, measures.ac1) == (2, 0, 1, 1, 1)


def test_precision_and_recall_are_told_each_way(register: Path) -> None:
    change(register / "codings/second", "[[protection]]", "[[stay]]")
    change(register / "codings/second", 'protection = "rule_39"', 'country = "RU"')
    change(register / "codings/second", 'id         = "R-', 'id         = "T-')
    text = (register / "codings/second" / FILE).read_text("utf-8")
    (register / "codings/second" / FILE).write_text(text.replace('"R-', '"T-').replace(" R-", " T-"), encoding="utf-8")
    missed = row(register, "protections")
    assert (missed.first, missed.second, missed.both) == (1, 0, 0)
    assert (missed.precision, missed.recall, missed.f1) == (None, 0, 0)
    extra = row(register, "stays")
    assert (extra.precision, extra.recall, extra.f1) == (0, None, 0)


def test_a_field_that_one_coder_left_out_is_a_difference(register: Path) -> None:
    change(register / "codings/second", 'host_state       = "RU"\n', "")
    hosts = row(register, "incidents", "host_state")
    assert (hosts.n, hosts.silent, hosts.agreement) == (1, 1, 0)


def test_a_year_that_one_coder_left_out_is_told_beside_those_of_both(register: Path) -> None:
    text = (register / "codings/second" / FILE).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("date", "prefer.date"))]
    (register / "codings/second" / FILE).write_text("\n".join(lines), encoding="utf-8")
    years = row(register, "incidents", "year")
    assert (years.n, years.silent, years.alpha, years.agreement) == (0, 1, None, None)


def test_the_stage_follows_from_what_each_coder_wrote(register: Path) -> None:
    change(register / "codings/second", 'measure          = "deportation"', 'measure          = "threat"')
    assert row(register, "incidents", "stage").agreement == 1  # neither has a host state or place: no stage
    for coding in ("first", "second"):
        change(register / "codings" / coding, "after            = [", 'host_state = "RU"\nafter            = [')
    assert row(register, "incidents", "stage").agreement == 0.5


def test_figures_are_told_chapter_by_chapter(register: Path) -> None:
    assert row(register, "group_events", chapter="S-report-borders").both == 1
    assert row(register, "incidents", "measure", "S-report-shelters").n == 2


def test_ranks_are_in_the_order_of_the_codebook() -> None:
    assert rank("factualities", ["planned"]) == 0
    assert rank("factualities", ["completed", "attempted"]) == 2  # the lower of two that a coder leaves open
    assert rank("severities", ["unknown"]) is None
    assert {field.scale for field in FIELDS if field.name in ("stage", "severity", "factuality")} == {"ordinal"}


def test_the_verb_writes_both_tables_and_the_same_bytes_again(register: Path, tmp_path: Path) -> None:
    done = run(register, "--out", tmp_path / "one")
    assert done.exit_code == 0
    assert "round 1" in done.output
    run(register, "--out", tmp_path / "two")
    for name in ("agreement.csv", "coverage.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    with (tmp_path / "one/agreement.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows[0]["unit"] == "persons"
    assert rows[0]["f1"] == "1.0000"
    with (tmp_path / "one/coverage.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["coding"] for row in rows} == {"register", "first", "second"}
    by = {(row["by"], row["value"]): row for row in rows if row["coding"] == "register"}
    assert by["source", "S-report-shelters"]["incidents"] == "2"
    assert by["source", "S-report"]["persons"] == "0"  # a chapter without a case stands there too
    assert by["measure", "deportation"]["group_events"] == "1"
    assert by["measure", "killing"]["incidents"] == "0"
    assert by["year", "2014"]["incidents"] == "1"
    assert by["year", ""]["incidents"] == "1"


def test_the_verb_takes_two_folders_and_the_text_of_unsealed_ones(tmp_path: Path, report: Path) -> None:
    one, two = (write_register(tmp_path / name) for name in ("one", "two"))
    found = json.loads(run(one, two, "--text", report, "--json").output)
    assert found["agreement"][0]["f1"] == 1
    assert {row["coding"] for row in found["coverage"]} == {"first", "second"}
    refused = run(one, two)
    assert refused.exit_code == 2
    assert "--text" in refused.stderr


def test_each_round_has_its_rows(register: Path) -> None:
    (register / "codings/round-1").mkdir()
    for name in ("first", "second"):
        (register / "codings" / name).rename(register / "codings/round-1" / name)
    write_register(register / "codings/first")
    write_register(register / "codings/second")
    done = run(register, "--json", "--text", register.parent / "report.txt")
    assert {row["round"] for row in json.loads(done.output)["agreement"]} == {"1", "2"}


def test_a_register_without_codings_says_what_to_do(tmp_path: Path, report: Path) -> None:
    folder = write_register(tmp_path / "register")
    done = run(folder)
    assert done.exit_code == 2
    assert "codings/first" in done.stderr


def test_who_coded_is_written_for_the_edition_without_a_code(register: Path, tmp_path: Path) -> None:
    run(register, "--out", tmp_path / "none")
    assert "first coding, by somebody: who is not said." in (tmp_path / "none/CODED.md").read_text("utf-8")
    (register / "codings/coders.toml").write_text(CODERS, encoding="utf-8")
    run(register, "--out", tmp_path / "two")
    text = (tmp_path / "two/CODED.md").read_text("utf-8")
    assert "- Round 1, first coding, by a human.\n" in text
    assert "- Round 1, second coding, by a model: Example, version 3.\n" in text
    assert "two runs of one model overstate it" in text
    assert "upper bound" not in text
    assert "c1" not in text
    both = CODERS.replace("human = true", 'model = "Example"')
    (register / "codings/coders.toml").write_text(both, encoding="utf-8")
    run(register, "--out", tmp_path / "one")
    assert "upper bound" in (tmp_path / "one/CODED.md").read_text("utf-8")
