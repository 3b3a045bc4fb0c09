"""The words go, the row stays, two people answer.

Invariant: the ``erase`` row stands before any word goes, in one transaction with it; after ``sweep`` the words are in
no byte of the database and its side files. Rooms above hold words of their own (captures, text layers): each says with
``also_forgets`` how it deletes them, so nobody can erase a row and leave those behind. Logs and backups of PostgreSQL
are the operator's.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.codebook.entities import entity_of
from asylia.codebook.kinds import NAME, TEXT, properties
from asylia.ledger.admit import check_two_people
from asylia.ledger.append import append
from asylia.ledger.read import row_at, rows_upto
from asylia.ledger.rows import Draft, Row
from asylia.ledger.write import alone, trouble
from asylia.problems import Problem

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = 4  # letters from which a word in small letters counts as one of the erased words


class Erasure(NamedTuple):
    """What was done: the row without words, the row that says why, other rows that hold the same words."""

    row: int
    by_row: int
    elsewhere: tuple[int, ...]


Forget = Callable[[Row], None]
_FORGETTING: list[Forget] = []


def also_forgets(forget: Forget) -> Forget:
    """Register a function of a room above, as a decorator: it deletes whatever else holds the words of a row.

    It is called inside the erasing transaction, with the row while that still has its words (see ``words_of``); what it
    does in the database stands or falls with the erasure, and files it should delete with ``transaction.on_commit``. It
    must be registered whenever the desk is open, so from the ``ready`` of the room's ``AppConfig``.
    """
    if forget not in _FORGETTING:
        _FORGETTING.append(forget)
    return forget


def erase(
    db: BaseDatabaseWrapper,
    row: int | str,
    *,
    by: str,
    second: str,
    reason: str,
    at: str | None = None,
) -> Erasure:
    """Erase the words of one row, by its number or id, and sweep them out of the files.

    A row that is erased already is only swept again, so that what a crash interrupted can be finished. Raises
    ``Problem``: one person alone, a reason without words or with the erased ones, no such row, a sweep that could not
    reach every byte (the row is erased then; erase it again once nobody else reads).
    """
    check_two_people(by, second)
    if (found := row_at(db, row)) is None:
        raise Problem(f"There is no row {row}.", field="row")
    if found.body is None:
        sweep(db)
        return Erasure(found.seq, _erased_by(db, found.seq), ())
    check_reason(reason, found.body)
    with alone(db):
        draft = Draft("erase", found.root, found.about, {"reason": reason, "second": second}, acts_on=found.seq)
        (by_row,) = append(db, [draft], by=by, at=at)
        for forget in _FORGETTING:
            forget(found)
        with db.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_payload WHERE seq = %s", [found.seq])
    sweep(db)
    return Erasure(found.seq, by_row, tuple(_elsewhere(db, found)))


def words_of(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The free text of a payload: value, reason, and the quotes with what stands around them."""
    said = [body.get("value"), body.get("reason")]
    for passage in body.get("passages", ()):
        said += [passage.get(part) for part in ("quote", "prefix", "suffix")]
    return tuple(text for text in said if isinstance(text, str) and text.strip())


def check_reason(reason: str, body: Mapping[str, Any]) -> None:
    """Refuse, with ``Problem``, a reason that says nothing or repeats a word of what it erases."""
    if not reason.strip():
        raise Problem("An erasure says why.", field="reason")
    said = _fold(reason)
    its_words = set(_WORD.findall(said))
    for text in words_of(body):
        for word in _WORD.findall(unicodedata.normalize("NFKC", text)):
            long = len(word) >= _PLAIN
            if (long and _fold(word) in said) or (len(word) > 1 and not word.islower() and _fold(word) in its_words):
                raise Problem(
                    "The reason repeats a word of what it erases.", field="reason", mend="Say it in other words."
                )


def sweep(db: BaseDatabaseWrapper) -> None:
    """Rewrite the files so that nothing deleted is left in them. Raises ``Problem`` where a reader prevents it."""
    try:
        with db.cursor() as cursor:
            if db.vendor == "postgresql":
                cursor.execute("VACUUM (FULL)")  # every table: those of the rooms above held words too
                return
            cursor.execute("PRAGMA temp_store = MEMORY")  # no copy in the folder for temporary files
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
    except DatabaseError as error:
        raise Problem(f"The row is erased, but its words may be left in the files: {trouble(error).what}") from error
    if busy:
        raise Problem(
            "The row is erased, but its words are left in a side file of the database: somebody is reading it.",
            mend="Erase the row again once nobody else uses the database.",
        )


def _erased_by(db: BaseDatabaseWrapper, seq: int) -> int:
    with db.cursor() as cursor:
        cursor.execute("SELECT min(seq) FROM ledger_row WHERE kind = 'erase' AND acts_on = %s", [seq])
        return int(cursor.fetchone()[0] or 0)


def _elsewhere(db: BaseDatabaseWrapper, erased: Row) -> Iterator[int]:
    """Other rows that hold the same free text; whether they too must go is for people to say."""
    texts = set(map(_fold, _telling(erased)))
    if texts:
        for row in rows_upto(db):
            if row.body is not None and any(text in _fold(words) for words in words_of(row.body) for text in texts):
                yield row.seq


def _telling(row: Row) -> Iterator[str]:
    """The value, where it is words and not a code, and the quotes."""
    body = row.body or {}
    line = properties(entity_of(row.about)).get(body.get("property", ""))
    if line and line.kind in (NAME, TEXT):
        yield body["value"]
    yield from (quote for passage in body.get("passages", ()) if (quote := passage.get("quote")))


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
