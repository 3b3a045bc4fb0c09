"""Invented rows: a person, her incident, a source."""

from collections.abc import Callable
from typing import Any

import pytest

from asylia.ledger.append import append
from asylia.ledger.rows import Draft

PASSAGE = {"id": "P-0123456789ab", "source": "S-invented-report", "page": 12}
AT = "2026-01-02T03:04:05Z"


@pytest.fixture
def claim() -> Callable[..., Draft]:
    """A draft of a claim."""

    def make(about: str = "X-100001", *, root: str | None = None, id: str | None = None, **body: Any) -> Draft:
        said = {"property": "note", "value": "words", "how": "reported", "by": ["author"], "passages": [PASSAGE]}
        return Draft("claim", root or (about if about[0] in "XSAG" else "X-100001"), about, {**said, **body}, id=id)

    return make


@pytest.fixture
def fill(claim: Callable[..., Draft]) -> Callable[[Any], Any]:
    """Append ten rows, of every kind but ``erase``."""
    x, first = "X-100001", "C-00000000000000a1"

    def append_ten(db: Any) -> Any:
        drafts = [
            claim(id=first, property="name", value="Nadira Invented"),
            claim("I-200001", property="measure", value="threat"),
            claim("X-100002", property="name", value="N. Invented"),
            Draft("accept", x, x, {"reason": ""}, acts_on=first),
            Draft("reject", x, "I-200001", {"reason": "no"}, acts_on=2),
            Draft("prefer", x, x, {"property": "name", "reason": "", "passages": [PASSAGE]}, acts_on=1),
            Draft("merge", x, x, {"reason": "one birth year", "passages": [PASSAGE]}, other="X-100002"),
            Draft("differ", x, x, {"reason": "", "passages": []}, other="X-100003"),
            Draft("withhold", x, x, {"reason": ""}),
            Draft("retract", x, x, {"reason": ""}, acts_on=9),
        ]
        append(db, drafts, by="c1", at=AT)
        return db

    return append_ten


@pytest.fixture
def full(db: Any, fill: Callable[[Any], Any]) -> Any:
    """A ledger with ten rows, on each database in turn."""
    return fill(db)
