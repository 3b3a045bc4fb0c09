"""Decisions are rows of the ledger, on both databases."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from asylia.cli import cli
from asylia.ledger.append import append
from asylia.ledger.read import row_at, rows_upto
from asylia.ledger.verify import verify
from asylia.matching.decide import differ, merge, split
from asylia.matching.known import known
from asylia.problems import Problem
from tests.matching.people import A, B, C, drafts, incident, person
from tests.written import Written

WHO = {"by": "c2", "because": "one birth year"}


def lay(db: Any, written: Written) -> None:
    append(db, drafts(written), by="c1", at="2026-01-01T00:00:00Z")


@pytest.fixture
def written() -> Written:
    made = Written()
    person(made, A, "Farrukh Namunov", state_of_concern="TJ")
    person(made, B, "Farruh Namunov", source="S-b", state_of_concern="TJ")
    person(made, C, "Karim Orzuev", source="S-b")
    incident(made, "I-200001", A, date="2014-05")
    incident(made, "I-200002", B, source="S-b", date="2014-05-03")
    return made


@pytest.fixture
def desk(db: Any, written: Written) -> Any:
    lay(db, written)
    return db


@pytest.fixture
def quick(fresh: Callable[[str], Any], written: Written) -> Any:
    """The same on SQLite alone, where what is refused never reaches the database."""
    lay(db := fresh("sqlite"), written)
    return db


def shown(db: Any) -> dict[str, Any]:
    return dict(known(db).cases)


def test_a_merge_keeps_both_ids_and_moves_no_claim(desk: Any) -> None:
    before = list(rows_upto(desk))
    done = merge(desk, A, B, **WHO)
    rows = list(rows_upto(desk))
    assert rows[:-1] == before
    last = rows[-1]
    assert (last.kind, last.about, last.other, last.by, last.body["reason"]) == ("merge", A, B, "c2", "one birth year")
    assert done.rows == (last.seq,)
    assert f"{B} leads to {A}" in done.words[0]
    now = known(desk)
    assert set(now.cases) == {A, C}
    assert now.stands_for(B) == A
    assert now.owner(B) is now.cases[A]
    assert verify(desk).ok


def test_a_split_restores_exactly_what_was_there(desk: Any) -> None:
    before = shown(desk)
    (number,) = merge(desk, A, B, **WHO).rows
    split(desk, B, by="c3", because="two fathers")
    assert shown(desk) == before
    row = list(rows_upto(desk))[-1]
    assert (row.kind, row.acts_on, row.by, row.body) == ("retract", number, "c3", {"reason": "two fathers"})


def test_a_decision_rests_on_its_passages(desk: Any) -> None:
    first = next(row for row in rows_upto(desk) if row.kind == "claim").body["passages"][0]
    (number,) = merge(desk, A, B, passages=[first["id"]], **WHO).rows
    row = row_at(desk, number)
    assert row
    assert row.body
    assert row.body["passages"] == [first]


def test_a_decision_without_a_passage_says_that_it_stays(quick: Any) -> None:
    assert "no edition shows it" in merge(quick, A, B, **WHO).words[-1]


def test_incidents_of_one_person_are_merged_and_split(desk: Any) -> None:
    with pytest.raises(Problem, match="of two persons"):
        merge(desk, "I-200001", "I-200002", despite="so they are", **WHO)
    merge(desk, A, B, **WHO)
    apart = shown(desk)
    merge(desk, "I-200001", "I-200002", **WHO)
    now = known(desk)
    (one,) = now.cases[A].incidents
    assert one.date.shown == ("2014-05-03",)
    assert now.owner("I-200002") is now.cases[A]
    split(desk, "I-200002", by="c2", because="two arrests")
    assert shown(desk) == apart


def test_a_merge_of_incidents_of_a_person_merged_in_is_filed_where_they_were(desk: Any) -> None:
    before = shown(desk)
    merge(desk, A, B, **WHO)
    (number,) = merge(desk, "I-200002", "I-200001", **WHO).rows
    row = row_at(desk, number)
    assert row
    assert row.root == B
    assert [each.id for each in known(desk).cases[A].incidents] == ["I-200002"]
    split(desk, B, by="c2", because="two fathers")
    assert shown(desk) == before  # the merge of the incidents sleeps


def test_what_speaks_against_a_merge_is_said_and_must_be_answered(quick: Any) -> None:
    claims = Written(list(rows_upto(quick)))
    person(claims, A, sex="male")
    person(claims, B, sex="female")
    lay(quick, claims)
    with pytest.raises(Problem, match="sex: one is male, the other female") as refused:
        merge(quick, A, B, **WHO)
    assert "--despite" in str(refused.value)
    (number,) = merge(quick, A, B, despite="the second chapter mistook the pronoun", **WHO).rows
    row = row_at(quick, number)
    assert row
    assert row.body
    assert row.body["despite"] == "the second chapter mistook the pronoun"
    assert row.body["contradictions"] == ["sex: one is male, the other female"]


@pytest.mark.parametrize("tie", [f"brother {B}", f"colleague {B}"])
def test_nobody_overrides_that_a_source_tells_two_apart(quick: Any, tie: str) -> None:
    claims = Written(list(rows_upto(quick)))
    person(claims, A, tie=tie)
    lay(quick, claims)
    for pair in ((A, B), (B, A)):
        with pytest.raises(Problem, match="cannot be one"):
            merge(quick, *pair, despite="they are", **WHO)


@pytest.mark.parametrize("name", ["not named", "Farrukh Namunov (name changed)"])
def test_nobody_makes_one_of_who_is_not_named_and_who_is(quick: Any, name: str) -> None:
    claims = Written(list(rows_upto(quick)))
    person(claims, "X-100009", name)
    lay(quick, claims)
    for pair in ((A, "X-100009"), ("X-100009", A)):
        with pytest.raises(Problem, match="nothing here may say who somebody is"):
            merge(quick, *pair, despite="everybody knows", **WHO)


def test_a_differ_is_written_once_until_something_new_comes(desk: Any) -> None:
    (number,) = differ(desk, A, B, **WHO).rows
    with pytest.raises(Problem, match=f"row {number}"):
        differ(desk, B, A, **WHO)
    claims = Written(list(rows_upto(desk)))
    person(claims, A, "Фаррух Намунов")
    lay(desk, claims)
    assert differ(desk, B, A, **WHO).rows


def test_a_merge_of_what_somebody_found_to_be_two_needs_a_reason(quick: Any) -> None:
    differ(quick, A, B, **WHO)
    with pytest.raises(Problem, match="c2 found on"):
        merge(quick, A, B, **WHO)
    assert merge(quick, A, B, despite="the birth year was a misprint", **WHO).rows


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (A, A, "one with itself"),
        (A, "I-200001", "different kinds"),
        (A, "X-999999", "no claim counts"),
        ("S-a", "S-b", "no person and no incident"),
        ("nonsense", B, "no person and no incident"),
    ],
)
def test_what_can_never_be_a_pair_is_refused(quick: Any, a: str, b: str, words: str) -> None:
    last = len(list(rows_upto(quick)))
    for do in (merge, differ):
        with pytest.raises(Problem, match=words):
            do(quick, a, b, **WHO)
    assert len(list(rows_upto(quick))) == last


def test_a_decision_says_why_and_cites_what_is_there(quick: Any) -> None:
    with pytest.raises(Problem, match="says why"):
        merge(quick, A, B, by="c2", because=" ")
    with pytest.raises(Problem, match="no claim rests on passage P-ffffffffffff"):
        differ(quick, A, B, passages=["P-ffffffffffff"], **WHO)
    with pytest.raises(Problem, match="was not merged"):
        split(quick, B, by="c2", because="no reason")


def test_what_is_one_already_is_not_merged_again(quick: Any) -> None:
    merge(quick, A, B, **WHO)
    for pair in ((A, B), (B, A)):
        with pytest.raises(Problem, match=f"are one already.* split {B}"):
            merge(quick, *pair, **WHO)
        with pytest.raises(Problem, match=f"were merged.* split {B}"):
            differ(quick, *pair, **WHO)
    with pytest.raises(Problem, match=f"These were merged into it: {B}"):
        split(quick, A, by="c2", because="no reason")


def test_of_a_chain_only_the_merge_by_which_an_id_went_is_undone(quick: Any) -> None:
    merge(quick, A, B, **WHO)
    merge(quick, C, A, despite="one man with two names", **WHO)
    split(quick, B, by="c2", because="two fathers")
    now = known(quick)
    assert set(now.cases) == {B, C}
    assert now.stands_for(A) == C


def ask(*words: str) -> Result:
    return CliRunner().invoke(cli, ["matching", *words])


def test_the_way_from_candidate_to_decision_on_the_command_line(desk: Any) -> None:
    found = json.loads(ask("candidates", "--json").output)
    (pair,) = found["persons"]
    assert (pair["a"], pair["b"]) == (A, B)
    assert found["events"] == []
    done = ask("merge", A, B, "--because", "one birth year", "--by", "c2")
    assert done.exit_code == 0, done.output
    found = json.loads(ask("candidates", "--json").output)
    assert found["persons"] == []
    ((one, other),) = [(each["a"], each["b"]) for each in found["events"]]
    assert ask("merge", one, other, "--because", "one arrest", "--by", "c2").exit_code == 0
    assert ask("split", B, "--because", "two fathers", "--by", "c2").exit_code == 0
    assert ask("differ", A, B, "--because", "two fathers", "--by", "c2").exit_code == 0
    assert json.loads(ask("candidates", "--json", "--kind", "persons").output) == {"persons": []}
    (pair,) = json.loads(ask("candidates", "--json", "--all", "--kind", "persons").output)["persons"]
    assert [(each["kind"], each["undone"] is None) for each in pair["decided"]] == [("merge", False), ("differ", True)]
    assert "undone by c2" in ask("candidates", "--all").output
    refused = ask("merge", A, B, "--because", "one birth year", "--by", "c2")
    assert refused.exit_code == 2
    assert "--despite" in refused.output
