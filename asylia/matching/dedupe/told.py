"""Clusters as a file for whoever decides, and what is said of them."""

from collections.abc import Iterator, Sequence

from asylia.edition.schema import joined
from asylia.matching.dedupe.dedupe import Deduped
from asylia.matching.lists.listed import Listed, plain

ONE, UNSURE = "one", "unsure"
COLUMNS = ("band", "cluster", "weight", "row", "record", "names", "birth_year", "nationality")


def lines(found: Deduped, records: Sequence[Listed]) -> Iterator[tuple[str, ...]]:
    """A line for each record of each cluster, then of each pair that nobody can tell; records of neither are left out.

    ``weight``: of a pair, in bits.
    """
    number = 0
    for number, members in enumerate(found.clusters, 1):
        for place in members:
            yield (ONE, str(number), "", *_cells(records[place]))
    for more, (weight, a, b) in enumerate(found.unsure, number + 1):
        for place in (a, b):
            yield (UNSURE, str(more), f"{weight:.1f}", *_cells(records[place]))


def summary(found: Deduped, records: int, nameless: int) -> Iterator[str]:
    """How many records were brought together, and how long it took."""
    together = sum(map(len, found.clusters))
    yield f"{records:,} records read; {together:,} of them make {len(found.clusters):,} clusters"
    yield f"{len(found.unsure):,} pairs more are unsure: the names leave it open"
    if nameless:
        yield f"{nameless:,} records name nobody in full and were compared with nobody"
    took = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in found.seconds.items())
    yield f"{found.pairs:,} pairs weighed enough, {found.compared:,} of them compared by name; {took}"


def _cells(record: Listed) -> tuple[str, ...]:
    said = (str(record.row), record.id, joined(record.names), joined(record.born), joined(record.states))
    return tuple(map(plain, said))
