import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from asylia.home import database, home, open_desk
from asylia.problems import Problem


def test_the_home_is_made_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("ASYLIA_HOME", str(tmp_path / "a" / "b"))
    assert home() == tmp_path / "a" / "b"
    assert home().stat().st_mode & 0o777 == 0o700


def test_a_home_that_cannot_be_made_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ASYLIA_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(Problem, match="home cannot be made"):
        home()


def test_without_an_address_the_database_is_a_file_in_the_home(asylia_home):
    said = database()
    assert said["NAME"] == str(asylia_home / "asylia.sqlite")
    assert said["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_names_a_postgresql_database(monkeypatch):
    monkeypatch.setenv("ASYLIA_DATABASE", "postgresql://jo:p%40ss@db.invalid:5433/cases?sslmode=require")
    said = database()
    assert (said["USER"], said["PASSWORD"], said["HOST"], said["PORT"], said["NAME"]) == (
        "jo", "p@ss", "db.invalid", "5433", "cases",
    )  # fmt: skip
    assert said["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("address", ["mysql://u:secretword@h/x", "postgresql://u:secretword@h", "secretword"])
def test_another_address_is_a_problem_that_repeats_no_password(monkeypatch, address):
    monkeypatch.setenv("ASYLIA_DATABASE", address)
    with pytest.raises(Problem, match="names no database") as caught:
        database()
    assert "secretword" not in str(caught.value)


def test_the_file_is_for_its_owner_alone_and_every_commit_is_on_the_disk(fresh, asylia_home):
    db = fresh("sqlite")
    assert (asylia_home / "asylia.sqlite").stat().st_mode & 0o777 == 0o600
    with db.cursor() as cursor:
        said = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert said == {"journal_mode": "wal", "synchronous": 2}


def test_a_file_that_is_no_database_is_a_problem(fresh, asylia_home):
    db = fresh("sqlite")
    db.close()
    for side in asylia_home.glob("asylia.sqlite*"):
        side.unlink()
    (asylia_home / "asylia.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(Problem, match="cannot be opened"):
        open_desk()


def test_opening_twice_is_the_same_database(fresh):
    db = fresh("sqlite")
    assert open_desk() is db


def test_the_connection_waits_rather_than_fails(fresh, asylia_home):
    db = fresh("sqlite")
    other = sqlite3.connect(asylia_home / "asylia.sqlite")
    with db.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] >= 60_000
    other.close()


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_two_who_open_a_new_home_at_once_both_can(vendor: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    environment = {**os.environ, "ASYLIA_HOME": str(tmp_path / "new")}
    environment.pop("ASYLIA_DATABASE", None)
    if vendor == "postgresql":
        environment["ASYLIA_DATABASE"] = request.getfixturevalue("empty_postgresql")
    opening = [sys.executable, "-c", "from asylia.home import open_desk; open_desk()"]
    several = [subprocess.Popen(opening, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [process.communicate()[1] for process in several]
    assert [process.returncode for process in several] == [0] * 4, said
