"""What each page shows, and that whatever it shows leads to its source."""

import html
import re
from pathlib import Path

import pytest

from asylia.edition.reader import Edition
from asylia.edition.sums.table1 import COLUMNS, table1
from tests.editions import CROWD, LONG, PLENTY, UNNAMED, UNSAFE
from tests.publish.invented import BROTHER, FIRST
from tests.serving import Page, Served

AT = "/2026.1/"
PERSON = f"{AT}{PLENTY}"
PAGES = ["/", f"{AT}persons", f"{AT}persons?q=nobody+at+all", f"{AT}{FIRST}", PERSON, f"{AT}{LONG}", f"{AT}{UNSAFE}",
         f"{AT}{UNNAMED}", f"{AT}{BROTHER}", f"{AT}G-600001", f"{AT}edition", "/about", f"/ru{AT}{FIRST}",
         f"/ru{PERSON}", f"/ru{AT}G-600001"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(site: Served, path: str) -> None:
    page = Page(site.get(path))
    assert page.lang == ("ru" if path.startswith("/ru") else "en-GB")
    assert page.title.strip()
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert {"header", "nav", "main", "footer"} <= set(page.tags)
    assert len(page.ids) == len(set(page.ids))
    assert page.fields == [field for field in page.fields if field in page.labels]
    assert not {"script", "style", "iframe", "object", "svg"} & set(page.tags)
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", site.get(path).replace("alert(", ""))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(site: Served, path: str) -> None:
    page = Page(site.get(path))
    for link in set(page.links):
        target, _, fragment = link.partition("#")
        assert not target or target.startswith("/"), link
        answer = site.ask(target or path, "HEAD" if not fragment else "GET")
        assert answer.status in (200, 302), link
        if fragment:
            assert fragment in Page(answer.text).ids, link


def test_the_front_page_shows_table_1_as_the_command_prints_it(site: Served, edition: Path) -> None:
    table = re.search(r'aria-labelledby="table-1".*?</table>', site.get("/"), re.S)
    assert table
    shown = re.findall(r"<tr[^>]*>\s*<th scope=\"row\"[^>]*>(.*?)</th>(.*?)</tr>", table[0], re.S)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for _, row in shown]
    labels = [html.unescape(re.sub("<[^>]*>", "", label)).lower() for label, _ in shown]
    opened = Edition(edition)
    lines = list(table1(opened).lines())
    opened.close()
    for line, label, row in zip(lines, labels, cells, strict=True):
        ours = [str(line.cells[column]) for column in COLUMNS]
        said = [*ours, *(line.reported.get(c, "") for c in COLUMNS), line.share]
        assert row == [each.replace("-", "–") for each in said]
        assert not line.code or label == line.label.lower()


def test_the_front_page_counts_what_the_edition_holds(site: Served) -> None:
    text = Page(site.get("/")).text
    assert f"It tells of {8 + CROWD} persons" in text
    numbers = re.search(r'<dl class="numbers">.*?</dl>', site.get("/"), re.S)
    assert numbers
    assert re.findall(r"<dd>(.*?)</dd>", numbers[0]) == [str(8 + CROWD), "5", "1", "1"]
