"""What each page shows, and that whatever it shows leads to its source."""

import html
import re
from pathlib import Path

import pytest

from asylia.edition.reader import Edition
from asylia.edition.summaries import COLUMNS, table1
from tests.editions import CROWD, LONG, MERGED, PLENTY, UNNAMED, UNSAFE
from tests.publish.invented import BROTHER, FIRST, SECOND
from tests.serving import Page, Served

PERSON = f"/persons/{PLENTY}"
PAGES = ["/", "/persons", "/persons?q=nobody+at+all", f"/persons/{FIRST}", PERSON, f"/persons/{LONG}",
         f"/persons/{UNSAFE}", f"/persons/{UNNAMED}", f"{PERSON}/I-200050/actor", f"{PERSON}/{PLENTY}/highest_stage",
         f"/persons/{FIRST}/I-200003/factuality", "/edition", "/about"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(site: Served, path: str) -> None:
    page = Page(site.get(path))
    assert page.lang == "en-GB"
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
    shown = re.findall(r"<tr.*?<th scope=\"row\">(.*?)</th>(.*?)</tr>", site.get("/"), re.S)
    cells = {html.unescape(label).lower(): re.findall(r"<td[^>]*>(.*?)</td>", row) for label, row in shown}
    opened = Edition(edition)
    lines = list(table1(opened).lines())
    opened.close()
    assert len(cells) == len(lines) == len(shown)
    for line in lines:
        ours = [str(line.cells[column]) for column in COLUMNS]
        assert cells[line.label.lower()] == [*ours, *(line.reported.get(c, "") for c in COLUMNS), line.share]


def test_the_front_page_counts_what_the_edition_holds(site: Served) -> None:
    assert f"{8 + CROWD} persons, 5 incidents, 1 protection:" in Page(site.get("/")).text


def test_each_value_leads_to_a_citation_on_its_page(site: Served) -> None:
    text = site.get(PERSON)
    for field in re.findall(r"<dd>(.*?)</dd>", text, re.S):
        for value in re.findall(r'<span class="value">(.*?)</span>(?=<|\s)', field, re.S):
            assert re.search(r'href="#source-\d+"', field), value
    cited = set(map(int, re.findall(r'href="#source-(\d+)"', text)))
    listed = re.findall(r'<li id="source-(\d+)">(.*?)</li>', text, re.S)
    assert cited == {int(number) for number, _ in listed}
    assert all("p. " in words or "report" in words for _, words in listed)
    assert sorted(cited) == list(range(1, len(cited) + 1))


def test_a_chapter_is_cited_with_its_volume(site: Served) -> None:
    assert "A. Author, A chapter, in A volume, 2016, p. 12." in Page(site.get(PERSON)).text


def test_footnotes_are_numbered_as_a_reader_meets_them(site: Served) -> None:
    met = list(dict.fromkeys(map(int, re.findall(r'href="#source-(\d+)"', site.get(PERSON)))))
    assert met == sorted(met)


def test_contested_values_stand_side_by_side_and_say_why(site: Served) -> None:
    box = _boxes(site, PERSON)["Fate"]
    assert "at liberty abroad" in box
    assert "in custody" in box
    assert "(alleged by the author)" in box
    assert "nothing decides between them" in box
    assert "Who says what" in box


def test_where_editors_prefer_a_value_the_other_is_still_told(site: Served) -> None:
    box = _boxes(site, PERSON)["Sex"]
    assert "male" in box
    assert "Also said: female" in box
    assert "the editors prefer this value" in box


def test_a_denial_stands_beside_a_value_and_alone(site: Served) -> None:
    box = _boxes(site, PERSON)["Actor"]
    assert "contractor" in box
    assert ", denied by the author" in box
    assert ", disputed by the author" in box
    assert "Who says what" in box


def test_an_uncontested_value_is_not_marked(site: Served) -> None:
    assert "Kind" not in _boxes(site, PERSON)


def test_values_are_words(site: Served) -> None:
    text = Page(site.get(PERSON)).text
    for words in ("about 3 May 2014", "none, says the source", "cousin Farrukh Namuna", "Ғулом Намуна"):
        assert words in text
    assert "Physical attack (a relative, attempted), Türkiye" in text.replace("Turkey", "Türkiye")
    assert "1 detained" not in Page(site.get(f"/persons/{FIRST}")).text


def test_a_page_leads_to_other_persons_and_to_its_own_blocks(site: Served) -> None:
    links = Page(site.get(f"/persons/{FIRST}")).links
    assert f"/persons/{BROTHER}" in links
    assert f"/persons/{FIRST}#I-200002" in links


def test_a_quote_is_shown_where_it_left(site: Served) -> None:
    assert "<blockquote>Words of an open licence.</blockquote>" in site.get(f"/persons/{SECOND}")


def test_the_value_page_tells_every_claim(site: Served) -> None:
    page = Page(site.get(f"{PERSON}/I-200050/actor"))
    for words in ("Reported by the author", "Denied by the author", "Disputed by the author", "Only denied"):
        assert words in page.text
    assert page.text.count("C-0000") == 3
    assert f"{PERSON}#I-200050" in page.links


def test_a_stage_leads_to_the_claims_under_it(site: Served) -> None:
    assert f"{PERSON}/I-200050/stage" in Page(site.get(PERSON)).links
    text = Page(site.get(f"{PERSON}/I-200050/stage")).text
    assert "Made by stage rule asylia-1" in text
    assert "Measure of I-200050, physical attack" in text


def test_an_accusation_is_no_verdict(site: Served) -> None:
    text = Page(site.get(PERSON)).text
    assert "Accused by Uzbekistan of" in text
    assert "implies neither innocence nor guilt" in text
    assert "as of 24 November 2026" in text


def test_a_name_cannot_become_a_page(site: Served) -> None:
    for path in (f"/persons/{UNSAFE}", "/persons?q=%3Cscript%3E"):
        assert "<script" not in site.get(path)
        assert "&lt;script&gt;" in site.get(path)


def test_who_is_not_named_is_told_apart(site: Served) -> None:
    page = Page(site.get(f"/persons/{UNNAMED}"))
    assert "Not named" in page.title
    assert "sister of somebody who is pursued" in page.text


def test_a_merged_person_is_found_at_the_one_that_stands(site: Served) -> None:
    answer = site.ask(f"/persons/{MERGED}")
    assert (answer.status, answer.headers["location"]) == (302, PERSON)


def _boxes(site: Served, path: str) -> dict[str, str]:
    """The text of each field that is marked, by its label."""
    found = re.findall(r'<div class="contested"><dt>.*?>([^<>]+)<span.*?</dt>\s*<dd>(.*?)</dd>', site.get(path), re.S)
    return {label: Page(text).text for label, text in found}
