"""The site asked by readers on loopback: one who asks for one kind of page after another, then eight at once.

Readers are processes of their own on the same machine, so what they cost is in every figure.
"""

import csv
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import urlsplit

from bench import asked
from bench.memory import Peaks, family_of, share

REQUESTS = 600  # of each kind of page in a round
ROUNDS = 3  # the quickest counts
CLIENTS, OF_EACH = 8, 150
PORT = 18700
_PATIENCE = 30  # seconds for one answer, and for the start
_GO = "from asylia.cli import main; main()"
Kinds = tuple[tuple[str, Callable[[Random, asked.Known], str]], ...]
KINDS: Kinds = (
    ("list", asked.three_filters),
    ("search", asked.searched),
    ("person", asked.person),
    ("state", asked.state),
)


def load(edition: Path) -> dict[str, float]:
    """Serve an edition with two workers: seconds to the first page, p95 of each kind in ms, memory in MB."""
    known = _known(edition)
    start = time.perf_counter()
    with served(edition) as (process, address):
        site = HTTPConnection(address, timeout=_PATIENCE)
        _first(site)
        found = {"start": time.perf_counter() - start, "memory_first": _memory(process.pid)}
        site.close()  # it was made before the server had set how it wants its connections
        rounds = [_round(site, Random(seed), known) for seed in range(ROUNDS)]
        found |= {kind: min(each[kind] for each in rounds) for kind, _address in KINDS}
        site.close()
        found |= _table(process.pid, address, "", "csv")
        found |= _table(process.pid, address, "?kind=exile&sort=latest", "csv_list")
        mixed = [p95(_mixed(address, known, seed)) for seed in range(ROUNDS)]
        found |= {"mixed": min(mixed), "mixed_first": mixed[0]}
        found["memory"] = _memory(process.pid)
    return found


def each(edition: Path, addresses: list[str], times: int) -> dict[str, list[float]]:
    """Milliseconds of every call, by address; a round of all of them before is not counted."""
    with served(edition) as (_process, address):
        site = HTTPConnection(address, timeout=_PATIENCE)
        _first(site)
        rounds = [[ask(site, page) for page in addresses] for _ in range(times + 2)][2:]
        site.close()
    return {page: [every[place] for every in rounds] for place, page in enumerate(addresses)}


def p95(milliseconds: list[float]) -> float:
    """What nineteen of twenty calls do not exceed."""
    return quantiles(milliseconds, n=20)[-1]


def ask(site: HTTPConnection, path: str) -> float:
    """Milliseconds for one page. Raises ``RuntimeError`` for any answer but 200."""
    start = time.perf_counter()
    site.request("GET", path)
    answer = site.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return (time.perf_counter() - start) * 1000


def _round(site: HTTPConnection, chance: Random, known: asked.Known) -> dict[str, float]:
    """The p95 of each kind, asked for in turn."""
    taken: dict[str, list[float]] = {kind: [] for kind, _address in KINDS}
    for _ in range(REQUESTS):
        for kind, address in KINDS:
            taken[kind].append(ask(site, address(chance, known)))
    return {kind: p95(milliseconds) for kind, milliseconds in taken.items()}


def _table(master: int, address: str, query: str, name: str) -> dict[str, float]:
    """All persons as CSV: ms to the first bytes, seconds to the last, rows, and by how many MB a worker grew."""
    peaks = Peaks(family_of(master) - {master})
    site = HTTPConnection(address, timeout=_PATIENCE)
    start = time.perf_counter()
    site.request("GET", f"/{asked.NUMBER}/persons.csv{query}")
    answer = site.getresponse()
    rows, first = answer.read(1).count(b"\n"), time.perf_counter()
    while piece := answer.read(1 << 16):
        rows += piece.count(b"\n")
    seconds = time.perf_counter() - start
    site.close()
    return {
        name: (first - start) * 1000,
        f"{name}_whole": seconds,
        f"{name}_rows": rows - 1,
        f"{name}_grew": peaks.grew(),
    }


def _mixed(address: str, known: asked.Known, seed: int) -> list[float]:
    """Milliseconds of every call of all clients at once."""
    with multiprocessing.get_context("fork").Pool(CLIENTS) as clients:
        taken = clients.map(partial(_client, address, known), [seed * CLIENTS + n for n in range(CLIENTS)], chunksize=1)
    return [each for milliseconds in taken for each in milliseconds]


def _client(address: str, known: asked.Known, seed: int) -> list[float]:
    chance, site = Random(seed), HTTPConnection(address, timeout=_PATIENCE)
    pages = [asked.mixed(chance, known) for _ in range(OF_EACH)]
    taken = [ask(site, page) for page in pages]
    site.close()
    return taken


def _first(site: HTTPConnection) -> None:
    """The front page, as soon as there is one."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            ask(site, "/")
            return
        except (OSError, HTTPException):
            site.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


@contextmanager
def served(edition: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process of ``asylia site serve`` and the address that it says."""
    command = [sys.executable, "-c", _GO, "site", "serve", str(edition), "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as it:
        try:
            line = next((line for line in it.stdout or () if "http://" in line), "")
            yield it, urlsplit(line[line.index("http://") :].split()[0]).netloc
        finally:
            it.send_signal(signal.SIGTERM)
            it.wait(_PATIENCE)


def _known(edition: Path) -> asked.Known:
    def ids(table: str) -> list[str]:
        with (edition / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return [row["id"] for row in csv.DictReader(lines)]

    return asked.Known(ids("persons"), ids("group_events"))


def _memory(master: int) -> float:
    """The proportional share (PSS) of a process and of all below it, in MB."""
    return sum(map(share, family_of(master))) / 1024
