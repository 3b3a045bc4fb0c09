"""A file for whoever decides: CSV that is its owner's alone, for it says of persons what nobody has decided.

Invariant: the file is there whole or not at all, no other file gives way to it, and no spreadsheet calculates a cell.
"""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from asylia.edition.schema import csv_lines
from asylia.problems import Problem
from asylia.site.pieces import inert_in_spreadsheets


def check_out(out: Path) -> None:
    """Refuse, before anything is done, a file that could not be written."""
    if out.exists() or out.is_symlink():
        raise Problem("this file exists and is not overwritten", file=out, field="--out")
    if not out.parent.is_dir():
        raise Problem("there is no such folder", file=out.parent, field="--out")


def write_rows(columns: Iterable[str], rows: Iterable[Iterable[str]], out: Path) -> None:
    """Write rows under a heading. Raises ``Problem`` where the file exists or its folder does not."""
    check_out(out)
    inert = (tuple(map(inert_in_spreadsheets, row)) for row in rows)
    descriptor, unfinished = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(csv_lines(tuple(columns), inert))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(unfinished, out)  # unlike a rename, it never takes the place of a file
        except FileExistsError:
            raise Problem("this file exists and is not overwritten", file=out, field="--out") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)
