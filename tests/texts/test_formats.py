"""Each format in small: which words come out, in which order."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from asylia.problems import Problem
from asylia.texts import formats
from asylia.texts.encodings import decode
from asylia.texts.extract import Extracted, extract, opened
from asylia.texts.html import text_of_html
from asylia.texts.limits import Limits
from tests import documents

RUSSIAN = "Вымышленный рыбак жил на берегу озера. Осенью его допросили, а зимой отпустили домой."
GERMAN = (
    "Der Fischer wohnte über dem See, hörte Lieder, aß Brötchen, grüßte Nachbarn, möchte früh schöne Bücher für Käufer."
)


def read(data: bytes, **limits: int) -> Extracted:
    return Extracted(*formats.extract(data, Limits(**limits)))


def test_a_text_is_read_as_it_stands_with_one_kind_of_line_end() -> None:
    found = read(b"\xef\xbb\xbfOne lake.\r\nTwo lakes.\rThree\0 lakes.\n")
    assert found.text == "One lake.\nTwo lakes.\nThree lakes.\n"
    assert found.media_type == "text/plain"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r"])
def test_russian_is_read_in_each_encoding(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN
    assert decode(RUSSIAN.upper().encode(encoding)) == RUSSIAN.upper()


def test_western_letters_are_told_from_russian() -> None:
    assert decode(GERMAN.encode("cp1252")) == GERMAN


def test_an_encoding_that_is_named_ends_the_question() -> None:
    with pytest.raises(Problem, match="cp1251 or koi8-r"):
        decode("Рыбак".encode("cp1251"))
    assert decode("Рыбак".encode("cp1251"), "cp1251") == "Рыбак"
    with pytest.raises(Problem, match="no encoding"):
        decode(b"lakes", "lake-8")


def test_a_page_keeps_its_words_in_blocks_and_its_asides() -> None:
    page = "<h1>Lakes</h1><p>One <b>b</b>ig\n lake.</p><aside>Aside.</aside><pre>a\n b</pre>x<br>y</body></html>"
    assert text_of_html(f"<html><body>{page}".encode()).split("\n") == [
        "Lakes",
        "",
        "One big lake.",
        "",
        "Aside.",
        "",
        "a",
        "b",
        "x",
        "y",
    ]


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = f'<!doctype html><meta charset="windows-1251"><p>{RUSSIAN}</p>'
    assert read(page.encode("cp1251")).text == RUSSIAN


def test_a_deeply_nested_page_is_no_trouble() -> None:
    assert "lake" in text_of_html(b"<html>" + b"<div>" * 200 + b"lake" + b"</div>" * 200)


def test_a_pdf_gives_its_words_page_by_page() -> None:
    typst = pytest.importorskip("typst")
    found = read(typst.compile(b"One lake.\n#pagebreak()\nTwo lakes."))
    assert found.text.split("\f") == ["One lake.", "Two lakes."]
    assert (found.media_type, found.extractor) == ("application/pdf", "pypdfium2")


def test_a_pdf_with_more_pages_than_the_limit_is_refused() -> None:
    with pytest.raises(Problem, match="the limit is 0"):
        read(documents.pdf(), pages=0)


def test_a_docx_gives_body_tables_and_notes_but_nothing_hidden() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("One lake.")
    document.add_table(1, 2).cell(0, 1).text = "In a table."
    document.add_paragraph().add_run("secret").font.hidden = True
    document.add_paragraph("Last.").add_run("\tAfter a tab.")
    out = io.BytesIO()
    document.save(out)
    assert [line for line in read(out.getvalue()).text.split("\n") if line] == [
        "One lake.", "In a table.", "Last.\tAfter a tab.",
    ]  # fmt: skip


def _scan(words: str, format: str = "PNG") -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    image, out = Image.new("L", (1400, 160), 255), io.BytesIO()
    ImageDraw.Draw(image).text((20, 40), words, font=ImageFont.load_default(56), fill=0)
    image.save(out, format, **({"resolution": 150} if format == "PDF" else {}))
    return out.getvalue()


@pytest.mark.parametrize("format", ["PNG", "TIFF", "JPEG", "PDF"])
def test_a_scan_is_read_where_tesseract_is(format: str, needs: Callable[[str], str]) -> None:
    needs("tesseract")
    found = read(_scan("A fisherman was questioned", format))
    assert found.text.strip() == "A fisherman was questioned"
    assert found.extractor.endswith("tesseract")


@pytest.mark.parametrize("format", ["PNG", "PDF"])
def test_without_tesseract_a_scan_is_refused_in_words(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Problem, match=r"tesseract is not installed\W+Install tesseract"):
        read(_scan("A fisherman", format))


def test_a_scan_is_read_in_the_child_too(needs: Callable[[str], str], tmp_path: Path) -> None:
    needs("tesseract")
    path = tmp_path / "scan.png"
    path.write_bytes(_scan("A fisherman was questioned"))
    with opened(path, Limits()) as file:
        assert "fisherman" in extract(file, path).text
