"""A million records deduplicated: precision and recall over all pairs of records, seconds, memory, pairs compared.

``python -m bench.dedupe estimate`` estimates the weights anew, on records of the seed ``TUNED_ON``; the figures are of
records of ``MEASURED_ON``, which nothing was tuned on. Both are invented (``bench/records.py``).
"""

import gc
import os
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from random import Random
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from asylia.matching.dedupe.dedupe import Limits, dedupe
from asylia.matching.dedupe.rows import Rows, rows_of
from asylia.matching.dedupe.weights import FILE, Comparison, Level, weights
from asylia.matching.lists.listed import Listed
from bench.figures import Figure
from bench.memory import family_of, share
from bench.records import records

TUNED_ON, MEASURED_ON = 1, 2  # seeds
ESTIMATED_ON = 200_000  # records
_DRAWN = 1_000_000  # pairs of two persons, drawn to estimate u
_LEAST = 1e-6  # a share that is never seen is not nought
CORES = 2
STEPS = ("weighing", "comparing", "joining", "checking")

Persons = NDArray[np.int64]


def listed(number: int, seed: int) -> tuple[list[Listed], Persons]:
    """Invented records as a list gives them, and whose each is."""
    found, persons = list[Listed](), list[int]()
    for row, one in enumerate(records(number, seed), 2):
        names, states = (tuple(filter(None, map(str.strip, said.split(";")))) for said in (one.names, one.countries))
        found.append(Listed(row=row, id=one.id, names=names, born=(one.year,) if one.year else (), states=states))
        persons.append(one.person)
    return found, np.array(persons, np.int64)


def score(clusters: Sequence[Sequence[int]], persons: Persons) -> tuple[float, float]:
    """Precision and recall over all pairs of records; those of the nameless count as missed."""

    def two(counts: NDArray[np.int64]) -> int:
        return int((counts * (counts - 1) // 2).sum())

    true = two(np.unique(persons, return_counts=True)[1])
    said = sum(len(members) * (len(members) - 1) // 2 for members in clusters)
    right = sum(two(np.unique(persons[members], return_counts=True)[1]) for members in clusters)
    return right / said if said else 1.0, right / true if true else 1.0


def blocked(rows: Rows, persons: Persons) -> float:
    """The share of the pairs of one person's records that are weighed at all."""
    of = defaultdict[int, list[int]](list)
    for row, record in enumerate(rows.record_of.tolist()):
        of[record].append(row)
    blocks = [frozenset(each or ()) for each in rows.columns["blocks"]]  # type: ignore[call-overload]
    spines, years = rows.columns["spines"], rows.columns["year"]

    def together(x: int, y: int) -> bool:
        alike = spines[x] == spines[y] and (years[x] is None or years[y] is None)
        return alike or not blocks[x].isdisjoint(blocks[y])

    found = [any(together(x, y) for x in of[a] for y in of[b]) for a, b in _true(persons)]
    return sum(found) / len(found)


def measure(found: dict[str, Any], number: int) -> Iterator[Figure]:
    """What deduplicating so many records came to, against its targets."""
    of = f"{number:,} records of {found['persons']:,} persons"
    steps = ", ".join(f"{step} {found[step]:.0f} s" for step in STEPS)
    told = f"{of}; {steps}"
    yield Figure("dedupe: records brought together", found["seconds"], "s", 120, note=told)
    yield Figure("dedupe: their names read beforehand", found["forms"], "s", None, note=f"{found['names']:,} spellings")
    note = (
        f"{found['pairs']:,} pairs weighed enough, {found['compared']:,} compared by name, {found['unsure']:,} unsure"
    )
    yield Figure("dedupe: precision", found["precision"], "of 1", 0.98, at_least=True, note=note)
    note = f"of all pairs of records; {found['nameless']:,} records name nobody in full; not the seed it was tuned on"
    yield Figure("dedupe: recall", found["recall"], "of 1", 0.85, at_least=True, note=note)
    yield Figure("dedupe: pairs of one person that are weighed", found["blocked"], "of 1", 0.9, at_least=True)
    yield Figure("dedupe: memory", found["memory"], "MB", 8192, note=f"PSS of {CORES} cores' processes at their peak")


def deduplicated(number: int) -> dict[str, Any]:
    """Deduplicate invented records, and what it came to."""
    known, persons = listed(number, MEASURED_ON)
    gc.freeze()
    with Peak() as peak:
        start = time.perf_counter()
        rows = rows_of(known, CORES)
        forms = time.perf_counter() - start
        start = time.perf_counter()
        found = dedupe(rows, Limits(cores=CORES))
        seconds = time.perf_counter() - start
    precision, recall = score(found.clusters, persons)
    counts = {"pairs": found.pairs, "compared": found.compared, "unsure": len(found.unsure), "nameless": rows.nameless}
    return {
        "seconds": seconds,
        "forms": forms,
        "names": len(rows.names),
        "persons": len(np.unique(persons)),
        "precision": precision,
        "recall": recall,
        "blocked": blocked(rows, persons),
        "memory": peak.memory / 1024,
        **counts,
        **found.seconds,
    }


class Peak:
    """The most memory, in kB, that this process and those below it hold together (PSS), looked at twice a second."""

    def __init__(self) -> None:
        self.memory, self._done = 0, threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._done.wait(0.5):
            with suppress(OSError):  # one has ended meanwhile
                self.memory = max(self.memory, sum(map(share, family_of(os.getpid()))))


def estimate() -> None:
    """Estimate m and u of every level and write them to ``weights.toml``; levels and bands stay as they are."""
    known, persons = listed(ESTIMATED_ON, TUNED_ON)
    rows = rows_of(known, CORES)
    of, chance = _rows_by_record(rows), Random(TUNED_ON)
    places = sorted(of)
    same = [(of[a][0], of[b][0]) for a, b in _true(persons) if a in of and b in of]
    drawn = (chance.sample(places, 2) for _ in range(_DRAWN))
    different = [(of[a][0], of[b][0]) for a, b in drawn if persons[a] != persons[b]]
    now = weights()
    lines = [
        "# What it weighs that two records agree or differ (weights.py says how this is read, and by what model).",
        "#",
        f"# Estimated by `python -m bench.dedupe estimate` on {ESTIMATED_ON:,} invented records of seed {TUNED_ON}:",
        f"# m over the {len(same):,} pairs of records of one person, u over {len(different):,} pairs of two, drawn.",
        "# The bands were chosen on 1,000,000 records of the same seed; what they come to is measured on another seed",
        "# (bench/figures.md). Whoever has lists with known pairs estimates m and u anew in the same way.",
        "",
        f"others = {2 * len(same) / len(persons):.3g} # records of the same person that a record has beside it",
        f"low = {now.low:g} # bits: below, a pair is let go",
        f"high = {now.high:g} # bits: from here on also where our comparison of names cannot tell",
        "",
        "[comparisons]",
    ]
    for each in now.comparisons:
        m, u = _shares(each, same), _shares(each, different)
        lines += [f"{each.name} = [", *(f"    {_line(level, m, u)}," for level in each.levels), "]"]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _shares(comparison: Comparison, pairs: Sequence[tuple[Any, Any]]) -> dict[Level, float]:
    """How often each level holds, among the pairs that can be compared."""
    counts = Counter(comparison.level(a, b) for a, b in pairs)
    total = sum(count for level, count in counts.items() if level.when != "missing")
    return {level: max(counts[level] / total, _LEAST) for level in comparison.levels}


def _line(level: Level, m: dict[Level, float], u: dict[Level, float]) -> str:
    said = {"when": f'"{level.when}"'} | ({"column": f'"{level.column}"'} if level.column else {})
    said |= {"most": str(level.most)} if level.most else {}
    said |= {"says": f'"{level.says}"'}
    if level.when != "missing":
        said |= {"m": f"{m[level]:.3g}", "u": f"{u[level]:.3g}"}
    said |= {"frequency": f'"{level.frequency}"'} if level.frequency else {}
    return f"{{ {', '.join(f'{key} = {value}' for key, value in said.items())} }}"


def _true(persons: Persons) -> Iterator[tuple[int, int]]:
    order = np.argsort(persons, kind="stable")
    cuts = np.flatnonzero(np.diff(persons[order])) + 1
    for members in np.split(order, cuts):
        yield from combinations(members.tolist(), 2)


def _rows_by_record(rows: Rows) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for values in zip(*rows.columns.values(), strict=True):
        one = dict(zip(rows.columns, values, strict=True))
        found.setdefault(one["record"], []).append(one)
    return found


if __name__ == "__main__":
    if sys.argv[1:] != ["estimate"]:
        raise SystemExit(f"{__doc__}")
    estimate()
