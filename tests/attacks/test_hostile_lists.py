"""Lists that are broken, or made to break their reader: each a clear error that says where, and no file is made."""

import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asylia.cli import cli
from asylia.matching.lists.listed import Asked, Bounds
from asylia.matching.lists.reading import read
from asylia.problems import Problem
from tests.matching.lists import samples

NAME = "Farruh Namuna"
BILLION = '<!DOCTYPE a [<!ENTITY a "lake">' + "".join(f'<!ENTITY b{n} "{"&a;" * 9}">' for n in range(9)) + "]>"


def repacked(made: bytes, **parts: bytes) -> bytes:
    """An XLSX with parts replaced or added; in their names __ stands for / and _ before the ending for a dot."""
    out, new = BytesIO(), {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in old.namelist():
            packed.writestr(name, new.pop(name, None) or old.read(name))
        for name, data in new.items():
            packed.writestr(name, data)
    return out.getvalue()


def sheet(rows: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    made = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    return repacked(samples.xlsx(), xl__worksheets__sheet1_xml=made.encode())


def text(cell: str, words: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{words}</t></is></c>'


def lying() -> bytes:
    """A part that unpacks to far more than the archive says."""
    made = repacked(samples.xlsx(), xl__extra_xml=b" " * 5_000_000)
    return made.replace((5_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))


def encrypted() -> bytes:
    made = bytearray(samples.xlsx())
    at = made.rfind(b"PK\x01\x02")
    made[at + 8] |= 1
    return bytes(made)


def formulas(*cells: object) -> bytes:
    return samples.xlsx([(NAME, "TJ", "1984"), cells])


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("list.csv", samples.csv())
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], str | bytes], str]] = {
    # nothing, or nearly nothing
    "empty": (lambda: "", "the file is empty"),
    "blank": (lambda: "\n\n\r\n", "the list is empty"),
    "only a heading": (lambda: "Name,Born\r\n", "row 1, column 1 (Name): the list holds nothing but its heading"),
    "only a heading, xlsx": (lambda: samples.xlsx([]), "cell A1: the list holds nothing but its heading"),
    "an empty sheet": (lambda: sheet(""), "the list is empty"),
    "an empty envelope": (lambda: '{"_embedded": {"notices": []}}', "the list holds no record"),
    "an empty array": (lambda: "[]", "this JSON is no list that is known. Allowed: ftm: "),
    "no person": (
        lambda: '{"id": "1", "schema": "Company", "properties": {}}\n',
        "holds no Person; there are only Company",
    ),
    # headings and rows
    "no such column": (lambda: "Whoever,Born\r\nx,1984\r\n", "with --name. The columns are: Whoever, Born."),
    "one heading twice": (
        lambda: "Name,Born,name\r\na,1,b\r\n",
        "row 1, column 1 (Name) and row 1, column 3 (name): two columns are called 'name'. Rename one of them.",
    ),
    "one heading twice, xlsx": (
        lambda: samples.xlsx(heading=("Name", "Born", "Name")),
        "cell A1 and cell C1: two columns",
    ),
    "a cell too few": (
        lambda: f"Name,Born\r\n{NAME},1984\r\nx\r\n",
        "row 3, column 1 (Name): the row has 1 cells, and the",
    ),
    "a cell too many": (
        lambda: f"Name,Born\r\n{NAME},1984,x\r\n",
        "row 2, column 3: the row has more cells than the head",
    ),
    "a cell too many, xlsx": (lambda: samples.xlsx([(NAME, "", "", "x")]), "cell D2: the row has more cells"),
    "many columns": (lambda: ",".join(map(str, range(600))), "the heading has 600 columns; the limit is 500"),
    "many columns, xlsx": (lambda: sheet(f'<row r="1">{text("ZZZ1", "x")}</row>'), "columns; the limit is 500"),
    "a row without end, xlsx": (
        lambda: sheet(f'<row r="1">{text("A1", "Name")}</row><row r="99999999999">{text("A99999999999", "x")}</row>'),
        "the sheet has more than 1,000,000 rows",
    ),
    "an open quotation mark": (lambda: f'Name,Born\r\n"{NAME},1984\r\n' + "x,1\r\n" * 40_000, "row 2: this is no CSV"),
    "a stray quotation mark": (lambda: f'Name,Born\r\n"{NAME}" x,1984\r\n', "row 2: this is no CSV"),
    "a long cell": (
        lambda: f"Name\r\n{'x' * 3000}\r\n",
        "row 2, column 1 (Name): the cell has more than 2,000 characters",
    ),
    "a long line": (lambda: "Name\r\n" + "x" * 1_000_001, "line 2: the line has more than 1,000,000 characters"),
    # letters
    "two encodings": (
        lambda: "Name\r\nФаррух Намуна\r\n".encode() + "Намуна\r\n".encode("cp1251"),
        "row 3, column 1 (Name): the byte CD is no utf-8; the rows before are, so two encodings are mixed. Save the",
    ),
    "another encoding": (
        lambda: "Имя\r\nНамуна\r\n".encode("cp1251"),
        "row 1, column 1: the byte C8 is no utf-8. Save",
    ),
    "utf-16 without its mark": (
        lambda: "Name\r\nNamuna\r\n".encode("utf-16-le"),
        "this is no text in UTF-8: a quarter",
    ),
    "half of utf-16": (lambda: "Name\r\nNamuna\r\n".encode("utf-16")[:-1], "the bytes after it are no utf-16"),
    "half a letter": (
        lambda: b"\xff\xfe" + "Name\r\nNam".encode("utf-16-le") + b"\x00\xd8" + "\r\n".encode("utf-16-le"),
        "no utf-16",
    ),
    "byte 0": (
        lambda: f"Name,Born\r\n{NAME},1984\r\nNam\0una,1990\r\n",
        "row 3, column 1 (Name): the cell holds a byte 0",
    ),
    "zeros": (lambda: bytes(100_000), "a quarter of its bytes are 0"),
    # formulas
    "a formula": (lambda: f"Name\r\n{NAME}\r\n=HYPERLINK(1)\r\n", "row 3, column 1 (Name): the cell holds a formula"),
    "a formula, xlsx": (lambda: formulas('=CONCATENATE("a", "b")', "", ""), "cell A3: the cell holds a formula"),
    "a formula in a date": (
        lambda: formulas(NAME, "", "=TODAY()"),
        "cell C3: the cell holds a formula, and nothing is calc",
    ),
    "an error of a formula": (lambda: formulas("#REF!", "", ""), "cell A3: the cell holds a formula"),
    # archives
    "cut off": (lambda: samples.xlsx()[:-300], "the XLSX is broken or cut off"),
    "cut short": (lambda: samples.xlsx()[:200], "the XLSX is broken or cut off"),
    "damaged": (
        lambda: repacked(samples.xlsx(), xl__workbook_xml=b"<workbook"),
        "the XLSX is broken and cannot be read",
    ),
    "damaged rows": (
        lambda: repacked(samples.xlsx(), xl__worksheets__sheet1_xml=b"<worksheet><sheetD"),
        "the XLSX is broken",
    ),
    "a bomb": (lambda: repacked(samples.xlsx(), xl__bomb_xml=b" " * 30_000_000), "packed more than 200 times"),
    "a lying size": (lying, "the XLSX is broken or cut off"),
    "encrypted": (encrypted, "the XLSX is encrypted"),
    "an encrypted one": (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "an old Excel file, or an encrypted one"),
    "another archive": (zipped, "this is a ZIP archive and no XLSX"),
    "laughs": (
        lambda: repacked(samples.xlsx(), xl__sharedStrings_xml=(BILLION + "<a>&b8;</a>").encode()),
        "xl/sharedStrings.xml: the XLSX declares XML entities",
    ),
    "laughs in utf-16": (
        lambda: repacked(samples.xlsx(), xl__sharedStrings_xml=(BILLION + "<a>&b8;</a>").encode("utf-16")),
        "the XLSX declares XML entities",
    ),
    "a laugh at the seam": (
        lambda: repacked(samples.xlsx(), xl__extra_xml=b"<!--" + os.urandom(499_996).hex().encode() + BILLION.encode()),
        "the XLSX declares XML entities",
    ),
    # JSON and XML
    "another JSON": (lambda: '{"persons": []}', "this JSON is no list that is known. Allowed: ftm: "),
    "a number": (lambda: "[1, 2, 3]", "this JSON is no list that is known"),
    "half of JSON": (lambda: '{"_embedded": {"notices": [\n{"entity_id"', "line 2, column 13: this is no JSON"),
    "a broken line": (lambda: samples.ftm() + "{broken\n", "line 5, column 2: this is no JSON"),
    "nested": (lambda: '{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
    "nested in a line": (
        lambda: samples.ftm() + '{"schema": "Person", "properties": ' + "[" * 100_000 + "]" * 100_000 + "}\n",
        "nested too deeply",
    ),
    "a number without end": (
        lambda: '{"results": [' + "1" * 10_000 + '], "resultcount": 1}',
        "a number that is too long",
    ),
    "JSON in another encoding": (
        lambda: json.dumps([samples.person("1", "Намуна")], ensure_ascii=False).encode("cp1251"),
        "line 1, column 59: the byte CD is no utf-8",
    ),
    "no entity": (
        lambda: '{"schema": "Person", "properties": [1]}\n',
        "line 1: this is no entity: it has no properties",
    ),
    "a name that is none": (
        lambda: '{"schema": "Person", "properties": {"name": [{"a": 1}]}}\n',
        "line 1, name: a property is a list of texts",
    ),
    "a name without end": (
        lambda: json.dumps([samples.person("1", "x" * 3000)]),
        "record 1: a value has more than 2,000 characters",
    ),
    "no notice": (
        lambda: '{"_embedded": {"notices": [{"name": "x"}]}}',
        "record 1: this is no notice: it has no entity_id",
    ),
    "a notice of numbers": (
        lambda: '{"_embedded": {"notices": [{"entity_id": "2019/1", "name": 7}]}}',
        "record 1, name: a text stands here",
    ),
    "nationalities that are none": (
        lambda: samples.notices(samples.notice("2019/1", "A", "B") | {"nationalities": "TJ"}),
        "record 1, nationalities: ",
    ),
    "no case": (
        lambda: '{"resultcount": 1, "results": [{"columns": {"itemid": "1"}}]}',
        "record 1, appno: this is no case",
    ),
    "broken XML": (lambda: "<rss><channel>\n<item></rss>", "line 2, column 13: the XML is broken here"),
    "another XML": (lambda: "<a/>", "this XML is no feed of the Court's cases"),
    "another feed": (lambda: samples.rss(("News", "Nothing")), "no item of this feed has an application number"),
    "laughs in a feed": (lambda: BILLION + "<rss><channel>&b8;</channel></rss>", "the XML declares entities"),
    # what is no list at all
    "a page": (lambda: "<!doctype html><table><tr><td>Name</table>", "this is a page of HTML and is not read"),
    "a PDF": (lambda: b"%PDF-1.7\n", "this is a PDF and is not read. Allowed: csv, xlsx, ftm, notices, hudoc."),
    "packed": (lambda: b"\x1f\x8b" + b"x" * 50, "this is a gzip archive"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is no utf-8"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_where_it_is_wrong_and_no_file_is_made(what: str, edition: Path, tmp_path: Path) -> None:
    make, said = HOSTILE[what]
    content = make()
    path = tmp_path / "list"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    done = CliRunner().invoke(
        cli, ["matching", "link", str(path), "--against", str(edition), "--out", str(tmp_path / "matches.csv")]
    )
    assert said in done.output
    assert done.output.startswith(f"{path}: ")
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_not_used_is_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(samples.xlsx([(NAME, "=1+1", "=TODAY()")], ("Name", "Remark", "Other")))
    (found,) = read(path).records
    assert found.names == (NAME,)


def test_folders_links_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text(samples.csv(), encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    refusals = {
        "link.csv": "symbolic link",
        "pipe.csv": "no regular file",
        "folder.csv": "regular file",
        "no.csv": "cannot be opened",
    }
    for name, what in refusals.items():
        with pytest.raises(Problem, match=what):
            read(tmp_path / name)
    with pytest.raises(Problem, match="no regular file"):
        read(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("content", "bounds", "what"),
    [
        (samples.csv(), {"line": 20}, "line 1: the line has more than 20 characters"),
        (samples.csv(), {"rows": 2}, "more than 2 rows"),
        (samples.csv(), {"size": 20}, "the limit is 0 MB"),
        (samples.csv(), {"cell": 12}, "row 2, column 1 (Name): the cell has more than 12 characters"),
        (samples.csv(), {"columns": 2}, "3 columns; the limit is 2"),
        (samples.ftm(), {"rows": 2}, "more than 2 records"),
        (samples.ftm(), {"line": 120, "document": 100}, "line 2: the line has more than 120 bytes"),
        (json.dumps(samples.entities()), {"document": 100}, "not one record a line, and has more than 100 bytes"),
        (samples.notices(), {"document": 100}, "more than 100 bytes"),
        (samples.rss(), {"document": 100}, "more than 100 bytes"),
        ("", {"unpacked": 2_000}, "unpacks to"),
        ("", {"packed": 2_000}, "bytes; the limit is 2,000"),
        ("", {"parts": 3}, "parts; the limit is 3"),
        ("", {"rows": 2}, "more than 2 rows"),
    ],
)
def test_each_limit_is_said(content: str, bounds: dict[str, int], what: str, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(content.encode() or samples.xlsx())
    with pytest.raises(Problem, match=re.escape(what)):
        read(path, Asked(bounds=Bounds(**bounds)))


ONE_LINE: dict[str, tuple[int, bytes, bytes]] = {  # megabytes, how the file begins, what comes again and again
    "csv": (300, b"Name,Born\r\n", b"x"),
    "quoted": (80, b'Name,Born\r\n"', b"x,1\r\n"),
    "cells": (80, b"Name,Born\r\n", b"a,"),
    "json": (80, b'[{"schema": "Person", "properties": {"name": ["', b"x"),
    "ftm": (80, b'{"schema": "Person", "properties": {"name": ["x"]}}\n{"schema": "', b"x"),
    "rss": (80, b"<rss><channel><item><title>", b"x"),
    "spaces": (80, b"", b" "),
}
READING = """
import resource, sys
from pathlib import Path
from asylia.matching.lists.reading import read
from asylia.problems import Problem
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try: read(Path(sys.argv[1]))
except Problem as problem: print(problem)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("kind", ONE_LINE)
def test_hundreds_of_megabytes_of_one_line_fail_fast_in_little_memory(kind: str, tmp_path: Path) -> None:
    megabytes, head, piece = ONE_LINE[kind]
    path, block = tmp_path / "list", piece * (1_000_000 // len(piece))
    try:
        with path.open("wb") as file:
            file.write(head)
            file.writelines([block] * megabytes)
        start = time.monotonic()
        done = subprocess.run([sys.executable, "-c", READING, str(path)], capture_output=True, text=True, check=True)
    finally:
        path.unlink()
    taken, (said, more) = time.monotonic() - start, done.stdout.splitlines()
    assert "more than" in said or "field larger than" in said or "the list is empty" in said
    assert taken < 20, f"{taken} s"
    assert int(more) < 250_000, f"{more} kB"


def test_nothing_of_a_stranger_is_in_an_error(edition: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Date of birth\r\nKimdir Notanish,1.2.84\r\n")
    done = CliRunner().invoke(cli, ["matching", "link", str(path), "--against", str(edition)])
    assert done.exit_code == 2
    assert "Notanish" not in done.output
    assert "1.2.84" not in done.output


def test_what_a_list_says_does_nothing_to_a_terminal(edition: Path, tmp_path: Path) -> None:
    turning = "Farruh\x1b[2J Namuna\u202e\x07"
    listed = {"good": json.dumps([samples.person("1", turning)]), "bad": "Whoever\x1b[2J,\u202eBorn\r\nx,y\r\n"}
    for name, content in listed.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        done = CliRunner().invoke(
            cli, ["matching", "link", str(tmp_path / name), "--against", str(edition)], color=True
        )
        assert "[2J" in done.output
        assert not {"\x1b", "\u202e", "\x07"} & set(done.output)


@pytest.mark.parametrize("name", ["Farruh \ud800 Namuna", "Farruh \0 Namuna"])
def test_what_cannot_be_written_is_refused_before_anything_is_done(name: str, edition: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "list", tmp_path / "matches.csv"
    path.write_text(json.dumps([samples.person("1", name)]))
    done = CliRunner().invoke(cli, ["matching", "link", str(path), "--against", str(edition), "--out", str(out)])
    assert (done.exit_code, out.exists()) == (2, False)
    assert "record 1: a value holds what is no letter" in done.output


GOOD = {
    "csv": lambda: samples.csv().encode(),
    "utf-16": lambda: samples.csv().encode("utf-16"),
    "xlsx": samples.xlsx,
    "ftm": lambda: samples.ftm().encode(),
    "array": lambda: json.dumps(samples.entities()).encode(),
    "notices": lambda: samples.notices().encode(),
    "cases": lambda: samples.cases().encode(),
    "rss": lambda: samples.rss().encode(),
}
changes = st.lists(
    st.tuples(st.integers(0, 100_000), st.integers(0, 4), st.binary(max_size=12)), min_size=1, max_size=6
)


@pytest.mark.parametrize("kind", GOOD)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=changes)
def test_whatever_is_changed_it_is_read_or_refused_and_nothing_else(
    kind: str, changes: list[tuple[int, int, bytes]], tmp_path: Path
) -> None:
    content = bytearray(GOOD[kind]())
    for at, fewer, more in changes:
        place = at % (len(content) + 1)
        content[place : place + fewer] = more
    path = tmp_path / "list"
    path.write_bytes(content)
    with suppress(Problem):
        assert read(path).records


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: f"Name,Born\n{text}".encode()))
)
def test_whatever_the_bytes_they_are_read_or_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    with suppress(Problem):
        assert read(path).records


WORDS = [
    *(
        "schema",
        "properties",
        "name",
        "_embedded",
        "notices",
        "entity_id",
        "results",
        "resultcount",
        "columns",
        "appno",
    ),
    *("id", "forename", "nationalities", "date_of_birth", "docname"),
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=json_values)
def test_json_of_any_shape_is_read_or_refused(value: object, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text(json.dumps(value))
    with suppress(Problem):
        assert read(path).records
