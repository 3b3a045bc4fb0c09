"""An edition folder: what stands in it, what is refused, and that it appears whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asylia.edition.charts.listing import listing
from asylia.edition.check.verify import verify
from asylia.edition.reader import Edition
from asylia.edition.schema import split, tables
from asylia.languages.language import languages
from asylia.problems import Problem, Problems
from asylia.publish.build import build
from tests.publish.invented import BROTHER, CHAPTER, FIRST, OTHER, SECOND, bytes_of, invented, lay, published
from tests.written import Written


@pytest.fixture
def desk(fresh: Callable[[str], Any]) -> Any:
    return fresh("sqlite")


def test_an_edition_holds_what_the_design_says(db: Any, tmp_path: Path) -> None:
    out = published(db, tmp_path / "e", invented(), date="2026-11-24")
    assert str(verify(out)) == "intact, not signed"
    papers = {"CHANGES.md", "CITATION.cff", "LICENSE.md", "README.md", "codebook.html", "codebook.toml", "columns.csv"}
    names = ("table1", "years", "measures", "hosts", "matrix", "state-TJ", "state-UZ")
    charts = {"charts/charts.json", *(f"charts/{name}.csv" for name in names)}
    charts |= {f"charts/{code}/{name}.{kind}" for name in names for code in languages() for kind in ("png", "svg")}
    machine = {"datapackage.json", "edition.sqlite", "edition.sqlite.sha256", "manifest.json"}
    assert set(bytes_of(out)) == {*papers, *charts, *machine, *(f"tables/{name}.csv" for name in tables())}


def test_a_stage_leads_to_the_claims_that_make_it(desk: Any, tmp_path: Path) -> None:
    edition = Edition(published(desk, tmp_path / "e", invented()))
    first = edition.one("persons", FIRST)
    assert first
    assert [first[f"stage_{n}"] for n in "123"] == ["yes", "yes", "yes"]
    assert first["highest_stage"] == "3"
    said = {claim["property"] for claim in edition.claims_under("I-200003", "stage")}
    assert {"measure", "factuality", "target"} <= said


def test_several_values_stand_sorted_with_a_bar_between(desk: Any, tmp_path: Path) -> None:
    edition = Edition(published(desk, tmp_path / "e", invented()))
    notice, first = edition.one("incidents", "I-200001"), edition.one("persons", FIRST)
    assert notice
    assert first
    assert notice["date"] == "2014-05|2014-06"
    assert split(first["affiliation"]) == ("A movement ¦ with a bar",)  # the separator itself is no separator


def test_a_denied_value_is_told_but_not_shown(desk: Any, tmp_path: Path) -> None:
    edition = Edition(published(desk, tmp_path / "e", invented()))
    (cell,) = edition.where("cells", id="I-200003", column="actor")
    assert (cell["shown"], cell["claims"], bool(cell["denied_by"])) == ("no", "", True)
    found = edition.one("incidents", "I-200003")
    assert found
    assert found["actor"] == ""


def test_only_sources_that_are_cited_leave_with_their_volumes(desk: Any, tmp_path: Path) -> None:
    ledger = invented()
    ledger.source("S-idle", title="A public source that nothing cites")
    edition = Edition(published(desk, tmp_path / "e", ledger))
    assert [s["id"] for s in edition.all("sources")] == ["S-other", "S-volume", "S-volume-one"]


def test_a_quote_leaves_only_where_it_may(desk: Any, tmp_path: Path) -> None:
    edition = Edition(published(desk, tmp_path / "e", invented()))
    quotes = {p["quote"] for p in edition.all("passages") if p["quote"]}
    assert quotes == {"Words of an open licence."}
    (released,) = edition.where("passages", id="P-00000000abcd")
    assert released["letters"] == "20"


def test_upto_ends_the_edition_at_a_row(desk: Any, tmp_path: Path) -> None:
    ledger = invented()
    last = len(ledger.rows)
    ledger.claim(FIRST, "profile", "said later", CHAPTER)
    lay(desk, ledger.rows)
    build(desk, tmp_path / "e", number="2026.1", upto=last)
    first = Edition(tmp_path / "e").one("persons", FIRST)
    assert first
    assert first["profile"] == ""


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"number": "2026"}, "--number"),
        ({"number": "2026.0"}, "--number"),
        ({"number": "2026.1", "rule": "mine"}, "--rule"),
        ({"number": "2026.1", "date": "24 November"}, "--date"),
        ({"number": "2026.1", "date": "2026-02-30"}, "--date"),
        ({"number": "2026.1", "upto": 100_000}, "--upto"),
    ],
)
def test_what_cannot_become_an_edition_is_refused(
    desk: Any, tmp_path: Path, options: dict[str, Any], field: str
) -> None:
    lay(desk, invented().rows)
    with pytest.raises(Problem) as refused:
        build(desk, tmp_path / "e", **options)
    assert refused.value.field == field
    assert not list(tmp_path.iterdir())


def test_an_existing_folder_is_refused_and_left_alone(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "kept").write_text("mine")
    with pytest.raises(Problem, match="never overwritten"):
        published(desk, tmp_path / "e", invented())
    assert bytes_of(tmp_path) == {"e/kept": b"mine"}


def test_nothing_half_done_stays(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("asylia.publish.package.write_charts", full)
    with pytest.raises(OSError, match="No space"):
        published(desk, tmp_path / "e", invented())
    assert not list(tmp_path.iterdir())


def test_an_empty_ledger_makes_no_edition(desk: Any, tmp_path: Path) -> None:
    with pytest.raises(Problems, match="nothing would leave"):
        build(desk, tmp_path / "e", number="2026.1")
    assert not list(tmp_path.iterdir())


def test_a_person_without_name_or_kind_stops_the_release(desk: Any, tmp_path: Path) -> None:
    ledger = invented()
    ledger.claim("X-100005", "citizenship", "TJ", CHAPTER)
    ledger.claim("I-200010", "measure", "threat", CHAPTER, root="X-100006")
    with pytest.raises(Problems) as refused:
        published(desk, tmp_path / "e", ledger)
    said = str(refused.value)
    for words in (
        "X-100005 has no name",
        "X-100005 has no kind",
        "X-100006 has no name",
        "X-100006 has no public source",
    ):
        assert words in said


def _many(persons: int) -> Written:
    ledger = invented()
    for number in range(persons):
        ledger.claim(f"X-3{number:05d}", "name", f"Namuna {number}", CHAPTER)
        ledger.claim(f"X-3{number:05d}", "kind", "exile", CHAPTER)
    return ledger


def test_a_table_that_shrank_by_a_fifth_stops_the_release(desk: Any, tmp_path: Path) -> None:
    ledger = _many(30)
    one = published(desk, tmp_path / "one", ledger)
    written = len(ledger.rows)
    for number in range(10):
        ledger.withhold(f"X-3{number:05d}")
    lay(desk, ledger.rows[written:])
    with pytest.raises(Problems, match="table persons shrank from 34 rows to 24"):
        build(desk, tmp_path / "two", number="2026.2", previous=one)
    allowed = ("persons", "names", "claims", "cells", "passages")
    build(desk, tmp_path / "two", number="2026.2", previous=one, may_shrink=allowed)


def test_retired_ids_lead_on_and_changes_repeat_nothing_withdrawn(desk: Any, tmp_path: Path) -> None:
    ledger = invented()
    said = ledger.claim(SECOND, "profile", "withdrawn words", OTHER)
    wrong = ledger.claim("T-400009", "country", "DE", OTHER)
    one = published(desk, tmp_path / "one", ledger)
    written = len(ledger.rows)
    ledger.withhold(said)
    ledger.withhold(BROTHER)
    ledger.retract(wrong)
    ledger.merge(FIRST, "X-100003", CHAPTER)
    lay(desk, ledger.rows[written:])
    build(desk, tmp_path / "two", number="2026.2", previous=one)
    two = Edition(tmp_path / "two")
    retired = {r["id"]: (r["why"], r["into"]) for r in two.all("retired")}
    assert retired == {
        "X-100003": ("merged", FIRST),
        BROTHER: ("withdrawn", ""),
        "T-400009": ("corrected", ""),
    }
    everything = b"".join(bytes_of(tmp_path / "two").values())
    assert b"withdrawn words" not in everything
    assert b"Bahrom" not in everything
    changes = (tmp_path / "two" / "CHANGES.md").read_text()
    assert "- persons: X-100004, withdrawn" in changes
    assert "persons: X-100002, profile: not stated (1 claims fewer)" in changes
    assert str(verify(tmp_path / "two")) == "intact, not signed"
    build(desk, tmp_path / "three", number="2026.3", previous=tmp_path / "two")
    assert {r["id"] for r in Edition(tmp_path / "three").all("retired")} == set(retired)


def test_a_number_must_come_after_the_edition_before(desk: Any, tmp_path: Path) -> None:
    one = published(desk, tmp_path / "one", invented(), number="2026.2")
    with pytest.raises(Problem, match="does not come after"):
        build(desk, tmp_path / "two", number="2026.2", previous=one)


def test_an_edition_before_that_was_changed_is_refused(desk: Any, tmp_path: Path) -> None:
    one = published(desk, tmp_path / "one", invented())
    (one / "README.md").write_text("mine")
    with pytest.raises(Problem, match="not intact"):
        build(desk, tmp_path / "two", number="2026.2", previous=one)


def test_what_editors_add_is_taken_over_and_nothing_else(desk: Any, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("agreement.csv", "coverage.csv"):
        (notes / name).write_text("property,alpha\n")
    (notes / "CODED.md").write_text("## Who coded\n\nTwo of us.\n")
    out = published(desk, tmp_path / "e", invented(), notes=notes)
    assert (out / "agreement.csv").read_text() == (out / "coverage.csv").read_text() == "property,alpha\n"
    assert "\n## Who coded\n\nTwo of us.\n" in (out / "README.md").read_text()
    assert verify(out).holds
    (notes / "interview.docx").write_text("secret")
    with pytest.raises(Problem, match="no place in an edition"):
        build(desk, tmp_path / "f", number="2026.2", notes=notes)


def test_what_is_held_back_is_counted_by_reason(desk: Any, tmp_path: Path) -> None:
    ledger = invented()
    ledger.claim(FIRST, "profile", "a draft", CHAPTER, accept=False)
    ledger.claim(FIRST, "note", "for coders", CHAPTER)
    lay(desk, ledger.rows)
    held = build(desk, tmp_path / "e", number="2026.1")
    assert held["not accepted yet"] == 1
    assert held["a silent property"] == 1
    assert sum(held.values()) == 5  # and the three claims about the confidential source


def test_a_journey_is_drawn_of_whom_the_editor_names(desk: Any, tmp_path: Path) -> None:
    out = published(desk, tmp_path / "e", invented(), journeys=[FIRST])
    assert f"journey-{FIRST}" in listing(Edition(out))
    assert verify(out).wrong is None


def test_a_journey_of_whom_the_edition_does_not_show_is_refused(desk: Any, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="shows no person X-999999"):
        published(desk, tmp_path / "e", invented(), journeys=["X-999999"])
    assert not list(tmp_path.iterdir())
