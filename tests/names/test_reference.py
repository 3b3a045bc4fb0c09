"""Figures on the reference pairs: floors, so that no change of a rule makes them worse unseen."""

from pathlib import Path

import pytest

from asylia.names.compare import compare
from asylia.names.tokens import tokens
from tests.names.reference import Pair, every


@pytest.fixture
def pairs(shared: Path) -> list[Pair]:
    return every(shared / "reference/names")


def f1(pairs: list[Pair]) -> float:
    judged = [(pair.same, compare(pair.a, pair.b).verdict == "same") for pair in pairs]
    right = judged.count((True, True))
    return 2 * right / (2 * right + judged.count((True, False)) + judged.count((False, True)))


def test_no_two_persons_are_judged_the_same(pairs: list[Pair]) -> None:
    assert not [pair for pair in pairs if not pair.same and compare(pair.a, pair.b).verdict == "same"]


@pytest.mark.parametrize(("held", "floor"), [(False, 0.98), (True, 0.975)], ids=["tuned on", "held out"])
def test_spellings_of_one_person_are_found(pairs: list[Pair], held: bool, floor: float) -> None:
    assert f1([pair for pair in pairs if pair.held is held and pair.kind != "name-change"]) >= floor


def test_spellings_of_one_person_meet_in_a_small_group(pairs: list[Pair]) -> None:
    def meet(pair: Pair) -> bool:
        return any(token[0] == "+" for token in tokens(pair.a) & tokens(pair.b))

    same = [meet(pair) for pair in pairs if pair.same and pair.kind != "name-change"]
    others = [meet(pair) for pair in pairs if pair.kind in ("other officials", "other labels")]
    assert sum(same) / len(same) >= 0.98
    assert sum(others) / len(others) <= 0.002
