"""Two hundred writers at once, each with a connection of its own; ``python -m bench.writers`` is a process of some."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

WRITERS = 200
PROCESSES = 4  # so many desks, each with a part of the writers
ROWS = 20  # that each appends, one a call: nobody is answered before the row is on the disk


def write(environment: dict[str, str]) -> dict[str, Any]:
    """Let all writers write into the environment's database; return the rows a second and how many writers failed."""
    desks = [_desk(environment) for _ in range(PROCESSES)]
    start = time.perf_counter()
    for desk in desks:
        print("go", file=desk.stdin, flush=True)
    said = [json.loads(desk.communicate(timeout=600)[0]) for desk in desks]
    seconds = time.perf_counter() - start
    written = sum(each["written"] for each in said)
    return {"rate": written / seconds, "written": written, "failed": sum(each["failed"] for each in said)}


def _desk(environment: dict[str, str]) -> subprocess.Popen[str]:
    """One process of writers, all connected and waiting. The first of them makes the tables."""
    command = [sys.executable, "-m", "bench.writers", str(WRITERS // PROCESSES), str(ROWS)]
    desk = subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if not desk.stdout or not desk.stdout.readline():
        raise RuntimeError("the writers did not come to write")
    return desk


def main(writers: int, rows: int) -> None:
    """One desk: open the connections, say that all are ready, wait for the word, write."""
    from django.db import connections

    from asylia.home import open_desk
    from asylia.ledger.append import append
    from bench.data import claim

    open_desk()
    ready, go = threading.Barrier(writers + 1), threading.Event()
    written, failed = list[int](), list[str]()

    def one(number: int) -> None:
        db, chance = connections["default"], Random(os.getpid() * 1000 + number)
        try:
            db.ensure_connection()
            claims = [claim(chance, number) for _ in range(rows)]
            ready.wait()
            go.wait()
            for each in claims:
                written.extend(append(db, [each], by=f"w{number}"))
        except Exception as error:  # whatever it is, a writer failed
            failed.append(repr(error))
        finally:
            db.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(writers)]
    for thread in threads:
        thread.start()
    ready.wait()
    print("ready", flush=True)
    sys.stdin.readline()
    go.set()
    for thread in threads:
        thread.join()
    for words in sorted(set(failed)):
        print(words, file=sys.stderr)
    print(json.dumps({"written": len(written), "failed": len(failed)}))


@contextmanager
def postgresql() -> Iterator[str]:
    """A fresh database on the server that ASYLIA_TEST_POSTGRESQL names, or on a throw-away one; '' without either.

    A throw-away server makes sure of its disk as any does: a figure without that would say nothing.
    """
    if address := os.environ.get("ASYLIA_TEST_POSTGRESQL"):
        with _database(address.rsplit("/", 1)[0] if address.count("/") > 2 else address) as fresh:
            yield fresh
    elif (tools := _tools()) is None:
        yield ""
    else:
        with _server(tools) as server, _database(server) as fresh:
            yield fresh


def version(address: str) -> str:
    """The version of the server behind a database."""
    import psycopg

    with psycopg.connect(address) as connection:
        return str(connection.info.parameter_status("server_version"))


def _tools() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = str(found[-1]) if found else shutil.which("initdb")
    return Path(named).parent if named else None


@contextmanager
def _server(tools: Path) -> Iterator[str]:
    user: dict[str, Any] = {"user": "postgres"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="asylia-bench-", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, "postgres")

        def run(tool: str, *given: str) -> None:
            command = [str(tools / tool), "-D", f"{folder}/data", *given]
            subprocess.run(
                command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user
            )

        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        run("initdb", "-A", "trust", "-U", "asylia", "-E", "UTF8", "--no-locale", "--no-sync")
        run(
            "pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-p {port} -h 127.0.0.1 -k '' -c max_connections=300", "start"
        )
        try:
            yield f"postgresql://asylia@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


@contextmanager
def _database(server: str) -> Iterator[str]:
    import psycopg

    name = f"asylia_bench_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield f"{server}/{name}"
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
