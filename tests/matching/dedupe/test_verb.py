"""``asylia matching dedupe``: the file, what is said, and what each error says."""

import csv
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from asylia.cli import cli
from asylia.matching.dedupe.told import COLUMNS

LIST = (
    "id,name,birth year,nationality\n"
    "1,Farrukh Namunaboyev,1971,UZ\n"
    '2,"Намунабоев, Фаррух",1971,UZ\n'
    "3,Olim Namunaboyev,1971,UZ\n"
    "4,unknown,1971,UZ\n"
    "5,=cmd,1971,UZ\n"
)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST.replace("5,=cmd,1971,UZ\n", ""), encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["matching", "dedupe", *map(str, args), "--cores", "1"])


def test_clusters_are_written_and_told(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "clusters.csv"
    done = run(listed, "--out", out)
    assert done.exit_code == 0, done.output
    assert "4 records read; 2 of them make 1 clusters" in done.output
    assert "1 records name nobody in full" in done.output
    with out.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert tuple(told[0]) == COLUMNS
    assert [(row["band"], row["cluster"], row["record"]) for row in told] == [("one", "1", "1"), ("one", "1", "2")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clusters.csv", "list.csv"]


def test_a_file_that_is_there_is_not_overwritten(listed: Path) -> None:
    done = run(listed, "--out", listed)
    assert done.exit_code == 2
    assert "exists and is not overwritten" in done.output
    assert listed.read_text(encoding="utf-8").startswith("id,name")


def test_a_list_that_is_wrong_leaves_nothing(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(LIST, encoding="utf-8")
    done = run(listed, "--out", tmp_path / "clusters.csv")
    assert done.exit_code == 2
    assert "formula" in done.output
    assert list(tmp_path.iterdir()) == [listed]


def test_memory_that_is_no_amount_is_refused_and_leaves_nothing(listed: Path, tmp_path: Path) -> None:
    done = run(listed, "--out", tmp_path / "clusters.csv", "--memory", "much")
    assert done.exit_code == 2
    assert "--memory: 'much' is no amount of memory" in done.output
    assert list(tmp_path.iterdir()) == [listed]


@pytest.mark.parametrize("absent", ["duckdb", "pyarrow", "splink"])
def test_without_the_extra_it_says_how_to_get_it(
    listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absent: str
) -> None:
    def found(name: str, package: str | None = None) -> Any:
        return None if name == absent else util.find_spec(name, package)

    monkeypatch.setattr("asylia.matching.dedupe.splinked.find_spec", found)
    done = run(listed, "--out", tmp_path / "clusters.csv")
    assert done.exit_code == 2
    assert f"{absent} is not installed. Install the extra: python -m pip install 'asylia[link]'." in done.output
    assert list(tmp_path.iterdir()) == [listed]


def test_nothing_of_the_extra_is_loaded_before_the_verb_runs() -> None:
    loads = "import sys, asylia.matching.verbs, asylia.matching.dedupe.dedupe, asylia.matching.dedupe.told\n"
    said = "print([name for name in ('splink', 'duckdb', 'pyarrow', 'openpyxl') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loads + said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
