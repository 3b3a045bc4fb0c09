from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asylia.cli import cli
from asylia.coding.agreement.numbering import number, paired
from asylia.coding.checking import check
from asylia.coding.sealing import seal
from asylia.problems import Problem
from tests.invented import write_register
from tests.twice import NAMUNA, id_of

EXTRA = """
[[stay]]
at      = "a"
country = "DE"
"""


@pytest.fixture
def first(folder: Path, report: Path) -> Path:
    seal(folder, report)
    return folder


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Blind: without ids, in words."""
    return write_register(tmp_path / "second")


def ids(folder: Path) -> list[str]:
    return [block.id for block in check(folder, unsealed=True).blocks if block.drawn]


def pair(first: Path, second: Path, report: Path, **options: Any) -> Any:
    return number(first, second, paired(first, second, report), **options)


def test_what_both_found_has_one_id_and_names_become_ids(first: Path, second: Path, report: Path) -> None:
    done = pair(first, second, report)
    assert ids(second) == ids(first)
    assert (done["ids"], done["names"]) == (8, 7)
    assert "after            = [" in (second / NAMUNA).read_text("utf-8")
    seal(second, report)
    assert (second / NAMUNA).read_bytes() == (first / NAMUNA).read_bytes()


def test_doing_it_again_changes_no_byte(first: Path, second: Path, report: Path) -> None:
    pair(first, second, report)
    before = (second / NAMUNA).read_bytes()
    assert not pair(first, second, report)
    assert (second / NAMUNA).read_bytes() == before


def test_what_one_alone_found_gets_an_id_that_the_other_does_not_hold(first: Path, second: Path, report: Path) -> None:
    (second / NAMUNA).write_text((second / NAMUNA).read_text("utf-8") + EXTRA, encoding="utf-8")
    pair(first, second, report, leave=True)
    assert len(ids(second)) == len(ids(first))
    pair(first, second, report)
    assert len(set(ids(second)) - set(ids(first))) == 1


def test_ids_that_stand_there_stay_unless_one_asks(first: Path, second: Path, report: Path) -> None:
    seal(second, report)
    own = ids(second)
    assert not pair(first, second, report)
    assert ids(second) == own
    pair(first, second, report, over=True)
    assert ids(second) == ids(first)
    assert not check(second).problems


def test_an_id_that_means_something_else_there_is_drawn_anew(first: Path, second: Path, report: Path) -> None:
    seal(second, report)
    for folder, passage in ((first, "a"), (second, "b")):  # no word is shared, so they are two
        stay = EXTRA.replace('at      = "a"', f'id      = "T-111111"\nat      = "{passage}"')
        (folder / NAMUNA).write_text((folder / NAMUNA).read_text("utf-8") + stay, encoding="utf-8")
    pair(first, second, report, over=True)
    assert id_of(first, "T") == "T-111111" != id_of(second, "T")
    assert not check(second).problems


def test_the_first_must_have_ids(folder: Path, second: Path, report: Path) -> None:
    with pytest.raises(Problem, match="the first coding has no id here"):
        pair(folder, second, report)


def test_the_verb_says_who_found_what_and_writes_when_asked(first: Path, second: Path, report: Path) -> None:
    words = ["register", "pair", str(first), str(second), "--text", str(report)]
    told = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert told.output.splitlines()[1] == "incidents: 2 in both"
    assert not ids(second)[3:]
    told = CliRunner().invoke(cli, [*words, "--write"], catch_exceptions=False)
    assert told.output.splitlines()[-1] == "wrote 8 ids and 7 names as ids, changed 0 ids"
