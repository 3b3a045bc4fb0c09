"""Table 1: who counts where, with what certainty, and beside which reported number."""

import json
from typing import Any

import pytest

from asylia.edition.reader import Edition
from asylia.edition.stages import cell, flag, highest, read
from asylia.edition.sums.counts import counts
from asylia.edition.sums.table1 import HEADING, table1
from tests.edition.handmade import Handmade, as_edition

DETAINED, BROUGHT_HOME, SOUGHT = "detention_by_court", "informal_rendition", "warrant"


def cells(edition: Handmade, label: str, rule: str = "") -> dict[str, str]:
    found = table1(as_edition(edition), rule)
    (line,) = (line for line in found.lines() if line.label == label)
    return {column: str(bounds) for column, bounds in line.cells.items()} | {"none": str(line.none)}


def test_a_person_stands_at_the_highest_stage_and_nowhere_else() -> None:
    edition = Handmade().person("X-1").incident("I-1", "X-1", SOUGHT, "TJ").incident("I-2", "X-1", DETAINED, "TJ")
    assert cells(edition, "Tajikistan") == {"1": "0", "2": "1", "3": "0", "total": "1", "none": "0"}


def test_only_persons_of_a_counted_kind_count() -> None:
    edition = Handmade().person("X-1", "relative").incident("I-1", "X-1", DETAINED, "TJ")
    assert cells(edition, "all states")["total"] == "0"


def test_who_may_be_of_a_counted_kind_counts_in_the_upper_bound_only() -> None:
    edition = Handmade().person("X-1", "exile|returnee").incident("I-1", "X-1", DETAINED, "TJ")
    assert cells(edition, "Tajikistan")["2"] == "0-1"


def test_without_one_certain_highest_stage_a_person_counts_in_the_upper_bound_only() -> None:
    edition = Handmade().person("X-1").incident("I-1", "X-1", f"{DETAINED}|{BROUGHT_HOME}", "TJ")
    assert cells(edition, "Tajikistan") == {"1": "0", "2": "0-1", "3": "0-1", "total": "1", "none": "0"}


def test_one_pursued_by_two_states_stands_in_both_rows_by_each_states_incidents_and_once_in_the_total() -> None:
    edition = Handmade().person("X-1").incident("I-1", "X-1", SOUGHT, "TJ").incident("I-2", "X-1", DETAINED, "UZ")
    assert cells(edition, "Tajikistan")["1"] == "1"
    assert cells(edition, "Uzbekistan")["2"] == "1"
    for total in ("CAPE states", "all states"):
        assert cells(edition, total) == {"1": "0", "2": "1", "3": "0", "total": "1", "none": "0"}


def test_an_incident_whose_state_is_open_may_be_either_ones() -> None:
    edition = Handmade().person("X-1").incident("I-1", "X-1", DETAINED, "TJ|UZ")
    assert cells(edition, "Tajikistan")["2"] == "0-1"
    assert cells(edition, "Uzbekistan")["total"] == "0-1"
    assert cells(edition, "CAPE states")["2"] == "1"  # whichever of the two it was


def test_states_outside_cape_stand_apart() -> None:
    edition = Handmade().person("X-1").incident("I-1", "X-1", DETAINED, "AZ", host_state="DE", place="DE")
    found = table1(as_edition(edition))
    assert [line.code for line in found.cape] == ["KZ", "KG", "TJ", "TM", "UZ"]
    assert [line.code for line in found.others] == ["AZ"]
    assert (str(found.cape_total.cells["total"]), str(found.total.cells["total"])) == ("0", "1")


def test_who_has_no_stage_is_in_no_total() -> None:
    edition = Handmade().person("X-1", states="KZ")
    assert cells(edition, "Kazakhstan") == {"1": "0", "2": "0", "3": "0", "total": "0", "none": "1"}


def test_an_incident_that_names_no_state_is_the_persons_own() -> None:
    edition = Handmade().person("X-1", states="KG").incident("I-1", "X-1", DETAINED, "")
    assert cells(edition, "Kyrgyzstan")["2"] == "1"


def test_another_rule_gives_another_table() -> None:
    edition = Handmade().person("X-1").incident("I-1", "X-1", BROUGHT_HOME, "UZ", factuality="attempted")
    by_rule = {rule: cells(edition, "Uzbekistan", rule)["3"] for rule in ("cape-2016", "cape-2016-summary")}
    assert by_rule["cape-2016-summary"] == "1"
    with pytest.raises(ValueError, match="no stage rule"):
        table1(as_edition(edition), "mine")


def test_the_reported_table_stands_beside_ours_with_its_share() -> None:
    edition = Handmade().person("X-1").incident("I-1", "X-1", DETAINED, "TJ")
    edition.person("X-2").incident("I-2", "X-2", f"{DETAINED}|{BROUGHT_HOME}", "TJ")
    edition.reported("A-1", "TJ", "1", "0").reported("A-2", "TJ", "2", "3").reported("A-3", "TJ", "3", "1")
    edition.reported("A-4", "TJ", "3", "99", host_state="RU")  # a narrower count is not the table's
    edition.reported("A-5", "TJ|UZ", "3", "98").reported("A-6", "TJ", "", "97").reported("A-7", "UZ", "2", "about 9")
    found = table1(as_edition(edition))
    (line,) = (line for line in found.cape if line.code == "TJ")
    assert line.reported == {"1": "0", "2": "3", "3": "1", "total": "4"}
    assert line.share == "50 %"
    text = "\n".join(found.text())
    assert HEADING in text
    assert json.dumps(found.as_json())


def test_whom_no_source_names_is_told_beside_the_share() -> None:
    edition = Handmade().person("X-1", name="not named").incident("I-1", "X-1", DETAINED, "TJ")
    assert table1(as_edition(edition)).unnamed == 1


@pytest.mark.parametrize(
    ("incidents", "possible"),
    [
        ([], {0}),
        ([{1}, {2}], {2}),
        ([{0, 3}, {2}], {2, 3}),
        ([{1, 3}, {2}], {2, 3}),
        ([{0, 1}], {0, 1}),
        ([{3}, {1, 2}], {3}),
    ],
)
def test_the_highest_stage_is_a_set_where_it_is_not_certain(incidents: list[set[int]], possible: set[int]) -> None:
    assert highest([frozenset(each) for each in incidents]) == possible


@pytest.mark.parametrize(("stages", "said"), [({0}, ""), ({3}, "3"), ({2, 3}, "2|3"), ({0, 3}, "3|none")])
def test_a_set_of_stages_is_written_and_read_again(stages: set[int], said: str) -> None:
    assert cell(frozenset(stages)) == said
    assert read(said) == stages


def test_a_flag_is_open_where_only_some_values_say_so() -> None:
    sets = [frozenset({1}), frozenset({0, 3})]
    assert [flag(sets, stage) for stage in "123"] == ["yes", "no", "open"]


def test_the_other_tables_count_with_bounds(made: Any) -> None:
    measures, hosts, categories, protections = counts(Edition(made))
    assert str(measures.rows["informal_rendition"]["TJ"]) == "1"
    assert str(hosts.rows["RU"]["total"]) == "3"
    assert str(categories.rows["opposition"]["total"]) == "1"
    assert str(protections.rows["rule_39"]["granted"]) == "1"
    assert all(
        list(table.lines()) and json.dumps(table.as_json()) for table in (measures, hosts, categories, protections)
    )
