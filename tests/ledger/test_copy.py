import json

import pytest

from asylia.ledger.checkpoint import head
from asylia.ledger.copy import export, import_
from asylia.ledger.erase import erase
from asylia.ledger.read import last_seq, rows_upto
from asylia.ledger.verify import verify
from asylia.problems import Problem

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def test_a_copy_in_the_other_database_has_the_same_head(full, fresh, tmp_path):
    erase(full, 3, by="c1", second="c2", reason="a court order")
    there, rows = head(full, "o"), list(rows_upto(full))
    assert export(full, tmp_path / "copy") == 11
    db = fresh(OTHER[full.vendor])
    assert import_(db, tmp_path / "copy") == 11
    assert head(db, "o") == there
    assert list(rows_upto(db)) == rows
    assert verify(db).erased[0].seq == 3


def test_a_copy_is_for_its_owner_alone_and_never_written_over(full, tmp_path):
    export(full, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Problem, match="File exists"):
        export(full, tmp_path / "copy")


def test_a_ledger_with_rows_takes_no_copy(full, tmp_path):
    export(full, tmp_path / "copy")
    with pytest.raises(Problem, match="not empty"):
        import_(full, tmp_path / "copy")


def change(line, name, value):
    return lambda lines: [json.dumps(json.loads(x) | {name: value}) if i == line else x for i, x in enumerate(lines)]


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda lines: lines[:-1], "says that it has 10 rows, and has 9"),
        (lambda lines: [], "no copy of a ledger"),
        (lambda lines: lines[1:], "no copy of a ledger"),
        (lambda lines: [*lines[:4], "{", *lines[5:]], "no row of a ledger"),
        (lambda lines: [*lines[:4], *lines[5:]], "refused|not sound"),
        (change(0, "format", "asylia-ledger-9"), "another format"),
        (change(4, "by", "c9"), "Row 4 of the copy is not sound"),
        (change(4, "body", "{}"), "Row 4 of the copy is not sound"),
        (change(4, "body", None), "Row 4 of the copy is not sound"),
        (change(4, "salt", "zz"), "no row of a ledger"),
        (change(4, "more", 1), "no row of a ledger"),
    ],
)
def test_a_damaged_copy_adds_nothing(full, fresh, tmp_path, damage, says):
    export(full, tmp_path / "copy")
    lines = (tmp_path / "copy").read_text().splitlines()
    (tmp_path / "damaged").write_text("\n".join(damage(lines)))
    db = fresh(full.vendor)
    with pytest.raises(Problem, match=says):
        import_(db, tmp_path / "damaged")
    assert last_seq(db) == 0
