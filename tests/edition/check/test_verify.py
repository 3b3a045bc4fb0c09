"""Whatever was changed in an edition is found, and named."""

import hashlib
import json
import random
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asylia.edition.check.signature import signed_with
from asylia.edition.check.verify import verify
from asylia.edition.schema import DATABASE, DATABASE_SUM, MANIFEST, SIGNATURE
from asylia.problems import Problem
from tests.publish.invented import bytes_of

_FLIPS = 6  # in each file; the seed differs from file to file and never from run to run


def test_an_edition_as_it_was_made_is_intact(made: Path) -> None:
    verdict = verify(made)
    assert verdict.holds
    assert str(verdict) == "intact, not signed"


def test_any_flipped_byte_in_any_file_is_found(copy: Path) -> None:
    for name, content in bytes_of(copy).items():
        chance = random.Random(name)
        places = {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(_FLIPS))}
        for place in sorted(places):
            changed = bytearray(content)
            changed[place] ^= 1 << chance.randrange(8)
            (copy / name).write_bytes(changed)
            assert not verify(copy).holds, f"{name}, byte {place}"
        (copy / name).write_bytes(content)
    assert verify(copy).holds


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_any_flipped_bit_of_a_signature_is_found(copy: Path, tmp_path: Path, needs: Any, kind: str) -> None:
    keygen, key = needs("ssh-keygen"), tmp_path / "key"
    subprocess.run([keygen, "-q", "-t", kind, "-N", "", "-f", str(key)], check=True)
    subprocess.run([keygen, "-q", "-Y", "sign", "-f", str(key), "-n", "asylia-edition", copy / MANIFEST], check=True)
    content = (copy / SIGNATURE).read_bytes()
    assert signed_with(copy / MANIFEST, copy / SIGNATURE)
    for place in range(len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[place] ^= 1 << bit
            (copy / SIGNATURE).write_bytes(changed)
            with pytest.raises(Problem):
                signed_with(copy / MANIFEST, copy / SIGNATURE)


def _missing(copy: Path) -> str:
    (copy / "tables/stays.csv").unlink()
    return "tables/stays.csv: this file is missing"


def _extra(copy: Path) -> str:
    (copy / "tables/more.csv").write_text("id\n")
    return "tables/more.csv: this does not belong"


def _extra_folder(copy: Path) -> str:
    (copy / "more").mkdir()
    return "more: this does not belong"


def _hidden(copy: Path) -> str:
    (copy / ".more").write_text("")
    return ".more: this does not belong"


def _link(copy: Path) -> str:
    file = copy / "README.md"
    file.rename(copy.parent / "elsewhere")
    file.symlink_to(copy.parent / "elsewhere")
    return "README.md: this is no plain file"


def _changed_cell(copy: Path) -> str:
    file = copy / "tables/persons.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Zuhra", "Zahra"), encoding="utf-8")
    return "persons.csv: it is not what the manifest says: line 3 is not as in edition.sqlite"


def _no_manifest(copy: Path) -> str:
    (copy / MANIFEST).unlink()
    return "the manifest is missing"


@pytest.mark.parametrize("spoil", [_missing, _extra, _extra_folder, _hidden, _link, _changed_cell, _no_manifest])
def test_it_names_the_file_and_what_is_wrong(copy: Path, spoil: Callable[[Path], str]) -> None:
    expected = spoil(copy)
    said = str(verify(copy))
    assert said.startswith("not intact: ")
    assert expected in said


def _in_database(copy: Path, *statements: str) -> None:
    """Change the database as somebody would who also mends its sum."""
    db = sqlite3.connect(copy / DATABASE)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()
    found = hashlib.sha256((copy / DATABASE).read_bytes()).hexdigest()
    (copy / DATABASE_SUM).write_text(f"{found}  {DATABASE}\n")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE persons SET kind = 'relative' WHERE id = 'X-100002'", "table persons is not"),
        ("DELETE FROM listing", "table listing is not"),
        ("UPDATE edition SET value = '2027' WHERE key = 'number'", "table edition is not"),
        ("CREATE VIEW more AS SELECT * FROM persons", "schema is not that of an edition"),
        ("CREATE TRIGGER more AFTER INSERT ON stays BEGIN SELECT 1; END", "schema is not that of an edition"),
        ("DROP INDEX incidents_person", "schema is not that of an edition"),
    ],
)
def test_a_changed_database_is_found_though_its_sum_was_mended(copy: Path, statement: str, found: str) -> None:
    _in_database(copy, statement)
    assert found in str(verify(copy))


def _signed_anew(copy: Path) -> None:
    """Make tables, database and manifest agree again after a change: only the provenance is then broken."""
    from asylia.publish.package import manifest
    from asylia.publish.store import csv_files

    for name, pieces in csv_files(copy / DATABASE):
        (copy / "tables" / f"{name}.csv").write_bytes(b"".join(pieces))
    old = json.loads((copy / MANIFEST).read_text())
    facts = {key: old[key] for key in ("number", "date", "rule", "codebook")}
    text = json.dumps(manifest(copy, facts), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (copy / MANIFEST).write_text(text)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE cells SET claims = '' WHERE id = 'X-100002' AND \"column\" = 'kind'",
            "X-100002, kind rests on no claim",
        ),
        ("UPDATE cells SET claims = 'C-ffff' WHERE id = 'X-100002' AND \"column\" = 'kind'", "rests on C-ffff"),
        ("UPDATE claims SET passages = ''", "rests on no passage"),
        ("UPDATE claims SET about = 'X-999999' WHERE about = 'X-100002'", "is about X-999999, which is in no table"),
        ("UPDATE claims SET \"property\" = 'sex' WHERE about = 'T-400001'", "which speaks of T-400001 sex"),
        ("UPDATE passages SET source = 'S-none' WHERE source = 'S-other'", "rests on S-none"),
        ("DELETE FROM passages WHERE source = 'S-other'", "which is not among the passages"),
        ("UPDATE persons SET category = 'critic' WHERE id = 'X-100001'", "X-100001, category says 'critic'"),
        ("DELETE FROM cells WHERE id = 'X-100002' AND \"column\" = 'kind'", "serves no cell"),
        ("UPDATE incidents SET person = 'X-999999'", "who is not among the persons"),
        ("INSERT INTO names VALUES ('X-999999', 'N', 'latin', 'n')", "who is not among the persons"),
        ("INSERT INTO retired VALUES ('X-100001', 'merged', '')", "still stands in a table"),
        ("INSERT INTO retired VALUES ('X-200001', 'merged', 'X-999999')", "leads to X-999999"),
    ],
)
def test_every_cell_leads_to_its_sources_and_nothing_is_over(copy: Path, statement: str, found: str) -> None:
    _in_database(copy, statement)
    _signed_anew(copy)
    assert found in str(verify(copy))


def test_a_folder_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no edition here"):
        verify(tmp_path / "nothing")


def test_any_garbage_in_the_manifest_is_a_verdict_and_no_crash(copy: Path) -> None:
    for text in ("", "[]", "{}", "null", '{"files": 3}', "{", "\x00"):
        (copy / MANIFEST).write_text(text)
        verdict: Any = verify(copy)
        assert not verdict.holds
