from pathlib import Path
from typing import Any

from asylia.edition.reader import Edition
from asylia.edition.why import provenance, why
from tests.publish.invented import CHAPTER, FIRST, OTHER, QUIET, invented, published

NOTICE = "I-200001"


def coded(edition: Edition, id: str, column: str) -> dict[str, str]:
    return {cell["value"]: cell["coded"] for cell in edition.where("cells", id=id, column=column)}


def test_each_value_says_how_it_was_coded(db: Any, tmp_path: Path) -> None:
    ledger = invented()
    ledger.claim(FIRST, "kind", "exile", CHAPTER, by="c2")
    ledger.claim(FIRST, "category", "opposition", OTHER, by="c2")  # another source: nobody read the same twice
    ledger.claim(NOTICE, "target", "self", QUIET, by="c2")  # does not leave, and cannot show
    row = ledger.claim(NOTICE, "means", "phone", CHAPTER, accept=False, by="c2")
    ledger.accept(row, decision="oversight")
    later = next(row for row in ledger.rows if row.body and row.body.get("value") == "2014-06")
    ledger.prefer(later, CHAPTER).body["decision"] = "text_contradicts"
    edition = Edition(published(db, tmp_path / "e", ledger))
    assert coded(edition, FIRST, "kind") == {"exile": "twice"}
    assert coded(edition, FIRST, "category") == {"opposition": "once"}
    assert coded(edition, NOTICE, "target") == {"self": "once"}
    assert coded(edition, NOTICE, "means") == {"phone": "decided"}
    assert coded(edition, NOTICE, "date") == {"2014-05": "once", "2014-06": "decided"}
    assert set(coded(edition, NOTICE, "stage").values()) == {""}  # a rule made it
    assert "; coded twice, agreed" in "\n".join(why(edition, FIRST, "kind"))
    assert "; coded once" in "\n".join(why(edition, FIRST, "category"))
    assert "; decided" in "\n".join(why(edition, NOTICE, "means"))
    assert provenance(edition, NOTICE, "means")["values"][0]["coded"] == "decided"
    edition.close()


def test_a_decision_that_was_turned_round_is_none(db: Any, tmp_path: Path) -> None:
    ledger = invented()
    row = ledger.claim(NOTICE, "means", "phone", CHAPTER, accept=False)
    ledger.retract(ledger.accept(row, decision="oversight"))
    ledger.accept(row)
    edition = Edition(published(db, tmp_path / "e", ledger))
    assert coded(edition, NOTICE, "means") == {"phone": "once"}
    edition.close()


def test_a_denial_that_both_coded_is_coded_twice(db: Any, tmp_path: Path) -> None:
    ledger = invented()
    for by in ("c1", "c2"):
        ledger.claim(NOTICE, "means", "phone", CHAPTER, "denied", by=by)
    edition = Edition(published(db, tmp_path / "e", ledger))
    assert coded(edition, NOTICE, "means") == {"phone": "twice"}
    edition.close()
