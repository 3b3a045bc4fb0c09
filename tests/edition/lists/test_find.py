"""Lists: what is found, in which order, and what each further filter would leave."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asylia.edition.lists.find import LONGEST, Wanted, clean, find, ids, sorts_of
from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition
from tests.edition.handmade import Handmade, as_edition
from tests.edition.lists.naive import Naive, editions, wishes
from tests.publish.invented import FIRST, SECOND

THIRD, FOURTH = "X-100003", "X-100004"


@pytest.fixture(scope="module")
def index(made: Path) -> Index:
    return Index(Edition(made))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions(), wishes())
def test_lists_and_facets_are_what_a_plain_walk_through_the_records_gives(made: Handmade, wish: Wanted) -> None:
    index, naive = Index(as_edition(made)), Naive(made)
    wanted = clean(index, wish)
    found = find(index, wish)
    expected = naive.ids(wanted)
    assert list(ids(index, wish)) == expected
    assert (list(found.ids), found.total, found.of) == (expected, len(expected), len(naive.records(wanted.table)))
    facets = {facet: dict(numbers) for facet, numbers in found.facets.items() if facet != "contested"}
    assert facets == naive.facets(wanted)
    assert find(index, replace(wish, contested=True)).total == dict(found.facets["contested"])["yes"]


@pytest.mark.parametrize(
    ("q", "filters", "found"),
    [
        ("", {}, [FOURTH, FIRST, THIRD, SECOND]),
        ("NAMUNA", {}, [FOURTH, FIRST]),
        ("farr nam", {}, [FIRST]),
        ("фаррух", {}, [FIRST]),
        ("sohret numune", {}, [THIRD]),
        ("nobody", {}, []),
        ("|%_' OR 1", {}, []),
        ("...", {}, []),
        ("x-100001", {}, [FIRST]),
        ("I-200001", {}, [FIRST]),
        ("", {"state": ("TJ",)}, [FIRST]),
        ("", {"state": ("TJ", "UZ")}, [FIRST, SECOND]),
        ("", {"stage": ("3",)}, [FIRST]),
        ("", {"stage": ("3",), "state": ("UZ",)}, []),
        ("", {"kind": ("relative",)}, [FOURTH]),
    ],
)
def test_a_list_finds_folded_names_ids_states_and_stages(
    index: Index, q: str, filters: dict[str, tuple[str, ...]], found: list[str]
) -> None:
    people = find(index, Wanted(q=q, filters=filters, written=True))
    assert list(people.ids) == found
    assert people.total == len(found)


@pytest.mark.parametrize(
    ("q", "filters", "found"),
    [
        ("Farukh Namunah", {}, [FIRST]),
        ("Намуна Фаррух", {}, [FIRST]),
        ("Shohrat Numuna", {}, [THIRD]),
        ("Shohrat", {}, [THIRD]),
        ("Farukh Namunah", {"state": ("UZ",)}, []),
        ("zzzzzz", {}, []),
    ],
)
def test_a_list_finds_other_spellings_the_nearest_first(
    index: Index, q: str, filters: dict[str, tuple[str, ...]], found: list[str]
) -> None:
    people = find(index, Wanted(q=q, filters=filters))
    assert list(people.ids)[: len(found)] == found
    assert bool(people.ids) == bool(found)


def test_the_nearest_come_first_unless_another_order_is_asked_for(index: Index) -> None:
    asked = clean(index, Wanted(q="Shohrat Numuna"))
    assert asked.sort == "best"
    assert clean(index, Wanted(q="Shohrat Numuna", written=True)).sort == "name"
    assert clean(index, Wanted(sort="best")).sort == "name"
    by_name = [id for id in ids(index, Wanted()) if id in set(find(index, asked).ids)]
    assert list(find(index, replace(asked, sort="name")).ids) == by_name


def test_pages_part_the_list_and_one_past_the_end_is_the_last(index: Index) -> None:
    pages = [find(index, Wanted(page=page, size=3)) for page in (1, 2, 9)]
    assert [(len(page.ids), page.page, page.pages, page.total) for page in pages] == [
        (3, 1, 2, 4), (1, 2, 2, 4), (1, 2, 2, 4)
    ]  # fmt: skip
    assert (*pages[0].ids, *pages[1].ids) == tuple(ids(index, Wanted(page=2, size=3)))


def listed(made: Handmade, *persons: str) -> Index:
    for person in persons:
        made.add("listing", person, sort=person, name=person, words=f" {person} ")
    return Index(as_edition(made))


def test_what_is_asked_of_an_incident_must_hold_of_one_together() -> None:
    made = Handmade().person("X-1", states="TJ").person("X-2", states="TJ")
    made.incident("I-1", "X-1", "warrant", "TJ", host_state="RU", date="2010")
    made.incident("I-2", "X-1", "summons", "TJ", host_state="TR", date="2015")
    made.incident("I-3", "X-2", "warrant", "TJ", host_state="TR", date="2015")
    index = listed(made, "X-1", "X-2")
    asked = Wanted(filters={"host": ("TR",), "measure": ("warrant",)})
    assert find(index, asked).ids == ("X-2",)
    assert dict(find(index, asked).facets["host"]) == {"TR": 1, "RU": 1}
    assert find(index, replace(asked, years=(None, 2012))).ids == ()


def test_with_something_asked_of_an_incident_the_state_is_that_of_the_incident() -> None:
    made = Handmade().person("X-1", states="TJ|UZ")
    made.incident("I-1", "X-1", "warrant", "TJ").incident("I-2", "X-1", "summons", "")
    index = listed(made, "X-1")
    assert find(index, Wanted(filters={"state": ("UZ",)})).total == 1
    assert find(index, Wanted(filters={"state": ("UZ",), "measure": ("warrant",)})).total == 0
    assert find(index, Wanted(filters={"state": ("UZ",), "measure": ("summons",)})).total == 1  # it names none itself


def test_a_broader_code_finds_the_narrower() -> None:
    made = Handmade().person("X-1").incident("I-1", "X-1", "detention_by_court", "RU-CE")
    index = listed(made, "X-1")
    found = find(index, Wanted(filters={"state": ("RU",), "measure": ("detention",)}))
    assert found.total == 1
    assert dict(found.facets["state"]) == {"RU": 1, "RU-CE": 1}


def test_a_year_is_found_by_every_date_that_may_lie_in_it() -> None:
    made = Handmade().person("X-1").incident("I-1", "X-1", "warrant", "TJ", date="201X|2021-05/2022")
    index = listed(made, "X-1")
    years = [code for code, _ in find(index, Wanted()).facets["year"]]
    assert years == [*map(str, range(2010, 2020)), "2021", "2022"]
    assert [find(index, Wanted(years=(n, n))).total for n in (2009, 2014, 2020, 2021)] == [0, 1, 0, 1]


def test_dates_that_this_codebook_cannot_read_are_none() -> None:
    made = Handmade().person("X-1").incident("I-1", "X-1", "warrant", "TJ", date="soon|2014")
    assert find(listed(made, "X-1"), Wanted()).facets["year"] == (("2014", 1),)


@pytest.mark.parametrize(
    "wish",
    [
        Wanted(table="nothing"),
        Wanted(filters={"state": tuple(map(str, range(5000))), "'": ("x",), "kind": ("", "\0", "exile", "exile")}),
        Wanted(years=(-5, 10**30)),
        Wanted(years=(2020, 1990)),
        Wanted(rule="mine", sort="; DROP TABLE persons", page=-3, size=0),
        Wanted(page=10**40, size=10**40),
        Wanted(q="\0" * 10_000 + "a" * 10_000),
        Wanted(q="\ud800"),
    ],
)
def test_whatever_is_asked_the_answer_is_a_list(index: Index, wish: Wanted) -> None:
    for table in (wish.table, *index.tables):
        asked = replace(wish, table=table)
        found, kept = find(index, asked), clean(index, asked)
        assert 1 <= found.page <= found.pages
        assert kept.sort in sorts_of(kept.table, kept.q)
        assert len(kept.q) <= LONGEST
        assert clean(index, kept) == kept


@given(st.text())
def test_any_words_can_be_searched_for(index: Index, words: str) -> None:
    assert find(index, Wanted(q=words)).total <= 4


def test_counts_of_a_whole_table_are_remembered(index: Index) -> None:
    assert find(index, Wanted()).facets is find(index, Wanted(page=2, sort="id")).facets
    assert find(index, Wanted(rule="cape-2016")).facets is not find(index, Wanted()).facets


def test_words_that_persons_have_in_any_number_are_told_only_as_far_as_a_page_can_hold() -> None:
    made = Handmade()
    for number in range(150):
        made.person(f"X-{number}", affiliation=f"Group {number}|Everybody")
    index = listed(made, *(f"X-{number}" for number in range(150)))
    told = find(index, Wanted(filters={"affiliation": ("Group 149",)})).facets["affiliation"]
    assert told[0] == ("Everybody", 150)
    assert ("Group 149", 1) in told
    assert len(told) <= 101
    assert find(index, Wanted(q="group 149")).ids == ("X-149",)
