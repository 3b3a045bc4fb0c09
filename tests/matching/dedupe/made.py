"""Records of lists, as short as a test needs them."""

from functools import cache

from asylia.matching.dedupe.dedupe import Deduped, Limits, dedupe
from asylia.matching.dedupe.rows import Rows, rows_of
from asylia.matching.lists.listed import Listed
from bench.dedupe import Persons, listed

INVENTED, SEED = 3_000, 3


def record(row: int, name: str, born: str = "", states: str = "", *aliases: str) -> Listed:
    return Listed(
        row=row,
        id=f"L-{row}",
        names=(name, *aliases),
        born=(born,) if born else (),
        states=tuple(states.split()),
    )


def together(*records: Listed, cores: int = 1) -> list[list[int]]:
    """The clusters of some records."""
    return done(*records, cores=cores).clusters


def done(*records: Listed, cores: int = 1) -> Deduped:
    return dedupe(rows_of(records, cores), Limits(cores=cores, memory="500MB"))


@cache
def invented() -> tuple[Rows, Persons]:
    """The rows of some thousand invented records, and whose each is."""
    records, persons = listed(INVENTED, SEED)
    return rows_of(records, 1), persons
