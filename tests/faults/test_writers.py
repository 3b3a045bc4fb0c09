"""Many writers at once, and writers that die in the middle."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from asylia.ledger.read import last_seq, rows_upto
from asylia.ledger.verify import verify

SCRIPT = Path(__file__).with_name("write_rows.py")


def start(threads, rows):
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(threads), str(rows)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=SCRIPT.parents[2], env=environment(),
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    return process


def environment():
    import os

    return os.environ | {"PYTHONPATH": str(SCRIPT.parents[2])}


def go(process):
    process.stdin.write("\n")
    process.stdin.flush()


def enough_connections(db):
    if db.vendor == "postgresql":
        with db.cursor() as cursor:
            cursor.execute("SHOW max_connections")
            if (found := int(cursor.fetchone()[0])) < 220:
                pytest.skip(f"this PostgreSQL server takes {found} connections, and the test needs 220")


def test_of_two_hundred_writers_none_fails(db):
    enough_connections(db)
    processes = [start(threads=40, rows=2) for _ in range(5)]
    began = time.monotonic()
    for process in processes:
        go(process)
    said = [process.communicate(timeout=250) for process in processes]
    took = time.monotonic() - began
    assert [process.returncode for process in processes] == [0] * 5, said
    acknowledged = {id for out, _ in said for id in out.split()}
    assert acknowledged == {row.id for row in rows_upto(db)}
    assert last_seq(db) == 400
    assert verify(db).ok
    print(f"{400 / took:.0f} rows/s")


@pytest.mark.parametrize("after", [1, 17, 60])
def test_a_writer_that_is_killed_loses_no_acknowledged_row(db, after):
    process = start(threads=4, rows=10_000)
    go(process)
    acknowledged = {process.stdout.readline().strip() for _ in range(after)}
    process.kill()
    rest, _ = process.communicate()
    acknowledged |= {line for line in rest.split("\n")[:-1] if line}
    report = verify(db)
    assert report.ok
    kept = {row.id for row in rows_upto(db)}
    assert acknowledged <= kept
    assert len(kept) <= len(acknowledged) + 4, "at most one row a writer was not said yet"
