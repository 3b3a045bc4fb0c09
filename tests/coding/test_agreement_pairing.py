from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.coding.agreement.assignment import MOST, assign, weight
from asylia.coding.agreement.codings import read_coding, rounds
from asylia.coding.agreement.pairing import Pair, pair
from asylia.coding.agreement.spans import distance, joined, shared
from asylia.coding.sealing import seal
from asylia.problems import Problem, Problems
from tests.invented import write_register

FILE = "persons/namuna_farrukh.toml"
THREAT = """
[[incident]]
at               = "c"
state_of_concern = "TJ"
measure          = "threat"
target           = "self"
factuality       = "completed"

[[incident]]
at               = "c"
state_of_concern = "TJ"
measure          = "defamation"
target           = "self"
factuality       = "completed"
"""
ONE_INCIDENT = """\
at               = "b"
assertion        = "reported by author"
kind             = "exile"
inclusion_ground = "opposition abroad"
name             = "Farrukh Namuna @a"
state_of_concern = "TJ @c"

[passages]
a = { source = "S-report-shelters", quote = "Farrukh Namuna was held at the station in Moscow" }
b = { source = "S-report-shelters", quote = "He was put on a plane all the same." }
c = { source = "S-report-shelters", quote = "The court in Strasbourg asked Russia to wait." }

[[incident]]
at               = "b"
state_of_concern = "TJ"
measure          = "threat @KEY"
target           = "self"
factuality       = "completed"
"""
C = '\nc = { source = "S-report-shelters", quote = "The court in Strasbourg asked Russia to wait." }\n\n[[incident]]'


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A second coding, still the same."""
    return write_register(tmp_path / "other")


def change(folder: Path, old: str, new: str, file: str = FILE) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def paired(first: Path, second: Path, text: Path) -> list[Pair]:
    return pair(read_coding(first, text), read_coding(second, text))


def found(pairs: list[Pair], letter: str) -> list[tuple[bool, bool]]:
    return [(p.first is not None, p.second is not None) for p in pairs if p.letter == letter]


def measures(pairs: list[Pair]) -> list[tuple[str, ...]]:
    return [tuple("|".join(entity.measure.shown) for entity in p.entities) for p in pairs if p.letter == "I" and p.both]


def test_a_coding_pairs_with_itself_whole(folder: Path, other: Path, report: Path) -> None:
    pairs = paired(folder, other, report)
    assert all(p.both for p in pairs)
    assert {p.letter: len(found(pairs, p.letter)) for p in pairs} == {"X": 2, "I": 2, "R": 1, "L": 1, "G": 1, "A": 1}
    assert measures(pairs) == [("detention", "detention"), ("deportation", "deportation")]


def test_a_sealed_coding_pairs_with_one_that_still_holds_its_words(folder: Path, other: Path, report: Path) -> None:
    seal(folder, report)
    assert all(p.both for p in paired(folder, other, report))


def test_units_pair_by_their_words_and_never_by_their_values(folder: Path, other: Path, report: Path) -> None:
    change(other, 'measure          = "detention"', 'measure          = "abduction"')
    change(other, 'measure          = "deportation"', 'measure          = "detention"')
    pairs = paired(folder, other, report)
    assert measures(pairs) == [("detention", "abduction"), ("deportation", "detention")]


def test_two_units_on_the_same_words_keep_the_order_of_the_files(folder: Path, other: Path, report: Path) -> None:
    for each in (folder, other):
        change(each, "\n\n[[incident]]", C)
        (each / FILE).write_text((each / FILE).read_text("utf-8") + THREAT, encoding="utf-8")
    pairs = paired(folder, other, report)
    assert measures(pairs)[2:] == [("threat", "threat"), ("defamation", "defamation")]
    assert [p.tied for p in pairs if p.letter == "I"] == [False, False, True, True]


def test_what_one_coder_left_out_is_found_by_the_other_alone(folder: Path, other: Path, report: Path) -> None:
    change(other, "\n[[protection]]", "\n[[stay]]")
    change(other, 'protection = "rule_39"\n', 'country    = "RU"\n')
    pairs = paired(folder, other, report)
    assert found(pairs, "R") == [(True, False)]
    assert found(pairs, "T") == [(False, True)]


def test_sharing_only_the_words_for_another_value_makes_no_pair(folder: Path, other: Path, report: Path) -> None:
    """One tells of the station, the other of the court; both cite the same words for the state."""
    for each, key in ((folder, "a"), (other, "c")):
        (each / FILE).write_text(ONE_INCIDENT.replace("KEY", key), encoding="utf-8")
        change(each, 'member           = "namuna_farrukh"\n', "", "group_events.toml")
    assert found(paired(folder, other, report), "I") == [(True, False), (False, True)]


def test_persons_pair_by_a_shared_name_whatever_their_files_are_called(folder: Path, other: Path, report: Path) -> None:
    (other / FILE).rename(other / "persons/farrukh_n.toml")
    change(other, "namuna_farrukh", "farrukh_n", "group_events.toml")
    change(other, '"Farrukh Namuna", ', "", "persons/farrukh_n.toml")
    pairs = [p for p in paired(folder, other, report) if p.letter == "X"]
    assert [p.both for p in pairs] == [True, True]
    assert {p.person for p in pairs} == {"namuna_farrukh", "namuna_aziz"}


def test_persons_without_a_name_pair_by_their_words(folder: Path, other: Path, report: Path) -> None:
    for each in (folder, other):
        change(each, "Aziz Namuna", "not named", "persons/namuna_aziz.toml")
    assert found(paired(folder, other, report), "X") == [(True, True), (True, True)]


def test_two_who_are_named_otherwise_are_never_one(folder: Path, other: Path, report: Path) -> None:
    change(other, "Aziz Namuna", "Bahrom Karimov", "persons/namuna_aziz.toml")
    pairs = paired(folder, other, report)
    assert sorted(found(pairs, "X")) == [(False, True), (True, False), (True, True)]


def test_what_a_person_found_by_one_coder_holds_is_found_by_that_coder_alone(
    folder: Path, other: Path, report: Path
) -> None:
    change(other, '["Farrukh Namuna", "Фаррух Намуна"]', '"Bahrom Karimov"')
    pairs = paired(folder, other, report)
    assert found(pairs, "I") == [(True, False)] * 2 + [(False, True)] * 2


def test_the_same_folders_give_the_same_pairs(folder: Path, other: Path, report: Path) -> None:
    one, two = (paired(folder, other, report) for _ in range(2))
    assert one == two


def test_words_without_a_place_are_refused_with_what_to_do(folder: Path) -> None:
    with pytest.raises(Problems, match="give --text"):
        read_coding(folder)


def test_a_register_with_anything_wrong_is_refused(folder: Path, report: Path) -> None:
    change(folder, '"detention"', '"detantion"')
    with pytest.raises(Problems, match="detantion"):
        read_coding(folder, report)


def test_what_may_not_leave_is_not_looked_at(folder: Path, report: Path) -> None:
    text = (folder / "sources.toml").read_text("utf-8")
    before, chapter, after = text.partition('title   = "On shelters"')
    text = before + chapter + after.replace('"public"', '"confidential"', 1)
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    assert set(read_coding(folder, report).units) == {"G", "A"}


def test_a_register_names_its_rounds_the_last_one_last(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no two codings"):
        rounds(tmp_path)
    for name in ("first", "second", "round-1/first", "round-1/second", "round-10/first", "round-10/second"):
        (tmp_path / "codings" / name).mkdir(parents=True)
    named = [(each.name, each.first.parent.name) for each in rounds(tmp_path)]
    assert named == [("1", "round-1"), ("2", "round-10"), ("3", "codings")]


def test_letters_count_once_however_many_passages_hold_them() -> None:
    one = joined([("a", (0, 10)), ("a", (5, 20)), ("b", (0, 5))])
    assert one == {"a": ((0, 20),), "b": ((0, 5),)}
    assert shared(one, joined([("a", (15, 30)), ("c", (0, 5)), ("a", (0, 2))])) == 7
    assert distance(one, joined([("a", (15, 30))])) == 15
    assert distance(one, joined([("c", (0, 5))])) is None


WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 6), max_size=15)


def best(weights: dict[tuple[int, int], int], row: int = 0, taken: frozenset[int] = frozenset()) -> int:
    if row > 4:
        return 0
    ways = [w + best(weights, row + 1, taken | {j}) for (i, j), w in weights.items() if i == row and j not in taken]
    return max([best(weights, row + 1, taken), *ways])


@settings(max_examples=100, deadline=None)
@given(WEIGHTS)
def test_no_other_pairing_has_a_greater_sum(weights: dict[tuple[int, int], int]) -> None:
    pairs = assign(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(weights[each] for each in pairs.items()) == best(weights)


def test_a_more_important_aim_outweighs_all_others() -> None:
    assert weight(1, 0, 0) > 200 * weight(0, MOST, MOST)
    assert weight(MOST + 5, -3) == weight(MOST, 0)
