"""The weights are ours: what Splink makes of them in SQL is what they come to in plain Python."""

from pathlib import Path
from typing import Any

import pytest

from asylia.matching.dedupe.splinked import database, weigh
from asylia.matching.dedupe.weights import Frequencies, weights
from tests.matching.dedupe.made import invented


def test_splink_s_weight_of_every_pair_is_that_of_plain_python(tmp_path: Path) -> None:
    rows, _ = invented()
    number = len(rows.facts)
    with database(tmp_path, 2, "500MB") as db:
        found = weigh(db, rows.columns, weights(), number)
        frequencies: Frequencies = {
            column: dict(db.execute(f"select {column}, tf_{column} from {column}").fetchall())
            for column in ("sounds", "spines", "classes")
        }
    assert len(found.weight) > 1000
    seen = set[str]()
    for left, right, weight in zip(found.left.tolist(), found.right.tolist(), found.weight.tolist(), strict=True):
        a, b = _row(rows.columns, left), _row(rows.columns, right)
        assert weights().weigh(a, b, number, frequencies) == pytest.approx(weight, abs=1e-9)
        seen |= {each.level(a, b).says for each in weights().comparisons}
    assert {"both parts sound the same", "both parts have the same consonants", "a year of birth is missing"} <= seen


def test_the_frequency_of_a_name_is_that_of_its_parts(tmp_path: Path) -> None:
    rows, _ = invented()
    with database(tmp_path, 1, "500MB") as db:
        weigh(db, rows.columns, weights(), len(rows.facts))
        said = dict(db.execute("select sounds, tf_sounds from sounds").fetchall())
    number = len(rows.record_of)
    given, family = rows.columns["given"], rows.columns["family"]
    expected: dict[Any, float] = {}
    for sounds, one, other in zip(rows.columns["sounds"], given, family, strict=True):
        share = given.count(one) / number * family.count(other) / number
        expected[sounds] = max(share, expected.get(sounds, 0))
    assert said == pytest.approx(expected)


def test_each_comparison_ends_with_otherwise_and_its_shares_add_up() -> None:
    for each in weights().comparisons:
        assert each.levels[-1].when == "otherwise"
        assert sum(level.m for level in each.levels) == pytest.approx(1, abs=0.01)
        assert all(0 < share <= 1 for level in each.levels if level.when != "missing" for share in (level.m, level.u))


def test_two_of_a_short_list_are_more_likely_one_than_two_of_a_long_one() -> None:
    assert 0.5 >= weights().prior(2) > weights().prior(100) > weights().prior(1_000_000) > 0


def _row(columns: dict[str, list[Any]], place: int) -> dict[str, Any]:
    return {name: values[place] for name, values in columns.items()}
