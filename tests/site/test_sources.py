"""The pages of sources: what rests on each, and of which it is not independent."""

import pytest

from tests.publish.invented import CHAPTER, FIRST, OTHER, QUIET, VOLUME
from tests.serving import Page, Served
from tests.site.whole import leads_somewhere, whole

PAGES = ["sources", CHAPTER, OTHER, VOLUME]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_each_page_is_whole(site: Served, prefix: str, path: str) -> None:
    whole(site.get(f"{prefix}/2026.1/{path}"))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(site: Served, path: str) -> None:
    leads_somewhere(site, f"/2026.1/{path}")


def test_the_list_holds_every_public_source_with_its_volume(site: Served) -> None:
    page = Page(site.get("/2026.1/sources"))
    assert {f"/2026.1/{id}" for id in (CHAPTER, OTHER, VOLUME)} <= set(page.links)
    assert f"/2026.1/{QUIET}" not in page.links
    assert page.text.index("A volume") < page.text.index("A chapter")  # which stands in it


def test_a_source_leads_to_what_rests_on_it(site: Served) -> None:
    page = Page(site.get(f"/2026.1/{CHAPTER}"))
    assert f"/2026.1/{FIRST}" in page.links
    assert "/2026.1/aggregates#A-700001" in page.links
    assert "A. Author" in page.text


def test_a_chapter_names_the_volume_of_which_it_is_not_independent(site: Served) -> None:
    page = Page(site.get(f"/2026.1/{CHAPTER}"))
    assert "It is a part of: A volume" in page.text
    assert "independent of every other source" in Page(site.get(f"/2026.1/{OTHER}")).text


def test_a_source_that_names_persons_is_kept_by_no_machine(site: Served) -> None:
    assert "noindex" in site.ask(f"/2026.1/{CHAPTER}").headers["x-robots-tag"]
