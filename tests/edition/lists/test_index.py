"""The index: what it makes of records, whatever an edition lacks."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from asylia.codebook.stages import rules
from asylia.edition.lists.find import Wanted, find
from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition
from asylia.edition.stages import highest, stages_of
from asylia.edition.sums.table1 import table1
from tests.edition.handmade import Handmade, as_edition
from tests.edition.lists.naive import Naive, editions
from tests.publish.invented import FIRST


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions())
def test_a_persons_stages_are_those_that_the_rule_gives_one_by_one(made: Handmade) -> None:
    index, naive = Index(as_edition(made)), Naive(made)
    for rule in rules():
        for row, person in enumerate(naive.records("persons")):
            expected = highest([stages_of(incident, rule) for incident in naive.under(person)])
            assert index.stages_of(row, rule) == expected
            assert index.highest("persons", rule)[row] == max(expected)


def test_rows_are_found_by_id_in_any_order(made: Path) -> None:
    index = Index(Edition(made))
    rows = index.persons.rows_of(["X-999999", FIRST, "", "X-100004"])
    assert [index.persons.id(row) if row >= 0 else "" for row in rows] == ["", FIRST, "", "X-100004"]


def test_the_total_of_table_1_is_found_again_in_the_stages_of_the_index(made: Path) -> None:
    edition = Edition(made)
    index = Index(edition)
    staged = [row for row in range(len(index.persons)) if max(index.stages_of(row, edition.rule))]
    assert table1(edition).total.cells["total"].high == len(staged)


class Older(Handmade):
    """An edition of a codebook that had fewer tables and columns."""

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(table for table in super().tables if table not in ("group_events", "stays"))

    def columns(self, table: str) -> tuple[str, ...]:
        return tuple(column for column in super().columns(table) if column not in ("severity", "stage", "fate"))


def test_an_edition_may_lack_tables_and_columns() -> None:
    made = Older().person("X-1").incident("I-1", "X-1", "warrant", "TJ")
    made.add("listing", "X-1", sort="n", name="N.", words=" n ")
    index = Index(as_edition(made))
    found = find(index, Wanted())
    assert found.facets["stage"] == (("1", 1),)
    assert found.facets["fate"] == ()
    assert find(index, Wanted("group_events")).total == 0


def test_an_edition_by_a_rule_that_is_no_longer_known_keeps_its_stages() -> None:
    made = Handmade().person("X-1").incident("I-1", "X-1", "warrant", "TJ")
    made.rule = "of-1999"
    index = Index(as_edition(made))
    assert index.rules == ("of-1999", *rules())
    assert find(index, Wanted(filters={"stage": ("1",)})).total == 1


def test_who_is_not_in_the_list_of_names_stands_last_and_what_hangs_under_nobody_is_left_out() -> None:
    made = Handmade().person("X-1").person("X-2").incident("I-1", "X-9", "warrant", "TJ")
    made.add("listing", "X-2", sort="n", name="N.", words=" n ")
    index = Index(as_edition(made))
    assert find(index, Wanted()).ids == ("X-2", "X-1")
    assert len(index.incidents) == 0


@pytest.mark.parametrize("table", ["persons", "incidents", "protections", "group_events"])
def test_an_edition_may_be_empty(table: str) -> None:
    index = Index(as_edition(Handmade()))
    found = find(index, Wanted(table, q="x", years=(2010, 2012)))
    assert (found.ids, found.total, found.pages) == ((), 0, 1)


def test_hostile_texts_are_texts() -> None:
    made = Handmade().person("X-é\n", affiliation="a\nb|\0|=1+1").incident("I-1", "X-é\n", "<b>", "||")
    made.add("listing", "X-é\n", sort="n", name="N.", words="two\nlines")
    index = Index(as_edition(made))
    assert find(index, Wanted(q="lines")).ids == ("X-é\n",)
    assert dict(find(index, Wanted()).facets["measure"]) == {"<b>": 1}
