import random
from itertools import pairwise

from asylia.cases.fold import fold, fold_case
from asylia.cases.independence import Sources
from asylia.cases.merge import survivors
from tests.written import Written

A, B, C = "X-100001", "X-100002", "X-100003"


def two_people():
    written = Written()
    written.claim(A, "name", "Anvar")
    written.claim("I-200001", "measure", "threat", root=A)
    written.claim(B, "name", "Anwar")
    written.claim("I-200002", "measure", "killing", root=B)
    return written


def test_a_merge_makes_one_case_under_the_first_id():
    written = two_people()
    written.merge(A, B)
    case = fold_case(written.rows, Sources())
    assert case.id == A
    assert case.person.name.shown == ("Anvar", "Anwar")
    assert [incident.id for incident in case.incidents] == ["I-200001", "I-200002"]
    assert case.merged == {B: A}
    assert {row.about for row in case.claims.values()} == {A, "I-200001", "I-200002"}


def test_a_split_restores_exactly_what_was_there():
    written = two_people()
    before = list(fold(written.rows, Sources()))
    merge = written.merge(A, B)
    assert len(list(fold(written.rows, Sources()))) == 1
    split = written.retract(merge)
    assert list(fold(written.rows, Sources())) == before
    written.retract(split)
    assert len(list(fold(written.rows, Sources()))) == 1


def test_the_id_that_a_merge_names_first_survives():
    written = Written()
    rows = [written.merge(A, B), written.merge(C, A)]
    assert survivors(rows) == survivors(reversed(rows)) == {A: C, B: C}


def test_a_merge_of_what_is_already_one_changes_nothing():
    written = Written()
    assert survivors([written.merge(A, B), written.merge(B, A)]) == {B: A}


def test_who_was_joined_by_two_merges_stays_joined_when_one_goes():
    written = Written()
    first, second, third = written.merge(A, B), written.merge(B, C), written.merge(A, C)
    assert set(survivors([first, second, third])) == set(survivors([first, third])) == {B, C}


def test_a_person_and_an_incident_are_never_one():
    written = Written()
    assert survivors([written.merge(A, "I-200001")]) == {}


def test_long_chains_end_in_one_survivor_in_any_order():
    written = Written()
    ids = [f"X-{n:06d}" for n in range(3000)]
    rows = [written.merge(a, b) for a, b in pairwise(ids)]
    random.Random(1).shuffle(rows)
    assert set(survivors(rows).values()) == {ids[0]}


def test_a_differ_forbids_nothing_and_is_reported():
    written = two_people()
    written.merge(A, B)
    written.differ(A, B)
    assert fold_case(written.rows, Sources()).differs == ((A, B),)


def two_tellings():
    written = two_people()
    written.claim("I-200002", "date", "2015", "S-b", root=B)
    written.claim("I-200003", "measure", "threat", "S-b", root=B)
    return written


def test_incidents_of_one_person_that_are_merged_count_once_with_the_sources_of_both():
    written = two_tellings()
    written.merge(A, B)
    written._write("merge", A, "I-200001", {"reason": "", "passages": []}, other="I-200003")
    case = fold_case(written.rows, Sources())
    assert [incident.id for incident in case.incidents] == ["I-200001", "I-200002"]
    assert len(case.incidents[0].measure.said[0].claims) == 2
    assert case.merged == {B: A, "I-200003": "I-200001"}


def test_a_merge_of_incidents_sleeps_while_their_persons_are_two():
    written = two_tellings()
    before = list(fold(written.rows, Sources()))
    merge = written.merge(A, B)
    written._write("merge", A, "I-200001", {"reason": "", "passages": []}, other="I-200003")
    together = list(fold(written.rows, Sources()))
    split = written.retract(merge)
    assert list(fold(written.rows, Sources())) == before
    written.retract(split)
    assert list(fold(written.rows, Sources())) == together
