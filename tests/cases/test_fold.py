"""Fold as a whole: a set goes in, whatever its order; it is fast; an independent pivot in SQL agrees."""

import gc
import random
from time import perf_counter

import pytest

from asylia.cases.fold import fold, fold_case
from asylia.cases.independence import Sources
from asylia.codebook.kinds import properties
from tests.written import PEOPLE, PERSON, Written, random_ledger


def ordinary_case() -> Written:
    """Forty rows, as most cases have them."""
    written = Written()
    for name, value in [("kind", "exile"), ("name", "N"), ("state_of_concern", "TJ"), ("category", "opposition")]:
        written.claim(PERSON, name, value)
    for incident in ("I-200001", "I-200002", "I-200003"):
        for name, value in [
            ("measure", "threat"),
            ("date", "2015-03"),
            ("host_state", "RU"),
            ("factuality", "completed"),
        ]:
            written.claim(incident, name, value)
    for value, source in [("2015", "S-b"), ("2016", "S-c"), ("2016-05", "S-d"), ("2014", "S-e")]:
        written.claim("I-200001", "date", value, source)
    assert len(written.rows) == 40
    return written


def test_300_shuffles_give_the_same_cases():
    for seed in range(6):
        rows = random_ledger(seed).rows
        expected = list(fold(rows, Sources()))
        assert expected
        for n in range(50):
            shuffled = rows.copy()
            random.Random(n).shuffle(shuffled)
            assert list(fold(iter(shuffled), Sources())) == expected


def test_a_case_of_40_rows_folds_within_a_millisecond():
    rows, known = ordinary_case().rows, Sources()
    fold_case(rows, known)

    def once() -> float:
        start = perf_counter()
        fold_case(rows, known)
        return perf_counter() - start

    assert sorted(once() for _ in range(200))[100] < 0.001


def test_ten_times_the_cases_take_about_ten_times_as_long():
    rows = ordinary_case().rows

    def seconds(cases: int) -> float:
        start = perf_counter()
        for _ in range(cases):
            fold_case(rows, Sources())
        return perf_counter() - start

    gc.collect()
    gc.freeze()
    try:
        seconds(200)
        assert seconds(3000) < 10 * 3 * seconds(300)  # generous: other tests share the machine
    finally:
        gc.unfreeze()


def test_entities_come_sorted_by_id_and_cases_too():
    written = Written()
    for person in reversed(PEOPLE):
        written.claim(person, "kind", "exile")
    for id in ("I-200009", "I-200001", "T-200001", "R-200001", "L-200001"):
        written.claim(id, "date" if id[0] != "T" else "country", "2015" if id[0] != "T" else "RU")
    cases = list(fold(written.rows, Sources()))
    assert [case.id for case in cases] == PEOPLE
    assert [each.id for each in cases[0].entities()] == [
        *(PERSON, "I-200001", "I-200009", "R-200001", "T-200001", "L-200001")
    ]


@pytest.mark.parametrize(
    ("id", "name", "value"),
    [("G-400001", "measure", "threat"), ("A-500001", "number", "47"), ("S-report", "title", "A report")],
)
def test_what_belongs_to_no_person_is_an_entity_of_its_own(id, name, value):
    written = Written()
    claim = written.claim(id, name, value)
    case = fold_case(written.rows, Sources())
    assert (case.person, case.entity.id, case.claims) == (None, id, {claim.id: claim})
    assert getattr(case.entity, name).shown == (value,)


def test_a_case_of_which_no_claim_counts_is_no_case():
    written = Written()
    written.claim(PERSON, "kind", "exile", accept=False)
    assert fold_case(written.rows, Sources()) is None
    assert fold_case([], Sources()) is None


def test_rows_of_two_people_make_no_single_case():
    written = Written()
    written.claim("X-100001", "kind", "exile")
    written.claim("X-100002", "kind", "exile")
    with pytest.raises(ValueError, match="make 2 cases: X-100001, X-100002"):
        fold_case(written.rows, Sources())


def test_a_property_that_the_codebook_no_longer_has_stays_in_the_ledger():
    written = Written()
    written.claim(PERSON, "kind", "exile")
    written.claim(PERSON, "shoe_size", "43")
    assert fold_case(written.rows, Sources()).person.kind.shown == ("exile",)


def test_every_value_leads_to_its_claims():
    case = fold_case(ordinary_case().rows, Sources())
    for entity in case.entities():
        for name, line in properties(type(entity)).items():
            for said in getattr(entity, line.attribute).said:
                for id in (*said.claims, *said.denied_by):
                    claim = case.claims[id]
                    assert (claim.about, claim.body["property"], claim.body["value"]) == (entity.id, name, said.value)
