"""The desk's search: kept up with the ledger, the same hits from both databases, nothing left of what was erased."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asylia.finding.filed import NAMES, SOUGHT, SOUNDED, bring_up
from asylia.finding.search import search
from asylia.ledger.append import append
from asylia.ledger.erase import erase
from asylia.ledger.rows import Draft
from tests.publish.invented import lay
from tests.written import Written

PEOPLE = {
    "X-100001": ("Umarali Izatovich Kuvatov", "Умаралӣ Қувватов"),
    "X-100002": ("Nizom Qosim",),
    "X-100003": ("Obidkhon Qori Nazarov",),
    "X-100004": ("Rustam Karimov",),
    "X-100005": ("Jamshed Karimov",),
    "X-100006": ("Muhammadali Rahimov",),
}
QUERIES = ("Quvvatov Umarali", "Karimof", "Rahimov Muhammad Ali", "group", "R", "Nasarov Obid", "4455/16", "karim rust")


def ledger() -> Written:
    made = Written()
    for id, names in PEOPLE.items():
        for name in names:
            made.claim(id, "name", name)
    made.claim("X-100004", "affiliation", "Group of Twenty-Four")
    made.claim("L-100001", "application", "4455/16", root="X-100005")
    return made


@pytest.fixture
def filled(db: Any) -> Any:
    lay(db, ledger().rows)
    return db


def found(db: Any, query: str, **more: Any) -> list[str]:
    return [hit.person for hit in search(db, query, **more)]


@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("Quvvatov Umarali", "X-100001", "spelling"),
        ("Умарали Кувватов", "X-100001", "spelling"),
        ("Kuvatov", "X-100001", "written"),
        ("Kuvatov Umarali Izatovich", "X-100001", "written"),
        ("Izatovich Umarali", "X-100001", "written"),
        ("Umarali Kuvtaov", "X-100001", "letter"),
        ("Kosim Nizom", "X-100002", "spelling"),
        ("Obidhon-kori Nazarov", "X-100003", "spelling"),
        ("Rahimov Mukhammad Ali", "X-100006", "spelling"),
        ("4455/16", "X-100005", "number"),
        ("application no. 4455/16", "X-100005", "number"),
        ("X-100002", "X-100002", "id"),
        ("group twenty", "X-100004", "affiliation"),
        ("Obidkh", "X-100003", "begins"),
    ],
)
def test_a_query_in_any_spelling_finds_first_who_is_meant_and_says_why(
    filled: Any, query: str, first: str, why: str
) -> None:
    hit = search(filled, query)[0]
    assert hit.person == first
    assert why in {each.kind for each in hit.why}


def test_both_databases_give_the_same_hits_in_the_same_order(fresh: Callable[[str], Any]) -> None:
    hits = []
    for vendor in ("sqlite", "postgresql"):
        db = fresh(vendor)
        lay(db, ledger().rows)
        hits.append([search(db, query, written=written) for query in QUERIES for written in (False, True)])
    assert hits[0] == hits[1]
    assert any(hits[0])


def test_as_written_finds_only_what_is_written(filled: Any) -> None:
    assert found(filled, "Quvvatov", written=True) == []
    assert found(filled, "karimov", written=True) == ["X-100004", "X-100005"]
    assert found(filled, "karimov rustam", written=True) == ["X-100004"]


def test_new_rows_are_found_and_retracted_ones_no_longer(filled: Any) -> None:
    assert bring_up(filled) == len(PEOPLE)
    assert bring_up(filled) == 0
    more = Written(rows=list(ledger().rows))
    name = more.claim("X-100002", "name", "Farrukh Sadriddinov")
    append(filled, drafts(more.rows[-2:]), by="c2")
    assert found(filled, "Sadriddinov")[:1] == ["X-100002"]
    more.retract(name)
    append(filled, drafts(more.rows[-1:]), by="c2")
    assert found(filled, "Sadriddinov") == []
    assert found(filled, "Nizom Qosim")[:1] == ["X-100002"]


def test_who_is_merged_is_found_under_one_id_and_under_both_when_it_is_undone(filled: Any) -> None:
    more = Written(rows=list(ledger().rows))
    merge = more.merge("X-100004", "X-100005")
    append(filled, drafts(more.rows[-1:]), by="c2")
    assert found(filled, "Karimov") == ["X-100004"]
    assert found(filled, "4455/16") == ["X-100004"]
    more.retract(merge)
    append(filled, drafts(more.rows[-1:]), by="c2")
    assert sorted(found(filled, "Karimov")) == ["X-100004", "X-100005"]


def test_nothing_of_an_erased_name_stays_filed(filled: Any) -> None:
    bring_up(filled)
    claim = next(row for row in ledger().rows if row.body and row.body.get("value") == "Obidkhon Qori Nazarov")
    erase(filled, claim.seq, by="c1", second="c2", reason="a court ordered it")
    for table in (SOUGHT, SOUNDED, NAMES):
        with filled.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            words = [" ".join(row).lower() for row in cursor.fetchall()]
        assert not [line for line in words if "nazarov" in line or "obidkhon" in line or "nazaro" in line]
    assert found(filled, "Nazarov") == []
    assert found(filled, "Karimov") == ["X-100004", "X-100005"]


def test_filing_bit_by_bit_gives_what_filing_at_once_gives(fresh: Callable[[str], Any]) -> None:
    tables = []
    for steps in (1, 4):
        db = fresh("sqlite")
        rows = ledger().rows
        lay_in(db, rows, steps)
        bring_up(db)
        with db.cursor() as cursor:
            held = []
            for table in (SOUGHT, SOUNDED, NAMES):
                cursor.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
                held.append(cursor.fetchall())
        tables.append(held)
    assert tables[0] == tables[1]


def lay_in(db: Any, rows: list[Any], steps: int) -> None:
    size = -(-len(rows) // steps)
    for start in range(0, len(rows), size):
        for row in rows[start : start + size]:
            append(db, drafts([row]), by=row.by)
        bring_up(db)


def drafts(rows: list[Any]) -> list[Draft]:
    return [Draft(r.kind, r.root, r.about, r.body, r.acts_on, r.other, r.id) for r in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=120))
def test_whatever_is_typed_the_answer_is_a_list(filled: Any, words: str) -> None:
    for written in (False, True):
        assert len(search(filled, words, written=written)) <= len(PEOPLE)
