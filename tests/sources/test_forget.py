"""An erasure reaches the documents that hold the words."""

from pathlib import Path
from typing import Any

import pytest

from asylia.home import home
from asylia.ledger.append import append
from asylia.ledger.erase import erase
from asylia.ledger.rows import Draft
from asylia.texts.passages import cite
from tests import documents

SAID = {"title": ["Invented"], "access": ["public"]}
CANARY = "Qwertalin Zuboskarov"
FIRST = "A book of lakes. " * 6  # the claims of the catalogue rest on these words


def add(db: Any, path: Path, data: bytes) -> Any:
    from asylia.sources.add import add

    path.write_bytes(data)
    return add(db, path, SAID, by="c1")


def everything() -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(home().rglob("*")) if path.is_file()).lower()


def claim(db: Any, source: str, layer: str, quote: str) -> int:
    from asylia.sources.store import layer_text

    text = layer_text(layer)
    start = text.index(quote)
    body = {
        "property": "name", "value": CANARY, "how": "reported", "by": ["author"],
        "passages": [cite(text, source, start, start + len(quote), layer)],
    }  # fmt: skip
    return append(db, [Draft("claim", "X-100001", "X-100001", body)], by="c1")[0]


def test_erased_words_are_in_no_byte_in_any_letter_case(db: Any, tmp_path: Path) -> None:
    quote = f"{CANARY} kept a boat"
    held = add(db, tmp_path / "a.txt", f"{FIRST}\n{quote}.\n".encode())
    shouted = add(
        db, tmp_path / "b.html", f"<html><p>{FIRST}{CANARY.upper().replace(' ', '-<br>')}</p></html>".encode()
    )
    hidden = add(db, tmp_path / "c.html", f"<html><script>'{CANARY}'</script><p>{FIRST}</p></html>".encode())
    parted = add(db, tmp_path / "d.pdf", documents.pdf(f"{FIRST}Qwerta-lin {CANARY.split()[1]} rowed."))
    kept = add(db, tmp_path / "e.txt", b"Qwertalinova is another fisherman.")
    row = claim(db, held.source, held.layer, quote)
    assert CANARY.lower().encode() in everything()
    erase(db, row, by="c1", second="c2", reason="asked for")
    files = {
        path.name.removesuffix(".txt") for folder in ("captures", "layers") for path in (home() / folder).iterdir()
    }
    assert files == {kept.capture, kept.layer}
    for gone in (held, shouted, hidden, parted):
        assert not {gone.capture, gone.layer} & files
    if db.vendor == "sqlite":
        assert CANARY.lower().encode() not in everything()


def test_documents_stay_when_the_erasure_fails(db: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from asylia.ledger import erase as erasing

    held = add(db, tmp_path / "a.txt", f"{CANARY} kept a boat.".encode())
    row = claim(db, held.source, held.layer, CANARY)

    def fails(_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(erasing, "_FORGETTING", [*erasing._FORGETTING, fails])
    with pytest.raises(OSError, match="gone"):
        erase(db, row, by="c1", second="c2", reason="asked for")
    from asylia.sources.models import Capture
    from asylia.sources.store import capture_path

    assert Capture.objects.exists()
    assert capture_path(held.capture).exists()


def test_a_code_takes_no_document_with_it(db: Any, tmp_path: Path) -> None:
    from asylia.sources.models import Capture

    held = add(db, tmp_path / "a.txt", b"This book is public and on lakes.")
    other = add(db, tmp_path / "b.txt", b"A public boat.")
    from asylia.ledger.read import rows_of

    row = next(r for r in rows_of(db, held.source) if r.body and r.body.get("property") == "access")
    erase(db, row.seq, by="c1", second="c2", reason="asked for")
    assert [capture.sha256 for capture in Capture.objects.all()] == [other.capture]


def test_two_documents_with_one_text_share_its_layer_until_both_go(db: Any, tmp_path: Path) -> None:
    from django.db import transaction

    from asylia.sources.forget import forget

    first = add(db, tmp_path / "a.txt", b"A boat on the lake.")
    second = add(db, tmp_path / "b.html", b"<html><p>A boat on the lake.</p><!-- other bytes --></html>")
    assert first.layer == second.layer
    with transaction.atomic():
        assert len(forget(db, ["a boat on the lake"])) == 2
    assert not list((home() / "layers").iterdir())


def test_words_of_few_letters_must_stand_alone(db: Any, tmp_path: Path) -> None:
    from asylia.sources.forget import forget

    add(db, tmp_path / "a.txt", b"Alimony and salient lakes.")
    held = add(db, tmp_path / "b.txt", b"There was ALI, a fisher.")
    assert forget(db, ["Ali"]) == [held.capture]
    assert forget(db, ["", "12"]) == []
