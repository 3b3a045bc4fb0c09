"""A file comes in: its bytes, its text, and what is said of it (title, access ...) as claims.

Invariant: all of it is kept, or nothing; a file that was added before adds nothing. Nothing is ever fetched.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.codebook.book import book
from asylia.codebook.entities import Source
from asylia.codebook.kinds import ID, properties
from asylia.ledger.append import append
from asylia.ledger.rows import Draft, draw_id
from asylia.problems import Problem, Problems
from asylia.sources import store
from asylia.sources.catalogue import source_of_capture, taken
from asylia.sources.models import Capture, TextLayer
from asylia.texts.extract import Extracted, extract, opened
from asylia.texts.limits import Limits
from asylia.texts.passages import Passage, cite

Said = Mapping[str, Sequence[str]]  # by property of a source, its values in a coder's words
_FIRST_WORDS = 80  # characters of the text that the claims of a catalogue rest on: they stay in the ledger
_NEEDED = ("title", "access")  # without an access nothing may leave, so somebody must have thought of it


class Added(NamedTuple):
    """The source, its capture and text layer (sha256), and whether it is new."""

    source: str
    capture: str
    layer: str
    new: bool


def add(
    db: BaseDatabaseWrapper,
    path: Path,
    said: Said,
    *,
    by: str,
    id: str = "",
    at: str | None = None,
    limits: Limits | None = None,
    encoding: str = "",
) -> Added:
    """Add a document and what is said of it, by a coder (code). The source's ``id`` is made from its title if absent.

    Raises ``Problem`` or ``Problems`` for a file that is refused or a value that is not allowed; then nothing is added.
    """
    limits = limits or Limits()
    values = _values(said)
    with opened(path, limits) as file, store.incoming(file, path, limits) as (copy, temporary, digest, size):
        if old := _known(db, digest):
            return old
        found = extract(copy, path, limits, encoding)
        source = _source_id(db, id, values["title"][0], digest)
        capture = Capture(digest, size, found.media_type, at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        try:
            _keep(db, capture, found, temporary, list(_drafts(source, values, found.text)), by)
        except IntegrityError:
            if old := _known(db, digest):  # somebody else added the same file meanwhile
                return old
            raise
    return Added(source, digest, _layer(found.text), True)


def _values(said: Said) -> dict[str, list[str]]:
    """The values in canonical form. Raises ``Problems`` that name each option that is wrong."""
    known, values, wrong = properties(Source), dict[str, list[str]](), list[Problem]()
    for name, given in said.items():
        property = known[name]
        if len(given) > 1 and not property.many:
            wrong.append(Problem("this has one value", field=f"--{name.replace('_', '-')}"))
        for words in given:
            try:
                values.setdefault(name, []).append(property.kind.parse(words))
            except ValueError as error:
                wrong.append(Problem(f"{error}.", field=f"--{name.replace('_', '-')}"))
    missing = [Problem("this must be said", field=f"--{name}") for name in _NEEDED if not said.get(name)]
    if wrong or missing:
        raise Problems((*missing, *wrong))
    return values


def _known(db: BaseDatabaseWrapper, digest: str) -> Added | None:
    layer = TextLayer.objects.using(db.alias).filter(capture_id=digest).order_by("id").first()
    return Added(source_of_capture(db, digest), digest, layer.sha256, False) if layer else None


def _source_id(db: BaseDatabaseWrapper, id: str, title: str, digest: str) -> str:
    if id:
        if not ID.fullmatch(id) or id[0] != "S":
            raise Problem(f"{id!r} is no id of a source", field="--id", allowed=("S-, then a-z, 0-9 and hyphens",))
        if taken(db, id):
            raise Problem(f"{id} is another source already", field="--id")
        return id
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    slug = f"S-{words}" if re.search("[a-z]", words) else f"S-{digest[:12]}"
    return slug if not taken(db, slug) else f"{slug}-{digest[:8]}"


def _drafts(source: str, values: Mapping[str, Sequence[str]], text: str) -> Iterator[Draft]:
    """A claim for each value, resting on the document's first words, and its acceptance."""
    passage = _first_words(source, text)
    how, by = (sorted(book().flagged(name, "plain")) for name in ("assertions", "asserters"))
    for name, given in values.items():
        for value in given:
            body = {"property": name, "value": value, "how": how[0], "by": by, "passages": [passage]}
            yield Draft("claim", source, source, body, id=(claim := draw_id("claim")))
            yield Draft("accept", source, source, {"reason": ""}, acts_on=claim)


def _first_words(source: str, text: str) -> Passage:
    start = next(i for i, character in enumerate(text) if not character.isspace())
    end = min(len(text), start + _FIRST_WORDS)
    while not any(map(str.isalpha, text[start:end])):  # a page of figures comes first
        end = min(len(text), end + _FIRST_WORDS)
    return cite(text, source, start, end, _layer(text))


def _layer(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _keep(
    db: BaseDatabaseWrapper, capture: Capture, found: Extracted, temporary: Path, drafts: list[Draft], by: str
) -> None:
    """Rows and files in one transaction. A crash in it leaves at most a file that no row knows, which ``tidy`` ends."""
    layer, made = _layer(found.text), list[Path]()
    try:
        with transaction.atomic(using=db.alias):
            append(db, drafts, by=by)
            capture.save(using=db.alias, force_insert=True)
            text_layer = TextLayer(sha256=layer, capture=capture, extractor=found.extractor, version=found.version)
            text_layer.save(using=db.alias, force_insert=True)
            if store.keep(temporary, path := store.capture_path(capture.sha256)):
                made.append(path)
            if store.keep_text(found.text, layer):
                made.append(store.layer_path(layer))
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    store.tidy(_digests(db))


def _digests(db: BaseDatabaseWrapper) -> set[str]:
    captures: Any = Capture.objects.using(db.alias).values_list("sha256", flat=True)
    layers: Any = TextLayer.objects.using(db.alias).values_list("sha256", flat=True)
    return {*captures, *layers}
