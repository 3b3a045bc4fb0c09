from pathlib import Path
from typing import Any

import pytest

from asylia.coding.loading import load
from asylia.coding.sealing import seal
from asylia.ledger.append import append
from asylia.ledger.read import rows_upto
from asylia.ledger.rows import Draft, Row
from asylia.problems import Problems

NAMUNA = "persons/namuna_farrukh.toml"


@pytest.fixture
def sealed(folder: Path, report: Path) -> Path:
    seal(folder, report)
    return folder


def change(folder: Path, old: str, new: str) -> None:
    file = folder / NAMUNA
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new, 1), encoding="utf-8")


def rows(db: Any) -> list[Row]:
    return list(rows_upto(db))


def said(db: Any, name: str) -> set[str]:
    """The values of a property whose claims nobody retracted."""
    gone = {row.acts_on for row in rows(db) if row.kind == "retract"}
    bodies = [row.body for row in rows(db) if row.kind == "claim" and row.seq not in gone]
    return {body["value"] for body in bodies if body and body["property"] == name}


def test_each_value_is_a_claim_that_is_accepted(db: Any, sealed: Path) -> None:
    loaded = load(db, sealed, by="c1")
    assert dict(loaded.added) == {"claim": 52, "accept": 52, "prefer": 1}
    assert loaded.claims == 52
    claim = next(row for row in rows(db) if row.body and row.body.get("value") == "2014-11")
    assert claim.about.startswith("I-")
    assert claim.root.startswith("X-")
    assert claim.body is not None
    assert (claim.by, claim.body["how"], claim.body["by"]) == ("c1", "alleged", ["victim", "lawyer"])
    assert claim.body["passages"][0]["id"].startswith("P-")
    assert {row.root[0] for row in rows(db)} == set("XSGA")


def test_loading_twice_adds_nothing(db: Any, sealed: Path) -> None:
    load(db, sealed, by="c1")
    assert not load(db, sealed, by="c1").added
    assert not load(db, sealed, by="c2").added  # a claim is not known by its coder


def test_an_edited_file_adds_only_what_changed(db: Any, sealed: Path) -> None:
    load(db, sealed, by="c1")
    change(sealed, 'host_state       = "RU"', 'host_state       = "TR"')
    assert dict(load(db, sealed, by="c1").added) == {"retract": 1, "claim": 1, "accept": 1}
    assert said(db, "host_state") == {"TR"}
    assert not load(db, sealed, by="c1").added


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('host_state       = "RU"', 'host_state       = "RU @b"'),
        ('host_state       = "RU"', 'host_state       = "RU, alleged by victim"'),
    ],
)
def test_other_passages_or_another_assertion_are_another_claim(db: Any, sealed: Path, old: str, new: str) -> None:
    load(db, sealed, by="c1")
    change(sealed, old, new)
    assert dict(load(db, sealed, by="c1").added) == {"retract": 1, "claim": 1, "accept": 1}


def test_a_line_that_is_gone_is_retracted_and_one_that_returns_is_new(db: Any, sealed: Path) -> None:
    load(db, sealed, by="c1")
    change(sealed, 'host_state       = "RU"\n', "")
    assert dict(load(db, sealed, by="c1").added) == {"retract": 1}
    assert said(db, "host_state") == set()
    change(sealed, "prefer.date ", 'host_state       = "RU"\nprefer.date ')
    assert dict(load(db, sealed, by="c1").added) == {"claim": 1, "accept": 1}


def test_a_file_that_is_gone_is_retracted(db: Any, sealed: Path) -> None:
    load(db, sealed, by="c1")
    change(
        sealed, next(line for line in (sealed / NAMUNA).read_text("utf-8").splitlines() if line.startswith("tie")), ""
    )
    (sealed / "persons/namuna_aziz.toml").unlink()
    assert dict(load(db, sealed, by="c1").added) == {"retract": 5}


def test_another_reason_to_prefer_is_another_prefer(db: Any, sealed: Path) -> None:
    load(db, sealed, by="c1")
    change(sealed, "the chapter says so twice", "it says so once")
    assert dict(load(db, sealed, by="c1").added) == {"retract": 1, "prefer": 1}
    change(sealed, 'prefer.date      = "2014-12: it says so once"\n', "")
    assert dict(load(db, sealed, by="c1").added) == {"retract": 1}
    assert not load(db, sealed, by="c1").added


def test_a_preferred_claim_that_changes_is_preferred_again(db: Any, sealed: Path) -> None:
    load(db, sealed, by="c1")
    change(sealed, '["2014-12", ', '["2014-12 @b", ')
    assert dict(load(db, sealed, by="c1").added) == {"retract": 2, "claim": 1, "accept": 1, "prefer": 1}
    assert not load(db, sealed, by="c1").added


def test_what_others_claimed_or_rejected_is_left_alone(db: Any, sealed: Path) -> None:
    load(db, sealed, by="c1")
    ours = next(row for row in rows(db) if row.body and row.body.get("value") == "2014-11")
    theirs = Draft("claim", ours.root, ours.about, {**(ours.body or {}), "value": "2013"})
    (seq,) = append(db, [theirs], by="c2")
    append(db, [Draft("accept", ours.root, ours.about, {"reason": ""}, seq)], by="c2")
    append(db, [Draft("reject", ours.root, ours.about, {"reason": "misread"}, ours.seq)], by="c2")
    assert not load(db, sealed, by="c1").added


def test_two_registers_in_one_ledger_do_not_touch_each_other(db: Any, sealed: Path, tmp_path: Path) -> None:
    load(db, sealed, by="c1")
    other = tmp_path / "other"
    (other / "persons").mkdir(parents=True)
    for name in ("sources.toml", "group_events.toml", "aggregates.toml"):
        (other / name).write_text("")
    assert not load(db, other, by="c1").added


def test_an_unsealed_or_broken_register_adds_nothing(db: Any, folder: Path) -> None:
    with pytest.raises(Problems, match="asylia register seal"):
        load(db, folder, by="c1")
    assert rows(db) == []
