"""The list of persons: search, filters, pages of it, and ids."""

import re
from urllib.parse import quote, urlencode

import pytest

from tests.editions import CROWD, PLENTY
from tests.publish.invented import FIRST, SECOND, THIRD
from tests.serving import Page, Served


def found(site: Served, **query: str | int) -> list[str]:
    """The ids on one page of the list."""
    return re.findall(r'class="who" href="/persons/(X-\d+)"', site.get(f"/persons?{urlencode(query)}"))


def count(site: Served, **query: str | int) -> int:
    return int(re.findall(r'role="status">(\d+) person', site.get(f"/persons?{urlencode(query)}"))[0])


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("farrukh", FIRST), ("FARRUKH NAMUNA", FIRST), ("namuna farr", FIRST), ("  Farrukh  ", FIRST),
        ("фаррух", FIRST), ("ФАРРУХ", FIRST), ("sohret", THIRD), ("Şöhrət", THIRD), ("SOHRET NUMUNE", THIRD),
        ("ktam", PLENTY), ("O'ktam", PLENTY), ("O‘ktam", PLENTY), ("Oktam", PLENTY), ("nāmunā gulom", PLENTY),
        ("Ғулом", PLENTY), ("zuhra", SECOND),
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_case_script_and_spelling(site: Served, words: str, who: str) -> None:
    assert who in found(site, q=words)


def test_two_words_narrow_it(site: Served) -> None:
    assert found(site, q="farrukh namuna") == [FIRST]
    assert count(site, q="crowd namuna") == CROWD


@pytest.mark.parametrize("words", ["nobody at all", "%", "_", "'", "--", "|", "* OR 1", '"', "ÿ" * 300])
def test_what_is_not_there_is_not_found(site: Served, words: str) -> None:
    assert count(site, q=words) == 0
    assert "Nobody in this edition matches" in site.get(f"/persons?q={quote(words)}")


def test_the_state_filters(site: Served) -> None:
    assert set(found(site, state="TJ")) == {FIRST}
    assert count(site, state="UZ") == CROWD // 2 + 2
    assert count(site, state="TM", q="crowd") == CROWD // 2


def test_the_stage_filters(site: Served) -> None:
    assert found(site, stage="3") == [FIRST]
    assert set(found(site, stage="1")) == {PLENTY, SECOND} or set(found(site, stage="1")) == {PLENTY}
    assert found(site, stage="3", state="UZ") == []


def test_all_that_was_asked_stays_in_the_form_and_in_the_links(site: Served) -> None:
    text = site.get("/persons?q=crowd&state=UZ&page=1")
    assert 'value="crowd"' in text
    assert '<option value="UZ" selected>' in text
    assert 'rel="next" href="/persons?q=crowd&amp;state=UZ&amp;page=2"' in text


def test_paging_shows_everybody_once(site: Served) -> None:
    shown = [id for page in (1, 2, 3) for id in found(site, page=page)]
    assert len(shown) == len(set(shown)) == 8 + CROWD
    assert 'rel="prev"' not in site.get("/persons")
    assert 'rel="next"' not in site.get("/persons?page=3")


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "9" * 30, "2.5", "²", "٣"])
def test_a_page_that_is_none_is_some_page(site: Served, page: str) -> None:
    assert found(site, page=page)


@pytest.mark.parametrize("query", ["state=XX", "stage=9", "state=TJ%00", "q=%00", "q=%ff%fe", "nothing=1", "&&=", "q"])
def test_what_nobody_offers_is_ignored(site: Served, query: str) -> None:
    assert "8 persons" in Page(site.get(f"/persons?{query}")).text or count(site) == 8 + CROWD


@pytest.mark.parametrize(
    ("id", "where"), [(FIRST, f"/persons/{FIRST}"), ("x-100001", f"/persons/{FIRST}"),
                      ("I-200002", f"/persons/{FIRST}#I-200002"), ("R-300001", f"/persons/{FIRST}#R-300001")]
)  # fmt: skip
def test_an_id_leads_to_its_page(site: Served, id: str, where: str) -> None:
    answer = site.ask(f"/persons?q={id}")
    assert (answer.status, answer.headers["location"]) == (302, where)


@pytest.mark.parametrize("id", ["X-999999", "I-999999", "S-other", "G-600001", "C-0000000000000001"])
def test_an_id_that_has_no_page_is_a_name_that_is_not_found(site: Served, id: str) -> None:
    assert count(site, q=id) == 0
