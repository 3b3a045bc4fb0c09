"""The site under load: one reader on loopback who asks for mixed pages, one after another."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import quote, urlencode, urlsplit

REQUESTS = 600  # of each of the two pages in a round
ROUNDS = 3  # the quickest counts
_PATIENCE = 30  # seconds for one answer, and for the start
_GO = "from asylia.cli import main; main()"


def load(edition: Path) -> dict[str, float]:
    """Serve an edition with two workers: seconds to the first page, p95 of list and person in ms, memory in MB."""
    chance, ids = Random(7), _ids(edition)
    start = time.perf_counter()
    with _served(edition) as (process, address):
        site = HTTPConnection(address, timeout=_PATIENCE)
        _first(site)
        found = {"start": time.perf_counter() - start}
        site.close()  # it was made before the server had set how it wants its connections
        rounds = [_round(site, chance, ids) for _ in range(ROUNDS)]
        found |= {page: min(each[page] for each in rounds) for page in ("list", "person")}
        found["memory"] = _memory(process.pid)
        site.close()
    return found


def _round(site: HTTPConnection, chance: Random, ids: list[str]) -> dict[str, float]:
    """The p95 of both pages, asked for in turn."""
    lists, persons = list[float](), list[float]()
    for query in _queries(chance, len(ids)):
        lists.append(_ask(site, f"/persons?{urlencode(query)}"))
        persons.append(_ask(site, f"/persons/{quote(chance.choice(ids))}"))
    return {"list": _p95(lists), "person": _p95(persons)}


def _queries(chance: Random, persons: int) -> Iterator[dict[str, str]]:
    """What readers ask of a list: everything, a name, part of one, another spelling, filters, pages deep within."""
    from bench.data import FAMILY, GIVEN

    states = ("KG", "KZ", "TJ", "TM", "UZ")
    for number in range(REQUESTS):
        family, given, page = chance.choice(FAMILY), chance.choice(GIVEN), str(chance.randint(1, persons // 50 + 1))
        yield (
            {},
            {"page": page},
            {"q": f"{family.upper()} {chance.randrange(persons)}"},
            {"q": family[1:5].lower(), "page": page},
            {"q": f"{given} {family}", "state": chance.choice(states)},
            {"state": chance.choice(states), "stage": chance.choice("123"), "page": page},
            {"stage": chance.choice("123"), "q": str(chance.randrange(1000))},
            {"q": f"nobody {number}"},
        )[number % 8]


def _ask(site: HTTPConnection, path: str) -> float:
    """Milliseconds for one page. Raises ``RuntimeError`` for any answer but 200."""
    start = time.perf_counter()
    site.request("GET", path)
    answer = site.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return (time.perf_counter() - start) * 1000


def _first(site: HTTPConnection) -> None:
    """The front page, as soon as there is one."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            _ask(site, "/")
            return
        except (OSError, HTTPException):
            site.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


@contextmanager
def _served(edition: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process of ``asylia site serve`` and the address that it says."""
    command = [sys.executable, "-c", _GO, "site", "serve", str(edition), "--port", "18700"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as it:
        try:
            line = next((line for line in it.stdout or () if "http://" in line), "")
            yield it, urlsplit(line[line.index("http://") :].split()[0]).netloc
        finally:
            it.send_signal(signal.SIGTERM)
            it.wait(_PATIENCE)


def _p95(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=20)[-1]


def _ids(edition: Path) -> list[str]:
    with (edition / "tables" / "persons.csv").open(encoding="utf-8", newline="") as lines:
        return [row["id"] for row in csv.DictReader(lines)]


def _memory(master: int) -> float:
    """The proportional share (PSS) of a process and of all below it, in MB."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended
    family = {master}
    while near := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= near
    return sum(map(_share, family)) / 1024


def _share(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
