"""Writers that wait together are written together, and each succeeds or fails by itself."""

import threading

import pytest
from django.db import connections

from asylia.ledger import append as module
from asylia.ledger.append import append
from asylia.ledger.read import last_seq, rows_upto
from asylia.ledger.rows import Draft
from asylia.ledger.verify import verify
from asylia.problems import Problem


@pytest.fixture
def together(db, claim):
    """Let several calls wait behind one that is written, so that the next turn takes them all."""
    append(db, [claim(value="first")], by="c0")
    (line,) = [line for name, line in module._LINES.items() if name.endswith(str(db.settings_dict["NAME"]))]

    def run(*calls):
        answers = {}

        def one(number, drafts):
            try:
                answers[number] = append(connections["default"], drafts, by=f"c{number}")
            except Problem as problem:
                answers[number] = problem
            finally:
                connections["default"].close()

        threads = [threading.Thread(target=one, args=item) for item in enumerate(calls, start=1)]
        with line.turn:
            for count, thread in enumerate(threads, start=1):
                thread.start()
                while len(line.calls) < count:
                    pass
        for thread in threads:
            thread.join()
        return answers

    return run


def test_each_call_gets_the_numbers_of_its_own_rows(db, together, claim):
    answers = together([claim(value="a"), claim(value="b")], [claim(value="c")], [claim(value="d")])
    assert answers == {1: [2, 3], 2: [4], 3: [5]}
    assert [(row.by, row.body["value"]) for row in rows_upto(db)][1:] == [
        ("c1", "a"), ("c1", "b"), ("c2", "c"), ("c3", "d"),
    ]  # fmt: skip
    assert verify(db).ok


def test_a_call_that_is_refused_stops_no_other(db, together, claim):
    bad = [claim(), Draft("accept", "X-100001", "X-100001", {}, acts_on=99)]
    answers = together([claim()], bad, [claim()])
    assert (answers[1], answers[3]) == ([2], [3])
    assert "no row 99" in str(answers[2])
    assert last_seq(db) == 3
    assert verify(db).ok


def test_a_call_sees_the_rows_of_those_before_it(db, together, claim):
    id = "C-00000000000000a1"
    answers = together([claim(id=id)], [Draft("accept", "X-100001", "X-100001", {}, acts_on=id)], [claim(id=id)])
    assert answers == {1: [2], 2: [3], 3: [2]}


def test_where_the_transaction_fails_each_call_hears_of_it(db, together, claim, monkeypatch):
    def fail(db, rows):
        raise Problem("The disk is full: nothing was added.")

    monkeypatch.setattr(module, "insert", fail)
    answers = together([claim()], [claim()])
    assert {str(answer) for answer in answers.values()} == {"The disk is full: nothing was added."}
    assert answers[1] is not answers[2]
    assert last_seq(db) == 1
