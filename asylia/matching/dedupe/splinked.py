"""The pairs of rows that may be one person's, weighed by Splink on DuckDB: the one module that knows either.

Invariant: nothing is fetched (DuckDB may load no extension), what is spilled stays in the folder that it is given, and
the same rows give the same pairs, on one thread or several.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from asylia.matching.dedupe.weights import Level, Weights
from asylia.problems import Problem

if TYPE_CHECKING:
    import duckdb
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

MEND = "Install the extra: python -m pip install 'asylia[link]'."
SPILLED = "16GB"  # that may be written to the disk meanwhile, so that a list can never fill it
_NUMBERS, _LISTS = ("row", "record", "year"), ("keys", "blocks", "fathers", "countries")  # all other columns are words
# Rows under one block; and names with the same consonants, of which the year of birth is missing.
_BLOCK = "l.blocks = r.blocks"
_SPINE = "l.spines = r.spines and (l.year is null or r.year is null)"
# How frequent a name is: as frequent as its given name among all, times its family name among all. The name itself
# would be counted as often as one person has records.
_FREQUENCIES = """
    with shares as (select count(*)::double as number from rows),
    givens as (select {given}, count(*) / max(number) as share from rows, shares group by {given}),
    families as (select {family}, count(*) / max(number) as share from rows, shares group by {family})
    select {both}, max(givens.share * families.share) as tf_{both}
    from rows join givens using ({given}) join families using ({family}) group by {both}
"""
_COUNTED = {
    "sounds": ("given", "family"),
    "spines": ("given_spine", "family_spine"),
    "classes": ("given_class", "family_class"),
}
# What Splink found, without the pairs of one record; ``alike``: the names differ in nothing that our comparison hears.
_PAIRS = """
    select row_l, row_r, match_weight as weight,
        l.sounds = r.sounds and coalesce(l.father = r.father, true) and coalesce(l.sex = r.sex, true) as alike
    from {found} join rows l on l.row = row_l join rows r on r.row = row_r
    where l.record <> r.record order by row_l, row_r
"""


def check_installed() -> None:
    """Raise ``Problem`` where the extra is not installed."""
    for package in ("duckdb", "pyarrow", "splink"):
        if find_spec(package) is None:
            raise Problem(f"{package} is not installed", mend=MEND)


@contextmanager
def database(folder: Path, threads: int, memory: str) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A DuckDB in memory that spills into this folder, uses so many threads and so much memory ('4GB').

    Raises ``Problem`` where the extra is not installed.
    """
    check_installed()
    import duckdb

    config: dict[str, Any] = {
        "threads": threads,
        "memory_limit": memory,
        "temp_directory": str(folder),
        "max_temp_directory_size": SPILLED,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
    }
    try:
        db = duckdb.connect(":memory:", config=config)
    except duckdb.Error as error:
        raise Problem(
            f"{memory!r} is no amount of memory: {error}", field="--memory", mend="Say 4GB, or 800MB."
        ) from None
    with db:
        yield db


class Weighed(NamedTuple):
    """Pairs of rows of two records, in the order of their rows; ``alike``: no name needs to be compared."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    weight: NDArray[np.float64]
    alike: NDArray[np.bool_]


def weigh(
    db: "duckdb.DuckDBPyConnection", rows: Mapping[str, Sequence[object]], weights: Weights, records: int
) -> Weighed:
    """The pairs of rows that may be one person's and weigh at least ``low``.

    ``rows`` are the columns that the weights name, and ``row`` (a number), ``record`` (to which the row belongs).
    """
    import pyarrow
    from splink import DuckDBAPI, Linker, SettingsCreator
    from splink.blocking_rule_library import CustomRule
    from splink.comparison_library import CustomComparison

    kinds = {
        **dict.fromkeys(_NUMBERS, pyarrow.int64()),
        **dict.fromkeys(_LISTS, pyarrow.list_(pyarrow.string())),
    }
    schema = pyarrow.schema([(column, kinds.get(column, pyarrow.string())) for column in rows])
    db.register("given_rows", pyarrow.table(rows, schema=schema))
    db.execute("create table rows as select * from given_rows order by row")
    db.unregister("given_rows")
    api = DuckDBAPI(connection=db)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        probability_two_random_records_match=weights.prior(records),
        comparisons=[
            CustomComparison([_level(level) for level in each.levels], output_column_name=each.name)
            for each in weights.comparisons
        ],
        blocking_rules_to_generate_predictions=[CustomRule(_BLOCK, arrays_to_explode=["blocks"]), CustomRule(_SPINE)],
        retain_matching_columns=False,
    )
    linker = Linker(api.register("rows"), settings, log_level=None)
    for both, (given, family) in _COUNTED.items():
        db.execute(f"create table {both} as {_FREQUENCIES.format(both=both, given=given, family=family)}")
        linker.table_management.register_term_frequency_lookup(api.register(both), both)
    found = linker.inference.predict(threshold_match_weight=weights.low, warning_mode="never")
    pairs = db.sql(_PAIRS.format(found=found.physical_name)).fetchnumpy()
    return Weighed(*(np.asarray(pairs[column]) for column in ("row_l", "row_r", "weight", "alike")))


def _level(level: Level) -> "ComparisonLevelCreator":
    """A level of ours as one of Splink's, which says it in the SQL of each engine."""
    from splink import comparison_level_library as its

    if level.when == "missing":
        return its.NullLevel(level.column)
    made: ComparisonLevelCreator
    if level.when == "equal":
        made = its.ExactMatchLevel(level.column)
    elif level.when == "overlap":
        made = its.ArrayIntersectLevel(level.column)
    elif level.when == "within":
        made = its.AbsoluteDifferenceLevel(level.column, level.most)
    else:
        made = its.ElseLevel()
    frequency: dict[str, Any] = {}
    if level.frequency:
        frequency = {"tf_adjustment_column": level.frequency, "disable_tf_exact_match_detection": True}
    return made.configure(m_probability=level.m, u_probability=level.u, label_for_charts=level.says, **frequency)
