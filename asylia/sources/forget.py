"""What an erasure calls: captures and text layers that hold the erased words go, the files with them.

Invariant: rows go in the erasing transaction, files once it is certain; words are looked for in any letter case, over
line breaks and hyphens, in the text layers and, as far as bytes show them, in the captures.
"""

import mmap
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.codebook.entities import entity_of
from asylia.codebook.kinds import NAME, TEXT, properties
from asylia.ledger.rows import Row
from asylia.sources import store
from asylia.sources.catalogue import captures_of
from asylia.sources.models import Capture, TextLayer
from asylia.texts.letters import letters_of

_LONG = 12  # letters from which words are known by their letters alone; fewer must stand as words
_CERTAIN = 8  # letters from which equal bytes are no accident
_WORD = re.compile(r"[^\W\d_]+")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r")


def forget_row(row: Row) -> None:
    """Forget the words of a row that is being erased: its value, where that is words and no code, and its quotes."""
    forget(connections["default"], _words(row))


def forget(db: BaseDatabaseWrapper, words: Collection[str]) -> list[str]:
    """Delete every capture that holds some of the words, with its text layers. Returns their sha256, sorted.

    The rows go at once, the files when the transaction that is open is certain.
    """
    wanted = [text for text in words if letters_of(text)]
    if not wanted:
        return []
    doomed = [capture.sha256 for capture in captures_of(db) if _holds(db, capture, wanted)]
    layers = TextLayer.objects.using(db.alias)
    gone = set(layers.filter(capture_id__in=doomed).values_list("sha256", flat=True))
    layers.filter(capture_id__in=doomed).delete()
    for capture in captures_of(db):
        if capture.sha256 in doomed:
            capture.delete()
    left = set(layers.filter(sha256__in=gone).values_list("sha256", flat=True))
    files = [*map(store.capture_path, doomed), *map(store.layer_path, gone - left)]
    transaction.on_commit(partial(_unlink, files), using=db.alias)
    return doomed


def _words(row: Row) -> list[str]:
    body = row.body or {}
    line = properties(entity_of(row.about)).get(body.get("property", ""))
    said = [body["value"]] if line and line.kind in (NAME, TEXT) else []
    said += [body["reason"]] if body.get("reason") else []
    return said + [quote for passage in body.get("passages", ()) if (quote := passage.get("quote"))]


def _holds(db: BaseDatabaseWrapper, capture: Capture, words: Iterable[str]) -> bool:
    texts = list(_texts(db, capture))
    letters = [letters_of(text) for text in texts]
    for said in words:
        wanted = letters_of(said)
        if len(wanted) >= _LONG:
            if any(wanted in some for some in letters):
                return True
        elif any(_standing(said).search(text) for text in texts):
            return True
    return _in_bytes(store.capture_path(capture.sha256), words)


def _texts(db: BaseDatabaseWrapper, capture: Capture) -> Iterator[str]:
    """The text layers, damaged or not, and the capture itself where its bytes are text."""
    layers = TextLayer.objects.using(db.alias).filter(capture=capture).values_list("sha256", flat=True)
    paths = [store.layer_path(layer) for layer in layers]
    if capture.media_type.startswith("text/"):
        paths.append(store.capture_path(capture.sha256))
    return (path.read_text(encoding="utf-8", errors="replace") for path in paths if path.exists())


def _standing(words: str) -> re.Pattern[str]:
    """The words one after another, whatever stands between them, and no part of a longer word."""
    parts = map(re.escape, _WORD.findall(words))
    return re.compile(r"(?<![^\W\d_])" + r"[\W\d_]+".join(parts) + r"(?![^\W\d_])", re.I)


def _in_bytes(path: Path, words: Iterable[str]) -> bool:
    """Whether a capture shows the words in its bytes, in the encodings and letter cases that are usual."""
    if not path.exists() or not path.stat().st_size:
        return False
    long = [said for said in words if len(letters_of(said)) >= _CERTAIN]
    spellings = {case for said in long for case in (said, said.lower(), said.upper(), said.title())}
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return any(data.find(found) >= 0 for spelling in spellings for found in _encoded(spelling))


def _encoded(words: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        with suppress(UnicodeEncodeError):
            yield words.encode(encoding)


def _unlink(files: Iterable[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)
