"""What the ledger says of the sources, row by row. What it adds up to is for ``cases`` to say."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.ledger.read import body_of, rows_of
from asylia.ledger.rows import Row
from asylia.sources.models import Capture, TextLayer

_SOURCES = """SELECT r.root, p.body FROM ledger_row r JOIN ledger_payload p ON p.seq = r.seq
    WHERE r.root >= 'S-' AND r.root < 'S.' AND r.kind = 'claim' ORDER BY r.root, r.seq"""
_TAKEN = "SELECT EXISTS (SELECT 1 FROM ledger_row WHERE root = %s)"


class Statement(NamedTuple):
    """One claim about a source, and what was decided of it: accepted, rejected, retracted, undecided, erased."""

    property: str
    value: str
    decided: str
    by: str
    at: str
    row: int


def sources(db: BaseDatabaseWrapper) -> Iterator[dict[str, str]]:
    """Each source with its first title and the sha256 of its capture; '' where there is none."""
    captures = _captures(db)
    found: dict[str, dict[str, str]] = {}
    for root, body in _claims(db):
        entry = found.setdefault(root, {"id": root, "title": "", "capture": ""})
        if body["property"] == "title" and not entry["title"]:
            entry["title"] = body["value"]
        entry["capture"] = entry["capture"] or next((captures[x] for x in _layers(body) if x in captures), "")
    yield from found.values()


def statements(db: BaseDatabaseWrapper, source: str) -> list[Statement]:
    """Every claim about a source, in the order in which they were made."""
    rows = rows_of(db, source)
    gone = {row.acts_on for row in rows if row.kind == "retract"}
    decided = dict[int | None, str]()
    for row in rows:
        if row.kind in ("accept", "reject") and row.seq not in gone:
            decided[row.acts_on] = f"{row.kind}ed"
    return [_statement(row, decided, gone) for row in rows if row.kind == "claim" and row.about == source]


def documents(db: BaseDatabaseWrapper, source: str) -> list[dict[str, Any]]:
    """The captures and text layers that claims about a source rest on."""
    wanted = {layer for root, body in _claims(db) if root == source for layer in _layers(body)}
    layers = TextLayer.objects.using(db.alias).filter(sha256__in=wanted).select_related("capture").order_by("id")
    return [
        {
            "capture": layer.capture.sha256,
            "bytes": layer.capture.size,
            "media_type": layer.capture.media_type,
            "added_at": layer.capture.added_at,
            "layer": layer.sha256,
            "extractor": f"{layer.extractor} {layer.version}",
        }
        for layer in layers
    ]


def source_of_capture(db: BaseDatabaseWrapper, capture: str) -> str:
    """The source that a capture was added for; '' where its claims were erased."""
    layers = {layer for layer, digest in _captures(db).items() if digest == capture}
    return next((root for root, body in _claims(db) if not layers.isdisjoint(_layers(body))), "")


def taken(db: BaseDatabaseWrapper, id: str) -> bool:
    """Whether the ledger holds a row of this source."""
    with db.cursor() as cursor:
        cursor.execute(_TAKEN, [id])
        return bool(cursor.fetchone()[0])


def captures_of(db: BaseDatabaseWrapper) -> Iterable[Capture]:
    """All captures, in the order of their sha256."""
    return Capture.objects.using(db.alias).order_by("sha256")


def _statement(row: Row, decided: dict[int | None, str], gone: set[int | None]) -> Statement:
    body = row.body or {"property": "", "value": ""}
    state = "erased" if row.body is None else "retracted" if row.seq in gone else decided.get(row.seq, "undecided")
    return Statement(body["property"], body["value"], state, row.by, row.at, row.seq)


def _captures(db: BaseDatabaseWrapper) -> dict[str, str]:
    """By text layer, its capture."""
    return dict(TextLayer.objects.using(db.alias).order_by("-id").values_list("sha256", "capture_id"))


def _claims(db: BaseDatabaseWrapper) -> Iterator[tuple[str, dict[str, Any]]]:
    with db.cursor() as cursor:
        cursor.execute(_SOURCES)
        for root, body in cursor.fetchall():
            yield root, dict(body_of(body))


def _layers(body: dict[str, Any]) -> Iterator[str]:
    return (passage["layer"] for passage in body["passages"] if "layer" in passage)
