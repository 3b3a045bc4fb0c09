"""From rows to clusters: weighed by the columns, judged by the names where those leave it open, then joined.

What weighs less than ``low`` is let go. Of the rest, names that sound alike are taken as they are; all others our
comparison reads: what it calls different is no pair, whatever it weighs; what it cannot tell is one only from ``high``
on, where all else agrees, and told as unsure below.
"""

import gc
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asylia.matching.dedupe.clusters import Pair, cluster
from asylia.matching.dedupe.judged import DIFFERENT, SAME, UNSURE, Numbers, verdicts
from asylia.matching.dedupe.rows import Rows
from asylia.matching.dedupe.splinked import Weighed, database, weigh
from asylia.matching.dedupe.weights import Weights
from asylia.matching.dedupe.weights import weights as kept


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work may use: threads and processes, memory of the database, and where it may spill for a while."""

    cores: int = field(default_factory=lambda: os.cpu_count() or 1)
    memory: str = "4GB"
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Deduped:
    """``clusters``: of two records and more, by their places. ``unsure``: pairs that nobody can tell, the heaviest
    first. ``pairs``: how many were weighed enough; ``compared``: how many of them by their names. ``seconds``: by step.
    """

    clusters: list[list[int]]
    unsure: list[Pair]
    pairs: int
    compared: int
    seconds: Mapping[str, float]


def dedupe(rows: Rows, limits: Limits | None = None, weights: Weights | None = None) -> Deduped:
    """Bring together the records of one person. Raises ``Problem`` where the extra ``[link]`` is not installed."""
    limits, weights = limits or Limits(), weights or kept()
    with _frozen():
        return _dedupe(rows, limits, weights)


def _dedupe(rows: Rows, limits: Limits, weights: Weights) -> Deduped:
    seconds = dict[str, float]()
    with _timed(seconds, "weighing"):
        found = _weighed(rows, limits, weights)
    with _timed(seconds, "comparing"):
        said = np.full(len(found.left), SAME, np.int8)
        open = ~found.alike
        left, right = rows.name_of[found.left[open]], rows.name_of[found.right[open]]
        said[open] = verdicts(rows.names, left, right, limits.cores)
        judged = _of_records(rows, found, said)
    with _timed(seconds, "joining"):
        one = (judged.verdict == SAME) | ((judged.verdict == UNSURE) & (judged.weight >= weights.high))
        pairs, apart = judged.pairs(one), _apart(judged.pairs(judged.verdict == DIFFERENT))
        clusters = cluster(pairs, rows.facts, apart)
    with _timed(seconds, "checking"):
        clusters = _checked(clusters, rows, judged, pairs, apart, limits.cores)
    unsure = sorted(judged.pairs((judged.verdict == UNSURE) & ~one), key=lambda pair: (-pair.weight, pair.a, pair.b))
    return Deduped(clusters, unsure, len(found.left), int(open.sum()), seconds)


def _weighed(rows: Rows, limits: Limits, weights: Weights) -> Weighed:
    with (
        tempfile.TemporaryDirectory(prefix="asylia-dedupe-", dir=limits.folder) as folder,
        database(Path(folder), limits.cores, limits.memory) as db,
    ):
        return weigh(db, rows.columns, weights, len(rows.facts))


@dataclass(frozen=True, slots=True)
class _Judged:
    """Pairs of records, each once: of all pairs of their names the one most alike, and of these the heaviest."""

    a: Numbers
    b: Numbers
    verdict: NDArray[np.int8]
    weight: NDArray[np.float64]

    def pairs(self, where: NDArray[np.bool_]) -> list[Pair]:
        """Some of them."""
        chosen = (each[where].tolist() for each in (self.weight, self.a, self.b))
        return [Pair(*each) for each in zip(*chosen, strict=True)]


def _of_records(rows: Rows, found: Weighed, said: NDArray[np.int8]) -> _Judged:
    a, b = rows.record_of[found.left], rows.record_of[found.right]
    a, b = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((found.weight, said, b, a))
    a, b = a[order], b[order]
    last = np.append((a[1:] != a[:-1]) | (b[1:] != b[:-1]), True)[: len(a)]
    return _Judged(a[last], b[last], said[order][last], found.weight[order][last])


def _apart(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    found = defaultdict[int, set[int]](set)
    for _, a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return found


def _checked(
    clusters: list[list[int]],
    rows: Rows,
    judged: _Judged,
    pairs: Sequence[Pair],
    apart: dict[int, set[int]],
    cores: int,
) -> list[list[int]]:
    """The clusters, after any two records of one were held against one another by all their names.

    A cluster in which two are different is made anew, of its own pairs.
    """
    within = np.array([two for members in clusters for two in combinations(members, 2)], np.int64).reshape(-1, 2)
    number = len(rows.facts)
    within = within[~np.isin(within[:, 0] * number + within[:, 1], judged.a * number + judged.b)]
    names_of = defaultdict[int, list[int]](list)
    for place, name in zip(rows.record_of.tolist(), rows.name_of.tolist(), strict=True):
        names_of[place].append(name)
    asked = [(a, b, x, y) for a, b in within.tolist() for x in names_of[a] for y in names_of[b]]
    if not asked:
        return clusters
    one, other, left, right = np.array(asked, np.int64).T
    said = verdicts(rows.names, left, right, cores)
    alike = set(zip(one[said != DIFFERENT].tolist(), other[said != DIFFERENT].tolist(), strict=True))
    different = {(a, b) for a, b in within.tolist() if (a, b) not in alike}
    if not different:
        return clusters
    more = _apart(Pair(0, a, b) for a, b in different)
    whose = {place: at for at, members in enumerate(clusters) for place in members}
    anew = {whose[a] for a, _ in different}
    inside = [pair for pair in pairs if whose.get(pair.a, -1) == whose.get(pair.b, -2) and whose[pair.a] in anew]
    kept_as_they_are = [members for at, members in enumerate(clusters) if at not in anew]
    made = cluster(inside, rows.facts, {place: apart.get(place, set()) | more[place] for place in (*apart, *more)})
    return sorted([*kept_as_they_are, *made])


@contextmanager
def _frozen() -> Iterator[None]:
    """Keep the collector from walking through all that lives: nothing here makes cycles, and there is much of it."""
    gc.freeze()
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
        gc.unfreeze()


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - start
