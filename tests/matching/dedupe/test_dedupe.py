"""Who is brought together in a list, and who stays apart."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from asylia.matching.dedupe.dedupe import Limits, dedupe
from asylia.matching.dedupe.judged import DIFFERENT, SAME, verdicts
from asylia.matching.dedupe.rows import rows_of
from asylia.names.compare import compare
from bench.dedupe import score
from tests.matching.dedupe.made import INVENTED, done, invented, record, together

SPELLINGS = (
    "Farrukh Namunaboyev",
    "Намунабоев, Фаррух",
    "Farruch Namunabojew",
    "NAMUNABOYEV Farrux Dilshod oʻgʻli",
)


def test_one_person_in_four_spellings_is_one() -> None:
    assert together(*(record(row, name, "1971", "UZ") for row, name in enumerate(SPELLINGS))) == [[0, 1, 2, 3]]


def test_brothers_of_one_year_stay_apart_though_all_else_agrees() -> None:
    brothers = ("Zokir Salimovich Namunaboyev", "Shokir Salimovich Namunaboyev", "Olim Salimovich Namunaboyev")
    assert together(*(record(row, name, "1971", "UZ") for row, name in enumerate(brothers))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Karim Salimovich Namunaboyev", "1971"), ("Salim Namunaboyev", "1940")),
        (("Karim Namunaboyev", "1971"), ("Karima Namunaboyeva", "1971")),
        (("Karim Salimovich Namunaboyev", "1971"), ("Karim Rustamovich Namunaboyev", "1971")),
        (("Karim Namunaboyev", "1971"), ("Karim Namunaboyev", "1985")),
    ],
    ids=["father and son", "husband and wife", "another father", "namesakes"],
)
def test_relatives_and_namesakes_stay_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert together(record(2, *one, "UZ"), record(3, *other, "UZ")) == []


@pytest.mark.parametrize("name", ["name withheld", "Farrukh", "F. N.", "Farrukh Namunaboyev (name changed)", "914"])
def test_who_has_no_full_name_is_one_with_nobody(name: str) -> None:
    records = [record(2, name, "1971", "UZ"), record(3, name, "1971", "UZ"), record(4, SPELLINGS[0], "1971", "UZ")]
    found = done(*records)
    assert (found.clusters, found.unsure) == ([], [])
    assert rows_of(records, 1).nameless == 2


def test_an_alias_brings_two_records_together() -> None:
    records = record(2, "Anvar Tajribiy", "1971", "UZ", SPELLINGS[0]), record(3, SPELLINGS[1], "1971", "UZ")
    assert together(*records) == [[0, 1]]


def test_a_record_between_two_namesakes_is_neither_s() -> None:
    name = "Farrukh Namunaboyev"
    records = record(2, name, "1950", "UZ"), record(3, name, "1980", "UZ"), record(4, name, "", "UZ")
    assert together(*records) == []


def test_a_list_without_a_name_has_no_clusters() -> None:
    assert together(record(2, "unknown"), record(3, "unknown")) == []


def test_invented_records_are_told_apart_and_brought_together() -> None:
    rows, persons = invented()
    precision, recall = score(dedupe(rows, Limits(cores=1)).clusters, persons)
    assert precision >= 0.98
    assert recall >= 0.8


def test_the_clusters_are_the_same_on_one_thread_and_on_two() -> None:
    rows, _ = invented()
    one, two = (dedupe(rows, Limits(cores=cores)) for cores in (1, 2))
    assert len(one.clusters) > INVENTED / 10
    assert (one.clusters, one.unsure) == (two.clusters, two.unsure)


def test_reading_names_in_several_processes_changes_nothing() -> None:
    records = [record(row, f"{SPELLINGS[row % 4]} {row}") for row in range(20)]
    one, two = rows_of(records, 1), rows_of(records, 2)
    assert (one.columns, one.names) == (two.columns, two.names)


def test_no_cluster_holds_two_records_of_which_all_names_are_different() -> None:
    rows, _ = invented()
    names: dict[int, list[str]] = {}
    for place, name in zip(rows.record_of.tolist(), rows.name_of.tolist(), strict=True):
        names.setdefault(place, []).append(rows.names[name])
    for members in dedupe(rows, Limits(cores=1)).clusters:
        for a, b in combinations(members, 2):
            assert any(compare(x, y).verdict != "different" for x in names[a] for y in names[b]), (names[a], names[b])


def test_verdicts_are_those_of_the_comparison_each_pair_once() -> None:
    names = ["Karim Salimov", "Rustam Salimov", "Карим Салимов"]
    left, right = np.array([0, 0, 2, 1]), np.array([2, 1, 0, 0])
    for cores in (1, 2):
        assert verdicts(names, left, right, cores).tolist() == [SAME, DIFFERENT, SAME, DIFFERENT]


def test_what_is_spilled_is_gone_afterwards_and_nothing_else_is_written(tmp_path: Path) -> None:
    rows, _ = invented()
    dedupe(rows, Limits(cores=1, memory="200MB", folder=tmp_path))
    assert list(tmp_path.iterdir()) == []
