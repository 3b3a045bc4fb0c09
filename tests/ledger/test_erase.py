from pathlib import Path

import pytest

from asylia.ledger import erase as module
from asylia.ledger.append import append
from asylia.ledger.erase import also_forgets, erase, sweep
from asylia.ledger.read import last_seq, row_at
from asylia.ledger.verify import verify
from asylia.problems import Problem

SECRET = "Zyxwabout Qponmlk"
PASSAGE = {"id": "P-0123456789ab", "source": "S-a", "quote": "Gnokriel was seen", "prefix": "Then ", "suffix": " there"}
PEOPLE = {"by": "c1", "second": "c2"}


def files(db):
    """All bytes of the database that can be read here."""
    if db.vendor == "sqlite":
        return Path(db.settings_dict["NAME"]).parent.glob("asylia.sqlite*")
    with db.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    if not (folder / "base").is_dir():
        pytest.skip("the files of this PostgreSQL server cannot be read from here")
    return (file for part in ("base", "global") for file in (folder / part).rglob("*") if file.is_file())


def holds(db, *words):
    return any(word.lower().encode() in file.read_bytes().lower() for file in files(db) for word in words)


def test_after_an_erasure_the_words_are_in_no_byte(db, claim):
    padding = [claim(value=f"padding {n} " + "x" * 3000) for n in range(20)]
    append(db, [*padding, claim(property="name", value=SECRET, passages=[PASSAGE]), *padding], by="c1")
    with db.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert holds(db, SECRET)
    done = erase(db, 21, **PEOPLE, reason="a court order of 2026")
    assert done == (21, 42, ())
    assert not holds(db, SECRET, "zyxwabout", "gnokriel")
    report = verify(db)
    assert report.ok
    assert report.erased == [(21, row_at(db, 21).id, 42, "c1", "c2", "a court order of 2026")]
    assert row_at(db, 21).body is None


def test_an_erasure_names_other_rows_with_the_same_words(db, claim):
    other = claim("X-100002", value=f"also known as {SECRET.upper()}")
    append(db, [claim(property="name", value=SECRET), other, claim(value="nothing")], by="c1")
    assert erase(db, 1, **PEOPLE, reason="an order").elsewhere == (2,)


def test_a_code_that_stands_in_many_rows_is_no_trace(db, claim):
    append(db, [claim(property="sex", value="male"), claim("X-100002", property="sex", value="male")], by="c1")
    assert erase(db, 1, **PEOPLE, reason="an order").elsewhere == ()


@pytest.mark.parametrize(("by", "second"), [("c1", "c1"), ("c1", "C1"), ("c1", ""), ("c1", "c 2")])
def test_one_person_alone_erases_nothing(full, by, second):
    with pytest.raises(Problem, match="two people"):
        erase(full, 1, by=by, second=second, reason="an order")
    assert row_at(full, 1).body is not None


@pytest.mark.parametrize(
    "reason", ["", "  ", "Nadira asked for it", "her name, INVENTED", "for ｎａｄｉｒａ", "Nadira's wish", "unnadiraed"]
)
def test_a_reason_without_words_or_with_the_erased_ones_is_refused(full, reason):
    with pytest.raises(Problem, match=r"reason|why"):
        erase(full, 1, **PEOPLE, reason=reason)
    assert (last_seq(full), row_at(full, 1).body is None) == (10, False)


def test_a_short_name_counts_as_a_word(db, claim):
    append(db, [claim(property="name", value="Li Xu")], by="c1")
    with pytest.raises(Problem, match="repeats a word"):
        erase(db, 1, **PEOPLE, reason="for li only")
    assert erase(db, 1, **PEOPLE, reason="a listed duty").by_row == 2


def test_a_quote_counts_as_erased_words(db, claim):
    append(db, [claim(passages=[PASSAGE])], by="c1")
    with pytest.raises(Problem, match="repeats a word"):
        erase(db, 1, **PEOPLE, reason="about gnokriel")


def test_a_row_that_is_not_there_cannot_be_erased(db):
    with pytest.raises(Problem, match="no row 5"):
        erase(db, 5, **PEOPLE, reason="an order")


def test_erasing_again_only_sweeps(full):
    first = erase(full, "C-00000000000000a1", **PEOPLE, reason="an order")
    assert erase(full, 1, **PEOPLE, reason="an order") == first._replace(elsewhere=())
    assert last_seq(full) == 11


def test_an_erase_row_can_be_erased_too(full):
    erase(full, 1, **PEOPLE, reason="an order")
    erase(full, 11, **PEOPLE, reason="it said too much")
    report = verify(full)
    assert report.ok
    assert [(row.seq, row.reason) for row in report.erased] == [(1, None), (11, "it said too much")]


@pytest.fixture
def no_others(monkeypatch):
    monkeypatch.setattr(module, "_FORGETTING", [])


def test_rooms_above_forget_in_the_same_transaction(full, no_others):
    seen = []
    also_forgets(lambda row: seen.append(row.body["value"]))
    erase(full, 1, **PEOPLE, reason="an order")
    assert seen == ["Nadira Invented"]


def test_a_room_that_cannot_forget_stops_the_erasure(full, no_others):
    @also_forgets
    def fail(row):
        raise Problem("The capture is in use.")

    with pytest.raises(Problem, match="in use"):
        erase(full, 1, **PEOPLE, reason="an order")
    assert (last_seq(full), row_at(full, 1).body is None) == (10, False)


def test_a_reader_in_the_way_of_the_sweep_is_named(fresh, fill, monkeypatch):
    import sqlite3

    db = fill(fresh("sqlite"))
    with db.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(db.settings_dict["NAME"], isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM ledger_row").fetchone()
    with pytest.raises(Problem, match="somebody is reading"):
        erase(db, 1, **PEOPLE, reason="an order")
    reader.close()
    erase(db, 1, **PEOPLE, reason="an order")
    assert not holds(db, "Nadira")


def test_the_sweep_alone_changes_no_row(full):
    before = verify(full).hash
    sweep(full)
    assert verify(full).hash == before
