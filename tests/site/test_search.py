"""Search on the site: every spelling, the reason under the name, only what is written where asked; the rules."""

import json
import re
from urllib.parse import urlencode

import pytest

from asylia.languages.language import languages
from asylia.names.figures import comparing
from asylia.names.rules import listed
from tests.publish.invented import FIRST
from tests.serving import Served

PLENTY = "X-100010"


def asked(site: Served, path: str = "/persons", **query: str) -> str:
    """The page of a list, its marks taken off."""
    answer = site.ask(f"{path}?{urlencode(query)}")
    assert answer.status == 200
    return answer.text


def plain(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub("<[^>]*>", "", html).split())


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("Farukh Namunah", FIRST),
        ("Намуна Фарух", FIRST),
        ("Namuna Farrkuh", FIRST),
        ("Gulom Oktam Namuna", PLENTY),
        ("Namuna, Ghulom", PLENTY),
    ],
)
def test_the_first_of_the_list_is_who_is_meant_in_any_spelling(site: Served, q: str, first: str) -> None:
    assert re.findall(r'class="who" href="/2026.1/(X-[0-9]+)"', asked(site, "/2026.1/persons", q=q))[0] == first


def test_the_reason_stands_under_the_name_in_both_languages(site: Served) -> None:
    assert "Namunah and Namuna: one name in two spellings" in plain(persons(site, q="Farrukh Namunah"))
    assert "Farrkuh and Farrukh: one letter differs" in plain(persons(site, q="Farrkuh Namuna"))
    assert "различаются одной буквой" in asked(site, "/ru/2026.1/persons", q="Farrkuh Namuna")


def persons(site: Served, **query: str) -> str:
    """The list of persons."""
    return asked(site, "/2026.1/persons", **query)


def test_as_written_finds_no_other_spelling(site: Served) -> None:
    assert f'"/2026.1/{FIRST}"' in persons(site, q="Farrukh Namuna", written="yes")
    nobody = persons(site, q="Farukh Namunah", written="yes")
    assert f'"/2026.1/{FIRST}"' not in nobody
    assert "Nobody in this edition matches" in nobody
    assert 'name="written" type="checkbox" value="yes" checked' in nobody


def test_filters_hold_beside_a_search(site: Served) -> None:
    assert f'"/2026.1/{FIRST}"' in persons(site, q="Farukh Namunah", state="TJ")
    assert f'"/2026.1/{FIRST}"' not in persons(site, q="Farukh Namunah", state="UZ")


def test_another_order_may_be_asked_for(site: Served) -> None:
    assert '<option value="name" selected>' in persons(site, q="namuna", sort="name")
    assert '<option value="" selected>Nearest spelling first' in persons(site, q="namuna")


def test_a_search_is_data_too(site: Served) -> None:
    found = json.loads(asked(site, "/2026.1/persons.json", q="Farukh Namunah"))
    assert FIRST in json.dumps(found)


@pytest.mark.parametrize("q", ["<b>x</b>", "%", "\u202e", "a" * 3000, "𝔘mar", "1/1", "' OR 1=1 --", "محمد", "-"])
def test_whatever_is_asked_there_is_an_answer(site: Served, q: str) -> None:
    assert "<b>x</b>" not in persons(site, q=q)


def test_no_name_is_completed_while_somebody_types(site: Served) -> None:
    page = persons(site)
    assert "<datalist" not in page
    assert 'autocomplete="off"' in page


@pytest.mark.parametrize("code", languages())
def test_the_page_of_rules_gives_each_rule_with_its_reason_in_the_language(site: Served, code: str) -> None:
    page = site.get("/names" if code == "en" else f"/{code}/names")
    for rule in listed():
        assert f'<tr id="{rule.name}">' in page
        assert code == "en" or languages()[code].name_rule(rule.name), rule.name


@pytest.mark.parametrize("code", languages())
def test_the_page_of_rules_gives_the_figures_of_comparing_beside_the_peers(site: Served, code: str) -> None:
    page, measured = site.get("/names" if code == "en" else f"/{code}/names"), comparing()
    assert measured
    for matcher in measured.matchers:
        assert page.count(f">{matcher.name}<") == len(matcher.sets)
        for found in matcher.sets.values():
            assert f">{languages()[code].number(found.pairs_per_second)}</td>" in page
    assert page.count('<table class="figures stack"><caption') == 2


def test_the_page_of_rules_is_linked_from_the_list_and_from_the_method(site: Served) -> None:
    for page in ("/2026.1/persons", "/method"):
        assert 'href="/names"' in site.get(page)
