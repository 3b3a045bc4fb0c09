"""A reader's way through the site, in a real browser: with a mouse, with a keyboard, on a telephone, in Russian."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.editions import PLENTY
from tests.journeys.watched import Watched
from tests.serving import Served

WIDTHS = (360, 1440)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_a_name_to_its_source_and_to_the_signed_files(
    browser: Browser, site: Served, shelf: Path, width: int, script: bool
) -> None:
    watched = Watched(browser, site, viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = watched.open("/")
    page.get_by_role("searchbox").fill("gulom namuna")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Ğulom").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ğulom O‘ktam Nāmunā")

    fate = page.locator(".field.contested", has_text="in custody").first
    fate.locator("summary").first.click()
    expect(fate.get_by_text("Alleged by the author: A. Author")).to_be_visible()
    fate.get_by_role("link", name="Another report").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Another report")

    page.get_by_role("link", name="Edition", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="manifest.json", exact=True).first.click()
    got = hashlib.sha256(Path(waiting.value.path()).read_bytes()).hexdigest()
    assert got == hashlib.sha256((shelf / "newest" / "manifest.json").read_bytes()).hexdigest()
    assert (watched.complaints, watched.elsewhere, watched.context.cookies()) == ([], [], [])


def test_a_filter_is_set_cited_and_taken_away(browser: Browser, site: Served) -> None:
    page = Watched(browser, site).open("/2026.1/persons")
    page.get_by_label("State of concern").select_option("TJ")
    page.get_by_role("button", name="Show").click()
    assert "state=TJ" in page.url
    expect(page.get_by_role("link", name="Farrukh Namuna")).to_be_visible()
    expect(page.get_by_role("link", name="Zuhra Misol")).to_have_count(0)
    page.get_by_role("link", name="Remove: ").first.click()
    assert page.url == f"{site.address}/2026.1/persons"


def test_a_reader_changes_the_language_and_stays_on_the_page(browser: Browser, site: Served) -> None:
    page = Watched(browser, site).open(f"/2026.1/{PLENTY}")
    page.get_by_role("link", name="Русский").click()
    assert page.url == f"{site.address}/ru/2026.1/{PLENTY}"
    page.locator("header.top nav a").first.click()
    assert page.url == f"{site.address}/ru/2026.1/persons"
    page.get_by_role("link", name="English").click()
    assert page.url == f"{site.address}/2026.1/persons"


def test_with_the_keyboard_alone(browser: Browser, site: Served) -> None:
    watched = Watched(browser, site, viewport={"width": 1440, "height": 900})
    page = watched.open("/")
    press = page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    expect(page.get_by_role("link", name="To the content")).to_be_in_viewport()
    press("Enter")
    for _ in range(6):  # what leads to the edition stands before the first field
        press("Tab")
        if page.get_by_role("searchbox").evaluate("each => each === document.activeElement"):
            break
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("farrukh")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Persons")
    _tab_to(page, "Farrukh Namuna")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Farrukh Namuna")
    _tab_to(page, "Kind", "exile")
    press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    _tab_to(page, "A. Author, A chapter")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A chapter")
    assert watched.complaints == []


def test_a_filter_is_set_with_the_keyboard(browser: Browser, site: Served) -> None:
    page = Watched(browser, site, viewport={"width": 1440, "height": 900}).open("/2026.1/incidents")
    page.get_by_label("From", exact=True).focus()
    page.keyboard.type("2014")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2026.1/incidents?*from=2014*")


def _tab_to(page: Page, *words: str) -> None:
    """Press Tab until what holds these words has the focus; whatever has it can be seen to have it."""
    for _ in range(150):
        page.keyboard.press("Tab")
        text, outline = page.evaluate(
            "[document.activeElement.textContent.trim(), getComputedStyle(document.activeElement).outlineWidth]"
        )
        assert outline == "3px", text
        if all(word in text for word in words) and len(text) <= len("".join(words)) + 20:
            return
    raise AssertionError(f"no way to {words}")


@pytest.mark.parametrize("path", ["/", "/2026.1/persons", f"/2026.1/{PLENTY}"])
def test_the_focus_moves_in_the_order_of_the_page(browser: Browser, site: Served, path: str) -> None:
    """No ``tabindex`` above nought, and no style that puts a later link above an earlier one in one column."""
    page = Watched(browser, site, viewport={"width": 360, "height": 800}).open(path)
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    tops = page.evaluate(
        """[...document.querySelectorAll('main a, main button, main input, main select, main summary')]
        .filter(e => e.getClientRects().length && !e.closest('td, th, .unseen, details:not([open])'))
        .map(e => e.getBoundingClientRect().top)"""
    )
    assert all(after > before - 60 for before, after in pairwise(tops)), tops


def test_a_telephone_can_be_tapped(browser: Browser, site: Served) -> None:
    watched = Watched(browser, site, viewport={"width": 360, "height": 800})
    for path in ("/", "/2026.1/persons", "/2026.1/incidents"):
        page = watched.open(path)
        for height in page.locator("input:not([type=checkbox], [type=hidden]), select, button").evaluate_all(
            "all => all.filter(e => e.offsetParent).map(e => e.offsetHeight)"
        ):
            assert height >= 44, path
        for height in page.locator(".box").evaluate_all(
            "all => all.filter(e => e.offsetParent).map(e => e.offsetHeight)"
        ):
            assert height >= 24, path  # WCAG 2.5.8
    small = page.evaluate("parseFloat(getComputedStyle(document.querySelector('input')).fontSize)")
    assert small >= 16  # below that, telephones zoom in


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edges_of_controls_and_the_focus_can_be_seen(browser: Browser, site: Served, scheme: str) -> None:
    page = Watched(browser, site, color_scheme=scheme).open("/2026.1/persons")
    colours = page.evaluate(
        """() => { const s = getComputedStyle(document.documentElement);
        return ['--edge', '--accent', '--card', '--paper', '--mark', '--mark-paper']
            .map(n => s.getPropertyValue(n).trim()); }"""
    )
    edge, accent, card, paper, mark, mark_paper = colours
    assert _contrast(edge, card) >= 3
    assert _contrast(edge, paper) >= 3
    assert _contrast(accent, paper) >= 3
    assert _contrast(mark, mark_paper) >= 4.5


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    """Relative luminance as WCAG 2 has it, of a colour as ``#1c2126``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
