from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asylia.cases.facts import sources_of
from asylia.cases.fold import fold
from asylia.cli import cli
from asylia.coding.adjudicated import check_all
from asylia.coding.loading import load
from asylia.ledger.read import rows_upto
from asylia.ledger.rows import Row
from asylia.ledger.verify import verify
from asylia.problems import Problem, Problems
from asylia.texts.wanted import of_register
from tests.twice import change, decide, id_of, write_twice

STAY = """
[[stay]]
id      = "T-111111"
at      = "a"
country = "DE"
"""


@pytest.fixture
def twice(tmp_path: Path, report: Path) -> Path:
    return write_twice(tmp_path / "register", report)


def rows(db: Any) -> list[Row]:
    return list(rows_upto(db))


def claims(db: Any, name: str, about: str = "") -> list[tuple[str, str, str, str, str | None]]:
    """Of each claim of a property its value and coder, and what was last said of it, with the reason and the mark."""
    last = {row.acts_on: row for row in rows(db) if row.kind in ("accept", "reject", "retract")}
    found = [row for row in rows(db) if row.kind == "claim" and (row.body or {})["property"] == name]
    told = []
    for row in [row for row in found if not about or row.about == about]:
        decision, said = last[row.seq], last[row.seq].body or {}
        told.append(((row.body or {})["value"], row.by, decision.kind, said["reason"], said.get("decision")))
    return told


def measures(folder: Path, first: str, second: str, decided: str) -> str:
    """Let the coders and the register differ over the measure of the first incident; its id."""
    for each, value in ((folder / "codings/first", first), (folder / "codings/second", second), (folder, decided)):
        if value != "detention":
            change(each, '"detention"', f'"{value}"')
    return id_of(folder, "I")


def stand(rows: Iterable[Row], name: str) -> set[str]:
    rows = list(rows)
    cases = fold(rows, sources_of(rows))
    return {
        body["value"] for c in cases for row in c.claims.values() if (body := row.body) and body["property"] == name
    }


def test_both_coders_claims_stand_under_their_codes_and_one_who_decided_accepts(db: Any, twice: Path) -> None:
    load(db, twice, by="a1")
    assert claims(db, "sex") == []
    assert claims(db, "measure", id_of(twice, "I")) == [
        ("detention", "c1", "accept", "", None),
        ("detention", "c2", "accept", "", None),
    ]
    assert {row.by for row in rows(db) if row.kind == "accept"} == {"a1"}
    assert {row.by for row in rows(db) if row.kind == "claim" and row.root[0] == "S"} == {"a1"}  # given, not coded
    assert verify(db).ok


def test_a_difference_ends_with_the_reason_of_its_decision(db: Any, twice: Path) -> None:
    about = measures(twice, "detention", "arrest", "detention")
    decide(twice, about, "measure", "detention", "arrest", "no holding is told")
    load(db, twice, by="a1")
    assert claims(db, "measure", about) == [
        ("detention", "c1", "accept", "no holding is told", "manual"),
        ("arrest", "c2", "reject", "no holding is told", "manual"),
    ]


def test_what_neither_coded_is_a_claim_of_whoever_decides(db: Any, twice: Path) -> None:
    about = measures(twice, "detention", "arrest", "abduction")
    decide(twice, about, "measure", "abduction", "detention | arrest", "they wore no uniform")
    load(db, twice, by="a1")
    assert claims(db, "measure", about) == [
        ("detention", "c1", "reject", "they wore no uniform", "manual"),
        ("arrest", "c2", "reject", "they wore no uniform", "manual"),
        ("abduction", "a1", "accept", "they wore no uniform", "manual"),
    ]


def test_a_unit_that_one_alone_found_is_decided_as_a_whole(db: Any, twice: Path) -> None:
    for folder in (twice / "codings/second", twice):
        file = folder / "persons/namuna_aziz.toml"
        file.write_text(file.read_text("utf-8") + STAY, encoding="utf-8")
    decide(twice, "T-111111", "", "DE", "", "a life there is told")
    load(db, twice, by="a1")
    assert claims(db, "country") == [("DE", "c2", "accept", "a life there is told", "manual")]


def test_words_that_nobody_decided_on_fall_with_a_plain_reason(db: Any, twice: Path) -> None:
    change(twice / "codings/second", "opposition abroad, sought by his state", "an opponent")
    load(db, twice, by="a1")
    kept, fell = claims(db, "inclusion_ground", id_of(twice, "X"))
    assert kept == ("opposition abroad, sought by his state", "c1", "accept", "", None)
    assert fell[:3] == ("an opponent", "c2", "reject")
    assert fell[4] is None


def test_other_passages_of_the_register_stand_beside_those_of_the_coders(db: Any, twice: Path) -> None:
    change(twice, 'host_state       = "RU"', 'host_state       = "RU @b"')
    load(db, twice, by="a1")
    found = claims(db, "host_state")
    assert [(by, kind, mark) for _, by, kind, _, mark in found] == [
        ("c1", "accept", None),
        ("c2", "accept", None),
        ("a1", "accept", ""),
    ]


def test_a_decision_on_passages_alone_rejects_the_words_and_keeps_the_value(db: Any, twice: Path) -> None:
    change(twice / "codings/second", 'host_state       = "RU"', 'host_state       = "RU @b"')
    decide(twice, id_of(twice, "I"), "host_state", "RU", "RU", "only the first sentence names the country")
    load(db, twice, by="a1")
    assert [(by, kind) for _, by, kind, _, _ in claims(db, "host_state")] == [("c1", "accept"), ("c2", "reject")]


def test_loading_twice_adds_nothing_and_an_edited_file_only_what_changed(db: Any, twice: Path) -> None:
    about = measures(twice, "detention", "arrest", "detention")
    decide(twice, about, "measure", "detention", "arrest")
    assert load(db, twice, by="a1").added["reject"] == 1
    assert not load(db, twice, by="a1").added
    assert not load(db, twice, by="a2").added
    file = twice / "decisions.toml"
    file.write_text(file.read_text("utf-8").replace("the text says so", "the chapter says so"), encoding="utf-8")
    assert dict(load(db, twice, by="a1").added) == {"accept": 1, "reject": 1}
    assert claims(db, "measure", about)[0][3] == "the chapter says so"
    change(twice / "codings/second", 'host_state       = "RU"\n', "")
    assert dict(load(db, twice, by="a1").added) == {"retract": 1}
    assert not load(db, twice, by="a1").added


def test_a_decision_that_is_turned_round_turns_what_stands(db: Any, twice: Path) -> None:
    about = measures(twice, "detention", "arrest", "detention")
    decide(twice, about, "measure", "detention", "arrest")
    load(db, twice, by="a1")
    assert stand(rows(db), "measure") == {"detention", "deportation"}
    change(twice, '"detention"', '"arrest"')
    (twice / "decisions.toml").unlink()
    decide(twice, about, "measure", "arrest", "detention")
    assert dict(load(db, twice, by="a1").added) == {"accept": 1, "reject": 1}
    assert stand(rows(db), "measure") == {"arrest", "deportation"}


def test_a_register_that_was_coded_once_keeps_its_rows_when_a_second_coding_comes(db: Any, twice: Path) -> None:
    moved = twice.parent / "codings"
    (twice / "codings").rename(moved)
    load(db, twice, by="c1")
    moved.rename(twice / "codings")
    added = load(db, twice, by="a1").added
    assert (
        added["claim"] == len({row.seq for row in rows(db) if row.by == "c2"}) + added["retract"]
    )  # the sources' are new
    assert not load(db, twice, by="a1").added


def test_a_prefer_that_ends_a_difference_is_marked(db: Any, twice: Path) -> None:
    change(twice / "codings/second", 'prefer.date      = "2014-12: the chapter says so twice"\n', "")
    decide(twice, id_of(twice, "I"), "date", "2014-12", "")
    load(db, twice, by="a1")
    (prefer,) = [row for row in rows(db) if row.kind == "prefer"]
    assert (prefer.body or {})["decision"] == "manual"
    assert not load(db, twice, by="a1").added


def test_whoever_made_a_coding_does_not_decide(db: Any, twice: Path) -> None:
    with pytest.raises(Problem, match="c2 made one of the two codings"):
        load(db, twice, by="c2")
    assert rows(db) == []


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("about", "I-999999", "in no coding"),
        ("about", "held", "is no id"),
        ("property", "measures", "no property"),
        ("accepted", "arrest", "does not say 'arrest'"),
        ("rejected", "arrest | detention", "still says 'detention'"),
        ("cause", "taste", "'taste' is no cause"),
        ("reason", " ", "there is no reason"),
    ],
)
def test_a_decision_that_cannot_be_is_told(twice: Path, part: str, value: str, told: str) -> None:
    decide(twice, id_of(twice, "I"), "measure", "detention", "arrest")
    file = twice / "decisions.toml"
    lines = [f'{part} = "{value}"' if line.startswith(part) else line for line in file.read_text("utf-8").splitlines()]
    file.write_text("\n".join(lines), encoding="utf-8")
    problems = check_all(twice).problems()
    assert told in " ".join(map(str, problems))
    assert all(str(problem.file) == str(file) for problem in problems)


def test_a_unit_that_was_left_out_without_a_decision_is_told(db: Any, twice: Path) -> None:
    file = twice / "codings/second/persons/namuna_aziz.toml"
    file.write_text(file.read_text("utf-8") + STAY, encoding="utf-8")
    with pytest.raises(Problems, match="T-111111 is neither in the register nor decided on"):
        load(db, twice, by="a1")
    decide(twice, "T-111111", "", "", "DE", "a visit")
    load(db, twice, by="a1")
    assert claims(db, "country") == [("DE", "c2", "reject", "a visit", "manual")]


def test_codings_are_checked_too_and_what_stands_beside_them_is_told(twice: Path) -> None:
    change(twice / "codings/first", '"detention"', '"detentoin"')
    (twice / "codings/third").mkdir()
    (twice / "codings/coders.toml").write_text('[first]\ncode = "c1"\nhuman = true\n')
    told = CliRunner().invoke(cli, ["register", "check", str(twice)])
    assert told.exit_code == 1
    assert "codings/first/persons/namuna_farrukh.toml:" in told.output
    assert "codings/third: this has no place here" in told.output
    assert "second: nobody says who coded" in told.output


def test_what_a_register_wants_of_a_publication_is_what_it_holds_itself(twice: Path) -> None:
    file = twice / "codings/second/persons/namuna_aziz.toml"
    file.write_text(file.read_text("utf-8").replace("place = ", "place = 1"), encoding="utf-8")
    alone = of_register(twice / "codings/first").passages
    assert of_register(twice).passages == alone
