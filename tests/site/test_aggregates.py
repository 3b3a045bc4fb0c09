"""The numbers that sources publish: by source, beside ours, never added."""

import pytest

from tests.publish.invented import CHAPTER
from tests.serving import Page, Served
from tests.site.whole import leads_somewhere, whole


@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_the_page_is_whole(site: Served, prefix: str) -> None:
    whole(site.get(f"{prefix}/2026.1/aggregates"))


def test_every_link_leads_somewhere(site: Served) -> None:
    leads_somewhere(site, "/2026.1/aggregates")


def test_a_number_stands_under_its_source_with_an_anchor(site: Served) -> None:
    page = Page(site.get("/2026.1/aggregates"))
    assert "A-700001" in page.ids
    assert f"/2026.1/{CHAPTER}" in page.links
    assert "Persons in a table" in page.text


def test_the_page_says_that_numbers_are_never_added_up(site: Served) -> None:
    assert "never added up" in Page(site.get("/2026.1/aggregates")).text
