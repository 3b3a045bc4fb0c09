"""``make bench``: every figure of speed against its target, on invented data, each in a process of its own.

Data are made once and kept in ``bench/out/data`` until what makes them changes. ``--small`` tries everything on a tenth
of the size and judges nothing.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bench import dedupe, matching, names, pages, searching, writers
from bench.figures import Figure, table, write
from bench.machine import machine

CHECKOUT = Path(__file__).resolve().parent.parent
OUT = CHECKOUT / "bench" / "out"
DATA = OUT / "data"
ROWS_OF_A_CASE = 40
EXPORTED = 1000  # persons
GROWS = 16  # MB: what of a table a worker may hold while it sends it
RUNS = 3  # of what takes seconds; the quickest counts
# What decides how the data look; where one of these changed, they are made anew.
_SHAPED_BY = ("bench/data.py", "asylia/codebook/entities.py")
LEDGER_SHAPED_BY = (*_SHAPED_BY, "asylia/ledger/migrations/*.py")
EDITION_SHAPED_BY = (
    *_SHAPED_BY,
    "asylia/edition/s*.py",
    "asylia/edition/search/sought.py",
    "asylia/edition/sums/table1.py",
    "asylia/edition/charts/*.py",
    "asylia/names/finding.py",
)

Found = dict[str, Any]
MACHINE = machine()


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much data there is."""

    rows: int
    tenth: int
    persons: int


FULL, SMALL = Sizes(1_000_000, 100_000, 100_000), Sizes(100_000, 10_000, 10_000)


def alone(name: str, *given: object, home: Path = DATA, runs: int = 1) -> Found:
    """Measure in a process of its own; of several runs the quickest, with the greatest peak of all."""
    found = list[Found]()
    for _ in range(runs):
        command = [sys.executable, "-m", "bench.alone", name, *map(str, given)]
        done = subprocess.run(command, cwd=CHECKOUT, env=_environment(home), check=True, stdout=subprocess.PIPE)
        found.append(json.loads(done.stdout))
    return _best(found)


def _best(found: list[Found]) -> Found:
    quickest = min(found, key=lambda each: each["seconds"])
    least = {"cpu": min(each["cpu"] for each in found)} if "cpu" in quickest else {}
    return {**quickest, **least, "peak": max(each["peak"] for each in found)}


def ledger(rows: int) -> Path:
    """A home whose ledger has so many rows in cases of 40, and those of the sources."""
    fill = partial(alone, "fill", rows // ROWS_OF_A_CASE)
    return _kept(f"ledger-{rows}", LEDGER_SHAPED_BY, lambda folder: fill(home=folder))


def edition(persons: int) -> Path:
    """An edition with so many persons."""
    return _kept(f"persons-{persons}", EDITION_SHAPED_BY, lambda folder: alone("many", folder, persons, home=DATA))


def measure_fold(sizes: Sizes) -> Iterator[Figure]:
    """Read and fold, its growth, and a case by itself."""
    yield from _grown("read and fold", 8, sizes, lambda rows, runs: alone("fold", home=ledger(rows), runs=runs))
    one = alone("case", home=ledger(sizes.tenth), runs=RUNS)
    note = f"median of 1,000; slowest {one['most'] * 1000:.2g} ms"
    yield Figure("fold one case of 40 rows", one["seconds"] * 1000, "ms", 1, note=note)


def measure_verify(sizes: Sizes) -> Iterator[Figure]:
    """The walk along the chain, and its growth."""
    yield from _grown("ledger verify", 6, sizes, lambda rows, runs: alone("verify", home=ledger(rows), runs=runs))


def measure_publish(sizes: Sizes) -> Iterator[Figure]:
    """Building an edition, its growth, and verifying what was built."""
    yield from _grown("publish", 90, sizes, _publish)
    found = alone("edition", _published(sizes.rows), runs=RUNS)
    yield Figure("edition verify", found["seconds"], "s", 30, note=_cpu(found))
    yield Figure("edition verify, peak", found["peak"], "MB", 2048)


def measure_writers(sizes: Sizes) -> Iterator[Figure]:
    """Two hundred writers on both databases. The rate of the second is that of a server that makes sure of its disk."""
    home = _emptied(DATA / "writers")
    yield from _writers("SQLite", _environment(home))
    with writers.postgresql() as address:
        if address:
            MACHINE["PostgreSQL"] = writers.version(address)
            yield from _writers("PostgreSQL", _environment(_emptied(home)) | {"ASYLIA_DATABASE": address})
        else:
            print("PostgreSQL is absent: its writers are left out", file=sys.stderr)


def measure_site(sizes: Sizes) -> Iterator[Figure]:
    """The public pages of a large edition: one reader, then eight, then what all of it left in memory."""
    folder, of = edition(sizes.persons), f"{sizes.persons:,} persons"
    anew = alone("states", folder, runs=RUNS)
    found = pages.load(folder)
    best = f"best of {pages.ROUNDS} rounds of {pages.REQUESTS}, both languages"
    clients = (
        f"{pages.CLIENTS} clients, each a process on the same {MACHINE['cores']} cores, {pages.OF_EACH} pages each"
    )
    yield Figure("site: start to the first page", found["start"], "s", 3, note=of)
    yield Figure("site: list with three filters, p95", found["list"], "ms", 40, note=best)
    yield Figure("site: list by a name, p95", found["search"], "ms", 80, note=best)
    yield Figure("site: person, p95", found["person"], "ms", 25, note=best)
    what = f"first calls: nothing kept of any page; slowest {anew['worst']:.0f} ms; in one process, without HTTP"
    yield Figure("site: state or host state, p95", anew["p95"], "ms", 100, note=what)
    yield Figure("site: the same, once kept, p95", found["state"], "ms", 100, note=best)
    for name, title in (("csv", "all persons as CSV"), ("csv_list", "a sorted list of all as CSV")):
        whole = f"{found[f'{name}_rows']:,.0f} rows in {found[f'{name}_whole']:.1f} s"
        yield Figure(f"site: {title}, first bytes", found[name], "ms", 200, note=whole)
        yield Figure(f"site: {title}, growth", found[f"{name}_grew"], "MB", GROWS, note="peak of a worker over before")
    first = f"{clients}; best of {pages.ROUNDS} rounds, the first {found['mixed_first']:.0f} ms"
    yield Figure("site: mixed load, p95", found["mixed"], "ms", 150, note=first)
    memory = f"PSS after all of this; {found['memory_first']:.0f} MB after the first page"
    yield Figure("site: two workers and their master", found["memory"], "MB", 150, note=memory)


def measure_register(sizes: Sizes) -> Iterator[Figure]:
    """The pages of the bundled register, every kind in both languages."""
    home = DATA / "register"
    home.mkdir(exist_ok=True)
    folder = home / f"edition-{alone('bundled', home, home=home)['number']}"
    found = alone("kinds", folder)
    again, first = found["again"], found["first"]
    slowest, begun = max(again, key=again.__getitem__), max(first, key=first.__getitem__)
    kinds = f"{len(again)} pages: every kind, both languages"
    note = f"slowest of {kinds}: {slowest}; nothing of a page is kept; in one process, without HTTP"
    yield Figure("site: bundled register, a page", again[slowest], "ms", 15, note=note)
    yield Figure("site: the same, p95 of all pages", pages.p95([*again.values()]), "ms", 15, note=kinds)
    note = f"the very first call: {begun}"
    yield Figure("site: the same, slowest first call", first[begun], "ms", 1000, note=note)


def measure_export(sizes: Sizes) -> Iterator[Figure]:
    """The site of 1,000 persons as files."""
    out = DATA / "exported"
    shutil.rmtree(out, ignore_errors=True)
    found = alone("export", edition(EXPORTED), out)
    note = f"{found['files']:,} files by two processes, {_cpu(found)} in all"
    yield Figure(f"site: export of {EXPORTED:,} persons", found["seconds"], "s", 30, note=note)
    shutil.rmtree(out)


def measure_passages(sizes: Sizes) -> Iterator[Figure]:
    """The bundled register's passages in the report, where both are there."""
    report, register = CHECKOUT.parent / "shared" / "sources", CHECKOUT / "registers" / "no_shelter" / "sources.toml"
    if report.is_dir() and register.is_file():
        found = alone("passages", report, runs=RUNS)
        note = f"{found['hits']:,} of {found['wanted']:,} found"
        yield Figure("find all passages in the report", found["seconds"], "s", 5, note=note)


def measure_matching(sizes: Sizes) -> Iterator[Figure]:
    """How many comparisons of persons are saved, and how many spellings that loses."""
    yield from matching.measure(sizes.persons, CHECKOUT.parent / "shared" / "reference" / "names")


def measure_names(sizes: Sizes) -> Iterator[Figure]:
    """Comparing names, ours and the peers', on the same pairs."""
    yield from names.measure(CHECKOUT.parent / "shared" / "reference" / "names")


def measure_dedupe(sizes: Sizes) -> Iterator[Figure]:
    """The records of one person in a long list brought together."""
    yield from dedupe.measure(alone("deduplicated", sizes.rows), sizes.rows)


def measure_search(sizes: Sizes) -> Iterator[Figure]:
    """Finding people in other spellings than the one that is filed, in both databases."""
    home = _emptied(DATA / "searching")
    with writers.postgresql() as address:
        databases = {"SQLite": _environment(home)}
        if address:
            databases["PostgreSQL"] = {**_environment(home), "ASYLIA_DATABASE": address}
        yield from searching.figures(sizes.persons, databases)


MEASURES: dict[str, Callable[[Sizes], Iterator[Figure]]] = {
    "fold": measure_fold,
    "verify": measure_verify,
    "publish": measure_publish,
    "writers": measure_writers,
    "site": measure_site,
    "register": measure_register,
    "export": measure_export,
    "passages": measure_passages,
    "matching": measure_matching,
    "dedupe": measure_dedupe,
    "search": measure_search,
    "names": measure_names,
}


def _grown(name: str, target: float, sizes: Sizes, measure: Callable[[int, int], Found]) -> Iterator[Figure]:
    """The figure at full size, its peak, and how it grew from a tenth: 1.0 is linear.

    Growth compares the time of the processor, else whoever else works on the machine would count as growth.
    """
    tenth, full = measure(sizes.tenth, RUNS), measure(sizes.rows, RUNS if target < 60 else 1)
    yield Figure(name, full["seconds"], "s", target, note=f"{sizes.rows:,} rows, {_cpu(full)}")
    yield Figure(f"{name}, peak", full["peak"], "MB", 2048)
    growth = full["cpu"] / tenth["cpu"] / (sizes.rows / sizes.tenth)
    yield Figure(f"{name}, growth", growth, "× linear", 1.3, note=f"{sizes.tenth:,} rows: {_cpu(tenth)}")


def _cpu(found: Found) -> str:
    return f"{found['cpu']:.3g} s of processor"


def _publish(rows: int, runs: int) -> Found:
    home, found = ledger(rows), list[Found]()
    for _ in range(runs):
        shutil.rmtree(_edition_of(rows), ignore_errors=True)
        found.append(alone("publish", _edition_of(rows), home=home))
    return _best(found)


def _published(rows: int) -> Path:
    if not _edition_of(rows).is_dir():
        _publish(rows, 1)
    return _edition_of(rows)


def _edition_of(rows: int) -> Path:
    return DATA / f"edition-{rows}"


def _writers(database: str, environment: dict[str, str]) -> Iterator[Figure]:
    found = writers.write(environment)
    note = f"{found['written']:,} rows, one a call; {found['failed']} writers failed"
    yield Figure(f"{writers.WRITERS} writers, {database}", found["rate"], "rows/s", 500, at_least=True, note=note)
    yield Figure(f"{writers.WRITERS} writers, {database}: failed", found["failed"], "", 0)


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "ASYLIA_HOME": str(home), "ASYLIA_DATABASE": ""}


def _kept(name: str, shaped_by: Iterable[str], make: Callable[[Path], object]) -> Path:
    """A folder of data, made where it is not there or what shapes it changed since."""
    folder, stamp = DATA / name, DATA / f"{name}.made"
    now = _shape(shaped_by)
    if not folder.is_dir() or not stamp.is_file() or stamp.read_text(encoding="ascii") != now:
        print(f"making {name}", file=sys.stderr)
        stamp.unlink(missing_ok=True)
        make(_emptied(folder))
        stamp.write_text(now, encoding="ascii")
    return folder


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _shape(shaped_by: Iterable[str]) -> str:
    files = sorted(file for shape in shaped_by for file in CHECKOUT.glob(shape) if file.suffix in (".py", ".toml"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def main() -> int:
    """Measure, print, write (a whole run only); 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", choices=MEASURES, action="append", help="one measure; may be repeated")
    parser.add_argument("--small", action="store_true", help="a tenth of the data; nothing is judged")
    chosen = parser.parse_args()
    DATA.mkdir(parents=True, exist_ok=True)
    figures = list[Figure]()
    for name in chosen.only or MEASURES:
        for taken in MEASURES[name](SMALL if chosen.small else FULL):
            figure = replace(taken, load=os.getloadavg()[0], target=None if chosen.small else taken.target)
            figures.append(figure)
            print("  ".join(filter(None, figure.cells())), file=sys.stderr)
    if not (chosen.only or chosen.small):
        write(OUT, figures, MACHINE)
    print(", ".join(f"{what} {value}" for what, value in MACHINE.items()), table(figures), sep="\n\n")
    return int(any(figure.met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
