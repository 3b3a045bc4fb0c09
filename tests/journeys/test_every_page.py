"""What holds of every kind of page in every language: width, weight, silence, script, print."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser

from tests.journeys.watched import Watched
from tests.pages import Asked
from tests.serving import Page, Served
from tests.site.whole import whole

FIRST, HEAVIEST = 250_000, 400_000  # bytes, not compressed
LOADED = re.compile(r'<(?:img|link rel="(?:icon|stylesheet)")[^>]* (?:src|href)="([^"]*)"')
WIDTHS = 320, 360, 640, 768, 1440  # 320 pixels are 1280 at 400 per cent (WCAG 1.4.10), 640 are 1280 at 200
# Texts that stick out of the box that holds them, other than in a box that scrolls.
CUT = """() => [...document.querySelectorAll('h1, h2, h3, p, dt, dd, li, a, label, .tag, blockquote, img')]
    .filter(e => !e.closest('.scroll, pre, .skip, .unseen'))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.textContent.slice(0, 40))"""
WIDE = "document.scrollingElement.scrollWidth - innerWidth"
OPEN = "document.querySelectorAll('details').forEach((each, place) => each.open = place < 40)"
PRINTED = """() => [...document.querySelectorAll('nav, form, button, .skip')]
    .filter(e => e.getClientRects().length).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_page_is_wider_than_its_window(
    browser: Browser, site: Served, every: Sequence[Asked], language: str
) -> None:
    """What lies in ``<details>`` is open."""
    watched, found = Watched(browser, site), []
    for asked in every:
        if asked.language == language:
            page = watched.open(asked.address)
            page.evaluate(OPEN)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if (wide := page.evaluate(WIDE)) > 0 or (cut := page.evaluate(CUT)):
                    found.append((asked.name, width, wide, [] if wide > 0 else cut))
    assert found == []
    assert [words for words in watched.complaints if "404" not in words and "410" not in words] == []
    assert watched.elsewhere == []


def test_a_table_that_is_wider_scrolls_in_a_region_that_the_keyboard_reaches(
    browser: Browser, site: Served, every: Sequence[Asked]
) -> None:
    watched = Watched(browser, site, viewport={"width": 320, "height": 256})
    for asked in every:
        if asked.language == "en":
            stuck = watched.open(asked.address).evaluate(
                """[...document.querySelectorAll('.scroll, pre')]
                .filter(e => e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 80))"""
            )
            assert stuck == [], asked


def test_pages_are_light(site: Served, every: Sequence[Asked]) -> None:
    heavy = {asked.name: size for asked in every if (size := len(site.ask(asked.address).body)) > HEAVIEST}
    assert heavy == {}


@pytest.mark.parametrize("path", ["/", "/ru/"])
def test_the_first_page_is_light_with_all_that_it_loads(site: Served, path: str) -> None:
    text = site.get(path)
    loaded = set(LOADED.findall(text))
    assert len(loaded) >= 3
    assert len(text.encode()) + sum(len(site.ask(each).body) for each in loaded) <= FIRST


def test_every_page_is_whole_and_asks_nobody_else(site: Served, every: Sequence[Asked]) -> None:
    tags = {"en": "en-GB"}
    for asked in every:
        answer = site.ask(asked.address)
        assert answer.status == asked.status, asked
        text = answer.text.replace("alert(", "")
        page = whole(text)
        assert page.lang == tags.get(asked.language, asked.language), asked
        assert {"header", "nav", "main", "footer"} <= set(page.tags), asked
        assert page.fields == [field for field in page.fields if not field or field in page.labels], asked
        assert not {"script", "style", "iframe", "object", "embed", "video", "base"} & set(page.tags), asked
        assert all(each.startswith("/") and not each.startswith("//") for each in LOADED.findall(text)), asked


def test_every_link_of_every_page_leads_somewhere(site: Served, every: Sequence[Asked]) -> None:
    """Or to the page that says it is gone. Each address is asked once."""
    answers, broken = dict[str, int](), set[tuple[str, str]]()
    for asked in every:
        for link in set(Page(site.ask(asked.address).text).links):
            target = link.partition("#")[0]
            if target and not target.startswith("https://"):
                answers[target] = answers.get(target) or site.ask(target, "HEAD").status
                if answers[target] not in (200, 302, 410):
                    broken.add((asked.name, link))
    assert broken == set()


def test_print_has_no_navigation_and_opens_what_is_folded(
    browser: Browser, site: Served, every: Sequence[Asked]
) -> None:
    watched = Watched(browser, site, viewport={"width": 800, "height": 1000})
    watched.page.emulate_media(media="print", color_scheme="dark")
    for asked in every:
        if asked.language == "en":
            page = watched.open(asked.address)
            assert page.evaluate(PRINTED) == [], asked
            paper, ink = page.evaluate(
                "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
            )
            assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)"), asked
    watched.open("/2026.1/X-100010")
    pdf = watched.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
