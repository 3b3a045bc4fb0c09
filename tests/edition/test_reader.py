"""The reader: records, claims under a cell, names; and nothing that writes."""

import sqlite3
import threading
from pathlib import Path

import pytest

from asylia.edition.reader import Edition
from asylia.problems import Problem
from tests.publish.invented import FIRST, SECOND


@pytest.fixture
def edition(made: Path) -> Edition:
    return Edition(made)


def test_it_tells_what_it_is(edition: Edition) -> None:
    assert (edition.number, edition.date, edition.rule) == ("2026.1", "2026-11-24", "asylia-1")
    assert edition.manifest["number"] == "2026.1"
    assert edition.counts["persons"] == 4


def test_the_database_alone_is_enough(made: Path, tmp_path: Path) -> None:
    (tmp_path / "edition.sqlite").write_bytes((made / "edition.sqlite").read_bytes())
    edition = Edition(tmp_path / "edition.sqlite")
    assert edition.one("persons", FIRST)
    assert edition.manifest == {}


def test_nothing_is_ever_written(edition: Edition) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        edition.connection().execute("DELETE FROM persons")


def test_records_are_found_by_id_and_by_any_column(edition: Edition) -> None:
    assert edition.one("persons", "X-999999") is None
    assert [r["id"] for r in edition.where("incidents", person=SECOND)] == ["I-200009"]
    assert [r["id"] for r in edition.all("persons")] == sorted(r["id"] for r in edition.all("persons"))


@pytest.mark.parametrize("name", ["persons; DROP TABLE persons", 'a"b', "sqlite_master"])
def test_what_is_no_table_or_column_is_a_problem(edition: Edition, name: str) -> None:
    with pytest.raises(Problem):
        list(edition.all(name))
    with pytest.raises(Problem):
        edition.where("persons", **{name: "x"})


def test_a_cell_leads_to_claims_passages_and_sources(edition: Edition) -> None:
    claims = list(edition.claims_under("I-200001", "date"))
    assert [claim["value"] for claim in claims] == ["2014-05", "2014-06"]
    (passage,) = edition.passages_of(claims[0])
    assert edition.one("sources", passage["source"])


def test_a_case_holds_all_of_one_person(edition: Edition) -> None:
    case = edition.case(FIRST)
    assert case
    assert [r["id"] for r in case.parts["incidents"]] == ["I-200001", "I-200002", "I-200003"]
    assert {cell["value"] for cell in case.cells["I-200001", "date"]} == {"2014-05", "2014-06"}
    named = {claim for cells in case.cells.values() for cell in cells for claim in cell["claims"].split("|") if claim}
    assert named <= set(case.claims)
    assert edition.case("X-999999") is None


def test_persons_are_called_by_the_name_of_the_list(edition: Edition) -> None:
    assert edition.called(FIRST, SECOND) == {FIRST: "Farrukh Namuna", SECOND: "Zuhra Misol"}


def test_threads_have_connections_of_their_own(edition: Edition) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(edition.one("persons", FIRST))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [edition.one("persons", FIRST)] * 4


def test_a_folder_without_an_edition_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no edition here"):
        Edition(tmp_path)
    (tmp_path / "edition.sqlite").write_bytes(b"no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(Problem, match="cannot be read"):
        Edition(tmp_path)


def test_only_records_that_state_a_column_are_read_through(edition: Edition) -> None:
    found = list(edition.stated("persons", "tie", "id"))
    assert found == [(record["tie"], record["id"]) for record in edition.all("persons") if record["tie"]]
    assert found
    with pytest.raises(Problem, match="no column"):
        list(edition.stated("persons", "no_such_column"))
