"""What the database itself refuses, in raw SQL, whoever asks."""

import pytest
from django.db import DatabaseError

from asylia.ledger.append import append
from asylia.ledger.rows import Draft
from asylia.ledger.verify import verify

COLUMNS = ("seq", "id", "kind", "root", "about", "other", "acts_on", "by", "at", "digest", "prev", "hash")
NEW = {"sqlite": "randomblob(32)", "postgresql": "sha256('x')"}
BYTES = {"sqlite": "BLOB", "postgresql": "bytea"}
SET_BY = "ON CONFLICT (seq) DO UPDATE SET by = 'c9'"
SET_BODY = "ON CONFLICT (seq) DO UPDATE SET body = excluded.body"


def row(verb="INSERT", **changed):
    """Insert the eleventh row, as it might be, but for what is changed."""
    sound = {"seq": "11", "id": "'C-x'", "prev": "(SELECT hash FROM ledger_row WHERE seq = 10)", "hash": "{new}"}
    columns = ", ".join((sound | changed).get(column, column) for column in COLUMNS)
    return f"{verb} INTO ledger_row SELECT {columns} FROM ledger_row WHERE seq = 1"


def copied(seq, verb="INSERT"):
    """Insert a row as it is once more."""
    return f"{verb} INTO ledger_row SELECT * FROM ledger_row WHERE seq = {seq}"


def payload(seq, verb="INSERT"):
    """Insert the words of row 2 as those of another row."""
    return f"{verb} INTO ledger_payload SELECT {seq}, salt, body FROM ledger_payload WHERE seq = 2"


BOTH = {
    "update of a column": "UPDATE ledger_row SET by = 'c9' WHERE seq = 1",
    "update that changes nothing": "UPDATE ledger_row SET by = by",
    "delete of a row": "DELETE FROM ledger_row WHERE seq = 10",
    "delete of all": "DELETE FROM ledger_row",
    "a number again": row(seq="10"),
    "a gap": row(seq="12"),
    "a row before the first": row(seq="0"),
    "a row that follows another": row(prev="prev"),
    "an id again": row(id="id"),
    "a hash again": row(hash="hash"),
    "a short hash": row(hash="CAST('short' AS {bytes})"),
    "a kind of its own": row(kind="'x'"),
    "a claim that acts on a row": row(acts_on="1"),
    "a claim with two entities": row(other="about"),
    "an accept of nothing": row(kind="'accept'"),
    "a row without an author": row(by="NULL"),
    "a whole row again": copied(10),
    "upsert of a row": f"{copied(1)} {SET_BY}",
    "upsert of the last row": f"{copied(10)} {SET_BY}",
    "update of a payload": "UPDATE ledger_payload SET body = 'x' WHERE seq = 1",
    "update of a salt": "UPDATE ledger_payload SET salt = salt",
    "delete of a payload": "DELETE FROM ledger_payload WHERE seq = 1",
    "delete of all payloads": "DELETE FROM ledger_payload",
    "a second payload": payload(10),
    "a payload of an old row": payload(1),
    "a payload of no row": payload(11),
    "upsert of a payload": f"{payload(1)} {SET_BODY}",
    "upsert of the last payload": f"{payload(10)} {SET_BODY}",
}
SQLITE = {
    "insert or replace of a row": copied(10, "INSERT OR REPLACE"),
    "insert or replace of an old row": copied(3, "INSERT OR REPLACE"),
    "insert or replace by its id": row("INSERT OR REPLACE", id="id"),
    "insert or replace by its hash": row("INSERT OR REPLACE", hash="hash"),
    "insert or replace by its prev": row("INSERT OR REPLACE", prev="prev"),
    "replace of a row": copied(10, "REPLACE"),
    "replace of a payload": payload(10, "REPLACE"),
    "replace of an old payload": payload(1, "REPLACE"),
    "insert or ignore of a row": copied(10, "INSERT OR IGNORE"),
    "update or replace": "UPDATE OR REPLACE ledger_row SET seq = 2 WHERE seq = 1",
    "update or ignore": "UPDATE OR IGNORE ledger_payload SET body = 'x'",
    "update of the rowid": "UPDATE ledger_row SET rowid = 99 WHERE seq = 10",
}
POSTGRESQL = {
    "truncate of rows": "TRUNCATE ledger_row CASCADE",
    "truncate of payloads": "TRUNCATE ledger_payload",
    "truncate of both": "TRUNCATE ledger_payload, ledger_row",
    "merge that updates": "MERGE INTO ledger_row r USING (SELECT 1 AS one) s ON r.seq = s.one"
    " WHEN MATCHED THEN UPDATE SET by = 'c9'",
    "merge that deletes": "MERGE INTO ledger_payload p USING (SELECT 1 AS one) s ON p.seq = s.one"
    " WHEN MATCHED THEN DELETE",
}


def snapshot(db):
    with db.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_row r LEFT JOIN ledger_payload p ON p.seq = r.seq ORDER BY r.seq")
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def refuses(db, statement):
    before = snapshot(db)
    with pytest.raises(DatabaseError), db.cursor() as cursor:
        cursor.execute(statement.replace("{new}", NEW[db.vendor]).replace("{bytes}", BYTES[db.vendor]))
    assert snapshot(db) == before
    assert verify(db).ok


@pytest.mark.parametrize("statement", BOTH.values(), ids=BOTH)
def test_the_database_refuses(full, statement):
    refuses(full, statement)


@pytest.mark.parametrize("statement", SQLITE.values(), ids=SQLITE)
def test_sqlite_refuses(fresh, fill, statement):
    refuses(fill(fresh("sqlite")), statement)


@pytest.mark.parametrize("statement", POSTGRESQL.values(), ids=POSTGRESQL)
def test_postgresql_refuses(fresh, fill, statement):
    refuses(fill(fresh("postgresql")), statement)


def test_on_conflict_do_nothing_changes_nothing(full):
    before = snapshot(full)
    try:
        with full.cursor() as cursor:
            cursor.execute(f"{copied(10)} ON CONFLICT DO NOTHING")
    except DatabaseError:
        pass
    assert snapshot(full) == before


def test_a_payload_goes_after_an_erase_row_and_never_comes_back(full):
    append(full, [Draft("erase", "X-100001", "X-100001", {"reason": "order", "second": "c2"}, acts_on=1)], by="c1")
    with full.cursor() as cursor:
        cursor.execute("SELECT salt, body FROM ledger_payload WHERE seq = 1")
        salt, body = cursor.fetchone()
        cursor.execute("DELETE FROM ledger_payload WHERE seq = 1")
    with pytest.raises(DatabaseError), full.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_payload VALUES (1, %s, %s)", [bytes(salt), body])
    with pytest.raises(DatabaseError), full.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_payload WHERE seq = 2")


def test_the_models_say_what_the_tables_are(db):
    from django.core.management import call_command

    from asylia.ledger.models import LedgerPayload, LedgerRow

    call_command("makemigrations", "ledger", check=True, dry_run=True, verbosity=0)
    with db.cursor() as cursor:
        for model in (LedgerRow, LedgerPayload):
            columns = {c.name for c in db.introspection.get_table_description(cursor, model._meta.db_table)}
            assert columns == {field.column for field in model._meta.get_fields() if hasattr(field, "column")}


def test_the_row_that_the_refused_ones_are_made_of_would_be_taken(full):
    with full.cursor() as cursor:
        cursor.execute(row().replace("{new}", NEW[full.vendor]))
        cursor.execute("SELECT max(seq) FROM ledger_row")
        assert cursor.fetchone() == (11,)
