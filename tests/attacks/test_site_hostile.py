"""An edition with hostile words in every cell of every table and paper renders inert: it is text, and nothing runs.

Two of them: one whose codes and ids are ours, so that every page is full, and one in which nothing is.
"""

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from asylia.codebook.columns import line_of_column
from asylia.codebook.kinds import NAME, TEXT
from asylia.edition.schema import DERIVED, HANGING, tables
from asylia.names.keys import search_key
from asylia.site.shelf import Shelf
from tests.attacks import routes
from tests.derived import derived, overwritten
from tests.serving import Served, served

CANARY = "zq7vcanary"
OURS, LICENCE = "http://127.0.0.1:", "https://creativecommons.org/licenses/"
WORDS = (
    f'"><script>document.title="{CANARY}"</script><img src=x onerror=document.title="{CANARY}">'
    f"' onmouseover='alert(1)' x='</title></textarea></style><svg onload=alert(1)>{{{{ 7*7 }}}}{{% load x %}}%(who)s%s"
    f'[a](javascript:alert("{CANARY}")) <javascript:alert(1)> ![i](https://evil.example/i.png) &lt;b&gt; \u202e'
)
LINK = f'javascript:document.title="{CANARY}"//https://evil.example/'
PAPER = f"""# {WORDS}

{WORDS}

<script>document.title='{CANARY}'</script>

- [x]({LINK})
- <{LINK}>

| {WORDS} | b |
|--|--|
| {WORDS} | <img src=x onerror=alert(1)> |
"""
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0")
PAPERS = ("CHANGES.md", "NOTES.md", "CODED.md", "README.md", "LICENSE.md", "CITATION.cff", "codebook.html")
# What makes an edition one of ours: without these it is not served.
KEPT = {(table, column) for table, columns in DERIVED.items() for column in columns}
KEPT |= {(table, "person") for table in HANGING}
# What a template may make: elements and attributes of ours. Nothing else stands on any page.
ELEMENTS = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "body",
    "a",
    "header",
    "div",
    "nav",
    "main",
    "footer",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "colgroup",
    "col",
    "form",
    "label",
    "fieldset",
    "legend",
    "input",
    "select",
    "option",
    "optgroup",
    "button",
    "details",
    "summary",
    "section",
    "article",
    "aside",
    "figure",
    "figcaption",
    "img",
    "span",
    "b",
    "i",
    "em",
    "strong",
    "small",
    "code",
    "pre",
    "cite",
    "q",
    "blockquote",
    "time",
    "abbr",
    "sup",
    "sub",
    "hr",
    "br",
    "bdi",
    "bdo",
    "mark",
    "s",
    "kbd",
}
ATTRIBUTES = {
    "lang",
    "charset",
    "name",
    "content",
    "rel",
    "href",
    "hreflang",
    "type",
    "class",
    "id",
    "tabindex",
    "title",
    "alt",
    "src",
    "width",
    "height",
    "role",
    "scope",
    "colspan",
    "rowspan",
    "headers",
    "method",
    "action",
    "for",
    "value",
    "selected",
    "checked",
    "size",
    "open",
    "datetime",
    "dir",
    "loading",
    "decoding",
    "translate",
    "property",
    "start",
    "disabled",
    "maxlength",
    "min",
    "max",
    "inputmode",
    "autocomplete",
    "placeholder",
    "spellcheck",
    "span",
    "hidden",
    "pattern",
    "step",
    "srcset",
    "sizes",
    "required",
    "download",
    "target",
    "cite",
    "xml:lang",
    "prefix",
    "itemprop",
    "itemscope",
    "itemtype",
    "form",
    "label",
}


def _papers(edition: Path) -> dict[str, str]:
    made = dict.fromkeys(PAPERS, PAPER)
    for name, columns in (
        ("agreement.csv", ("round", "unit", "field", "n", "agreement", "alpha", "low", "high", "f1", "source")),
        (
            "coverage.csv",
            ("coding", "by", "value", "persons", "incidents", "protections", "group_events", "aggregates"),
        ),
    ):
        out = io.StringIO()
        fixed = {"source": "", "coding": "register", "by": "source"}
        csv.writer(out).writerows([columns, [fixed.get(column, WORDS) for column in columns]])
        made[name] = out.getvalue()
    charts = json.loads((edition / "charts/charts.json").read_text())
    for chart in charts:
        for words in chart["words"].values():
            words |= {"title": WORDS, "alt": WORDS, "caption": WORDS}
    made["charts/charts.json"] = json.dumps(charts)
    return made


def _texts(db: sqlite3.Connection) -> None:
    """Hostile words wherever a cell is free text, a script where it is an address; codes, dates and ids stay."""
    free = {("passages", column) for column in ("page", "note", "paragraph", "quote")}
    for table in tables().values():
        for column in table.columns:
            line = line_of_column(table.name, column)
            if (line and line.kind in (NAME, TEXT)) or (table.name, column) in free:
                words = LINK if column == "url" else WORDS
                db.execute(f'UPDATE "{table.name}" SET "{column}" = ?', (words,))
                db.execute(
                    'UPDATE cells SET value = ? || value WHERE "table" = ? AND "column" = ?',
                    (words, table.name, column),
                )
                db.execute("UPDATE claims SET value = ? || value WHERE property = ?", (words, column))


def _names(db: sqlite3.Connection) -> None:
    """In the list and among the names as well."""
    db.execute("UPDATE listing SET name = ?, words = ?", (WORDS, search_key(WORDS)))
    db.execute("UPDATE names SET name = ? || name", (WORDS,))


@pytest.fixture(scope="module")
def hostile(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("hostile")

    def texts(db: sqlite3.Connection) -> None:
        _texts(db)
        _names(db)

    def everything(db: sqlite3.Connection) -> None:
        overwritten(WORDS, KEPT)(db)
        _names(db)
        db.execute("UPDATE listing SET kinds = ?, states = ?, stages = ?", (WORDS, WORDS, WORDS))

    derived(edition, root / "texts", "2026.1", change=texts, papers=_papers(edition))
    derived(edition, root / "everything", "2027.1", change=everything, papers=_papers(edition))
    with served(root, "--contact", WORDS) as site:
        yield site


def _pages(number: str) -> list[str]:
    other = {"2026.1": "2027.1", "2027.1": "2026.1"}[number]
    found = [path.replace("2026.1", number).replace("2025.1", other) for path in routes.pages()]
    found += [
        f"/{number}/{table}?{query}"
        for table in ("persons", "incidents", "protections", "group-events")
        for query in ("q=" + CANARY, "state=TJ", f"state=%22%3E%3Cscript%3E{CANARY}", "sort=name", "contested=yes")
    ]
    return found


@pytest.mark.parametrize("number", ["2026.1", "2027.1"])
def test_every_page_is_a_page_and_inert(hostile: Served, number: str) -> None:
    statuses = Counter[int]()
    for path in _pages(number):
        answer = hostile.ask(path)
        statuses[answer.status] += 1
        assert answer.status < 500, path
        if answer.status != 302 and answer.headers["content-type"].startswith("text/html"):
            inert(answer.body, path)
    assert statuses[200] > 60
    assert not [line for line in hostile.erred if " at " in line]


def inert(body: bytes, path: str) -> None:
    """No element and no attribute that no template made, no address of a script, nothing from elsewhere."""
    page = html.document_fromstring(body)
    for element in page.iter():
        assert isinstance(element.tag, str), path  # no comment, no instruction
        assert element.tag in ELEMENTS, (path, element.tag)
        for name, value in element.attrib.items():
            known = name in ATTRIBUTES or name.startswith("aria-") or re.fullmatch(r"data-[a-z-]+", name)
            assert known, (path, element.tag, name, str(value)[:80])
            assert not name.startswith("on")
            if name in ("href", "src", "action", "cite"):
                scheme = str(value).strip().lower()
                assert not re.match(r"(javascript|data|vbscript):", re.sub(r"[\x00-\x20]", "", scheme)), (path, value)
                assert name == "href" or not scheme or scheme.startswith(("/", "?", "#")), (path, value)
                assert (
                    element.tag == "a" or not scheme.startswith(("http", "//")) or scheme.startswith((OURS, LICENCE))
                ), (
                    path,
                    value,
                )
    assert page.findtext(".//title") != CANARY
    assert "49" not in (page.findtext(".//title") or "")


def test_papers_and_data_are_never_shown_as_pages(hostile: Served) -> None:
    for name in (*PAPERS, "charts/charts.json", "agreement.csv"):
        assert hostile.ask(f"/2026.1/files/{name}").headers["content-disposition"].startswith("attachment")
    for path in (
        "/2027.1/persons.json",
        "/2027.1/persons.csv",
        "/2026.1/sources.json",
        "/editions.atom",
        "/2027.1/metadata/datacite.json",
    ):
        answer = hostile.ask(path)
        assert answer.status == 200
        assert not answer.headers["content-type"].startswith("text/html")
        assert b"<script" not in answer.body or answer.headers["content-type"].startswith(
            ("application/json", "text/csv")
        )


def test_no_cell_of_csv_is_a_formula(edition: Path, tmp_path: Path) -> None:
    def formulas(db: sqlite3.Connection) -> None:
        for table in tables().values():
            for number, column in enumerate(table.columns):
                if column not in table.key and (table.name, column) not in KEPT:
                    db.execute(f'UPDATE "{table.name}" SET "{column}" = ?', (FORMULAS[number % len(FORMULAS)],))

    with served(derived(edition, tmp_path / "formulas", "2026.1", change=formulas)) as site:
        seen = set[str]()
        for name in tables():
            for query in ("", "?sort=name", "?contested=yes&q=a"):
                rows = csv.reader(io.StringIO(site.get(f"/2026.1/{name}.csv{query}"), newline=""))
                cells = [cell for row in rows for cell in row]
                assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")], name
                seen |= {cell[1:] for cell in cells if cell[:1] == "'"}
        assert seen >= set(FORMULAS)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE edition SET value = 'other' WHERE key = 'rule'", "its stage rule"),
        ("UPDATE edition SET value = 'yesterday' WHERE key = 'date'", "its date"),
        ("UPDATE persons SET id = id || 'x' WHERE id = 'X-100010'", "an id of persons"),
        ("UPDATE incidents SET id = 'I-١٠٠٠٠١' WHERE id = 'I-200050'", "an id of incidents"),
        ("UPDATE sources SET id = id || '/../' WHERE id = 'S-other'", "an id of sources"),
        ("UPDATE incidents SET person = 'X-666666'", "the person of one of incidents"),
        ("UPDATE incidents SET stage = 'nine'", "stage of incidents"),
        ("UPDATE persons SET stage_1 = '<b>'", "stage_1 of persons"),
    ],
)
def test_an_edition_whose_ids_or_stages_are_none_is_not_served(
    edition: Path, tmp_path: Path, statement: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    derived(edition, tmp_path / "odd", "2027.1", change=lambda db: [*db.execute(statement)] and None)
    derived(edition, tmp_path / "even", "2026.1")
    assert [*Shelf([tmp_path]).look().shown] == ["2026.1"]
    assert f"it is of a form that is not known here: {what}" in capsys.readouterr().err


def test_in_a_browser_with_script_on_nothing_fires(hostile: Served, needs: object) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import open_chromium

    fired, asked = list[str](), list[str]()
    with sync_playwright() as playwright:
        browser = open_chromium(playwright, needs("chromium"))  # type: ignore[operator]
        context = browser.new_context(bypass_csp=True)  # what is inert by the headers alone is not inert
        context.on("page", lambda page: None)
        page = context.new_page()
        page.on("dialog", lambda dialog: (fired.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        for number in ("2026.1", "2027.1"):
            for path in (
                "/",
                "/persons",
                "/X-100010",
                "/X-100001",
                "/edition",
                "/sources",
                "/S-other",
                "/incidents",
                "/protections",
                "/group-events",
                "/G-600001",
                "/aggregates",
                "/states/TJ",
                "/hosts/RU",
                "/measures/warrant",
                "/persons/az",
                "/codebook/measures",
            ):
                page.goto(f"{hostile.address}/{number}{path}")
                for closed in page.query_selector_all("details:not([open]) > summary")[:5]:
                    closed.evaluate("e => e.parentNode.open = true")
                assert page.title() != CANARY, path
        page.goto(f"{hostile.address}/contact")
        browser.close()
    assert fired == []
    assert [url for url in asked if not url.startswith(hostile.address)] == []
