"""XLSX, one sheet of it. The archive is measured before anything in it is opened.

Invariant: no formula is calculated, and none passes for what it shows; no part with a document type or an entity is
parsed; of a date only the year is taken.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any

from asylia.matching.lists.listed import Asked, Bounds, Listed
from asylia.matching.lists.table import Cells, records
from asylia.problems import Problem

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_AT_ONCE = 1_000_000  # bytes that are looked at together
_RATIO = 200  # how many times smaller than its content a large part may be packed
_LARGE = 10_000_000
_FORMULA, _ERROR = "f", "e"  # kinds of cells
_AS_CSV = "Save the list as CSV, or export it anew."


def read(file: IO[bytes], asked: Asked) -> Iterator[Listed]:
    """The records of a sheet: of the only one that is shown, or of the one that is asked for. Raises ``Problem``."""
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]
        from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
    except ImportError:
        mend = "Install it with: pip install 'asylia[link]'; or save the list as CSV."
        raise Problem("to read XLSX, openpyxl is needed, and it is not installed", mend=mend) from None
    _check_archive(file, asked.bounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and of checks that it leaves out
        book: Any = None
        try:
            book = load_workbook(file, read_only=True, keep_links=False)
            sheet = _sheet(book, asked.sheet)
            yield from records(
                _rows(sheet, asked.bounds), asked, lambda row, column: f"cell {get_column_letter(column)}{row}"
            )
        except Problem:
            raise
        except Exception as error:  # openpyxl raises whatever Python does where a part is not as it thinks
            raise Problem(f"the XLSX is broken and cannot be read ({type(error).__name__})", mend=_AS_CSV) from None
        finally:
            if book is not None:
                book.close()


def _sheet(book: Any, wanted: str) -> Any:
    shown = {sheet.title: sheet for sheet in book.worksheets if sheet.sheet_state == "visible"}
    if wanted and wanted not in shown:
        raise Problem(f"the workbook shows no sheet {wanted!r}", field="--sheet", allowed=tuple(shown))
    if not wanted and len(shown) != 1:
        what = "the workbook shows several sheets" if shown else "the workbook shows no sheet"
        raise Problem(what, field="--sheet", allowed=tuple(shown), mend="Say which one is the list.")
    return shown[wanted] if wanted else next(iter(shown.values()))


def _rows(sheet: Any, bounds: Bounds) -> Iterator[tuple[int, Cells]]:
    """The rows as text, as wide as the first that is not empty. What a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    width = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > bounds.rows + 1:
            raise Problem(f"the sheet has more than {bounds.rows:,} rows", mend="Cut the list into several.")
        if len(cells) > bounds.columns:
            raise Problem(f"the row has {len(cells):,} columns; the limit is {bounds.columns:,}", field=f"row {number}")
        texts = [*_texts(cells)]
        while texts and not texts[-1].strip():
            texts.pop()
        width = width or len(texts)
        yield number, [*texts, *[""] * (width - len(texts))] if texts else []


def _texts(cells: Iterable[Any]) -> Iterator[str]:
    for cell in cells:
        value = cell.value
        if value is None:
            yield ""
        elif cell.data_type in (_FORMULA, _ERROR):
            yield f"={value}".replace("==", "=", 1) if isinstance(value, str) else "="
        elif isinstance(value, date):  # a datetime is one
            yield str(value.year)
        elif isinstance(value, float) and value.is_integer():
            yield str(int(value))
        else:
            yield str(value)


def _check_archive(file: IO[bytes], bounds: Bounds) -> None:
    """Refuse an archive that is broken, unpacks to too much, or declares entities."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_parts(parts, bounds)
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise Problem("this is a ZIP archive and no XLSX", mend="Unpack it, and name the list in it.")
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise Problem("the XLSX is broken or cut off: its archive cannot be read", mend=_AS_CSV) from None
    file.seek(0)


def _check_parts(parts: list[zipfile.ZipInfo], bounds: Bounds) -> None:
    if len(parts) > bounds.parts:
        raise Problem(f"the XLSX holds {len(parts):,} parts; the limit is {bounds.parts:,}")
    if (packed := sum(part.compress_size for part in parts)) > bounds.packed:
        raise Problem(f"the XLSX has {packed:,} bytes; the limit is {bounds.packed:,}", mend="Save the list as CSV.")
    if (unpacked := sum(part.file_size for part in parts)) > bounds.unpacked:
        what = f"the XLSX unpacks to {unpacked:,} bytes; the limit is {bounds.unpacked:,}"
        raise Problem(what, mend="Save the list as CSV.")
    for part in parts:
        if part.flag_bits & 1:
            raise Problem("the XLSX is encrypted", mend="Save a copy without a password.")
        if part.file_size > _LARGE and part.file_size > _RATIO * part.compress_size:
            raise Problem(f"the XLSX holds a part packed more than {_RATIO} times; that is the limit", mend=_AS_CSV)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part once, to its end, so that its sum is checked; nothing in an XLSX needs a declaration."""
    is_xml, before = part.filename.lower().endswith((".xml", ".rels")), b""
    with archive.open(part) as opened:
        while piece := opened.read(_AT_ONCE):
            if not is_xml:
                continue
            plain = piece.replace(b"\0", b"")  # the same words in UTF-16
            if _DECLARATION.search(before + plain):
                what = "the XLSX declares XML entities or a document type, which none needs"
                raise Problem(what, field=part.filename[:80], mend=_AS_CSV)
            before = plain[-16:]
