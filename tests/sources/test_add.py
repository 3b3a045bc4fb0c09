"""A document comes in, once, whole, with what is said of it. On both databases."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError

from asylia.home import home
from asylia.ledger.read import rows_of
from asylia.problems import Problem, Problems
from tests import documents

SAID = {
    "title": ["The Invented Book of Lakes"], "author": ["A. Nobody", "B. Nobody"], "access": ["public"],
    "licence": ["cc_by"], "language": ["en"], "date": ["2016-11"], "derived_from": ["S-older-lakes"],
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lakes.txt"
    path.write_text(f"The book of lakes\n\n{documents.FISHER}\n")
    return path


def add(db: Any, path: Path, **options: Any) -> Any:
    from asylia.sources.add import add

    return add(db, path, options.pop("said", SAID), by="c1", **options)


def test_bytes_text_and_claims_are_kept(db: Any, file: Path) -> None:
    from asylia.sources.models import Capture, TextLayer
    from asylia.sources.store import capture_path, layer_text

    added = add(db, file)
    assert added.source == "S-the-invented-book-of-lakes"
    assert added.new
    assert capture_path(added.capture).read_bytes() == file.read_bytes()
    assert layer_text(added.layer) == file.read_text()
    assert (Capture.objects.get().size, Capture.objects.get().media_type) == (file.stat().st_size, "text/plain")
    assert TextLayer.objects.get().capture_id == added.capture
    for path in (home() / "captures", home() / "layers"):
        assert path.stat().st_mode & 0o777 == 0o700
        assert [each.stat().st_mode & 0o777 for each in path.iterdir()] == [0o600]


def test_each_value_is_an_accepted_claim_that_rests_on_the_first_words(db: Any, file: Path) -> None:
    added = add(db, file)
    rows = rows_of(db, added.source)
    claims = [row for row in rows if row.kind == "claim"]
    assert {(row.body["property"], row.body["value"]) for row in claims if row.body} == {
        (name, value) for name, values in SAID.items() for value in values
    }
    assert {row.acts_on for row in rows if row.kind == "accept"} == {row.seq for row in claims}
    (passage,) = {str(row.body["passages"]) for row in claims if row.body}
    assert added.layer in passage
    assert "The book of lakes" in passage


def test_the_fold_and_the_gate_know_the_source(db: Any, file: Path) -> None:
    from asylia.cases.facts import sources_of

    added = add(db, file)
    facts = sources_of(rows_of(db, added.source)).facts[added.source]
    assert facts.access == {"public"}
    assert facts.derived_from == {"S-older-lakes"}


def test_the_same_file_twice_adds_nothing(db: Any, file: Path, tmp_path: Path) -> None:
    first = add(db, file)
    before = len(rows_of(db, first.source))
    again = tmp_path / "copy.txt"
    again.write_bytes(file.read_bytes())
    second = add(db, again, said={"title": ["Another title"], "access": ["public"]})
    assert second == first._replace(new=False)
    assert len(rows_of(db, first.source)) == before
    assert len(list((home() / "captures").iterdir())) == 1


def test_another_file_with_the_same_title_is_another_source(db: Any, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another book of lakes")
    assert add(db, file).source != add(db, other).source


def test_an_id_may_be_given_once(db: Any, file: Path, tmp_path: Path) -> None:
    assert add(db, file, id="S-lakes").source == "S-lakes"
    (tmp_path / "b.txt").write_text("Another book")
    with pytest.raises(Problem, match="another source already"):
        add(db, tmp_path / "b.txt", id="S-lakes")
    with pytest.raises(Problem, match="no id of a source"):
        add(db, tmp_path / "b.txt", id="X-123456")


def test_a_wrong_value_names_its_option_and_adds_nothing(db: Any, file: Path) -> None:
    with pytest.raises(Problems) as refused:
        add(db, file, said={"title": ["A", "B"], "access": ["publc"], "derived_from": ["lakes"]})
    assert {problem.field for problem in refused.value.all} == {"--title", "--access", "--derived-from"}
    with pytest.raises(Problems, match="--access"):
        add(db, file, said={"title": ["A"]})
    assert not (home() / "captures").exists()


def test_what_fails_in_the_database_leaves_no_file(db: Any, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from asylia.sources import store
    from asylia.sources.models import Capture

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "keep_text", full)
    with pytest.raises(OSError, match="No space"):
        add(db, file)
    assert not list((home() / "captures").iterdir())
    assert not Capture.objects.exists()
    assert not rows_of(db, "S-the-invented-book-of-lakes")


def test_what_a_crash_left_is_tidied_after_an_hour(db: Any, file: Path, tmp_path: Path) -> None:
    add(db, file)
    fresh, stale = home() / "captures" / ".incoming-fresh", home() / "layers" / f"{'0' * 64}.txt"
    fresh.touch()
    stale.touch()
    os.utime(stale, (1, 1))
    (tmp_path / "b.txt").write_text("Another book")
    add(db, tmp_path / "b.txt")
    assert fresh.exists()
    assert not stale.exists()


def test_the_database_refuses_to_change_a_document(db: Any, file: Path) -> None:
    add(db, file)
    for statement in ("UPDATE source_capture SET size = 1", "UPDATE source_text_layer SET version = '2'"):
        with pytest.raises((IntegrityError, DatabaseError), match="never changed"), db.cursor() as cursor:
            cursor.execute(statement)
    if db.vendor == "sqlite":
        replace = "INSERT OR REPLACE INTO source_capture SELECT sha256, 1, media_type, added_at FROM source_capture"
        with pytest.raises(IntegrityError, match="never changed"), db.cursor() as cursor:
            cursor.execute(replace)


def test_a_damaged_text_layer_is_noticed(fresh: Callable[[str], Any], file: Path) -> None:
    from asylia.sources.store import layer_path, layer_text

    added = add(fresh("sqlite"), file)
    layer_path(added.layer).write_text("other words")
    with pytest.raises(Problem, match="sha256 differs"):
        layer_text(added.layer)
