import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asylia.cli import cli
from asylia.coding.agreement.codings import read_coding
from asylia.coding.agreement.differences import Difference, as_text, differences
from tests.invented import write_register
from tests.twice import change, decide, id_of, write_twice


@pytest.fixture
def twice(tmp_path: Path, report: Path) -> Path:
    return write_twice(tmp_path / "register", report)


def found(first: Path, second: Path, text: Path | None = None) -> list[Difference]:
    return differences(read_coding(first, text), read_coding(second, text))


def of(folder: Path) -> list[Difference]:
    return found(folder / "codings/first", folder / "codings/second")


def run(*words: Any) -> Any:
    return CliRunner().invoke(cli, ["register", *map(str, words)], catch_exceptions=False)


def test_a_coding_does_not_differ_from_itself(twice: Path, folder: Path, report: Path, tmp_path: Path) -> None:
    assert of(twice) == []
    assert found(folder, write_register(tmp_path / "blind"), report) == []  # names of blocks mean the same, too


def test_a_value_that_differs_is_told_with_both_lines_and_passages(twice: Path) -> None:
    change(twice / "codings/second", '"detention"', '"arrest"')
    (difference,) = of(twice)
    assert (difference.id, difference.property) == (id_of(twice, "I"), "measure")
    assert difference.first is not None
    (said,) = difference.first.values["measure"]
    assert (said.value, said.assertion) == ("detention", "reported by author")
    assert said.passages == ["S-report-shelters, p. 1, note 1, place 37"]
    text = as_text([difference])
    assert "namuna_farrukh.held" in text
    assert f"codings/second/persons/namuna_farrukh.toml:{difference.second and difference.second.line}" in text


def test_what_only_one_states_is_a_difference_and_a_denial_is_no_assertion(twice: Path) -> None:
    change(twice / "codings/second", 'host_state       = "RU"\n', "")
    change(twice / "codings/second", '"deportation"', '"deportation, denied by state of concern"')
    assert [difference.property for difference in of(twice)] == ["host_state", "measure"]
    assert "not stated" in as_text(of(twice))


def test_a_unit_that_one_alone_found_is_told_whole(twice: Path) -> None:
    text = (twice / "codings/second/aggregates.toml").read_text("utf-8")
    (twice / "codings/second/aggregates.toml").write_text(
        text + "\n" + text[text.index("[[aggregate]]") :].replace('id     = "A-', 'id     = "A-000'), encoding="utf-8"
    )
    (difference,) = of(twice)
    assert (difference.property, difference.first) == ("", None)
    assert "aggregates  A-000" in as_text([difference])
    assert "only in the second" in as_text([difference])
    assert "number  7" in as_text([difference])


def test_coded_leaves_out_words_and_open_what_is_decided(twice: Path) -> None:
    change(twice / "codings/second", "opposition abroad, sought by his state", "an opponent")
    change(twice / "codings/second", '"detention"', '"arrest"')
    assert len(json.loads(run("differences", twice, "--json").output)) == 2
    assert len(json.loads(run("differences", twice, "--json", "--coded").output)) == 1
    decide(twice, id_of(twice, "I"), "measure", "detention", "arrest")
    assert run("differences", twice, "--coded", "--open").output == "0 differences\n"
    assert run("differences", twice, "--open").output.endswith("1 differences\n")


def test_decisions_are_counted_by_cause_and_entry(twice: Path) -> None:
    for _ in range(2):
        decide(twice, id_of(twice, "I"), "measure", "detention", "arrest")
    assert run("decisions", twice).output.split() == ["2", "manual", "2", "R44", "2", "decisions"]
    assert json.loads(run("decisions", twice, "--json").output) == {"causes": {"manual": 2}, "entries": {"R44": 2}}
