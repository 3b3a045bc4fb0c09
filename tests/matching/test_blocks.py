from itertools import combinations
from pathlib import Path

from asylia.matching.blocks import look_of, may_be_one, pairs
from bench.matching import completeness, persons, reduction


def test_spellings_of_the_reference_are_compared(shared: Path):
    found = completeness(shared / "reference/names")
    assert found["variants"] > 300
    assert found["ratio"] >= 0.98, found["lost"]


def test_hardly_any_of_the_pairs_of_many_persons_are_left():
    found = reduction(persons(5_000))
    assert found["ratio"] >= 0.999


def test_each_pair_comes_once_and_none_is_lost():
    names = persons(300) | {"X-900001": ["Umarali Namunazoda", "N. Umarali"], "X-900002": ["Умарали Намуназода"]}
    looks = {id: list(map(look_of, each)) for id, each in names.items()}
    slow = [
        (a, b)
        for a, b in combinations(sorted(names), 2)
        if any(may_be_one(one, other) for one in looks[a] for other in looks[b])
    ]
    assert sorted(pairs(names)) == slow
    assert ("X-900001", "X-900002") in slow


def test_a_name_of_one_part_is_compared_with_nothing():
    assert list(pairs({"X-1": ["Maxim"], "X-2": ["Maxim Namunov"], "X-3": ["Maxim"]})) == []
