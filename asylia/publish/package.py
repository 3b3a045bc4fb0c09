"""The folder of an edition (DESIGN 6a): tables, database, codebook, changes, charts, manifest.

Invariant: each file but ``edition.sqlite`` and its sum is a pure function of the rows, the facts (number, date, rule)
and the edition before; the manifest holds the sha256 of each of those files and the digest of each table's rows.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from asylia.codebook.manual import html
from asylia.codebook.schemas import codebook_toml, version
from asylia.edition.charts.write import write_charts
from asylia.edition.reader import Edition
from asylia.edition.schema import CODEBOOK, DATABASE, DATABASE_SUM, MANIFEST, csv_lines, digest, tables
from asylia.problems import Problem
from asylia.publish import papers
from asylia.publish.store import Store, csv_files, side_tables

FORMAT = 1
CODED = "CODED.md"  # who coded; stands in the edition's README too
NOTES = ("agreement.csv", "coverage.csv", CODED, "NOTES.md")  # what was worked out elsewhere, or written by hand


def package(
    store: Store,
    folder: Path,
    facts: Mapping[str, str],
    previous: Edition | None,
    notes: Path | None,
    journeys: Sequence[str] = (),
) -> None:
    """Write everything but the signature into an empty folder. ``facts`` holds number, date and rule.

    ``journeys`` are the ids of persons whose countries are drawn on a map. Raises ``Problem`` for one who is not shown.
    """
    version = _codebook(folder)
    facts = {**facts, "codebook": version}
    store.write(folder / DATABASE, facts)
    (folder / "tables").mkdir()
    for name, pieces in csv_files(folder / DATABASE):
        _write(folder / "tables" / f"{name}.csv", pieces)
    _json(folder / "datapackage.json", papers.datapackage(facts["number"], facts["date"]))
    edition = Edition(folder)
    try:
        _write(folder / "columns.csv", csv_lines(papers.FULLNESS, papers.fullness(edition)))
        _text(folder / "CHANGES.md", papers.changes(edition, previous))
        _text(folder / "README.md", papers.readme(edition, _coded(notes)))
        _text(folder / "CITATION.cff", papers.citation(edition))
        _text(folder / "LICENSE.md", papers.licence())
        write_charts(edition, folder / "charts", journeys)
    finally:
        edition.close()
    if notes:
        _take_over(notes, folder)
    _json(folder / MANIFEST, manifest(folder, facts))
    _text(folder / DATABASE_SUM, f"{_sha256(folder / DATABASE)}  {DATABASE}\n")


def manifest(folder: Path, facts: Mapping[str, str]) -> dict[str, Any]:
    """What is signed. No ledger head stands in it: confidential rows move that."""
    left_out = {DATABASE, DATABASE_SUM, MANIFEST}
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sums = {name: {"bytes": (folder / name).stat().st_size, "sha256": _sha256(folder / name)} for name in files}
    rows = {name: sums[f"tables/{name}.csv"]["sha256"] for name in tables()}
    rows |= {name: digest(pieces) for name, pieces in side_tables(folder / DATABASE)}
    return {
        "format": FORMAT,
        **facts,
        "files": {name: sums[name] for name in files if name not in left_out},
        "rows": rows,
    }


def _codebook(folder: Path) -> str:
    """Write the codebook as data and as a page; return its version."""
    _text(folder / CODEBOOK, codebook_toml())
    _text(folder / "codebook.html", html())
    return version()


def _coded(notes: Path | None) -> str:
    """What the notes say of who coded, as a section of the README."""
    if notes is None or not (file := notes / CODED).is_file() or file.is_symlink():
        return ""
    try:
        return f"\n{file.read_text(encoding='utf-8').strip()}\n"
    except UnicodeDecodeError as error:
        raise Problem("this is no UTF-8 text", file=file) from error


def _take_over(notes: Path, folder: Path) -> None:
    for file in sorted(notes.iterdir()):
        if file.name not in NOTES or not file.is_file() or file.is_symlink():
            raise Problem("this has no place in an edition", file=file, allowed=NOTES)
        shutil.copyfile(file, folder / file.name)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _write(file: Path, pieces: Iterable[bytes]) -> None:
    with file.open("wb") as opened:
        opened.writelines(pieces)


def _text(file: Path, text: str) -> None:
    file.write_bytes(text.encode())


def _json(file: Path, content: Mapping[str, Any]) -> None:
    _text(file, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
