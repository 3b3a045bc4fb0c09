"""Two editions: added, changed and why, gone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asylia.edition.diff import Difference, diff
from asylia.edition.reader import Edition
from asylia.publish.build import build
from tests.publish.invented import BROTHER, CHAPTER, FIRST, OTHER, invented, lay
from tests.written import Written


@pytest.fixture
def compared(fresh: Callable[[str], Any], tmp_path: Path) -> Callable[..., Difference]:
    """Publish an edition, change the ledger, publish the next, compare."""

    def compare(change: Callable[[Written], object], **options: Any) -> Difference:
        ledger, db = invented(), fresh("sqlite")
        lay(db, ledger.rows)
        build(db, tmp_path / "old", number="2026.1")
        written = len(ledger.rows)
        change(ledger)
        lay(db, ledger.rows[written:])
        build(db, tmp_path / "new", number="2026.2", previous=tmp_path / "old", **options)
        return diff(Edition(tmp_path / "old"), Edition(tmp_path / "new"))

    return compare


def test_a_new_claim_changes_a_cell_and_says_so(compared: Callable[..., Difference]) -> None:
    found = compared(lambda ledger: ledger.claim("I-200001", "date", "2014-05", "S-other"))
    (change,) = found.changed
    assert (change.id, change.column, change.before, change.after) == ("I-200001", "date", "2014-05|2014-06", "2014-05")
    assert change.why == "1 claims more"
    assert not found.added + found.gone


def test_another_rule_is_told_as_such(compared: Callable[..., Difference]) -> None:
    found = compared(lambda ledger: ledger.claim("X-100009", "name", "N.", CHAPTER, accept=False), rule="cape-2016")
    assert {change.why for change in found.changed} <= {"stage rule cape-2016 in place of asylia-1"}


def test_what_is_added_merged_and_withdrawn_is_listed(compared: Callable[..., Difference]) -> None:
    def change(ledger: Written) -> None:
        ledger.claim("T-400002", "country", "DE", OTHER)
        ledger.withhold(BROTHER)
        ledger.merge(FIRST, "X-100003", CHAPTER)

    found = compared(change)
    assert found.added == [("stays", "T-400002")]
    assert found.gone == [("persons", "X-100003", "merged", FIRST), ("persons", BROTHER, "withdrawn", "")]
    text = "\n".join(found.lines())
    assert "+ stays T-400002" in text
    assert f"- persons X-100003 merged into {FIRST}" in text
    assert found.any
