"""The pages of states: what they count, and that each number leads to the list of what it counts."""

import re

import pytest

from tests.serving import Page, Served
from tests.site.whole import leads_somewhere, whole

PAGES = ["states", "states/TJ", "states/UZ", "states/NL", "hosts/RU", "hosts/TR", "hosts/NL"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_each_page_is_whole(site: Served, prefix: str, path: str) -> None:
    whole(site.get(f"{prefix}/2026.1/{path}"))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(site: Served, path: str) -> None:
    leads_somewhere(site, f"/2026.1/{path}")


def test_a_number_of_the_matrix_leads_to_the_list_of_its_incidents(site: Served) -> None:
    page = Page(site.get("/2026.1/states"))
    assert "/2026.1/incidents?state=TJ&host=RU" in page.links
    assert "/2026.1/states/TJ" in page.links
    assert "/2026.1/hosts/RU" in page.links


def test_a_state_is_told_in_sentences_with_its_numbers(site: Served) -> None:
    text = Page(site.get("/2026.1/states/TJ")).text
    assert "at least 3 incidents behind which they see authorities of Tajikistan" in text
    assert "Most of these incidents befell people who then lived in Russia (3)." in text
    assert "Protections for these persons, by outcome: granted (1)." in text


def test_numbers_of_a_state_lead_to_their_lists(site: Served) -> None:
    links = Page(site.get("/2026.1/states/TJ")).links
    for link in (
        "incidents?state=TJ",
        "incidents?state=TJ&measure=warrant",
        "persons?state=TJ&measure=warrant",
        "incidents?state=TJ&year=2014",
        "protections?state=TJ&protection=rule_39&outcome=granted",
    ):
        assert f"/2026.1/{link}" in links, link


def test_a_list_holds_as_many_as_the_number_that_leads_to_it(site: Served) -> None:
    assert re.search(r"\b1 of \d+ incidents", Page(site.get("/2026.1/incidents?state=TJ&measure=warrant")).text)


def test_what_sources_differ_over_is_a_range(site: Served) -> None:
    assert "2–3" in Page(site.get("/2026.1/states/TJ")).text


def test_a_state_of_which_nothing_is_told_says_so(site: Served) -> None:
    assert "tells of nothing that this state did abroad" in Page(site.get("/2026.1/states/NL")).text


def test_what_is_no_country_has_no_page(site: Served) -> None:
    assert site.ask("/2026.1/states/QQ").status == 404
    assert site.ask("/2026.1/hosts/QQ").status == 404


def test_a_host_says_whose_reach_it_sees(site: Served) -> None:
    page = Page(site.get("/2026.1/hosts/RU"))
    assert "against people who then lived in Russia" in page.text
    assert "/2026.1/incidents?state=TJ&host=RU" in page.links


def test_in_russian_a_state_stands_in_the_case_of_its_sentence(site: Served) -> None:
    assert "Таджикистан" in Page(site.get("/ru/2026.1/states/TJ")).text
