"""A reader's way through the site, in a real browser: with a mouse, with a keyboard, on a telephone, in the dark."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import open_chromium
from tests.conftest import TOOLS, absent
from tests.editions import LONG, PLENTY, UNNAMED, UNSAFE
from tests.publish.invented import FIRST
from tests.serving import Served

WIDTHS = (360, 768, 1440)
PAGES = ["/", "/persons", "/persons?q=nobody+at+all", f"/persons/{FIRST}", f"/persons/{PLENTY}", f"/persons/{LONG}",
         f"/persons/{UNSAFE}", f"/persons/{UNNAMED}", f"/persons/{PLENTY}/I-200050/actor", "/edition", "/about",
         f"/persons/{FIRST}/{FIRST}/highest_stage", "/nothing"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all; each test has a context of its own in it."""
    path = next(filter(None, map(shutil.which, TOOLS["chromium"])), None)
    if not path:
        absent("chromium")
    with sync_playwright() as playwright:
        opened = open_chromium(playwright, str(path))
        yield opened
        opened.close()


class Watched:
    """A page, and what it complained of or asked of others."""

    def __init__(self, browser: Browser, site: Served, **options: object) -> None:
        self.context = browser.new_context(accept_downloads=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.site = site
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: object) -> None:
        url: str = request.url  # type: ignore[attr-defined]
        if not url.startswith(self.site.address + "/"):
            self.elsewhere.append(url)

    def open(self, path: str) -> Page:
        self.page.goto(self.site.address + path)
        return self.page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_a_name_to_its_source_and_to_the_signed_files(
    browser: Browser, site: Served, edition: Path, width: int, script: bool
) -> None:
    watched = Watched(browser, site, viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = watched.open("/")
    page.get_by_label("A name, in any spelling").fill("gulom namuna")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Ğulom").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ğulom O‘ktam Nāmunā")

    note = page.locator("#I-200050").get_by_role("link", name="source").first
    number = note.inner_text()
    note.click()
    assert page.url.endswith(f"#source-{number}")
    expect(page.locator(f"#source-{number}")).to_be_in_viewport()
    expect(page.locator(f"#source-{number}")).to_contain_text("A chapter")

    fate = page.locator(".contested", has_text="in custody")
    fate.get_by_role("link", name="Who says what", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("who says what")
    expect(page.get_by_text("Alleged by the author")).to_be_visible()
    page.get_by_role("link", name="Edition 2026.1").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="manifest.json", exact=True).click()
    got = hashlib.sha256(Path(waiting.value.path()).read_bytes()).hexdigest()
    assert got == hashlib.sha256((edition / "manifest.json").read_bytes()).hexdigest()
    assert watched.complaints == []
    assert watched.elsewhere == []
    assert watched.context.cookies() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(browser: Browser, site: Served, width: int) -> None:
    watched = Watched(browser, site, viewport={"width": width, "height": 800})
    for path in PAGES:
        page = watched.open(path)
        wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wide <= 0, (path, wide)
        cut = page.evaluate(CUT)
        assert cut == [], (path, cut)
    assert [words for words in watched.complaints if "404" not in words] == []
    assert watched.elsewhere == []


# Texts that stick out of the box that holds them, other than in a box that scrolls.
CUT = """() => [...document.querySelectorAll('h1, h2, h3, p, dt, dd, li, a, label, .tag, blockquote')]
    .filter(e => !e.closest('.scroll, pre, .skip, .unseen'))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.textContent.slice(0, 40))"""


def test_a_telephone_can_be_tapped(browser: Browser, site: Served) -> None:
    watched = Watched(browser, site, viewport={"width": 360, "height": 800})
    for path in ("/", "/persons"):
        page = watched.open(path)
        for height in page.locator("input, select, button").evaluate_all("all => all.map(e => e.offsetHeight)"):
            assert height >= 44
    small = page.evaluate("parseFloat(getComputedStyle(document.querySelector('input')).fontSize)")
    assert small >= 16  # below that, telephones zoom in


def test_with_the_keyboard_alone(browser: Browser, site: Served) -> None:
    watched = Watched(browser, site, viewport={"width": 1440, "height": 900})
    page = watched.open("/")
    press = page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    expect(page.get_by_role("link", name="To the content")).to_be_in_viewport()
    press("Enter")
    press("Tab")
    expect(page.get_by_label("A name, in any spelling")).to_be_focused()
    page.keyboard.type("farrukh")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Persons")
    _tab_to(page, "Farrukh Namuna")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Farrukh Namuna")
    _tab_to(page, "Who says what")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("who says what")
    assert watched.complaints == []


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until a link with these words has the focus; whatever has it can be seen to have it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        text, outline = page.evaluate(
            "[document.activeElement.textContent.trim(), getComputedStyle(document.activeElement).outlineWidth]"
        )
        assert outline == "3px", text
        if text == words:
            return
    raise AssertionError(f"no way to {words}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_against_what_lies_behind_it(browser: Browser, site: Served, scheme: str) -> None:
    watched = Watched(browser, site, viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    for path in PAGES:
        page = watched.open(path)
        weak = page.evaluate(CONTRAST)
        assert weak == [], (path, weak[:3])


# Each text with less than 4.5:1 (3:1 where it is large) against the nearest background that is painted.
CONTRAST = """() => {
    const parse = c => c.match(/[0-9.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = e => {
        for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0) return c;
        }
        return [255, 255, 255];
    };
    const weak = [];
    for (const e of document.querySelectorAll('body *')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
        const style = getComputedStyle(e), a = light(parse(style.color)), b = light(behind(e));
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if (ratio < (large ? 3 : 4.5)) weak.push([e.textContent.slice(0, 30), ratio.toFixed(2)]);
    }
    return weak;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edges_of_controls_and_the_focus_can_be_seen(browser: Browser, site: Served, scheme: str) -> None:
    page = Watched(browser, site, color_scheme=scheme).open("/persons")
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


def test_every_control_and_landmark_has_a_name(browser: Browser, site: Served) -> None:
    watched = Watched(browser, site)
    for path in PAGES:
        page = watched.open(path)
        assert page.get_by_role("banner").count() == page.get_by_role("main").count() == 1
        assert page.get_by_role("contentinfo").count() == 1
        for role in ("link", "button", "searchbox", "combobox", "region", "navigation"):
            for found in page.get_by_role(role).all():  # type: ignore[arg-type]
                named = found.evaluate(NAME)
                assert named.strip(), (path, role, found.inner_html())


NAME = """e => (e.getAttribute('aria-label') || '')
    + (e.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean)
        .map(id => document.getElementById(id).textContent).join(' ')
    + [...(e.labels || [])].map(l => l.textContent).join(' ') + (e.matches('a, button') ? e.textContent : '')"""


def test_it_reads_at_twice_the_size(browser: Browser, site: Served) -> None:
    """WCAG 1.4.10: 1280 pixels at 400 per cent are 320."""
    watched = Watched(browser, site, viewport={"width": 320, "height": 256})
    for path in PAGES:
        assert watched.open(path).evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, path
