"""The words of a DOCX. The archive is measured before anything in it is opened.

Invariant: no part is unpacked to a disk; no part with a document type or an entity is parsed.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from asylia.problems import Problem
from asylia.texts.limits import Limits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\\")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_NOTES = ("footnotes", "endnotes")
_RATIO = 200  # how many times smaller than its content a large part may be packed


def text_of_docx(data: bytes, limits: Limits) -> str:
    """The words of the body in order, then its notes. Raises ``Problem`` for an archive that is broken or hostile."""
    check_archive(data, limits)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(data))
        bodies = [document.element.body, *_notes(document.part)]
        return "\n".join(paragraph for body in bodies for paragraph in _paragraphs(body))
    except (KeyError, ValueError, AttributeError, LxmlError, PackageNotFoundError, zipfile.BadZipFile):
        raise Problem("the DOCX is broken and cannot be opened") from None


def check_archive(data: bytes, limits: Limits) -> None:
    """Refuse, with ``Problem``, an archive that unpacks to too much, leads out of itself or declares entities."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
        _check_parts(parts, limits)
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                _check_xml(archive.read(part), part.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Problem("the DOCX is broken: its archive cannot be read") from None
    if "[Content_Types].xml" not in archive.namelist() or not any(p.filename.startswith("word/") for p in parts):
        raise Problem("this is a ZIP archive and no DOCX", mend="Unpack it and add the files one by one.")


def _check_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise Problem(f"the DOCX holds {len(parts):,} parts; the limit is {limits.parts:,}")
    if (unpacked := sum(part.file_size for part in parts)) > limits.unpacked:
        raise Problem(f"the DOCX unpacks to {unpacked:,} bytes; the limit is {limits.unpacked:,}")
    for part in parts:
        if _OUTSIDE.search(part.filename):
            raise Problem("the DOCX holds a part whose name leads out of the archive")
        if part.flag_bits & 1:
            raise Problem("the DOCX is encrypted", mend="Save a copy without a password.")
        if part.file_size > 10_000_000 and part.file_size > _RATIO * part.compress_size:
            raise Problem(f"the DOCX holds a part packed more than {_RATIO} times; that is the limit")


def _check_xml(part: bytes, name: str) -> None:
    plain = part.replace(b"\0", b"")  # the same words in UTF-16 and UTF-32
    if _DECLARATION.search(plain):
        raise Problem("the DOCX declares XML entities or a document type, which none needs", field=name[:80])


def _notes(part: Any) -> Iterator[Any]:
    from docx.oxml import parse_xml

    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in _NOTES:
            yield parse_xml(relation.target_part.blob)


def _paragraphs(body: Any) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):
        yield "".join(_words(paragraph)).replace("\f", " ")


def _words(paragraph: Any) -> Iterator[str]:
    """The words of one paragraph: not those of a text box in it, of hidden runs, or of what was struck out."""
    for run in paragraph.iter(f"{_W}r"):
        inner = (
            next(run.iterancestors(f"{_W}p"), None) is not paragraph
            or next(run.iterancestors(_FALLBACK), None) is not None
        )
        if inner or run.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        for piece in run:
            if piece.tag == f"{_W}t":
                yield piece.text or ""
            elif piece.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                yield "\t" if piece.tag == f"{_W}tab" else "\n"
            elif piece.tag == f"{_W}noBreakHyphen":
                yield "-"
