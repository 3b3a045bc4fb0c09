"""What is told of a state, a host and a measure: known numbers of the invented edition."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asylia.edition.lists.cross import Count
from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition
from asylia.edition.sums.alike import alike
from asylia.edition.sums.beside import beside, told_by
from asylia.edition.sums.held import Place, held, places
from asylia.edition.sums.profiles import TOTAL, by, host_profile, matrix, measure_profile, state_profile
from asylia.edition.sums.rests import Rests, not_independent
from asylia.edition.sums.rulings import Rulings, differences
from asylia.edition.sums.table1 import table1
from tests.publish.invented import BROTHER, CHAPTER, FIRST, OTHER, SECOND, THIRD, VOLUME


@pytest.fixture(scope="module")
def index(made: Path) -> Iterator[Index]:
    edition = Edition(made)
    yield Index(edition)
    edition.close()


def told(counts: dict[str, Count] | object) -> dict[str, str]:
    """Records by code, as text."""
    assert isinstance(counts, dict)
    return {code: str(count.records) for code, count in counts.items()}


def test_a_state_has_its_incidents_by_measure_with_the_families_of_these(index: Index) -> None:
    found = state_profile(index, "TJ")
    assert (str(found.incidents.records), str(found.incidents.persons)) == ("3", "1")
    assert str(found.persons.records) == "1"
    measures = told(found.by["measure"])
    assert measures["warrant"] == measures["legal_step"] == "1"
    assert measures["detention_by_court"] == measures["custody"] == "1"
    assert "threat" not in measures


def test_what_sources_differ_over_is_between_two_numbers(index: Index) -> None:
    assert told(state_profile(index, "TJ").by["factuality"]) == {"completed": "2-3", "attempted": "0-1"}


def test_a_person_with_several_incidents_counts_once(index: Index) -> None:
    hosts = state_profile(index, "TJ").by["host"]
    assert {code: (str(n.records), str(n.persons)) for code, n in hosts.items()} == {"RU": ("3", "1")}


def test_two_dates_in_one_year_are_one_year_for_certain(index: Index) -> None:
    assert told(state_profile(index, "TJ").by["year"]) == {"": "2", "2014": "1"}


def test_protections_of_the_persons_of_a_state_stand_by_kind_and_outcome(index: Index) -> None:
    found = state_profile(index, "TJ")
    assert {pair: str(n.records) for pair, n in found.protections.items()} == {
        ("rule_39", "granted"): "1",
        ("rule_39", TOTAL): "1",
    }
    assert told(found.outcomes) == {"granted": "1"}
    assert state_profile(index, "UZ").protections == {}


def test_a_code_that_the_edition_does_not_hold_has_nothing_and_not_everything(index: Index) -> None:
    for profile in (state_profile(index, "NL"), host_profile(index, "NL"), measure_profile(index, "killing")):
        assert (profile.incidents.records.high, profile.persons.records.high, profile.by) == (0, 0, {})
    assert state_profile(index, "").incidents.records.high == 0


def test_a_host_has_the_states_that_reach_into_it(index: Index) -> None:
    found = host_profile(index, "RU")
    assert told(found.by["state"]) == {"TJ": "3"}
    assert str(found.persons.records) == "1"


def test_a_family_of_measures_counts_its_measures(index: Index) -> None:
    assert str(measure_profile(index, "custody").incidents.records) == "1"
    assert told(measure_profile(index, "threat").by["state"]) == {"UZ": "1"}


def test_group_events_are_counted_beside(index: Index) -> None:
    found = measure_profile(index, "arrest")
    assert (found.incidents.records.high, found.group_events, found.groups) == (0, 1, ("G-600001",))


def test_the_matrix_holds_each_pair_of_states(index: Index) -> None:
    assert {pair: str(n.records) for pair, n in matrix(index).items()} == {("TJ", "RU"): "3", ("UZ", ""): "1"}


def test_stages_stand_in_their_order(index: Index) -> None:
    assert list(by(index, "incidents", "stage")) == sorted(by(index, "incidents", "stage"))


def test_a_vocabulary_knows_its_columns_and_how_often_each_code_stands_there(index: Index) -> None:
    edition = index.edition
    assert Place("incidents", "measure") in places(edition, "measures")
    assert Place("persons", "tie") not in places(edition, "ties")  # a tie is a code and more
    found = held(edition, Place("incidents", "measure"))
    assert {code: str(found[code]) for code in ("warrant", "legal_step", "threat")} == dict.fromkeys(
        ("warrant", "legal_step", "threat"), "1"
    )
    assert str(held(edition, Place("incidents", "factuality"))["attempted"]) == "0-1"


def test_what_rests_on_a_source_is_what_its_claims_are_about_and_whose_files(index: Index) -> None:
    rests = Rests(index.edition)
    assert rests[OTHER].ids("persons") == (FIRST, SECOND)
    assert set(rests[CHAPTER].ids("persons")) == {FIRST, SECOND, THIRD, BROTHER}
    assert rests[OTHER].ids("group_events") == ("G-600001",)
    assert rests[CHAPTER].ids("aggregates") == ("A-700001",)
    assert rests[VOLUME].ids("persons") == ()
    assert rests["S-none"].claims == 0


def test_claims_and_passages_of_sources_are_as_the_tables_have_them(index: Index) -> None:
    edition, rests = index.edition, Rests(index.edition)
    source = {record["id"]: record["source"] for record in edition.all("passages")}
    for name in (CHAPTER, OTHER):
        on = [c for c in edition.all("claims") if name in {source[p] for p in c["passages"].split("|")}]
        assert rests[name].claims == len(on)
        assert rests[name].passages == sum(1 for each in source.values() if each == name)


def test_a_chapter_is_not_independent_of_its_volume(index: Index) -> None:
    chapter, other = (index.edition.one("sources", id) for id in (CHAPTER, OTHER))
    assert chapter
    assert other
    assert [(why, tied["id"]) for why, tied in not_independent(index.edition, chapter)] == [("volume", VOLUME)]
    assert not list(not_independent(index.edition, other))


def test_rules_differ_where_an_attempt_counts_otherwise(index: Index) -> None:
    rulings = Rulings(index.edition, index)
    assert rulings.rules[0] == index.edition.rule
    for rule in rulings.rules:
        total, named = rulings.changed(rule, 10)
        assert total == len(named)
    assert rulings.changed(rulings.rules[0], 10) == (0, [])
    assert all(not differences(first, under[rulings.rules[0]]) for first, under in rulings.rows())


def test_an_aggregate_without_a_unit_has_nothing_beside_it(index: Index) -> None:
    assert told_by(index.edition) == {CHAPTER: ("A-700001",)}
    assert beside(index, index.edition.all("aggregates")) == {}


def test_beside_a_number_stands_what_bears_the_same_marks(index: Index) -> None:
    blank = dict.fromkeys(index.edition.columns("aggregates"), "")
    asked = {
        "A-1": {"unit": "persons", "state_of_concern": "TJ"},
        "A-2": {"unit": "incidents", "state_of_concern": "TJ", "host_state": "RU"},
        "A-3": {"unit": "percent", "state_of_concern": "TJ"},
        "A-4": {"unit": "persons", "state_of_concern": "NL"},
        "A-5": {"unit": "persons", "state_of_concern": "TJ", "stage": "2"},
        "A-6": {"unit": "incidents", "state_of_concern": "TJ", "date": "2015/.."},
        "A-7": {"unit": "persons", "state_of_concern": "TJ", "stage": "2", "category": "opposition"},
    }
    found = beside(index, [blank | {"id": id} | said for id, said in asked.items()])
    counts = {id: str(each.count) for id, each in found.items()}
    assert counts == {"A-1": "1", "A-2": "3", "A-4": "0", "A-5": counts["A-5"], "A-6": "0"}
    assert found["A-5"].filters == {}  # a cell of Table 1: the highest stage, which no list can ask for


def test_table_1_is_the_same_whether_it_is_counted_from_the_index_or_from_the_edition(index: Index) -> None:
    for rule in index.rules:
        read, counted = table1(index.edition, rule), table1(index.edition, rule, alike(index, [rule])[rule])
        assert list(read.lines()) == list(counted.lines())
