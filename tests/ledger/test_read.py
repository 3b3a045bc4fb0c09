from asylia.ledger.append import append
from asylia.ledger.read import cases, last_seq, row_at, rows_of, rows_upto
from asylia.ledger.rows import Draft


def merge(a, b):
    return Draft("merge", a, a, {"reason": "", "passages": []}, other=b)


def abouts(rows):
    return [row.about for row in rows]


def test_rows_come_up_to_a_number(full):
    assert [row.seq for row in rows_upto(full)] == list(range(1, 11))
    assert [row.seq for row in rows_upto(full, 3)] == [1, 2, 3]
    assert last_seq(full) == 10


def test_one_row_by_its_number_or_its_id(full):
    assert row_at(full, 1) == row_at(full, "C-00000000000000a1")
    assert row_at(full, 11) is None


def test_a_case_brings_every_case_that_was_ever_merged_with_it(db, claim):
    append(db, [claim(f"X-{n}") for n in (100005, 100004, 100003, 100002, 100001)], by="c1")
    append(db, [merge("X-100002", "X-100004"), merge("X-100004", "X-100005")], by="c1")
    append(db, [Draft("retract", "X-100002", "X-100002", {"reason": ""}, acts_on=6)], by="c1")
    for root in ("X-100002", "X-100004", "X-100005"):
        assert [row.seq for row in rows_of(db, root)] == [1, 2, 4, 6, 7, 8]
    assert abouts(rows_of(db, "X-100001")) == ["X-100001"]
    assert rows_of(db, "X-999999") == []


def test_cases_stream_in_the_order_of_their_roots(db, claim):
    roots = ["X-100003", "S-zeta", "X-100001", "A-100001", "S-alpha-1", "S-alpha", "X-100002"]
    append(db, [claim(root, property="note") for root in roots * 2], by="c1")
    append(db, [merge("X-100003", "X-100001")], by="c1")
    found = [sorted({row.root for row in case}) for case in cases(db)]
    assert found == [["A-100001"], ["S-alpha"], ["S-alpha-1"], ["S-zeta"], ["X-100001", "X-100003"], ["X-100002"]]
    assert all([row.seq for row in case] == sorted(row.seq for row in case) for case in cases(db))


def test_cases_up_to_a_row_know_no_later_merge(db, claim):
    append(db, [claim("X-100001"), claim("X-100002"), merge("X-100001", "X-100002"), claim("X-100002")], by="c1")
    assert [[row.seq for row in case] for case in cases(db, 2)] == [[1], [2]]
    assert [[row.seq for row in case] for case in cases(db, 3)] == [[1, 2, 3]]
    assert [[row.seq for row in case] for case in cases(db)] == [[1, 2, 3, 4]]


def test_a_case_merged_with_one_that_has_no_rows_is_not_lost(db, claim):
    append(db, [claim("X-100002"), merge("X-100002", "X-100001")], by="c1")
    assert [[row.seq for row in case] for case in cases(db)] == [[1, 2]]


def test_reading_does_not_stand_in_the_way_of_writing(full, claim):
    stream = cases(full)
    next(stream)
    append(full, [claim("X-100009")], by="c1")
    assert sum(map(len, stream)) + 10 >= 10
    assert last_seq(full) == 11
