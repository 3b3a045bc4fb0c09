"""Rows out, in order or case by case.

Invariant: nothing here decides what a row means. Cases that any merge ever joined come together, undone merges too;
what stands is for the fold to say.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.ledger.rows import Body, Row

_ROWS = """SELECT r.seq, r.id, r.kind, r.root, r.about, r.other, r.acts_on, r.by, r.at, p.body
    FROM ledger_row r LEFT JOIN ledger_payload p ON p.seq = r.seq"""
_MERGES = "SELECT about, other FROM ledger_row WHERE kind = 'merge' AND about = root"
_AT_ONCE = 100  # rows that are fetched together: few enough to stay near the processor


def rows_of(db: BaseDatabaseWrapper, root: str) -> list[Row]:
    """The rows of one case, and of every case that was ever merged with it, in the order in which they were written."""
    group = sorted(_groups(db).get(root, {root}))
    with db.cursor() as cursor:
        cursor.execute(f"{_ROWS} WHERE r.root IN ({_marks(group)}) ORDER BY r.seq", group)
        return list(_read(cursor))


def rows_upto(db: BaseDatabaseWrapper, seq: int | None = None) -> Iterator[Row]:
    """All rows up to a number (or all there are), in the order in which they were written; a stream."""
    where, values = ("", ()) if seq is None else (" WHERE r.seq <= %s", (seq,))
    with db.chunked_cursor() as cursor:
        cursor.execute(f"{_ROWS}{where} ORDER BY r.seq", values)
        yield from _read(cursor)


def row_at(db: BaseDatabaseWrapper, row: int | str) -> Row | None:
    """One row by its number or its id."""
    with db.cursor() as cursor:
        cursor.execute(f"{_ROWS} WHERE r.{'seq' if isinstance(row, int) else 'id'} = %s", [row])
        return next(_read(cursor), None)


def cases(db: BaseDatabaseWrapper, upto: int | None = None) -> Iterator[list[Row]]:
    """The rows of each case, those of merged cases together; a stream, sorted by the first root of each.

    Memory holds one case at a time. Each list is in the order in which its rows were written.
    """
    where, values = ("", ()) if upto is None else (" WHERE r.seq <= %s", (upto,))
    groups, done = _groups(db, upto), set[str]()
    with db.chunked_cursor() as cursor:
        cursor.execute(f"{_ROWS}{where} ORDER BY r.root, r.seq", values)
        for root, rows in groupby(_read(cursor), key=attrgetter("root")):
            if root not in groups:
                yield list(rows)
            elif root not in done:
                done |= groups[root]
                yield _merged(db, groups[root], upto)


def body_of(text: str) -> Body:
    """A stored payload as a mapping."""
    body: Body = json.loads(text)
    return body


def last_seq(db: BaseDatabaseWrapper) -> int:
    """The number of the last row; 0 for an empty ledger."""
    with db.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM ledger_row")
        return int(cursor.fetchone()[0])


def _merged(db: BaseDatabaseWrapper, group: Iterable[str], upto: int | None) -> list[Row]:
    roots = sorted(group)
    where, values = ("", ()) if upto is None else (" AND r.seq <= %s", (upto,))
    with db.cursor() as cursor:
        cursor.execute(f"{_ROWS} WHERE r.root IN ({_marks(roots)}){where} ORDER BY r.seq", (*roots, *values))
        return list(_read(cursor))


def _read(cursor: Any) -> Iterator[Row]:
    new = partial(tuple.__new__, Row)  # a named tuple without the call of its constructor, a million times
    while chunk := cursor.fetchmany(_AT_ONCE):
        *header, bodies = zip(*chunk, strict=True)
        yield from map(new, zip(*header, _bodies(bodies), strict=True))


def _bodies(texts: Iterable[str | None]) -> list[Body | None]:
    """Stored payloads, parsed in one go: they share the words of their keys, which a row by itself cannot."""
    bodies: list[Body | None] = json.loads(f"[{','.join('null' if text is None else text for text in texts)}]")
    return bodies


def _groups(db: BaseDatabaseWrapper, upto: int | None = None) -> dict[str, set[str]]:
    """By root, all roots that a merge ever joined with it, itself included; roots never merged are left out."""
    where, values = ("", ()) if upto is None else (" AND seq <= %s", (upto,))
    with db.cursor() as cursor:
        cursor.execute(f"{_MERGES}{where}", values)
        joined = cursor.fetchall()
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for about, other in joined:
        both = (groups[about] or {about}) | (groups[other] or {other})
        for root in both:
            groups[root] = both
    return groups


def _marks(values: Iterable[object]) -> str:
    return ", ".join("%s" for _ in values)
