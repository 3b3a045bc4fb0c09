"""The list of persons: search, filters that combine, pages of it, and ids."""

import csv
import json
import re
from urllib.parse import quote, urlencode

import pytest

from tests.editions import CROWD, LONG, PLENTY, UNNAMED, UNSAFE
from tests.publish.invented import BROTHER, FIRST, SECOND, THIRD
from tests.serving import Page, Served

ALL = 8 + CROWD
Query = dict[str, str | int | list[str]]


def asked(query: Query) -> str:
    return f"/2026.1/persons?{urlencode(query, doseq=True)}"


def found(site: Served, **query: str | int | list[str]) -> list[str]:
    """The ids on one page of the list."""
    return re.findall(r'class="who" href="/2026.1/(X-\d+)"', site.get(asked(query)))


def told(site: Served, address: str) -> str:
    """The sentence above a list."""
    return Page(re.findall(r'role="status">(.*?)</p>', site.get(address))[0]).text


def count(site: Served, **query: str | int | list[str]) -> int:
    return int(re.findall(r"\d+", told(site, asked(query)))[0])


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("farrukh", FIRST), ("FARRUKH NAMUNA", FIRST), ("namuna farr", FIRST), ("  Farrukh  ", FIRST),
        ("фаррух", FIRST), ("ФАРРУХ", FIRST), ("sohret", THIRD), ("Şöhrət", THIRD), ("SOHRET NUMUNE", THIRD),
        ("ktam", PLENTY), ("O'ktam", PLENTY), ("O‘ktam", PLENTY), ("Oktam", PLENTY), ("nāmunā gulom", PLENTY),
        ("Ғулом", PLENTY), ("zuhra", SECOND),
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_case_script_and_spelling(site: Served, words: str, who: str) -> None:
    assert who in found(site, q=words)


def test_two_words_narrow_it(site: Served) -> None:
    assert found(site, q="farrukh namuna") == [FIRST]
    assert count(site, q="crowd namuna") == CROWD


@pytest.mark.parametrize("words", ["nobody at all", "%", "_", "'", "--", "|", "* OR 1", '"', "ÿ" * 300])
def test_what_is_not_there_is_not_found(site: Served, words: str) -> None:
    assert count(site, q=words) == 0
    text = site.get(f"/2026.1/persons?q={quote(words)}")
    assert "Nobody in this edition matches" in text
    assert "try a part of it" in text


def test_filters_combine_and_values_of_one_are_alternatives(site: Served) -> None:
    assert found(site, state="TJ") == [FIRST]
    assert count(site, state="UZ") == CROWD // 2 + 2
    assert count(site, state=["TJ", "UZ"]) == CROWD // 2 + 3
    assert count(site, state="TM", q="crowd") == CROWD // 2
    assert found(site, state="UZ", host="TR", measure="physical_attack", target="relative") == [PLENTY]
    assert set(found(site, kind="relative")) == {BROTHER, UNNAMED}
    assert found(site, affiliation="A movement ¦ with a bar") == [FIRST]
    assert set(found(site, contested="yes")) == {FIRST, PLENTY}


def test_what_is_asked_of_an_incident_must_hold_of_one(site: Served) -> None:
    assert found(site, measure="warrant", stage="1") == [FIRST]
    assert found(site, measure="warrant", stage="3") == []


def test_a_family_of_measures_finds_its_codes(site: Served) -> None:
    assert found(site, measure="custody") == [FIRST]


def test_years_are_a_range_with_open_ends(site: Served) -> None:
    assert set(found(site, **{"from": 2014, "to": 2014})) == {FIRST, PLENTY}
    assert set(found(site, **{"from": 2010})) == {FIRST, PLENTY}
    assert found(site, to=2013) == []
    assert set(found(site, **{"from": 2016, "to": 2013})) == {FIRST, PLENTY}


def test_the_stage_is_that_of_the_rule_that_is_chosen(site: Served) -> None:
    assert PLENTY in found(site, stage="1")
    text = site.get("/2026.1/persons?stage=1&rule=cape-2016-summary")
    assert "stage rule cape 2016, the summary" in Page(text).text.lower()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "128 persons in this edition."),
        ("state=TJ", "1 of 128 persons: pursued by the authorities of Tajikistan."),
        ("state=TJ&state=UZ", "63 of 128 persons: pursued by the authorities of Tajikistan or of Uzbekistan."),
        ("measure=warrant", "1 of 128 persons: with an incident: measure: warrant."),
        ("host=RU&stage=2", "1 of 128 persons: with one incident of which all this is said: while living in Russia, "
         "stage 2 under stage rule Asylia 1."),
        ("kind=relative&contested=yes", "0 of 128 persons: kind: relative; of whom sources say different things."),
        ("from=2014&to=2014&q=namuna", "2 of 128 persons: found by “namuna” in any spelling; "
         "with an incident: in 2014."),
    ],
)  # fmt: skip
def test_a_sentence_says_what_is_shown(site: Served, query: str, sentence: str) -> None:
    assert told(site, f"/2026.1/persons?{query}") == sentence


def test_who_is_in_a_list_by_one_of_rival_values_is_not_counted_as_certain(site: Served) -> None:
    assert "At least 0 for certain" in site.get("/2026.1/persons?factuality=attempted&measure=informal_rendition")
    assert "for certain" not in site.get("/2026.1/persons?measure=warrant")


def test_each_choice_says_how_many_it_would_give_with_the_other_filters(site: Served) -> None:
    text = site.get("/2026.1/persons?state=UZ")
    assert re.search(r'<option value="TM">[^<]* \(60\)', text)  # instead of UZ
    assert re.search(r'<option value="UZ" selected>[^<]* \(62\)', text)
    assert re.search(r'<label for="stage-1">Stage 1 \(1\)', text)  # with UZ
    assert "<optgroup label=" in text


def test_a_filter_that_is_set_is_a_link_that_drops_it(site: Served) -> None:
    text = site.get("/2026.1/persons?state=TJ&measure=warrant&q=farr&page=1")
    chips = re.findall(r'<li><a href="([^"]*)"><span class="unseen">Remove:', text)
    assert chips == [
        "/2026.1/persons?state=TJ&amp;measure=warrant",
        "/2026.1/persons?q=farr&amp;measure=warrant",
        "/2026.1/persons?q=farr&amp;state=TJ",
    ]


def test_more_filters_stand_open_where_one_of_them_is_set(site: Served) -> None:
    assert "<details><summary>More filters" in site.get("/2026.1/persons?state=UZ")
    assert "<details open><summary>More filters" in site.get("/2026.1/persons?kind=relative")


def test_all_that_was_asked_stays_in_the_form_in_the_links_and_in_the_data(site: Served) -> None:
    text = site.get("/2026.1/persons?q=crowd&state=UZ&page=1")
    assert 'value="crowd"' in text
    assert '<option value="UZ" selected>' in text
    assert 'rel="next" href="/2026.1/persons?q=crowd&amp;state=UZ&amp;page=2"' in text
    assert 'href="/2026.1/persons.csv?q=crowd&amp;state=UZ"' in text
    assert 'href="/2026.1/persons.json?q=crowd&amp;state=UZ"' in text


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("state=&q=&kind=&from=&to=&sort=name&page=1&rule=asylia-1", ""),
        ("page=2&state=UZ&q=crowd", "?q=crowd&amp;state=UZ&amp;page=2"),
        ("state=UZ&state=TJ&state=UZ", "?state=TJ&amp;state=UZ"),
        ("state=XX&measure=nothing&other=1", ""),
        ("sort=stage&contested=yes&rule=cape-2016", "?rule=cape-2016&amp;contested=yes&amp;sort=stage"),
        ("page=99", "?page=3"),
    ],
)
def test_one_list_has_one_address(site: Served, query: str, canonical: str) -> None:
    assert f'rel="canonical" href="/2026.1/persons{canonical}"' in site.get(f"/2026.1/persons?{query}")


def test_paging_shows_everybody_once_in_each_order(site: Served) -> None:
    for order in ("", "-name", "incidents", "latest", "earliest", "stage", "id"):
        shown = [id for page in (1, 2, 3) for id in found(site, page=page, sort=order)]
        assert len(shown) == len(set(shown)) == ALL, order
    assert 'rel="prev"' not in site.get("/2026.1/persons")
    assert 'rel="next"' not in site.get("/2026.1/persons?page=3")


def test_the_order_is_the_one_that_is_chosen(site: Served) -> None:
    assert found(site, sort="incidents")[0] == FIRST
    assert found(site, sort="stage")[0] == FIRST
    assert found(site, sort="name") == found(site)
    assert found(site, sort="-name", page=3)[-1] == found(site)[0]


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "9" * 30, "2.5", "²", "٣"])
def test_a_page_that_is_none_is_some_page(site: Served, page: str) -> None:
    assert found(site, page=page)


@pytest.mark.parametrize(
    "query", ["state=XX", "stage=9", "state=TJ%00", "nothing=1", "from=99999", "rule=other", "sort=sideways", "kind=x"]
)
def test_what_no_list_knows_is_left_out_and_the_page_says_so(site: Served, query: str) -> None:
    assert told(site, f"/2026.1/persons?{query}").startswith(f"{ALL} persons")
    assert "it was left out" in site.get(f"/2026.1/persons?{query}")


@pytest.mark.parametrize("query", ["q=%00", "&&=", "q", "", "state=", "rule=asylia-1&sort=name"])
def test_what_asks_for_nothing_is_the_whole_list(site: Served, query: str) -> None:
    assert told(site, f"/2026.1/persons?{query}").startswith(f"{ALL} persons")
    assert "it was left out" not in site.get(f"/2026.1/persons?{query}")


@pytest.mark.parametrize("id", [FIRST, "x-100001", "I-200002", "R-300001", "G-600001", "T-400001"])
def test_an_id_leads_to_its_page(site: Served, id: str) -> None:
    answer = site.ask(f"/2026.1/persons?q={id}")
    assert (answer.status, answer.headers["location"]) == (302, f"/2026.1/{id.upper()}")
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("id", ["X-999999", "I-999999", "S-other", "C-0000000000000001"])
def test_an_id_that_has_no_page_is_a_name_that_is_not_found(site: Served, id: str) -> None:
    assert count(site, q=id) == 0


def test_a_line_says_who_it_is_and_what_is_told(site: Served) -> None:
    first = Page(site.get("/2026.1/persons?state=TJ")).text
    assert "Farrukh Namuna" in first
    assert "Exile · Tajikistan · 3 incidents, 2014" in first
    assert "Stage 3" in first
    assert "sources differ" in first
    text = site.get("/2026.1/persons?page=3")
    assert "Not named" in text + site.get("/2026.1/persons?page=2")
    assert "<script" not in site.get(f"/2026.1/persons?q={quote('alert')}")
    assert UNSAFE in found(site, q="alert")
    assert LONG in found(site, q="ulgiyevskaya")


def test_it_is_kept_by_nobody_and_found_by_no_engine(site: Served) -> None:
    answer = site.ask("/2026.1/persons")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex, noarchive"
    assert '<meta name="robots" content="noindex, noarchive">' in answer.text


def test_every_control_has_a_label_and_every_id_stands_once(site: Served) -> None:
    for address in ("/2026.1/persons", "/2026.1/persons?state=TJ&state=UZ&kind=exile", "/2026.1/incidents"):
        page = Page(site.get(address))
        assert {id for id in page.fields if id} <= set(page.labels)
        assert len(page.ids) == len(set(page.ids))


def test_it_speaks_russian(site: Served) -> None:
    text = site.get("/ru/2026.1/persons?state=TJ")
    assert 'rel="canonical" href="/ru/2026.1/persons?state=TJ"' in text
    assert "Таджикистан" in text


def test_the_data_of_a_list_are_its_ids_and_no_others(site: Served) -> None:
    answer = site.ask("/2026.1/persons.csv?state=UZ&sort=-name")
    assert answer.status == 200
    ids = [row["id"] for row in csv.DictReader(answer.text.splitlines())]
    assert ids == [id for page in (1, 2) for id in found(site, state="UZ", sort="-name", page=page)]
    assert json.loads(site.get("/2026.1/persons.json?state=TJ"))
