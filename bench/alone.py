"""What is measured: each function runs in a process of its own (``python -m bench.alone NAME ...``).

It prints one JSON object: seconds by the clock and of the processors, the peak of memory in MB, and what it found.
"""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

Found = dict[str, float]


@contextmanager
def _timed(found: Found) -> Iterator[None]:
    """Time a block with the collector frozen, as the product freezes it where it builds."""
    gc.collect()
    gc.freeze()
    gc.disable()
    clock, work = time.perf_counter(), time.process_time()
    yield
    found |= {"seconds": time.perf_counter() - clock, "cpu": time.process_time() - work}


def fill(cases: str) -> Found:
    """Append a ledger of so many cases to the home's database."""
    from asylia.home import open_desk
    from bench import data

    found: Found = {}
    with _timed(found):
        found["rows"] = data.ledger(open_desk(), int(cases))
    return found


def many(folder: str, persons: str) -> Found:
    """Write an edition of so many persons."""
    from bench import data

    found: Found = {}
    with _timed(found):
        data.edition(Path(folder), int(persons))
    return found


def fold() -> Found:
    """Read every row and fold every case."""
    from asylia.cases.facts import sources_of
    from asylia.cases.fold import fold
    from asylia.home import open_desk
    from asylia.ledger.read import cases, rows_of
    from bench.data import SOURCES

    db, found = open_desk(), Found()
    with _timed(found):
        sources = sources_of(row for id in SOURCES for row in rows_of(db, id))
        found["cases"] = sum(1 for rows in cases(db) for _ in fold(rows, sources))
    return found


def case() -> Found:
    """Fold single cases of 40 rows that were read before; ``seconds`` is the median."""
    from asylia.cases.facts import sources_of
    from asylia.cases.fold import fold_case
    from asylia.home import open_desk
    from asylia.ledger.read import cases, rows_of
    from bench.data import CLAIMS, SOURCES

    db = open_desk()
    sources = sources_of(row for id in SOURCES for row in rows_of(db, id))
    of_persons = (rows for rows in cases(db) if len(rows) == 2 * CLAIMS)
    taken = list[float]()
    for rows, _ in zip(of_persons, range(1000), strict=False):
        start = time.perf_counter()
        fold_case(rows, sources)
        taken.append(time.perf_counter() - start)
    return {"seconds": median(taken), "most": max(taken)}


def verify() -> Found:
    """Walk the ledger's chain."""
    from asylia.home import open_desk
    from asylia.ledger.verify import verify

    db, found = open_desk(), Found()
    with _timed(found):
        report = verify(db)
    if not report.ok:
        raise SystemExit(f"the ledger does not verify: {report.bad}")
    return {**found, "rows": report.rows}


def publish(folder: str) -> Found:
    """Build an edition from the home's ledger."""
    from asylia.home import open_desk
    from asylia.publish.build import build

    db, found = open_desk(), Found()
    with _timed(found):
        build(db, Path(folder), number="2026.1", date="2026-01-01")
    return found


def edition(folder: str) -> Found:
    """Verify an edition down to its sources."""
    from asylia.edition.check.verify import verify

    found = Found()
    with _timed(found):
        verdict = verify(Path(folder))
    if not verdict.holds:
        raise SystemExit(str(verdict))
    return found


def passages(sources: str) -> Found:
    """Find every passage of the bundled register in a folder of publications."""
    from asylia.texts.find import find_in
    from asylia.texts.wanted import of_register

    found = Found()
    with _timed(found):
        search = find_in(Path(sources), of_register())
    return {**found, "wanted": len(search.wanted.passages), "hits": len(search.hits)}


def bundled(home: str) -> dict[str, Any]:
    """The bundled register's edition in a home of its own, as the demo makes it; made anew where anything changed."""
    from contextlib import redirect_stdout

    from asylia.demo import make

    found: Found = {}
    with _timed(found), redirect_stdout(sys.stderr):
        made = make(Path(home))
    return {**found, "number": made.name.partition("-")[2]}


def states(folder: str) -> Found:
    """Milliseconds of the pages of all states and hosts, in both languages, with nothing of them kept; by address."""
    from bench import anew, asked

    write = anew.opened(Path(folder))
    pages = [address for language in ("", "/ru") for address in asked.states(language)]
    taken = {page: [write(page) for _ in range(5)] for page in pages}
    return {"seconds": 0, "p95": pages_p95(taken), "worst": max(map(max, taken.values()))}


def kinds(folder: str) -> dict[str, Any]:
    """Milliseconds of every kind of page in both languages: the very first call, and the median with nothing kept."""
    from bench import anew
    from tests import pages

    write = anew.opened(Path(folder))
    asked = [each for each in pages.every(Path(folder)) if each.status == 200]
    first = {each.name: write(each.address) for each in asked}
    again = {each.name: median(write(each.address) for _ in range(5)) for each in asked}
    return {"seconds": 0, "first": first, "again": again}


def export(folder: str, out: str) -> Found:
    """Write the site of an edition as files."""
    from asylia.site.rendering import HOST
    from asylia.site.start import Served, opened

    opened(Served((Path(folder),), hosts=HOST))
    from asylia.site.export import export as write

    found: Found = {}
    with _timed(found):
        found["files"] = write(Path(out)).files
    beneath = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**found, "cpu": found["cpu"] + beneath.ru_utime + beneath.ru_stime}


def deduplicated(records: str) -> dict[str, Any]:
    """Deduplicate so many invented records."""
    from bench import dedupe

    return dedupe.deduplicated(int(records))


def pages_p95(taken: dict[str, list[float]]) -> float:
    """What nineteen of twenty calls do not exceed, whatever the page."""
    return quantiles([each for calls in taken.values() for each in calls], n=20)[-1]


MEASURED: dict[str, Callable[..., dict[str, Any]]] = {
    each.__name__: each
    for each in (
        fill,
        many,
        fold,
        case,
        verify,
        publish,
        edition,
        passages,
        bundled,
        states,
        kinds,
        export,
        deduplicated,
    )
}


def main(name: str, *given: str) -> None:
    """Measure one thing and print what was found."""
    found: dict[str, Any] = MEASURED[name](*given)
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({**found, "peak": max(peaks) / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
