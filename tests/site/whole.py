"""What every page must be, whatever it shows: in good order, and without a dead link."""

import re

from tests.serving import Page, Served


def whole(text: str) -> Page:
    """A page with one heading of the first level, no level left out, no id twice, nothing that our headers forbid."""
    page = Page(text)
    assert page.title.strip()
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert not {"script", "style", "svg", "iframe"} & set(page.tags)
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", text)
    for table in re.findall(r"<table.*?</table>", text, re.S):
        assert "aria-label" in table or "<caption" in table
        assert 'scope="col"' in table
    return page


def leads_somewhere(site: Served, path: str) -> None:
    """Every link of a page answers, and what stands behind its # is there."""
    for link in sorted(set(Page(site.get(path)).links)):
        target, _, fragment = link.partition("#")
        assert not target or target.startswith("/") or target.startswith("https://"), link
        if target.startswith("https://"):
            continue
        answer = site.ask(target or path, "GET" if fragment else "HEAD")
        assert answer.status in (200, 302), (link, answer.status)
        if fragment and answer.status == 200:
            assert fragment in Page(answer.text).ids, link
