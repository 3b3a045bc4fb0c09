import pytest

from asylia.ledger.append import append
from asylia.ledger.read import last_seq, row_at, rows_upto
from asylia.ledger.rows import Draft
from asylia.ledger.verify import verify
from asylia.problems import Problem

X = "X-100001"
KNOWN = "C-00000000000000a1"


def test_what_is_appended_is_read_back(db, claim):
    assert append(db, [claim(value="one"), claim("I-200001", value="two")], by="c1", at="2026-01-01T00:00:00Z") == [
        1,
        2,
    ]
    first, second = rows_upto(db)
    assert (first.seq, first.root, first.about, first.by, first.at) == (1, X, X, "c1", "2026-01-01T00:00:00Z")
    assert (first.body["value"], second.body["value"]) == ("one", "two")
    assert (second.root, second.about) == (X, "I-200001")


def test_nothing_appended_is_nothing_added(db):
    assert append(db, [], by="c1") == []
    assert last_seq(db) == 0


def test_a_draft_with_a_known_id_adds_nothing(db, claim):
    assert append(db, [claim(id=KNOWN)], by="c1") == [1]
    assert append(db, [claim(value="new"), claim(id=KNOWN), claim(id=KNOWN)], by="c2") == [2, 1, 1]
    assert last_seq(db) == 2


def test_the_same_id_twice_in_one_call_is_one_row(db, claim):
    assert append(db, [claim(id=KNOWN), claim(id=KNOWN)], by="c1") == [1, 1]


def test_a_row_acts_on_one_appended_with_it(db, claim):
    append(db, [claim(id=KNOWN), Draft("accept", X, X, {"reason": ""}, acts_on=KNOWN)], by="c1")
    assert row_at(db, 2).acts_on == 1


def test_every_kind_of_row_is_taken_and_the_chain_verifies(full):
    report = verify(full)
    assert (report.rows, report.bad) == (10, None)


REFUSED = {
    "no passage": ({"passages": []}, "no passage"),
    "a passage without an id": ({"passages": [{"source": "S-a"}]}, "no id of a passage"),
    "a passage without a source": ({"passages": [{"id": "P-0123456789ab", "source": "a"}]}, "no source"),
    "a number as value": ({"value": 3}, "is not text"),
    "an empty value": ({"value": " "}, "is not text"),
    "an unknown property": ({"property": "shoe_size"}, "has no property 'shoe_size'"),
    "asserters that are no list": ({"by": "author"}, "list of codes"),
    "no assertion": ({"how": None}, "is not text"),
}


@pytest.mark.parametrize(("body", "says"), REFUSED.values(), ids=REFUSED)
def test_a_claim_is_refused_that_has(fresh, claim, body, says):
    db = fresh("sqlite")
    with pytest.raises(Problem, match=says):
        append(db, [claim(), claim(**body)], by="c1")
    assert last_seq(db) == 0


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (Draft("forget", X, X, {}), "no kind of row"),  # type: ignore[arg-type]
        (Draft("accept", X, X, {}), "names the row"),
        (Draft("accept", X, X, {}, acts_on=99), "no row 99"),
        (Draft("accept", X, X, {}, acts_on="C-ffffffffffffffff"), "no row C-f"),
        (Draft("accept", X, X, {}, acts_on=4), "cannot act on a row 'accept'"),
        (Draft("reject", X, X, {}, acts_on=7), "cannot act on a row 'merge'"),
        (Draft("prefer", X, X, {}, acts_on=7), "cannot act on a row 'merge'"),
        (Draft("retract", X, X, {}, acts_on=10), "cannot act on a row 'retract'"),
        (Draft("accept", "X-100002", "X-100002", {}, acts_on=1), "belongs to X-100001"),
        (Draft("claim", X, X, {}, acts_on=1), "acts on no row"),
        (Draft("accept", X, X, {"reason": 3}, acts_on=1), "is text"),
        (Draft("merge", X, X, {}), "two entities"),
        (Draft("merge", X, X, {}, other=X), "one with itself"),
        (Draft("merge", X, X, {}, other="I-200001"), "different kinds"),
        (Draft("differ", X, X, {}, other="x"), "no id"),
        (Draft("accept", X, X, {}, acts_on=1, other=X), "one entity"),
        (Draft("withhold", "I-200001", "I-200001", {}), "not filed by itself"),
        (Draft("withhold", X, "X-100002", {}), "does not belong under"),
        (Draft("withhold", "S-a", "I-200001", {}), "does not belong under"),
        (Draft("withhold", "nobody", "nobody", {}), "is no id"),
        (Draft("withhold", X, X, {}, id="C-1"), "no id of a row"),
        (Draft("withhold", X, X, []), "mapping"),  # type: ignore[arg-type]
        (Draft("erase", X, X, {"reason": "order", "second": "c1"}, acts_on=1), "two people"),
        (Draft("erase", X, X, {"reason": "order", "second": "C1"}, acts_on=1), "two people"),
        (Draft("erase", X, X, {"reason": "order"}, acts_on=1), "two people"),
        (Draft("erase", X, X, {"reason": "", "second": "c2"}, acts_on=1), "says why"),
    ],
)
def test_a_row_is_refused_that_makes_no_sense(full, draft, says):
    with pytest.raises(Problem, match=says):
        append(full, [draft], by="c1")
    assert last_seq(full) == 10


@pytest.mark.parametrize(
    ("by", "at"), [("", None), ("two words", None), ("c\n1", None), ("c1", "2026-01-01"), (3, None)]
)
def test_a_writer_has_a_code_and_a_time_in_utc(fresh, claim, by, at):
    with pytest.raises(Problem):
        append(fresh("sqlite"), [claim()], by=by, at=at)


def test_one_bad_draft_among_good_ones_adds_nothing(db, claim):
    with pytest.raises(Problem, match="no row 7"):
        append(db, [claim(), Draft("accept", X, X, {}, acts_on=7), claim()], by="c1")
    assert last_seq(db) == 0


def test_an_outer_transaction_that_fails_takes_the_rows_with_it(db, claim):
    from django.db import transaction

    def save_then_fail():
        with transaction.atomic():
            append(db, [claim()], by="c1")
            raise OSError("something else")

    with pytest.raises(OSError, match="something else"):
        save_then_fail()
    assert last_seq(db) == 0
