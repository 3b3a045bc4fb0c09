"""Tables, lists and entities as JSON and CSV."""

import csv
import json
import sqlite3
from io import StringIO
from pathlib import Path

import pytest

from asylia.site.pieces import inert_in_spreadsheets
from tests.derived import derived
from tests.editions import MERGED, PLENTY
from tests.publish.invented import FIRST
from tests.serving import Page, Served, served

DATA = ["/editions.json", "/openapi.json", "/2026.1/persons.json", "/2026.1/claims.csv", f"/2026.1/{PLENTY}.json"]

QUIET = "X-200005"  # a person to whom nothing else belongs


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize(
    "table", ["persons", "incidents", "group_events", "sources", "claims", "cells", "names", "retired"]
)
def test_a_table_is_the_one_in_the_edition(site: Served, edition: Path, table: str) -> None:
    text = (edition / "tables" / f"{table}.csv").read_text(encoding="utf-8")
    assert site.get(f"/2026.1/{table}.csv").replace("'=", "=") == text
    told = json.loads(site.get(f"/2026.1/{table}.json"))
    assert told["total"] == len(told["rows"]) == len(rows(text))
    assert [list(row) for row in told["rows"]] == [text.split("\n")[0].split(",")] * told["total"]


def test_the_address_of_a_list_is_a_table_too(site: Served) -> None:
    assert site.get("/2026.1/group-events.csv") == site.get("/2026.1/group_events.csv")
    assert site.ask("/2026.1/group-events.json").headers["content-location"] == "/2026.1/group_events.json"


def test_json_says_each_value_exactly(site: Served) -> None:
    people = {row["id"]: row for row in json.loads(site.get("/2026.1/persons.json"))["rows"]}
    assert people[FIRST]["affiliation"] == ["A movement | with a bar"]
    assert people[FIRST]["inclusion_ground"] == []
    assert people[PLENTY]["name"] == ["Ğulom O‘ktam Nāmunā", "Ғулом Намуна"]
    assert people[FIRST]["highest_stage"] == "3"
    claim = json.loads(site.get("/2026.1/claims.json"))["rows"][0]
    assert isinstance(claim["passages"], list)


@pytest.mark.parametrize(
    "query", ["state=UZ", "state=TM&state=UZ&sort=-name", "q=namuna", "stage=3", "contested=yes&page=7"]
)
def test_a_query_finds_what_the_list_finds(site: Served, query: str) -> None:
    table = rows(site.get(f"/2026.1/persons.csv?{query}"))
    told = json.loads(site.get(f"/2026.1/persons.json?{query}"))
    ids = [row["id"] for row in table]
    assert [row["id"] for row in told["rows"]] == ids
    assert told["total"] == len(ids) > 0
    links, page = [], 1
    while len(links) < len(ids):
        shown = Page(site.get(f"/2026.1/persons?{query.split('&page', maxsplit=1)[0]}&page={page}")).links
        links += dict.fromkeys(link[-8:] for link in shown if link.startswith("/2026.1/X-"))
        page += 1
    assert links == ids


def test_each_list_links_to_its_own_data(site: Served) -> None:
    links = Page(site.get("/2026.1/incidents?measure=physical_attack&state=UZ")).links
    (address,) = (link for link in links if ".json" in link)
    assert json.loads(site.get(address))["query"] == "state=UZ&measure=physical_attack"


def test_what_was_understood_of_a_query_is_said(site: Served) -> None:
    answer = site.ask("/2026.1/persons.csv?state=UZ&state=XX&nothing=1&page=3")
    assert answer.headers["content-location"] == "/2026.1/persons.csv?state=UZ"
    whole = site.ask("/2026.1/persons.json?nothing=1")
    assert json.loads(whole.body)["query"] == ""
    assert whole.headers["etag"] == site.ask("/2026.1/persons.json").headers["etag"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert inert_in_spreadsheets(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "2014-05", "~", "'=1"])
def test_other_cells_are_as_they_are(cell: str) -> None:
    assert inert_in_spreadsheets(cell) == cell


def test_a_person_is_the_whole_case(site: Served) -> None:
    told = json.loads(site.get(f"/2026.1/{PLENTY}.json"))
    assert told["record"]["fate"] == ["at_liberty_abroad", "in_custody"]
    assert [incident["id"] for incident in told["incidents"]] == ["I-200050"]
    assert {name["script"] for name in told["names"]} == {"latin", "cyrillic"}
    about = {PLENTY, "I-200050"}
    assert {cell["id"] for cell in told["cells"]} == {claim["about"] for claim in told["claims"]} == about
    passages = {passage["id"] for passage in told["passages"]}
    assert {id for claim in told["claims"] for id in claim["passages"]} == passages
    assert {passage["source"] for passage in told["passages"]} <= {source["id"] for source in told["sources"]}


@pytest.mark.parametrize("id", ["I-200050", "G-600001", "S-other"])
def test_any_entity_comes_with_what_leads_to_it(site: Served, id: str) -> None:
    told = json.loads(site.get(f"/2026.1/{id}.json"))
    assert told["record"]["id"] == told["id"] == id
    named = {claim for cell in told["cells"] for claim in cell["claims"] + cell["denied_by"]}
    assert named <= {claim["id"] for claim in told["claims"]}


def test_a_retired_id_says_what_became_of_it(site: Served) -> None:
    answer = site.ask(f"/2026.1/{MERGED}.json")
    assert answer.status == 410
    told = json.loads(answer.body)
    assert (told["why"], told["into"]) == ("merged", PLENTY)


@pytest.mark.parametrize(
    "path", ["/2026.1/X-999999.json", "/2026.1/nothing.csv", "/2026.1/edition.json", "/2027.1/persons.json"]
)
def test_what_is_not_there_is_said_in_json(site: Served, path: str) -> None:
    answer = site.ask(path)
    assert answer.status == 404
    assert json.loads(answer.body) == {"status": 404, "detail": "Nothing stands here."}


def test_too_many_parameters_are_refused_in_json(site: Served) -> None:
    answer = site.ask("/2026.1/persons.json?" + "&".join("a" for _ in range(1200)))
    assert answer.status == 400
    assert json.loads(answer.body)["status"] == 400


@pytest.mark.parametrize("path", DATA)
def test_any_page_may_read_data(site: Served, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        headers = site.ask(path, method, headers={"Origin": "https://elsewhere.example"}).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert "noindex" in headers["x-robots-tag"]
        assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize(
    "path", ["/", "/2026.1/persons", f"/2026.1/{FIRST}", "/api", "/static/site.css", "/nothing.json"]
)
def test_no_page_of_ours_may_be_drawn_elsewhere(site: Served, path: str) -> None:
    headers = site.ask(path, headers={"Origin": "https://elsewhere.example"}).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", DATA)
def test_what_a_reader_holds_already_is_not_sent_again(site: Served, path: str) -> None:
    first = site.ask(path)
    assert first.status == 200
    assert not first.headers["etag"].startswith("W/")
    again = site.ask(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"
    assert site.ask(path, headers={"If-None-Match": '"other"'}).status == 200


def test_each_address_has_a_mark_of_its_own(site: Served) -> None:
    paths = [*DATA, "/2026.1/claims.json", "/2026.1/persons.json?state=UZ", "/2026.1/persons.csv?state=UZ"]
    assert len({site.ask(path).headers["etag"] for path in paths}) == len(paths)


def test_data_are_compressed_for_whoever_asks(site: Served) -> None:
    answer = site.ask("/2026.1/cells.csv", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.body) < len(site.ask("/2026.1/cells.csv").body) / 3


def test_of_a_stopped_edition_every_data_address_says_the_same(edition: Path, tmp_path: Path) -> None:
    derived(edition, tmp_path / "first", "2026.1")
    derived(edition, tmp_path / "later", "2026.2", withdrawn=[QUIET], change=lambda db: forget(db, QUIET))
    with served(tmp_path) as site:
        paths = [
            f"{FIRST}.json",
            "X-999999.json",
            "persons.json",
            "persons.csv",
            "persons.csv?state=TJ",
            "nothing.json",
        ]
        answers = [site.ask(f"/2026.1/{path}") for path in paths]
        assert {(answer.status, answer.body) for answer in answers} == {(410, answers[0].body)}
        assert b"no longer shown" in answers[0].body
        assert len({str({**answer.headers, "date": ""}) for answer in answers}) == 1
        told = json.loads(site.get("/editions.json"))
        assert ([each["number"] for each in told["editions"]], told["stopped"]) == (["2026.2"], ["2026.1"])
        gone = site.ask(f"/2026.2/{QUIET}.json")
        assert (gone.status, json.loads(gone.body)["why"]) == (410, "withdrawn")


def forget(db: sqlite3.Connection, id: str) -> None:
    for table in ("persons", "listing"):
        db.execute(f"DELETE FROM {table} WHERE id = ?", (id,))


def test_editions_lead_to_their_tables(site: Served) -> None:
    (edition,) = json.loads(site.get("/editions.json"))["editions"]
    assert edition["newest"] is True
    assert edition["counts"]["persons"] == json.loads(site.get("/" + edition["tables"]["persons"]["json"]))["total"]
    assert site.ask("/" + edition["page"]).status == site.ask("/" + edition["whole"], "HEAD").status == 200


@pytest.mark.parametrize("path", ["/api", "/ru/api"])
def test_the_api_is_told_in_words(site: Served, path: str) -> None:
    page = Page(site.get(path))
    assert f"{site.address}/2026.1/persons.json?state=TJ" in page.text
    for link in page.links:
        assert link.startswith("#") or site.ask(link).status == 200
