import random
from contextlib import contextmanager

import pytest

from asylia.ledger.append import append
from asylia.ledger.checkpoint import head
from asylia.ledger.rows import Draft, hash_of
from asylia.ledger.verify import verify

HEADER = ("id", "kind", "root", "about", "other", "acts_on", "by", "at", "digest", "prev", "hash")
TABLES = ("ledger_row", "ledger_payload")


@contextmanager
def behind_its_back(db):
    """A cursor that no trigger and no check stops, as somebody with the file or the superuser's password has it."""
    with db.cursor() as cursor:
        if db.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
                cursor.execute(
                    "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table]
                )
                for (name,) in cursor.fetchall():
                    cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            yield cursor
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield cursor
            for _, statement in triggers:
                cursor.execute(statement)


def tamper(db, statement, values=()):
    with behind_its_back(db) as cursor:
        cursor.execute(statement, values)


def test_an_untouched_ledger_is_sound(full):
    report = verify(full)
    assert (report.ok, report.rows, report.erased) == (True, 10, [])
    assert report.hash == head(full, "o").root


def test_an_empty_ledger_is_sound(db):
    assert verify(db).ok


@pytest.mark.parametrize("column", HEADER)
def test_a_flip_in_any_column_of_any_header_is_found(full, column):
    seq = random.randint(1, 10)
    with behind_its_back(full) as cursor:
        cursor.execute(f"SELECT {column} FROM ledger_row WHERE seq = %s", [seq])
        (old,) = cursor.fetchone()
        cursor.execute(f"UPDATE ledger_row SET {column} = %s WHERE seq = %s", [flipped(old), seq])
    report = verify(full)
    assert (report.bad.seq, report.rows) == (seq, seq - 1)


@pytest.mark.parametrize("column", ["salt", "body"])
def test_a_flip_in_any_payload_is_found(full, column):
    seq = random.randint(1, 10)
    with behind_its_back(full) as cursor:
        cursor.execute(f"SELECT {column} FROM ledger_payload WHERE seq = %s", [seq])
        (old,) = cursor.fetchone()
        cursor.execute(f"UPDATE ledger_payload SET {column} = %s WHERE seq = %s", [flipped(old), seq])
    bad = verify(full).bad
    assert bad.seq == seq
    assert "words or their salt were changed" in bad.what


def flipped(old):
    """The same value with one bit of one byte turned over."""
    if old is None or isinstance(old, int):
        return 3 if old is None else old + 1
    if isinstance(old, str):
        at = random.randrange(len(old))
        return old[:at] + chr(ord(old[at]) ^ 1) + old[at + 1 :]
    raw = bytearray(bytes(old))
    raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
    return bytes(raw)


def test_none_and_empty_are_not_the_same(full):
    tamper(full, "UPDATE ledger_row SET other = '' WHERE seq = 4")
    assert verify(full).bad.seq == 4


def test_a_byte_moved_from_salt_to_payload_is_found(full):
    with behind_its_back(full) as cursor:
        cursor.execute("SELECT salt, body FROM ledger_payload WHERE seq = 5")
        salt, body = cursor.fetchone()
        moved = bytes([65]) + bytes(salt)[1:]
        cursor.execute("UPDATE ledger_payload SET salt = %s, body = %s WHERE seq = 5", [moved[:15], "A" + body])
    assert verify(full).bad.seq == 5


def test_a_row_taken_out_is_missed(full):
    tamper(full, "DELETE FROM ledger_payload WHERE seq = 4")
    tamper(full, "DELETE FROM ledger_row WHERE seq = 4")
    bad = verify(full).bad
    assert bad.seq == 4
    assert "missing" in bad.what


def test_two_rows_that_changed_places_are_found(full):
    for old, new in ((4, 99), (5, 4), (99, 5)):
        tamper(full, "UPDATE ledger_row SET seq = %s WHERE seq = %s", [new, old])
    assert verify(full).bad.seq == 4


def test_words_that_went_without_an_erase_row_are_missed(full):
    tamper(full, "DELETE FROM ledger_payload WHERE seq = 3")
    bad = verify(full).bad
    assert bad.seq == 3
    assert "no erase row" in bad.what


def test_the_first_of_several_bad_rows_is_named(full):
    tamper(full, "DELETE FROM ledger_payload WHERE seq = 3")
    tamper(full, "UPDATE ledger_row SET at = 'x' WHERE seq = 7")
    assert verify(full).bad.seq == 3


def test_words_that_came_back_after_an_erasure_are_found(full):
    append(full, [Draft("erase", "X-100001", "X-100001", {"reason": "order", "second": "c2"}, acts_on=1)], by="c1")
    bad = verify(full).bad
    assert bad.seq == 11
    assert "row 1, which it erases, has words" in bad.what


def test_words_of_no_row_are_found(full):
    tamper(full, "INSERT INTO ledger_payload SELECT 99, salt, body FROM ledger_payload WHERE seq = 1")
    assert verify(full).bad.seq == 99


def test_bytes_that_are_no_text_are_a_finding(fresh, fill):
    db = fill(fresh("sqlite"))
    tamper(db, "UPDATE ledger_row SET by = CAST(x'63ff' AS TEXT) WHERE seq = 6")
    assert verify(db).bad.seq == 6


def test_a_column_of_another_type_is_found(fresh, fill):
    db = fill(fresh("sqlite"))
    tamper(db, "UPDATE ledger_payload SET body = CAST(body AS BLOB) WHERE seq = 6")
    assert verify(db).bad.seq == 6
    tamper(db, "UPDATE ledger_row SET by = CAST(by AS BLOB) WHERE seq = 2")
    assert verify(db).bad.seq == 2


def test_a_trigger_that_is_gone_is_missed(full):
    with full.cursor() as cursor:
        table = " ON ledger_row" if full.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER row_no_update{table}")
    assert "triggers" in verify(full).bad.what


def test_an_earlier_head_shows_that_the_ledger_only_grew(full, claim):
    earlier = head(full, "o")
    append(full, [claim()], by="c1")
    assert verify(full, earlier).ok


def test_an_earlier_head_shows_that_the_tail_was_cut(full):
    earlier = head(full, "o")
    for seq in (10, 9):
        tamper(full, "DELETE FROM ledger_payload WHERE seq = %s", [seq])
        tamper(full, "DELETE FROM ledger_row WHERE seq = %s", [seq])
    assert verify(full).ok, "without the head nobody could tell"
    bad = verify(full, earlier).bad
    assert bad.seq == 9
    assert "tail was cut" in bad.what


def test_an_earlier_head_shows_that_the_past_was_rewritten(full, claim):
    earlier = head(full, "o")
    rewrite_last(full)
    append(full, [claim()], by="c1")
    assert verify(full).ok, "the forger computed every hash anew"
    bad = verify(full, earlier).bad
    assert bad.seq == 10
    assert "rewritten" in bad.what


def rewrite_last(db):
    with behind_its_back(db) as cursor:
        cursor.execute("SELECT * FROM ledger_row WHERE seq = 10")
        row = [bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()]
        row[7] = "c7"
        forged = hash_of(*row[:11])
        cursor.execute("UPDATE ledger_row SET by = 'c7', hash = %s WHERE seq = 10", [forged])
