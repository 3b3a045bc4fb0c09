"""JSON, and RSS: FollowTheMoney in lines or as an array, the envelope of public notices, the Court's lists of cases.

Which of them a file is, its shape says. Invariant: a file that is not in lines is read only if it is small enough to be
held; nothing that RSS declares is expanded or fetched.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import IO, Any

from asylia.matching.lists import cases, ftm, notices
from asylia.matching.lists.listed import NO_LETTER, Asked, Bounds, Listed
from asylia.problems import Problem

FTM, NOTICES, HUDOC = "ftm", "notices", "hudoc"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_SHAPES = (
    f'{FTM}: {{"schema": "Person", "properties": {{...}}}}, one a line or in an array',
    f'{NOTICES}: {{"_embedded": {{"notices": [...]}}}}',
    f'{HUDOC}: {{"resultcount": ..., "results": [{{"columns": {{...}}}}]}}',
)
Record = tuple[int, str, Any]  # its number, where it stands, and what it is


def read_json(file: IO[bytes], asked: Asked) -> tuple[str, Iterator[Listed]]:
    """The format of a JSON file, and its records. Raises ``Problem``."""
    first = file.readline(asked.bounds.line + 1)
    file.seek(0)
    alone = _tried(first) if len(first) <= asked.bounds.line else None
    if isinstance(alone, dict) and "schema" in alone:
        _check_format(FTM, asked)
        return FTM, _bounded(ftm.read(_lines(file, asked.bounds)), asked.bounds)
    format, said = _shape(_whole(file, asked.bounds))
    _check_format(format, asked)
    readers: dict[str, Callable[[Iterator[Record]], Iterator[Listed]]] = {
        FTM: ftm.read,
        NOTICES: notices.read,
        HUDOC: cases.read,
    }
    numbered = ((number, f"record {number}", record) for number, record in enumerate(said, 1))
    return format, _bounded(readers[format](numbered), asked.bounds)


def _check_format(format: str, asked: Asked) -> None:
    if not format or asked.format not in ("", format):
        what = f"no list of the format {asked.format!r}" if asked.format else "no list that is known"
        raise Problem(f"this JSON is {what}", allowed=_SHAPES)


def read_rss(file: IO[bytes], asked: Asked) -> tuple[str, Iterator[Listed]]:
    """The Court's feed. Raises ``Problem``."""
    from lxml import etree

    if asked.format not in ("", HUDOC):
        raise Problem(f"this is XML, and no list of the format {asked.format!r}", field="--format")
    data = _read(file, asked.bounds)
    if _DECLARATION.search(data.replace(b"\0", b"")):
        raise Problem("the XML declares entities or a document type, which no feed needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        where = f"line {line}, column {column}"
        raise Problem("the XML is broken here", field=where, mend="Download the feed anew.") from None
    if root.tag != "rss":
        raise Problem("this XML is no feed of the Court's cases", allowed=("RSS",))
    items = enumerate(root.iterfind("channel/item"), 1)
    return HUDOC, _bounded(cases.read_items((n, f"item {n}", item) for n, item in items), asked.bounds)


def _shape(found: Any) -> tuple[str, list[Any]]:
    """Of which format something is, '' for none, and its records."""
    if isinstance(found, dict):
        inner = found.get("_embedded")
        if isinstance(inner, dict) and isinstance(inner.get("notices"), list):
            return NOTICES, inner["notices"]
        if isinstance(found.get("results"), list) and "resultcount" in found:
            return HUDOC, found["results"]
        return (FTM, [found]) if "schema" in found and "properties" in found else ("", [])
    if isinstance(found, list) and found and all(isinstance(each, dict) for each in found):
        return (FTM, found) if "schema" in found[0] else ("", [])
    return "", []


def _bounded(records: Iterator[Listed], bounds: Bounds) -> Iterator[Listed]:
    for place, record in enumerate(records, 1):
        if place > bounds.rows:
            raise Problem(f"the list has more than {bounds.rows:,} records", mend="Cut it into several lists.")
        texts = (record.id, record.title, *record.names, *record.weak)
        if any(len(text) > bounds.cell for text in texts):
            raise Problem(f"a value has more than {bounds.cell:,} characters", field=f"record {record.row}")
        if any(map(NO_LETTER.search, texts)):
            raise Problem("a value holds what is no letter", field=f"record {record.row}", mend="Export the list anew.")
        yield record


def _lines(file: IO[bytes], bounds: Bounds) -> Iterator[Record]:
    number = 0
    while line := file.readline(bounds.line + 1):
        number += 1
        if len(line) > bounds.line:
            raise Problem(f"the line has more than {bounds.line:,} bytes", field=f"line {number}")
        if line.strip():
            yield number, f"line {number}", _parsed(line, number - 1)


def _whole(file: IO[bytes], bounds: Bounds) -> Any:
    return _parsed(_read(file, bounds), 0)


def _read(file: IO[bytes], bounds: Bounds) -> bytes:
    data = file.read(bounds.document + 1)
    if len(data) > bounds.document:
        what = f"the file is not one record a line, and has more than {bounds.document:,} bytes"
        raise Problem(what, mend="Cut it into several lists, or write one record a line.")
    return data


def _parsed(data: bytes, lines_before: int) -> Any:
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno + lines_before}, column {error.colno}"
        raise Problem(f"this is no JSON: {error.msg}", field=where) from None
    except UnicodeDecodeError as error:
        line = lines_before + 1 + data.count(b"\n", 0, error.start)
        column = error.start - data.rfind(b"\n", 0, error.start)
        where = f"line {line}, column {column}"
        raise Problem(f"the byte {data[error.start]:02X} is no {error.encoding}", field=where) from None
    except (RecursionError, ValueError):  # the latter for a number of thousands of figures
        raise Problem("the JSON is nested too deeply, or holds a number that is too long") from None


def _tried(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
