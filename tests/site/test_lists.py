"""The lists of incidents, protections and group events, the links to lists of one filter, the names from A to Z."""

import re
from urllib.parse import quote

import pytest

from tests.editions import CROWD, PLENTY
from tests.publish.invented import FIRST
from tests.serving import Page, Served
from tests.site.test_list import told

LISTS = ("persons", "incidents", "protections", "group-events")


def deeds(site: Served, address: str) -> list[str]:
    """Where the lines of a list lead."""
    return re.findall(r'<li><h2><a href="([^"]*)">', site.get(address))


def test_an_incident_leads_to_its_place_on_the_page_of_its_person(site: Served) -> None:
    assert deeds(site, "/2026.1/incidents?measure=threat") == ["/2026.1/X-100002#I-200009"]
    assert len(deeds(site, "/2026.1/incidents")) == 5


def test_an_incident_says_what_where_when_and_what_is_unusual(site: Served) -> None:
    text = Page(site.get("/2026.1/incidents?host=TR")).text
    for words in ("(a relative, attempted)", "Stage 1", "Uzbekistan", "Türkiye", "about 3 May 2014", "Ğulom O‘ktam"):
        assert words in text, words


def test_incidents_are_found_by_what_is_said_of_them_and_of_their_person(site: Served) -> None:
    for query, number in (
        ("state=TJ", 3), ("stage=3", 1), ("factuality=attempted", 2), ("actor=contractor", 1),
        ("category=opposition", 3), ("accusation=smuggling", 1), ("from=2014", 2), ("place=RU", 3),
        ("q=farrukh", 3), ("contested=yes", 2),
        ("stage=3&state=UZ", 0),
    ):  # fmt: skip
        assert len(deeds(site, f"/2026.1/incidents?{query}")) == number, query


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("incidents", "5 incidents in this edition."),
        ("incidents?state=UZ&host=TR", "1 of 5 incidents: by the authorities of Uzbekistan; while living in Türkiye."),
        ("protections", "1 protection in this edition."),
        ("protections?outcome=granted", "1 of 1 protection: outcome: granted."),
        ("protections?state=TJ", "1 of 1 protection: for those whom the authorities of Tajikistan pursue."),
        ("group-events", "1 group event in this edition."),
        ("group-events?measure=arrest", "1 of 1 group event: measure: arrest."),
    ],
)
def test_a_sentence_says_what_is_shown(site: Served, address: str, sentence: str) -> None:
    assert told(site, f"/2026.1/{address}") == sentence


def test_a_protection_leads_to_its_place_and_a_group_event_to_its_page(site: Served) -> None:
    assert deeds(site, "/2026.1/protections") == [f"/2026.1/{FIRST}#R-300001"]
    assert deeds(site, "/2026.1/group-events") == ["/2026.1/G-600001"]


def test_pages_that_name_persons_are_kept_by_nobody(site: Served) -> None:
    for name in ("incidents", "protections", "persons/az"):
        assert site.ask(f"/2026.1/{name}").headers["cache-control"] == "private, no-store"
    assert site.ask("/2026.1/group-events").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", LISTS)
def test_each_state_stage_measure_and_year_is_a_link_that_needs_no_form(site: Served, name: str) -> None:
    text = site.get(f"/2026.1/{name}?q=nobody")
    links = set(re.findall(r'<li><a href="([^"]*)">[^<]*</a> <span class="soft">', text.partition('class="browse"')[2]))
    assert f"/2026.1/{name}?measure=arrest" in links or name in ("protections", "persons", "incidents")
    if name in ("persons", "incidents"):
        assert {f"/2026.1/{name}?{query}" for query in ("state=TJ", "stage=3", "measure=custody", "year=2014")} <= links
    for link in links:
        answer = site.ask(link)
        assert answer.status == 200
        assert f'rel="canonical" href="{link}"' in answer.text
        assert not told(site, link).startswith("0 of")


@pytest.mark.parametrize("name", [*LISTS, "persons/az"])
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 5000, "q=" + quote("ÿ" * 500), "q=%00%ff%fe", "state=" + "x" * 3000, "&".join(["state=TJ"] * 300),
        "page=" + "9" * 100, "from=-1&to=%F0%9F", "year=2014&year=9999&from=2014", "q=*&q=%5B&q=(", "sort=%00&rule=%00",
        "kind=exile&kind=relative&kind=&kind=exile", "=&=&=", "%ED%A0%80=%ED%A0%80", "initial=%00",
        "initial=" + "z" * 999, "from=2014&from=2015&to=0000", "contested=YES", "state=tj", "q=%E2%80%AE%EF%BF%BF",
    ],
)  # fmt: skip
def test_whatever_is_asked_the_answer_is_a_page(site: Served, name: str, query: str) -> None:
    assert site.ask(f"/2026.1/{name}?{query}").status in (200, 414)


def test_names_stand_from_a_to_z_and_each_spelling_leads_to_the_person(site: Served) -> None:
    latin, cyrillic = site.get("/2026.1/persons/az?initial=F"), site.get(f"/2026.1/persons/az?initial={quote('Ф')}")
    assert f'href="/2026.1/{FIRST}"' in latin
    assert f'href="/2026.1/{FIRST}"' in cyrillic
    assert '<bdi lang="und-Cyrl">Фаррух Намуна</bdi>' in cyrillic
    assert "→ Farrukh Namuna" in Page(cyrillic).text
    assert f'href="/2026.1/{PLENTY}"' in site.get("/2026.1/persons/az?initial=G")  # Ğ
    crowd = site.get("/2026.1/persons/az?initial=C")
    assert crowd.count("Crowd Namuna") == CROWD


def test_the_letters_lead_to_all_names_and_nobody_without_a_name_is_there(site: Served) -> None:
    text = site.get("/2026.1/persons/az")
    letters = re.findall(r'<a href="(/2026.1/persons/az\?initial=[^"]*)">', text)
    named = sum(site.get(letter).count("<li><a") for letter in letters) + text.count("<li><a")
    assert named == int(re.findall(r"(\d+) names as", Page(text).text)[0])
    assert "Not named" not in "".join(map(site.get, letters))
