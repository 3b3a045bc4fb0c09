"""CSV: lines with a separator between the cells. Encoding and separator are told by the content.

Invariant: memory holds one line of the file, whatever the file is; no character is replaced by another.
"""

import codecs
import csv
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from itertools import chain
from typing import IO

from asylia.matching.lists.listed import NO_LETTER, Asked, Listed, words_of
from asylia.matching.lists.table import Cells, records
from asylia.names.keys import search_key
from asylia.problems import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_NAME_IT = "Save the whole list as UTF-8, or name its encoding with --encoding, such as cp1251."


def read(file: IO[bytes], asked: Asked) -> Iterator[Listed]:
    """The records of a CSV file. Raises ``Problem``."""
    heading: list[str] = []

    def where(row: int, column: int) -> str:
        name = heading[column - 1] if column <= len(heading) else ""
        return f"row {row}, column {column}{f' ({name[:40]})' if name else ''}"

    def rows() -> Iterator[tuple[int, Cells]]:
        encoding = _encoding(file.peek(4096), asked.encoding)  # type: ignore[attr-defined]
        lines = _lines(file, encoding, asked)
        opening = list[str]()  # up to the heading
        while not (opening and opening[-1].strip()) and (line := next(lines, "")):
            opening.append(line)
        beyond = False  # whether anything before was no ASCII, and could be read
        for number, cells in _parsed(chain(opening, lines), _separator(opening[-1] if opening else "")):
            for column, cell in enumerate(cells, 1):
                if not cell.isascii() or "\0" in cell:
                    if wrong := NO_LETTER.search(cell):  # a byte that fits nothing stands as one
                        raise _broken(wrong[0], encoding, beyond, where(number, column))
                    beyond = True
            heading[:] = heading or cells
            yield number, cells

    yield from records(rows(), asked, where)


def _encoding(start: bytes, wanted: str) -> str:
    if wanted:
        try:
            "".encode(wanted)
        except (LookupError, UnicodeError):
            allowed = ("utf-8", "utf-16", "cp1251", "koi8-r", "cp1252")
            raise Problem(f"{wanted!r} is no encoding that is known", field="--encoding", allowed=allowed) from None
        return wanted
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if start.count(0) * 4 > len(start):
        raise Problem("this is no text in UTF-8: a quarter of its bytes are 0", mend=_NAME_IT)
    return "utf-8"


def _lines(file: IO[bytes], encoding: str, asked: Asked) -> Iterator[str]:
    """The lines with their ends. A byte that fits nothing comes as a lone surrogate, so that its cell can be named."""
    text = TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    number = 0
    try:
        while line := text.readline(asked.bounds.line + 1):
            number += 1
            if len(line) > asked.bounds.line:
                what = f"the line has more than {asked.bounds.line:,} characters"
                raise Problem(what, field=f"line {number}", mend="Is this a list, with one record a line?")
            yield line
    except UnicodeError:
        what = f"the bytes after it are no {encoding}" if number else f"the first bytes are no {encoding}"
        raise Problem(what, field=f"line {number}", mend=_NAME_IT) from None
    finally:
        with suppress(ValueError):  # where reading broke off, the file may be closed before this ends
            text.detach()  # the file is not ours to close


def _parsed(lines: Iterator[str], separator: str) -> Iterator[tuple[int, Cells]]:
    """The rows with their numbers, as a spreadsheet counts them."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), 1):
            yield number, cells
    except csv.Error as error:
        mend = "A cell that holds a quotation mark or a separator stands in quotation marks, with inner ones doubled."
        raise Problem(f"this is no CSV: {error}", field=f"row {number + 1}", mend=mend) from None


def _separator(heading: str) -> str:
    """That by which the heading falls into the most columns that are known; of equals, into the most columns."""
    known = frozenset().union(*words_of("headings").values())

    def worth(separator: str) -> tuple[int, int]:
        names = [name.strip(' "\r\n') for name in heading.split(separator)]
        return sum(search_key(name) in known for name in names), len(names)

    return max(_SEPARATORS, key=worth)


def _broken(letter: str, encoding: str, beyond: bool, where: str) -> Problem:
    if letter == "\0":
        return Problem("the cell holds a byte 0, which is no letter", field=where, mend="Export the list anew.")
    byte = f"the byte {ord(letter) - 0xDC00:02X}" if "\udc80" <= letter <= "\udcff" else "half a letter"
    mixed = "; the rows before are, so two encodings are mixed" if beyond else ""
    name = encoding.removesuffix("-sig")
    return Problem(f"{byte} is no {name}{mixed}", field=where, mend=_NAME_IT)
