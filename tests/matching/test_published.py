"""Merges on their way out: the edition counts once, tells the sources of both, and an id that went leads on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asylia.codebook.schemas import codebook_toml
from asylia.coding.lint.run import lint
from asylia.edition.check.verify import verify
from asylia.edition.reader import Edition
from asylia.edition.schema import split
from asylia.edition.why import why
from asylia.ledger.read import rows_upto
from asylia.matching.decide import merge
from asylia.matching.decide import split as undo
from asylia.matching.known import known
from asylia.problems import Problem
from asylia.publish import package
from asylia.publish.build import build
from tests.publish.invented import CHAPTER, FIRST, OTHER, QUIET, invented, lay
from tests.serving import served
from tests.written import Written

TWIN, AGAIN, THEN = "X-100021", "I-200021", "I-200022"
WHO = {"by": "c2", "because": "one birth year"}


@pytest.fixture
def desk(fresh: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The invented ledger, with the first person told again in another source under another spelling."""
    text = codebook_toml()
    monkeypatch.setattr(package, "codebook_toml", lambda: text)
    ledger = invented()
    for name, value in (("kind", "exile"), ("name", "Farruh Namuna"), ("state_of_concern", "TJ")):
        ledger.claim(TWIN, name, value, OTHER)
    for name, value in (("measure", "detention_by_court"), ("date", "2014-06-03"), ("place", "RU"), ("target", "self"),
                        ("factuality", "completed"), ("state_of_concern", "TJ")):  # fmt: skip
        ledger.claim(AGAIN, name, value, OTHER, root=TWIN)
    ledger.claim(THEN, "measure", "threat", OTHER, root=TWIN)
    ledger.claim(THEN, "after", AGAIN, OTHER, root=TWIN)
    lay(db := fresh("sqlite"), ledger.rows)
    return db


def passage_in(db: Any, source: str) -> str:
    rows = (row.body for row in rows_upto(db) if row.kind == "claim" and row.body)
    return next(p["id"] for body in rows for p in body["passages"] if p["source"] == source)


def edition(db: Any, out: Path, **options: Any) -> Edition:
    build(db, out, number=options.pop("number", "2026.1"), **options)
    assert not verify(out).wrong
    return Edition(out)


def counted(found: Edition) -> tuple[list[str], list[str]]:
    persons = sorted(record["id"] for record in found.all("persons"))
    return persons, sorted(record["id"] for record in found.all("incidents"))


def test_two_persons_and_two_incidents_count_once_and_their_ids_lead_on(desk: Any, tmp_path: Path) -> None:
    before = edition(desk, tmp_path / "one")
    cited = [passage_in(desk, OTHER)]
    merge(desk, FIRST, TWIN, passages=cited, **WHO)
    merge(desk, "I-200002", AGAIN, passages=cited, **WHO)
    after = edition(desk, tmp_path / "two", number="2026.2", previous=tmp_path / "one")
    persons, incidents = counted(before)
    assert counted(after) == (sorted({*persons} - {TWIN}), sorted({*incidents} - {AGAIN}))
    assert {r["id"]: r["into"] for r in after.all("retired")} == {TWIN: FIRST, AGAIN: "I-200002"}
    one = after.one("incidents", "I-200002")
    assert one
    assert (one["person"], one["date"]) == (FIRST, "2014-06-03")
    (cell,) = after.where("cells", id="I-200002", column="measure")
    claims = after.among("claims", "id", split(cell["claims"]))
    sources = {p["source"] for c in claims for p in after.among("passages", "id", split(c["passages"]))}
    assert sources == {CHAPTER, OTHER}
    later = after.one("incidents", THEN)
    assert later
    assert (later["person"], later["after"]) == (FIRST, "I-200002")
    with pytest.raises(Problem, match="was merged and stands now as I-200002"):
        list(why(after, AGAIN, "measure"))


def test_a_split_brings_back_the_bytes(desk: Any, tmp_path: Path) -> None:
    edition(desk, tmp_path / "one")
    cited = [passage_in(desk, OTHER)]
    merge(desk, FIRST, TWIN, passages=cited, **WHO)
    merge(desk, "I-200002", AGAIN, passages=cited, **WHO)
    undo(desk, TWIN, by="c2", because="two fathers")
    edition(desk, tmp_path / "two")
    for file in (tmp_path / "one/tables").iterdir():
        assert file.read_bytes() == (tmp_path / "two/tables" / file.name).read_bytes(), file.name


@pytest.mark.parametrize("source", ["", QUIET])
def test_a_merge_of_persons_that_may_not_leave_moves_nothing(desk: Any, tmp_path: Path, source: str) -> None:
    ledger = Written(list(rows_upto(desk)))
    ledger.claim(FIRST, "profile", "a poet", QUIET)
    lay(desk, ledger.rows)
    before = edition(desk, tmp_path / "one")
    merge(desk, FIRST, TWIN, passages=[passage_in(desk, source)] if source else [], **WHO)
    merge(
        desk, "I-200002", AGAIN, passages=[passage_in(desk, OTHER)], **WHO
    )  # public, of persons who are two in public
    after = edition(desk, tmp_path / "two")
    assert counted(after) == counted(before)
    assert not list(after.all("retired"))
    for file in (tmp_path / "one/tables").iterdir():
        assert file.read_bytes() == (tmp_path / "two/tables" / file.name).read_bytes(), file.name


def test_the_site_leads_from_an_id_that_was_merged_to_the_one_that_stands(desk: Any, tmp_path: Path) -> None:
    edition(desk, tmp_path / "one").close()
    cited = [passage_in(desk, OTHER)]
    merge(desk, FIRST, TWIN, passages=cited, **WHO)
    merge(desk, "I-200002", AGAIN, passages=cited, **WHO)
    edition(desk, tmp_path / "two", number="2026.2", previous=tmp_path / "one").close()
    with served(tmp_path / "two") as site:
        for gone, stands in ((TWIN, FIRST), (AGAIN, "I-200002")):
            answer = site.ask(f"/2026.2/{gone}")
            assert (answer.status, answer.headers["location"]) == (302, f"/2026.2/{stands}")
        told = json.loads(site.ask(f"/2026.2/{TWIN}.json").text)
        assert (told["why"], told["into"]) == ("merged", FIRST)


def test_the_linter_finds_an_incident_by_the_id_that_was_merged(desk: Any) -> None:
    ledger = Written(list(rows_upto(desk)))
    ledger.claim(THEN, "date", "2013", OTHER, root=TWIN)
    lay(desk, ledger.rows)

    def found() -> list[str]:
        return [each.message for each in lint(known(desk).cases.values()).findings if each.entity == THEN]

    assert any(f"after {AGAIN}" in message for message in found())
    merge(desk, FIRST, TWIN, **WHO)
    merge(desk, "I-200002", AGAIN, **WHO)
    assert any(f"after {AGAIN}" in message for message in found())
