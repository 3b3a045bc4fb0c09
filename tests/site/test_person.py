"""One person's page: whatever it shows leads, on that page, to who says so and where."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editions import LONG, MERGED, PLENTY, UNNAMED, UNSAFE
from tests.publish.invented import BROTHER, FIRST, SECOND
from tests.serving import Page, Served, served
from tests.site.crowded import CORRECTED, INCIDENTS, MANY, WITHDRAWN, make

AT = "/2026.1/"
PERSON = f"{AT}{PLENTY}"
ATTACK, RENDITION, GROUP = "I-200050", "I-200003", "G-600001"
LANGUAGES = ("", "/ru")
HEAVIEST = 400_000  # bytes


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site with one person of 500 incidents."""
    with served(make(tmp_path_factory.mktemp("crowded") / "edition"), port=8300) as running:
        yield running


def field(site: Served, path: str, heading: str, block: str = "") -> str:
    """The HTML of a field by its heading, in a block of a page or in the part of the person."""
    text = site.get(path)
    text = text[text.index(f'id="{block}"' if block else 'id="person"') :]
    found = re.search(
        rf'<(details|div) class="field[^"]*">(?:<summary>)?<b>{re.escape(heading)}</b>.*?</\1>(?=<d|</div>)', text, re.S
    )
    assert found, heading
    return found[0]


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_value_has_its_claims_beneath_it(site: Served, language: str) -> None:
    text = site.get(f"{language}{PERSON}")
    fields = re.findall(r'<(details|div) class="field[^"]*">(.*?)</\1>(?=<d|</div>)', text, re.S)
    assert len(fields) > 15
    assert all("<code>C-" in beneath for _tag, beneath in fields)


def test_a_value_has_its_source_page_and_manner(site: Served) -> None:
    said = words(field(site, PERSON, "Measure", ATTACK))
    assert "physical attack" in said
    assert "Reported by the author: A. Author, A chapter , p. 12 C-" in said
    assert "The only value that is stated. Coded once." in said


def test_a_source_leads_to_its_page(site: Served) -> None:
    assert f'<a href="{AT}S-volume-one">' in field(site, PERSON, "Kind")


def test_contested_values_stand_side_by_side_and_say_why(site: Served) -> None:
    found = field(site, PERSON, "Fate as of 24 November 2026")
    assert "contested" in found
    assert "in custody or at liberty abroad" in words(found) or "at liberty abroad or in custody" in words(found)
    assert "sources differ" in words(found)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', found)
    assert [row[0] for row in rows] == ["at liberty abroad", "in custody"]
    assert "Alleged by the author" in words(rows[1][1])
    assert all("nothing decides between them" in words(row[2]) for row in rows)


def test_where_editors_prefer_a_value_the_other_is_still_told(site: Served) -> None:
    found = field(site, PERSON, "Sex")
    assert re.search(r"<summary><b>Sex</b><span>male <em>sources differ</em>", found)
    assert "the editors prefer this value" in words(found)
    assert "female Reported by the author" in words(found)
    assert "Not shown: another stands before it." in words(found)


def test_a_denial_stands_beside_a_value_and_alone(site: Served) -> None:
    found = words(field(site, PERSON, "Actor", ATTACK))
    assert "denied by the author" in found
    assert "Denied by the author:" in found
    assert "Disputed by the author:" in found
    assert "Only denied; nobody here says so." in found


def test_an_uncontested_value_is_not_marked(site: Served) -> None:
    assert "contested" not in field(site, PERSON, "Kind")


def test_a_quote_is_shown_where_it_left(site: Served) -> None:
    assert '<q lang="und">Words of an open licence.</q>' in site.get(f"{AT}{SECOND}")


def test_values_are_words(site: Served) -> None:
    text = Page(site.get(PERSON)).text
    for said in ("about 3 May 2014", "none, says the source", "to Farrukh Namuna: cousin", "Ғулом Намуна"):
        assert said in text
    assert "Physical attack (a relative, attempted), Türkiye" in text
    assert "1 detained" not in Page(site.get(f"{AT}{FIRST}")).text


def test_names_stand_with_their_script_and_are_marked(site: Served) -> None:
    text = site.get(PERSON)
    assert '<bdi lang="und-Cyrl">Ғулом Намуна</bdi>' in text
    assert "Cyrillic letters" in text


def test_the_coders_own_words_are_marked_in_another_language(site: Served) -> None:
    assert '<span lang="en">invented, so that a page has everything</span>' in site.get(f"/ru{PERSON}")
    assert '<span lang="en">' not in site.get(PERSON)


def test_ties_are_told_from_both_ends(site: Served) -> None:
    assert f'<a href="{AT}{FIRST}">' in site.get(PERSON)
    assert "Ğulom O‘ktam Nāmunā is to this person: cousin" in Page(site.get(f"{AT}{FIRST}")).text
    brother = Page(site.get(f"{AT}{BROTHER}"))
    assert "Farrukh Namuna is to this person: brother" in brother.text
    assert "Farrukh Namuna was reached through this person" in brother.text
    assert "recorded with somebody else, who was reached through this person" in brother.text
    assert f"{AT}I-200002" in brother.links


def test_the_stage_strip_has_each_rule_and_the_editions_own_first(site: Served) -> None:
    strip = re.search(r'<table class="strip">.*?</table>', site.get(f"{AT}{FIRST}"), re.S)
    assert strip
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', strip[0])
    assert rows[0][0].startswith("Asylia 1 <span>the rule of this edition")
    assert len(rows) == 3
    flags = [re.findall(r'<span class="flag (\w+)">(\w+)</span>', row[1]) for row in rows]
    assert all(len(row) == 3 and all(form == said for form, said in row) for row in flags)


def test_a_stage_says_by_which_case_of_the_rule_and_from_which_claims(site: Served) -> None:
    found = words(field(site, f"{AT}{FIRST}", "Stage", RENDITION))
    assert "Asylia 1: Stage 3 (seized or vanished; an attempt laid hands on the person)" in found
    assert "Never coded: made by stage rule Asylia 1 from the values below." in found
    assert "CAPE 2016, the chapter: Stage 1 or 3" in found
    assert "C-" in found


def test_an_accusation_is_no_verdict(site: Served) -> None:
    assert "Accused by Uzbekistan of smuggling" in words(field(site, PERSON, "Accused by Uzbekistan of", ATTACK))
    text = Page(site.get(PERSON)).text
    assert "implies neither innocence nor guilt" in text
    assert "as of 24 November 2026" in text
    assert "/ethics#removal" in Page(site.get(PERSON)).links


def test_the_summary_is_whole_in_both_languages(site: Served) -> None:
    for id in (PLENTY, FIRST, LONG, UNSAFE, UNNAMED, BROTHER):
        for language in LANGUAGES:
            lead = re.search(r'<p class="lead">(.*?)</p>', site.get(f"{language}{AT}{id}"), re.S)
            assert lead
            assert lead[1].strip()
            assert not re.search(r"%\(|\{|None", lead[1])


def test_a_name_cannot_become_a_page(site: Served) -> None:
    text = site.get(f"{AT}{UNSAFE}")
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_who_is_not_named_is_told_apart(site: Served) -> None:
    page = Page(site.get(f"{AT}{UNNAMED}"))
    assert "Not named" in page.title
    assert "A person whom the sources do not name is recorded as a relative" in page.text
    assert "sister of somebody who is pursued" in page.text


def test_the_page_says_where_it_stands_for_good(site: Served) -> None:
    page = Page(site.get(f"/ru{PERSON}"))
    assert {f"/ru{PERSON}", f"/ru/newest/{PLENTY}", f"{PERSON}.json"} <= set(page.links)
    assert f"Asylia, edition 2026.1, 24 November 2026, {PLENTY}, {PERSON}." in Page(site.get(PERSON)).text


def test_no_cache_keeps_a_person_and_no_search_engine_lists_one(site: Served) -> None:
    for path in (PERSON, f"{AT}{ATTACK}", f"{AT}{GROUP}", f"{AT}X-000000"):
        headers = site.ask(path).headers
        assert headers["cache-control"] == "private, no-store", path
        assert "noindex" in headers["x-robots-tag"], path


@pytest.mark.parametrize("id", [ATTACK, "R-300001", "T-400001", "L-500001"])
def test_what_belongs_to_a_person_leads_to_its_block(site: Served, id: str) -> None:
    answer = site.ask(f"/ru{AT}{id}")
    assert answer.status == 302
    path, _, fragment = answer.headers["location"].partition("#")
    assert fragment == id
    assert id in Page(site.get(path)).ids


def test_a_merged_person_is_found_at_the_one_that_stands(site: Served) -> None:
    answer = site.ask(f"{AT}{MERGED}")
    assert (answer.status, answer.headers["location"]) == (302, PERSON)


@pytest.mark.parametrize("id", ["X-000000", "I-000000", "G-000000", "A-000000", "S-nowhere"])
def test_an_id_that_never_was_is_not_found(site: Served, id: str) -> None:
    assert site.ask(f"{AT}{id}").status == 404


def test_an_aggregate_stands_among_the_aggregates(site: Served) -> None:
    assert site.ask(f"{AT}A-700001").headers["location"] == "/2026.1/aggregates#A-700001"


def test_a_group_event_has_a_page_of_its_own(site: Served) -> None:
    page = Page(site.get(f"{AT}{GROUP}"))
    assert "they are in no count of persons" in page.text
    assert f"{AT}{FIRST}" in page.links
    assert "C-" in page.text
    assert f"{AT}{GROUP}" in Page(site.get(f"{AT}{FIRST}")).links


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-1", "?page=999999999999", "?page=x", "?page=%D9%A3", "?page=2&page=3"]
)
def test_whatever_page_is_asked_there_is_one(site: Served, query: str) -> None:
    assert site.ask(PERSON + query).status == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_with_500_incidents_has_pages_that_are_light(crowded: Served, language: str) -> None:
    first = crowded.get(f"{language}{AT}{MANY}")
    assert len(first.encode()) < HEAVIEST
    assert first.count('class="axis"') == INCIDENTS
    met = set[str]()
    path = f"{language}{AT}{MANY}"
    for _number in range(INCIDENTS):
        text = crowded.get(path)
        assert len(text.encode()) < HEAVIEST
        page = Page(text)
        met |= {id for id in page.ids if re.fullmatch(r"I-\d+", id)}
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
        following = re.search(r'<a rel="next" href="([^"]+)"', text)
        if not following:
            break
        path = html.unescape(following[1])
    assert len(met) == INCIDENTS


def test_a_block_on_a_later_page_is_found(crowded: Served, tmp_path: Path) -> None:
    path, _, fragment = crowded.ask(f"{AT}I-500499").headers["location"].partition("#")
    assert fragment in Page(crowded.get(path)).ids
    first = Page(crowded.get(f"{AT}{MANY}"))
    assert f"{path}#{fragment}" in first.links


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_journey_that_the_editor_names_is_a_picture_with_its_words_and_data(crowded: Served, language: str) -> None:
    figure = re.search(r"<figure>.*?</figure>", crowded.get(f"{language}{AT}{MANY}"), re.S)
    assert figure
    assert re.search(r'<img src="[^"]+\.png" alt="[^"]{20,}" width="\d+" height="\d+"', figure[0])
    for address in re.findall(r'(?:src|href)="([^"]+)"', figure[0]):
        assert crowded.ask(address).status == 200, address


def test_who_is_not_named_by_the_editor_has_a_list_and_no_picture(site: Served) -> None:
    text = site.get(f"{AT}{FIRST}")
    assert "<figure>" not in text
    assert '<ol class="journey">' in text


@pytest.mark.parametrize("id", [CORRECTED, WITHDRAWN])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_gone_has_a_tombstone_that_does_not_say_why(crowded: Served, language: str, id: str) -> None:
    answer = crowded.ask(f"{language}{AT}{id}")
    assert answer.status == 410
    assert answer.headers["cache-control"] == "private, no-store"
    assert id in answer.text
    assert "Gone Namuna" not in answer.text
    assert crowded.ask(f"{AT}{CORRECTED}").text.replace(CORRECTED, WITHDRAWN) == crowded.ask(f"{AT}{WITHDRAWN}").text
