"""axe over every kind of page in every language: no finding of serious or critical, in light and in dark."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser

from tests.pages import Asked
from tests.serving import Served

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
GRAVE = {"serious", "critical"}
# What is said of a page on this site: WCAG 2.2 AA and axe's good practice.
RUN = """options => axe.run(document, {resultTypes: ['violations'], ...options}).then(found => found.violations
    .map(v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary]))"""
OPEN = "document.querySelectorAll('details').forEach((each, place) => each.open = place < 40)"
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that a scheme of colours can change
LONG = {"vocabulary-long", "person-crowded", "person-crowded-page-2", "codebook", "measures"}  # once is enough


def findings(browser: Browser, site: Served, asked: Sequence[Asked], options: dict[str, Any], scheme: str) -> list[str]:
    """What axe finds on some pages, with what lies in ``<details>`` opened."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, found = context.new_page(), list[str]()
    for each in asked:
        page.goto(site.address + each.address)
        page.evaluate(OPEN)
        page.evaluate(AXE.read_text("utf-8"))
        for impact, rule, many, where, why in page.evaluate(RUN, options):
            found.append(f"{impact} {rule} x{many} on {each.name}: {where} | {why}")
    context.close()
    return found


def _judge(found: list[str]) -> None:
    print(*found, sep="\n")
    assert [line for line in found if line.split()[0] in GRAVE] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_axe_finds_nothing_grave_on_any_page(
    browser: Browser, site: Served, every: Sequence[Asked], language: str
) -> None:
    pages = [each for each in every if each.language == language and (language == "en" or each.kind not in LONG)]
    _judge(findings(browser, site, pages, {}, "light"))


def test_axe_finds_no_weak_contrast_in_the_dark(browser: Browser, site: Served, every: Sequence[Asked]) -> None:
    pages = [each for each in every if each.language == "en" and each.kind not in LONG]
    _judge(findings(browser, site, pages, CONTRAST, "dark"))
