"""Published answers, to a thousandth. The tables are printed in the works named beside them."""

from collections import Counter
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.coding.agreement.alpha import alpha, alpha_of, interval, masi, masi_distance, nominal, ordinal, ratio
from asylia.coding.agreement.bootstrap import interval as bootstrapped
from asylia.coding.agreement.kappas import brennan_prediger, cohen_kappa, fleiss_kappa, gwet_ac1, raw_agreement

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C; C is Gwet's raw four raters too.
A = list(zip("0100000010", "1110010000", strict=True))
B = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
C = list(
    zip(
        (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
        (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
        strict=True,
    )
)
# Ten subjects, fourteen raters, five categories: the worked example for Fleiss's kappa. Counts of ratings.
FLEISS = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]
RATED = [[category for category, n in enumerate(counts) for _ in range(n)] for counts in FLEISS]


def near(value: float | None, published: float) -> bool:
    return value is not None and isclose(value, published, abs_tol=1e-3)


@pytest.mark.parametrize(
    ("metric", "published"), [(nominal, 0.743), (ordinal, 0.815), (interval, 0.849), (ratio, 0.797)]
)
def test_alpha_of_four_coders_with_missing_ratings_is_as_krippendorff_prints_it(metric, published):
    assert near(alpha(C, metric), published)


@pytest.mark.parametrize(("units", "published"), [(A, 0.095), (B, 0.692)])
def test_alpha_of_two_coders_is_as_krippendorff_prints_it(units, published):
    assert near(alpha(units), published)


def test_fleiss_kappa_of_fourteen_raters_is_as_published():
    assert near(fleiss_kappa(RATED), 0.2099)


def test_coefficients_of_gwets_four_raters_are_as_published():
    gwet = gwet_ac1(C)
    assert gwet is not None
    assert near(gwet.ac1, 0.77544)
    assert near(gwet.error, 0.14295)  # Gwet's own program prints it beside the coefficient
    assert near(fleiss_kappa(C), 0.76117)
    assert near(alpha(C), 0.74342)
    assert near(brennan_prediger(C), 0.77273)


def test_cohens_kappa_of_a_table_of_two_coders():
    # 20 + 15 agreed, 5 and 10 not: agreement .7, chance .5 (the usual textbook table)
    units = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert near(cohen_kappa(units), 0.4)
    assert near(raw_agreement(units), 0.7)


def test_cohen_refuses_units_of_more_than_two_coders():
    with pytest.raises(ValueError, match="unpack"):
        cohen_kappa(C)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("ab", "ab", 0),
        ("", "", 0),
        ("a", "ab", 1 - 1 / 2 * 2 / 3),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
        ("a", "b", 1),
        ("", "a", 1),
    ],
)
def test_masi_weighs_how_sets_lie(one, other, distance):
    assert isclose(masi_distance(frozenset(one), frozenset(other)), distance)


def test_masi_is_a_metric_of_alpha():
    units = [(frozenset("ab"), frozenset("a")), (frozenset("c"), frozenset("c")), (frozenset("d"), frozenset("d"))]
    with_sets, as_words = alpha(units, masi), alpha(units)
    assert with_sets is not None
    assert as_words is not None
    assert with_sets > as_words  # {a, b} against {a} is half an agreement


def test_what_nobody_can_know_is_none():
    assert alpha([]) is None
    assert alpha([("a", "a"), ("a", "a")]) is None  # nothing varies, so nothing is shown
    assert alpha([("a", None), (None, "b")]) is None
    assert raw_agreement([("a", None)]) is None
    assert gwet_ac1([]) is None
    assert cohen_kappa([("a", "a")]) is None
    assert brennan_prediger([]) is None


def test_ac1_stays_high_where_all_fall_into_one_category_and_alpha_does_not():
    units = [("a", "a")] * 98 + [("a", "b"), ("b", "a")]
    gwet, kripp = gwet_ac1(units), alpha(units)
    assert gwet is not None
    assert kripp is not None
    assert gwet.ac1 > 0.97
    assert kripp < 0.05
    assert gwet_ac1([("a", "a")] * 3) == (1.0, 0.0)


PAIRS = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3), max_size=20)


@settings(max_examples=50, deadline=None)
@given(PAIRS, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_that_of_coders_changes_a_coefficient(units, random):
    shuffled = [tuple(random.sample(unit, len(unit))) for unit in random.sample(units, len(units))]
    for coefficient in (alpha, fleiss_kappa, raw_agreement, brennan_prediger):
        one, other = coefficient(units), coefficient(shuffled)
        assert one == other or isclose(one, other, abs_tol=1e-9)


@settings(max_examples=50, deadline=None)
@given(PAIRS)
def test_full_agreement_is_one_and_no_coefficient_exceeds_it(units):
    alike = [(unit[0],) * 3 for unit in units if unit[0]]
    for coefficient in (alpha, fleiss_kappa, brennan_prediger):
        assert coefficient(alike) in (None, 1)
        assert (coefficient(units) or 0) <= 1 + 1e-9


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.integers(1, 5)] * 2), min_size=2, max_size=20))
def test_ordinal_alpha_asks_only_for_the_order_of_ranks(units):
    stretched = [tuple(rank**3 for rank in unit) for unit in units]
    one, other = alpha(units, ordinal), alpha(stretched, ordinal)
    assert one == other or isclose(one, other)


def test_the_interval_holds_the_figure_and_is_the_same_each_time():
    persons = {f"p{i}": [("a", "a"), ("b", "b") if i % 4 else ("b", "a")] for i in range(40)}
    figure = alpha([unit for units in persons.values() for unit in units])
    found = bootstrapped(persons, alpha_of)
    assert found is not None
    assert figure is not None
    assert found[0] < figure < found[1]
    assert bootstrapped(dict(reversed(persons.items())), alpha_of) == found
    assert bootstrapped(persons, alpha_of, seed=1) != found


def test_the_interval_is_wider_where_the_differences_are_those_of_one_person():
    spread = {f"p{i}": [("a", "a"), ("b", "b"), ("b", "a") if i < 10 else ("b", "b")] for i in range(30)}
    lumped = {f"p{i}": [("a", "a"), ("b", "b")] + [("b", "a") if i < 1 else ("b", "b")] * 10 for i in range(3)}
    one, other = bootstrapped(spread, alpha_of), bootstrapped(lumped, alpha_of)
    assert one is not None
    assert other is not None
    assert other[1] - other[0] > one[1] - one[0]


def test_no_interval_of_a_single_person_or_of_what_is_not_defined():
    assert bootstrapped({"p": [("a", "b")]}, alpha_of) is None
    assert bootstrapped({"p": [("a", "a")], "q": [("a", "a")]}, alpha_of) is None


def test_counting_equal_units_together_changes_nothing():
    assert alpha_of(Counter(B)) == alpha(B)
