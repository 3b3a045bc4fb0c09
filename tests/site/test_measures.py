"""The pages of measures: definitions, counts with nought shown, what they are elsewhere, examples."""

import pytest

from asylia.codebook.book import book
from asylia.codebook.stages import rules
from tests.serving import Page, Served
from tests.site.whole import leads_somewhere, whole

PAGES = ["measures", "measures/warrant", "measures/custody", "measures/killing", "measures/arrest"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_each_page_is_whole(site: Served, prefix: str, path: str) -> None:
    whole(site.get(f"{prefix}/2026.1/{path}"))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(site: Served, path: str) -> None:
    leads_somewhere(site, f"/2026.1/{path}")


def test_every_measure_is_in_the_list_those_of_which_nothing_is_told_too(site: Served) -> None:
    page = Page(site.get("/2026.1/measures"))
    assert {f"/2026.1/measures/{code}" for code in book().vocabularies["measures"]} <= set(page.links)
    assert "/2026.1/incidents?measure=warrant" in page.links
    assert "/2026.1/incidents?measure=killing" not in page.links  # none is told


def test_a_measure_says_what_counts_and_what_it_is_called_elsewhere(site: Served) -> None:
    page, entry = Page(site.get("/2026.1/measures/arrest")), book().entry("measures", "arrest")
    for words in (entry.definition, entry.counts, entry.counts_not, entry.example):
        assert words in page.text
    for elsewhere, code in entry.crosswalk.items():
        assert f"/2026.1/codebook/{elsewhere}#{code}" in page.links
    assert "/2026.1/group-events?measure=arrest" in page.links


def test_a_measure_shows_incidents_as_examples_with_their_persons(site: Served) -> None:
    page = Page(site.get("/2026.1/measures/warrant"))
    assert "/2026.1/X-100001#I-200001" in page.links
    assert "noindex" in site.ask("/2026.1/measures/warrant").headers["x-robots-tag"]


def test_a_measure_says_which_stage_each_rule_gives_it(site: Served) -> None:
    page = Page(site.get("/2026.1/measures/killing"))
    assert all(f"/2026.1/stages#{rule}" in page.links for rule in rules())
    assert "stage 3 killed, or an attempt was made" in page.text


def test_a_code_that_is_no_measure_has_no_page(site: Served) -> None:
    assert site.ask("/2026.1/measures/kindness").status == 404
