"""The page of stage rules: each in words, Table 1 under each, who changes stage."""

import re

import pytest

from asylia.codebook.book import book
from asylia.codebook.stages import rules
from tests.serving import Page, Served
from tests.site.whole import leads_somewhere, whole


@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_the_page_is_whole(site: Served, prefix: str) -> None:
    whole(site.get(f"{prefix}/2026.1/stages"))


def test_every_link_leads_somewhere(site: Served) -> None:
    leads_somewhere(site, "/2026.1/stages")


def test_each_rule_stands_there_with_the_reason_of_every_case(site: Served) -> None:
    page = Page(site.get("/2026.1/stages"))
    for rule in rules():
        assert rule in page.ids
        for case in book().stage_rules[rule]["case"]:
            assert case["because"] in page.text


def test_what_differs_between_the_rules_is_marked_and_said(site: Served) -> None:
    text = site.get("/2026.1/stages")
    assert 'class="n differs"' in text
    assert re.search(r"<td>(stage 1|stage 2|stage 3|total) [+-]?\d", text)
    assert "<td>the same</td>" in text


def test_who_changes_stage_is_named_so_no_machine_may_keep_the_page(site: Served) -> None:
    assert "noindex" in site.ask("/2026.1/stages").headers["x-robots-tag"]
