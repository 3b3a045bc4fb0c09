"""What is filed of each person, and how it keeps up with the ledger.

Invariant: after ``bring_up`` the tables hold what a fold of all rows gives and nothing else, whenever it was called
before; all of a call is filed, or nothing.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.cases.facts import sources_of
from asylia.cases.fold import Case, fold
from asylia.ledger.read import cases, last_seq, rows_of
from asylia.ledger.rows import Row
from asylia.names.finding import PART, keys_of, tokens_of

SOUGHT, SOUNDED, NAMES = "finding_sought", "finding_sounded", "finding_names"
_PERSON = "X-"
_ALL_APART = sources_of(())  # which sources are independent decides what is shown, never what is said
_MANY = 2_000  # roots from which filing everything anew is quicker
_AT_ONCE = 300  # rows of one statement


def bring_up(db: BaseDatabaseWrapper) -> int:
    """File what rows since the last time have changed; return how many persons were filed anew."""
    if _upto(db) >= last_seq(db):
        return 0
    with transaction.atomic(using=db.alias):
        done = _upto(db, alone=True)
        last = last_seq(db)
        with db.cursor() as cursor:
            where = "WHERE seq > %s AND root >= 'X-' AND root < 'X.'"
            cursor.execute(f"SELECT DISTINCT root FROM ledger_row {where}", [done])  # noqa: S608 - words of our own
            roots = sorted(root for (root,) in cursor.fetchall())
        filed = _everybody(db) if not done or len(roots) > _MANY else sum(_again(db, root) for root in roots)
        with db.cursor() as cursor:
            cursor.execute("UPDATE finding_upto SET seq = %s", [last])
    return filed


def file(db: BaseDatabaseWrapper, persons: Iterable[tuple[str, list[str], list[str], list[str]]]) -> int:
    """File persons of whom nothing is filed: id, names, affiliations, application numbers. Returns how many."""
    left, filed, known = iter(persons), 0, set[str]()
    while some := list(islice(left, _MANY)):
        tokens = {id: tokens_of(names, groups, numbers) for id, names, groups, numbers in some}
        new = {token for each in tokens.values() for token in each if token[0] == PART} - known
        known |= new
        _insert(db, NAMES, ((id, name) for id, names, _, _ in some for name in sorted(set(names))))
        _insert(db, SOUGHT, ((token, id) for id, each in tokens.items() for token in sorted(each)))
        _insert(db, SOUNDED, ((key, token) for token in sorted(new) for key in sorted(keys_of(token))))
        filed += len(some)
    return filed


def forget_row(row: Row) -> None:
    """Take away what is filed of everybody whom a row that is being erased may have named."""
    db = connections["default"]
    if row.root.startswith(_PERSON):
        _remove(db, {each.root for each in rows_of(db, row.root)} | {row.root})


def _upto(db: BaseDatabaseWrapper, alone: bool = False) -> int:
    lock = " FOR UPDATE" if alone and db.vendor == "postgresql" else ""
    with db.cursor() as cursor:
        cursor.execute(f"SELECT seq FROM finding_upto{lock}")  # noqa: S608 - words of our own
        return int(cursor.fetchone()[0])


def _everybody(db: BaseDatabaseWrapper) -> int:
    with db.cursor() as cursor:
        for table in (SOUGHT, SOUNDED, NAMES):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
    return file(db, (each for rows in cases(db) for each in _persons(fold(rows, _ALL_APART))))


def _again(db: BaseDatabaseWrapper, root: str) -> int:
    """File anew whoever stands under a root, and under all that were ever merged with it."""
    rows = rows_of(db, root)
    _remove(db, {row.root for row in rows} | {root})
    return file(db, _persons(fold(rows, _ALL_APART)))


def _persons(folded: Iterable[Case]) -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """What is filed of a case: every name and affiliation that some claim gives and that counts, shown or not."""
    for case in folded:
        if case.person is not None:
            numbers = [str(said.value) for each in case.proceedings for said in each.application.said]
            groups = [str(said.value) for said in case.person.affiliation.said]
            yield case.person.id, [str(said.value) for said in case.person.name.said], groups, numbers


def _remove(db: BaseDatabaseWrapper, persons: Iterable[str]) -> None:
    with db.cursor() as cursor:
        for person in sorted(persons):
            cursor.execute(f"SELECT token FROM {SOUGHT} WHERE person = %s", [person])  # noqa: S608
            tokens = [token for (token,) in cursor.fetchall() if token[0] == PART]
            for table in (SOUGHT, NAMES):
                cursor.execute(f"DELETE FROM {table} WHERE person = %s", [person])  # noqa: S608
            unused = f"token = %s AND NOT EXISTS (SELECT 1 FROM {SOUGHT} WHERE token = %s)"  # noqa: S608
            for token in tokens:
                cursor.execute(f"DELETE FROM {SOUNDED} WHERE {unused}", [token, token])  # noqa: S608


def _insert(db: BaseDatabaseWrapper, table: str, rows: Iterable[tuple[str, str]]) -> None:
    left = iter(rows)
    with db.cursor() as cursor:
        while some := list(islice(left, _AT_ONCE)):
            marks = ", ".join(["(%s, %s)"] * len(some))
            values = [value for row in some for value in row]
            cursor.execute(f"INSERT INTO {table} VALUES {marks} ON CONFLICT DO NOTHING", values)  # noqa: S608
