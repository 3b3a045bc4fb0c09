"""What the database itself refuses, in raw SQL, whoever asks."""

import pytest
from django.db import DatabaseError

from asylia.ledger.append import append
from asylia.ledger.rows import Draft
from asylia.ledger.verify import verify

ROW = (
    "SELECT 11, 'C-x', kind, root, about, other, acts_on, by, at, digest, {prev}, {hash} FROM ledger_row WHERE seq = 1"
)
LAST = "(SELECT hash FROM ledger_row WHERE seq = 10)"
NEW = {"sqlite": "randomblob(32)", "postgresql": "sha256('x')"}
OLD = "seq, id, kind, root, about, other, acts_on, by, at, digest, prev, hash"
UPSERT = "ON CONFLICT (seq) DO UPDATE SET body = excluded.body"

BOTH = {
    "update of any column": "UPDATE ledger_row SET by = 'c9' WHERE seq = 1",
    "update that changes nothing": "UPDATE ledger_row SET by = by",
    "delete of a row": "DELETE FROM ledger_row WHERE seq = 10",
    "delete of all": "DELETE FROM ledger_row",
    "a number again": f"INSERT INTO ledger_row SELECT {OLD} FROM ledger_row WHERE seq = 10",
    "a gap": f"INSERT INTO ledger_row {ROW.format(prev=LAST, hash='{new}').replace('11', '12', 1)}",
    "a row that follows another": f"INSERT INTO ledger_row {ROW.format(prev='prev', hash='{new}')}",
    "a row before the first": f"INSERT INTO ledger_row {ROW.format(prev=LAST, hash='{new}').replace('11', '0', 1)}",
    "an id again": f"INSERT INTO ledger_row {ROW.format(prev=LAST, hash='{new}').replace(chr(39) + 'C-x' + chr(39), 'id')}",
    "a hash again": f"INSERT INTO ledger_row {ROW.format(prev=LAST, hash='hash')}",
    "a kind of its own": f"INSERT INTO ledger_row {ROW.format(prev=LAST, hash='{new}').replace('kind,', chr(39) + 'x' + chr(39) + ',')}",
    "upsert of a row": f"INSERT INTO ledger_row SELECT {OLD} FROM ledger_row WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET by = 'c9'",
    "update of a payload": "UPDATE ledger_payload SET body = '{{}}' WHERE seq = 1",
    "update of a salt": "UPDATE ledger_payload SET salt = salt",
    "delete of a payload": "DELETE FROM ledger_payload WHERE seq = 1",
    "delete of all payloads": "DELETE FROM ledger_payload",
    "a second payload": "INSERT INTO ledger_payload SELECT 10, salt, body FROM ledger_payload WHERE seq = 1",
    "a payload of an old row": "INSERT INTO ledger_payload SELECT 1, salt, body FROM ledger_payload WHERE seq = 2",
    "a payload of no row": "INSERT INTO ledger_payload SELECT 11, salt, body FROM ledger_payload WHERE seq = 2",
    "upsert of a payload": f"INSERT INTO ledger_payload SELECT 1, salt, body FROM ledger_payload WHERE seq = 2 {UPSERT}",
    "upsert of the last payload": f"INSERT INTO ledger_payload SELECT 10, salt, body FROM ledger_payload WHERE seq = 2 {UPSERT}",
}
SQLITE = {
    "insert or replace of a row": f"INSERT OR REPLACE INTO ledger_row SELECT {OLD} FROM ledger_row WHERE seq = 10",
    "insert or replace by its id": f"INSERT OR REPLACE INTO ledger_row {ROW.format(prev=LAST, hash='{new}').replace(chr(39) + 'C-x' + chr(39), 'id')}",
    "insert or replace by its hash": f"INSERT OR REPLACE INTO ledger_row {ROW.format(prev=LAST, hash='hash')}",
    "insert or replace by its prev": f"INSERT OR REPLACE INTO ledger_row {ROW.format(prev='prev', hash='{new}')}",
    "replace of a payload": "REPLACE INTO ledger_payload SELECT 10, salt, body FROM ledger_payload WHERE seq = 1",
    "replace of an old payload": "REPLACE INTO ledger_payload SELECT 1, salt, body FROM ledger_payload WHERE seq = 2",
    "insert or ignore of a row": f"INSERT OR IGNORE INTO ledger_row SELECT {OLD} FROM ledger_row WHERE seq = 10",
    "update or replace": "UPDATE OR REPLACE ledger_row SET seq = 2 WHERE seq = 1",
    "update of the rowid": "UPDATE ledger_row SET rowid = 99 WHERE seq = 10",
}
POSTGRESQL = {
    "truncate of rows": "TRUNCATE ledger_row CASCADE",
    "truncate of payloads": "TRUNCATE ledger_payload",
    "merge into": "MERGE INTO ledger_row r USING (SELECT 1 AS one) s ON r.seq = s.one WHEN MATCHED THEN UPDATE SET by = 'c9'",
    "merge that deletes": "MERGE INTO ledger_payload p USING (SELECT 1 AS one) s ON p.seq = s.one WHEN MATCHED THEN DELETE",
}


def snapshot(db):
    with db.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_row r LEFT JOIN ledger_payload p ON p.seq = r.seq ORDER BY r.seq")
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def refuses(db, statement):
    before = snapshot(db)
    with pytest.raises(DatabaseError), db.cursor() as cursor:
        cursor.execute(statement.replace("{new}", NEW[db.vendor]).replace("{{}}", "{}"))
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
            cursor.execute(f"INSERT INTO ledger_row SELECT {OLD} FROM ledger_row WHERE seq = 10 ON CONFLICT DO NOTHING")
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
