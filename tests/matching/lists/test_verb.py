"""``asylia matching link``: preview, file, JSON, and what each exit says."""

import csv
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from asylia.cli import cli
from asylia.matching import matched, written
from asylia.matching.link import Linked
from asylia.problems import Problem
from tests.derived import derived
from tests.matching.lists import samples
from tests.publish.invented import FIRST


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(samples.csv(), encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["matching", "link", *map(str, args)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_preview_is_shown_and_a_file_written(listed: Path, edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "matches.csv"
    done = run(listed, "--against", edition, "--out", out)
    assert done.exit_code == 0, done.output
    for words in ("list.csv, a list of the format csv, against edition 2026.1", "3 records read, 2 matches",
                  "2  same", "0  key", f"{FIRST}  Farrukh Namuna", "for: the names: same",
                  "There is no ledger here", f"Nothing is accepted; written to {out}."):  # fmt: skip
        assert words in done.output
    written = rows(out)
    assert tuple(written[0]) == matched.COLUMNS
    first = next(row for row in written if row["person"] == FIRST)
    assert (first["row"], first["listed_as"], first["band"], first["birth_year"], first["nationality"]) == (
        "2", "Farruh Namuna", "same", "1984", "TJ",
    )  # fmt: skip
    assert "Farrukh Namuna|Фаррух Намуна" in first["names"]
    assert first["why"].startswith("the names: same; ")


def test_no_stranger_and_no_day_of_birth_is_written_or_shown(listed: Path, edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "matches.csv"
    shown = run(listed, "--against", edition, "--out", out).output + run(listed, "--against", edition, "--json").output
    for everything in (shown, out.read_text(encoding="utf-8")):
        assert "Notanish" not in everything
        assert "06-10" not in everything


def test_json_holds_the_same(listed: Path, edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "matches.csv"
    said: dict[str, Any] = json.loads(run(listed, "--against", edition, "--out", out, "--json").output)
    assert said["records"] == 3
    assert said["bands"] == {"key": 0, "same": 2, "unsure": 0}
    assert said["notes_known"] is False
    assert [(str(each["row"]), each["person"]) for each in said["matches"]] == [
        (row["row"], row["person"]) for row in rows(out)
    ]


def test_without_out_nothing_is_written(listed: Path, edition: Path, tmp_path: Path) -> None:
    assert run(listed, "--against", edition).exit_code == 0
    assert list(tmp_path.iterdir()) == [listed]


def test_the_file_is_its_owners_alone(listed: Path, edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "matches.csv"
    run(listed, "--against", edition, "--out", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "matches.csv"]


def test_a_file_that_exists_is_not_overwritten(listed: Path, edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "matches.csv"
    out.write_text("mine")
    for target in (out, listed):
        done = run(listed, "--against", edition, "--out", target)
        assert done.exit_code == 2
        assert "exists and is not overwritten" in done.output
    assert out.read_text() == "mine"


def test_a_file_that_appears_meanwhile_is_not_overwritten_either(
    listed: Path, edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "matches.csv"
    checked = written.check_out

    def late(path: Path) -> None:
        checked(path)
        path.write_text("mine")

    linked = Linked(0, 0, 0, ())
    monkeypatch.setattr(written, "check_out", late)
    with pytest.raises(Problem, match="exists"):
        matched.write(linked, out)
    assert out.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_where_writing_fails_nothing_is_left(
    listed: Path, edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("asylia.matching.written.os.fsync", full)
    done = run(listed, "--against", edition, "--out", tmp_path / "matches.csv")
    assert done.exit_code == 2
    assert "No space left" in done.output
    assert list(tmp_path.iterdir()) == [listed]


def test_a_list_that_is_wrong_leaves_no_file(edition: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_bytes(samples.csv().encode() + b"Farruh Nam\xffna,TJ,1984\r\n")
    done = run(listed, "--against", edition, "--out", tmp_path / "matches.csv")
    assert done.exit_code == 2
    assert f"{listed}: row 5, column 1 (Name): the byte FF is no utf-8; the rows before are" in done.output
    assert list(tmp_path.iterdir()) == [listed]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--name", "Nmae"), "--name: the list has no column 'Nmae'. Allowed: Name, Nationality, Date of birth."),
        (("--format", "excel"), "--format: 'excel' is no format. Allowed: csv, xlsx, ftm, notices, hudoc."),
        (("--encoding", "latin-99"), "--encoding: 'latin-99' is no encoding that is known"),
        (("--out", "nowhere/matches.csv"), "nowhere: --out: there is no such folder"),
    ],
)
def test_wrong_use_exits_2_and_says_what_is_allowed(
    listed: Path, edition: Path, options: tuple[str, str], what: str
) -> None:
    done = run(listed, "--against", edition, *options)
    assert done.exit_code == 2
    assert what in done.output


def test_an_edition_must_be_there(listed: Path, tmp_path: Path) -> None:
    done = run(listed, "--against", tmp_path)
    assert done.exit_code == 2
    assert "there is no edition here" in done.output


def test_no_cell_of_the_file_is_a_formula(edition: Path, tmp_path: Path) -> None:
    def hostile(db: Any) -> None:
        db.execute("UPDATE persons SET name = '=HYPERLINK(\"http://x.invalid\")|' || name")

    listed, out = tmp_path / "list.json", tmp_path / "matches.csv"
    people = [samples.person(id, "Farruh Namuna") for id in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")]
    listed.write_text(json.dumps([*people, samples.person("=cmd", "@Farruh Namuna")]), encoding="utf-8")
    assert (
        run(listed, "--against", derived(edition, tmp_path / "e", "2026.2", change=hostile), "--out", out).exit_code
        == 0
    )
    written = rows(out)
    assert len(written) == 6
    assert all(not cell.startswith(tuple("=+-@\t\r\n")) for row in written for cell in row.values())
    assert {row["record"] for row in written} >= {"'=1+1", "'+1", "'-1", "'@SUM(A1)"}
    assert written[0]["names"].startswith("'=HYPERLINK")
