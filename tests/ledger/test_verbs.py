import json

import pytest
from click.testing import CliRunner

from asylia.ledger.read import row_at
from asylia.ledger.verbs import group
from asylia.problems import Problem


@pytest.fixture
def run():
    """Run a verb; return its exit code and what it printed."""

    def call(*args):
        result = CliRunner().invoke(group, list(map(str, args)), catch_exceptions=True)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout

    return call


def test_verify_says_how_long_the_chain_is(full, run):
    code, out = run("verify")
    assert (code, out[:8]) == (0, "10 rows,")


def test_verify_names_what_was_erased(full, run):
    run("erase", 1, "--by", "c1", "--second", "c2", "--reason", "a court order")
    code, out = run("verify")
    assert code == 0
    assert "row 1 (C-00000000000000a1) was erased by row 11, c1 and c2: a court order" in out
    assert json.loads(run("verify", "--json")[1])["erased"][0]["reason"] == "a court order"


def test_verify_ends_with_1_where_a_row_is_bad(fresh, fill, run):
    db = fill(fresh("sqlite"))
    with db.cursor() as cursor:
        cursor.execute("DROP TRIGGER payload_no_update")
        cursor.execute("UPDATE ledger_payload SET body = 'x' WHERE seq = 3")
    code, out = run("verify")
    assert (code, out.startswith("row 3: its words or their salt were changed")) == (1, True)
    assert json.loads(run("verify", "--json")[1])["bad"]["seq"] == 3


def test_a_head_taken_today_confirms_the_ledger_tomorrow(full, run, tmp_path):
    (tmp_path / "head").write_text(run("head")[1])
    assert run("verify", "--head", tmp_path / "head")[0] == 0
    said = json.loads(run("head", "--json")[1])
    assert (said["rows"], said["checkpoint"]) == (10, (tmp_path / "head").read_text())
    assert run("verify", "--head", tmp_path / "head", "--vkey", said["vkey"])[0] == 0


def test_a_head_in_no_known_form_is_wrong_use(full, run, tmp_path):
    (tmp_path / "head").write_bytes(b"\xff")
    with pytest.raises(Problem, match="cannot be read as text"):
        run("verify", "--head", tmp_path / "head")


def test_a_copy_goes_out_and_comes_in(full, run, fresh, tmp_path):
    assert run("export", tmp_path / "copy")[1].startswith("10 rows written")
    fresh(full.vendor)
    assert run("import", tmp_path / "copy")[1].startswith("10 rows read")
    assert run("verify")[0] == 0


def test_erase_takes_a_number_or_an_id(full, run):
    assert (
        "row 1 has no words any more; row 11 says why"
        in run("erase", "C-00000000000000a1", "--by", "c1", "--second", "c2", "--reason", "an order")[1]
    )
    assert row_at(full, 1).body is None


def test_erase_needs_a_second_person(full, run):
    assert run("erase", 1, "--by", "c1", "--reason", "an order")[0] == 2


def test_rows_lists_a_case_with_who_said_it(full, run):
    code, out = run("rows", "X-100001")
    assert code == 0
    assert len(out.splitlines()) == 10
    assert "name = 'Nadira Invented', reported by author [S-invented-report]" in out
    assert json.loads(run("rows", "X-100001", "--json")[1])[0]["body"]["value"] == "Nadira Invented"
