"""An edition folder: what stands in it, what is refused, what is held back."""

from pathlib import Path
from typing import Any

from asylia.edition.reader import Edition
from asylia.edition.verify import verify

from tests.publish.invented import FIRST, invented, published


def test_an_edition_is_intact(db: Any, tmp_path: Path) -> None:
    out = published(db, tmp_path / "e", invented())
    assert str(verify(out)) == "intact, not signed"
    edition = Edition(out)
    print(edition.one("persons", FIRST))
    for n in ("incidents", "cells", "claims", "passages", "sources", "retired", "listing", "names"):
        for r in edition.all(n):
            print(n, list(r.values()))
    print((out / "CHANGES.md").read_text(), (out/"coverage.csv").read_text(), (out/"manifest.json").read_text())
