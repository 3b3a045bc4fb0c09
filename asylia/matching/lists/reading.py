"""A file becomes records: which format it is, its first bytes say."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from asylia.matching.lists import delimited, trees, xlsx
from asylia.matching.lists.listed import Asked, Listed, plain
from asylia.problems import Problem
from asylia.texts.extract import opened
from asylia.texts.limits import Limits

CSV, XLSX = "csv", "xlsx"
_TABLES = CSV, XLSX
FORMATS = (*_TABLES, trees.FTM, trees.NOTICES, trees.HUDOC)
_OTHERS = {
    b"%PDF-": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel file, or an encrypted one",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a SQLite database",
    b"PAR1": "a Parquet file",
}
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.I)
_BLANK = b"\xef\xbb\xbf \t\r\n"


class Read(NamedTuple):
    """A list that was read: of which format it is, and its records."""

    format: str
    records: tuple[Listed, ...]


def read(path: Path, asked: Asked | None = None) -> Read:
    """Read a list to its end. Raises ``Problem`` that names the file, where in it something is wrong, and what."""
    asked = asked or Asked()
    if asked.format not in ("", *FORMATS):
        raise Problem(f"{asked.format!r} is no format", field="--format", allowed=FORMATS)
    try:
        with opened(path, Limits(size=asked.bounds.size)) as file:
            format, records = _begun(file, asked)
            _check_options(format, asked)
            found = Read(format, tuple(records))
            if not found.records:
                raise Problem("the list holds no record")
            return found
    except Problem as problem:
        # An option is the reader's own word, and stands in no file. Words of the list are shown harmless.
        where = problem.file or (None if problem.field.startswith("--") else path)
        what, field, mend = map(plain, (problem.what, problem.field, problem.mend))
        raise Problem(what, where, problem.line, field, tuple(map(plain, problem.allowed)), mend) from None


def _begun(file: IO[bytes], asked: Asked) -> tuple[str, Iterator[Listed]]:
    start = file.peek(4096)[:4096] if isinstance(file, io.BufferedReader) else b""
    for magic, what in _OTHERS.items():
        if start.startswith(magic):
            raise Problem(f"this is {what} and is not read", allowed=FORMATS, mend="Save the list as CSV or XLSX.")
    if start.startswith(b"PK"):
        return XLSX, xlsx.read(file, asked)
    if _PAGE.match(start.lstrip(_BLANK)):
        raise Problem("this is a page of HTML and is not read", allowed=FORMATS, mend="Save the list as CSV or XLSX.")
    told = start.lstrip(_BLANK)[:1]
    if asked.format in ("", *FORMATS[2:]) and told in (b"{", b"["):
        return trees.read_json(file, asked)
    if asked.format in ("", trees.HUDOC) and told == b"<":
        return trees.read_rss(file, asked)
    if asked.format not in ("", CSV):
        raise Problem(f"this is no list of the format {asked.format!r}", field="", mend="Leave --format out.")
    return CSV, delimited.read(file, asked)


def _check_options(format: str, asked: Asked) -> None:
    """An option that says nothing of this format was meant for another list."""
    if asked.format not in ("", format):
        raise Problem(f"this is a list of the format {format!r}", field="--format", mend="Leave --format out.")
    given = (("--encoding", asked.encoding, (CSV,)), ("--sheet", asked.sheet, (XLSX,)), ("--name", asked.name, _TABLES))
    for option, value, formats in given:
        if value and format not in formats:
            raise Problem(f"says nothing of a list of the format {format!r}", field=option, mend="Leave it out.")
