"""A full disk: a clear error, nothing half-added, a chain that verifies, and work goes on once there is room."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from asylia.ledger.append import append
from asylia.ledger.read import last_seq
from asylia.ledger.verify import verify
from asylia.problems import Problem


def fill_up(db, claim):
    """Append until the database refuses; return the problem and how many rows were acknowledged."""
    acknowledged = 0
    for _ in range(2000):
        try:
            acknowledged += len(append(db, [claim(value=os.urandom(2500).hex())] * 3, by="c1"))
        except Problem as problem:
            return problem, acknowledged
    raise AssertionError("the disk was never full")


def check(db, claim, make_room):
    problem, acknowledged = fill_up(db, claim)
    assert "The disk is full: nothing was added. Make room" in str(problem)
    assert last_seq(db) == acknowledged > 0
    assert verify(db).ok
    make_room()
    append(db, [claim(value=os.urandom(2500).hex())], by="c1")
    assert last_seq(db) == acknowledged + 1
    assert verify(db).ok


def test_a_database_that_may_not_grow(fresh, claim):
    db = fresh("sqlite")

    def limit(pages):
        with db.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    limit(200)
    check(db, claim, lambda: limit(1_000_000))


@contextmanager
def small_disk(folder, size):
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_disk_that_is_full(fresh, claim, tmp_path):
    from django.db import connections

    db = fresh("sqlite")
    db.close()
    with small_disk(tmp_path / "disk", "4m") as disk:
        (disk / "ballast").write_bytes(bytes(500_000))
        shutil.copy(db.settings_dict["NAME"], disk / "asylia.sqlite")
        whole, db.settings_dict["NAME"] = db.settings_dict["NAME"], str(disk / "asylia.sqlite")
        try:
            check(connections["default"], claim, (disk / "ballast").unlink)
        finally:
            db.close()
            db.settings_dict["NAME"] = whole


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_table_space_of_postgresql_that_is_full(fresh, claim):
    db = fresh("postgresql")
    with db.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        if not os.path.isdir(cursor.fetchone()[0]):
            pytest.skip("this PostgreSQL server runs elsewhere")
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder) / "disk", "3m") as disk:
        Path(folder).chmod(0o711)  # the server runs as another user
        (disk / "space").mkdir()
        (disk / "ballast").write_bytes(bytes(500_000))
        shutil.chown(disk / "space", "postgres")
        name = f"small_{os.urandom(4).hex()}"
        with db.cursor() as cursor:
            cursor.execute(f"CREATE TABLESPACE {name} LOCATION '{disk / 'space'}'")
            cursor.execute(f"ALTER TABLE ledger_payload SET TABLESPACE {name}")
        try:
            check(db, claim, (disk / "ballast").unlink)
        finally:
            with db.cursor() as cursor:
                cursor.execute("ALTER TABLE ledger_payload SET TABLESPACE pg_default")
                cursor.execute(f"DROP TABLESPACE {name}")
