"""``asylia names``: what it prints, and what it says of a file that is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asylia.cli import cli
from asylia.names.rules import listed


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["names", *arguments])


def test_compare_says_the_verdict_and_why() -> None:
    done = run("compare", "Xurshid Salimov", "Хуршед Салимов")
    assert done.output.startswith("same (0.9")
    assert "Family name: Salimov and Салимов" in done.output


def test_compare_as_json_without_a_rule() -> None:
    with_it = json.loads(run("compare", "Qodir Salimov", "Kodir Salimov", "--json").output)
    without = json.loads(run("compare", "Qodir Salimov", "Kodir Salimov", "--json", "--without", "k-q").output)
    assert (with_it["verdict"], without["verdict"]) == ("same", "different")
    assert set(with_it) == {"name_a", "name_b", "verdict", "score", "why"}


def test_a_rule_that_is_none_is_told() -> None:
    done = run("compare", "A", "B", "--without", "nonsense")
    assert done.exit_code == 2
    assert "there is no rule 'nonsense'. Allowed: c, " in done.output


def test_parts_and_tokens_are_shown() -> None:
    assert (
        "part salimov, role family, sounds salimov, stem salim, ending russian" in run("parts", "Rustam Salimov").output
    )
    assert json.loads(run("parts", "Rustam Salimov", "--json").output)["tokens"]


def test_every_rule_is_listed_with_its_reason() -> None:
    assert len(run("rules").output.splitlines()) == len(listed())
    assert [one["rule"] for one in json.loads(run("rules", "--json").output)] == [rule.name for rule in listed()]


def test_evaluate_takes_the_figures(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    rows = ["name_a\tname_b\tsame\tkind\tscripts", "Rustam Salimov\tРустам Салимов\t1\tvariant\tLC"]
    rows += ["Rustam Salimov\tUmid Salimov\t0\tbrothers\tLL", "R. Salimov\tRustam Salimov\t1\tinitial\tLL"]
    file.write_text("\ufeff" + "\r\n".join(rows), encoding="utf-8")
    found = json.loads(run("evaluate", str(file), "--json").output)
    assert (found["pairs"], found["precision"], found["recall"], found["f1"]) == (3, 1.0, 0.5, 0.6667)
    assert found["confusion"]["same"] == {"same": 1, "unsure": 1, "different": 0}
    assert found["kinds"]["brothers"]["confusion"]["not_same"]["different"] == 1
    assert found["scripts"]["LC"]["recall"] == 1.0
    assert [one["name_a"] for one in found["worst"]] == ["R. Salimov"]
    assert "all: precision 1.0, recall 0.5, f1 0.6667" in run("evaluate", str(file)).output


HEAD = b"name_a\tname_b\tsame\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty. Allowed: name_a, name_b, same"),
        (b"name_a,name_b,same\n", ":1: name_a: the column is missing"),
        (b"name_a\tname_b\tsame\tsame\n", ":1: same: a column stands twice"),
        (HEAD + b"A B\tC D\tperhaps\n", ":2: same: 'perhaps' is neither yes nor no. Allowed: 1, true"),
        (HEAD + b"A B\tC D\n", ":2: same: nothing stands here"),
        (HEAD + b"A B\t\t1\n", ":2: name_b: nothing stands here"),
        (HEAD + b"A B\tC\xff D\t1\n", ":2: byte 6 of the line is not UTF-8"),
        (HEAD + b"A B\tC\0D\t1\n", ":2: the line holds a zero byte"),
        (HEAD + b"x" * 1_000_000, ":2: the line is too long. Allowed: 100,000 characters"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_line_and_column(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_bytes(content)
    done = run("evaluate", str(file))
    assert done.exit_code == 2
    assert says in done.output
