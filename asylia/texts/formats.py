"""Bytes become text: one function a format. Runs in the child process of ``extract.py`` only.

Nothing in a document is executed or fetched. Pages are parted by form feeds. Invariant: a text that is returned holds
letters; whatever else comes is a ``Problem``.
"""

import re
from collections.abc import Callable
from importlib.metadata import version
from io import BytesIO
from typing import Any, NamedTuple

from asylia.problems import Problem
from asylia.texts.encodings import decode
from asylia.texts.letters import FORM_FEED
from asylia.texts.limits import Limits

TEXT, HTML, PDF = "text/plain", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_IMAGES = {b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"II*\0": "image/tiff", b"MM\0*": "image/tiff"}
_OTHER = {
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Word file, or an encrypted one",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_FORMATS = ("text", "HTML", "PDF", "DOCX", "PNG, JPEG or TIFF")


class Extracted(NamedTuple):
    """A text, of what media type its bytes were, and what drew it from them."""

    text: str
    media_type: str
    extractor: str
    version: str


def extract(data: bytes, limits: Limits, encoding: str = "") -> Extracted:
    """The text of a document of any format that is read. Raises ``Problem`` that says what is wrong with the file."""
    if not data.strip(b"\0 \t\r\n"):
        raise Problem("the file is empty")
    media_type = sniff(data)
    read = _READERS.get(media_type, _image)
    found = read(data, limits, encoding)
    text = _CONTROL.sub("", found.text.replace("\r\n", "\n").replace("\r", "\n"))
    if not any(map(str.isalpha, text)):
        raise Problem("no letter was found in the file")
    if len(text.encode()) > limits.text:
        raise Problem(f"the text is longer than {limits.text:,} bytes")
    return found._replace(text=text, media_type=media_type)


def sniff(data: bytes) -> str:
    """The media type, by content; a name or an extension says nothing. Raises ``Problem`` for what is not read."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1024]
    if b"%PDF-" in data[:1024]:
        return PDF
    for magic, media_type in _IMAGES.items():
        if data.startswith(magic):
            return media_type
    if data.startswith(b"PK"):
        return DOCX
    if _HTML.match(start):
        return HTML
    what = next((what for magic, what in _OTHER.items() if data.startswith(magic)), "")
    if start.startswith(b"<?xml") or start.lower().startswith(b"<!doctype"):
        what = "an XML file, whose entities are not expanded,"
    if what:
        raise Problem(f"this is {what} and is not read", allowed=_FORMATS, mend="Save it as PDF or DOCX.")
    return TEXT


def _text(data: bytes, limits: Limits, encoding: str) -> Extracted:
    return Extracted(decode(data, encoding), TEXT, "asylia text", "1")


def _html(data: bytes, limits: Limits, encoding: str) -> Extracted:
    from asylia.texts.html import text_of_html

    return Extracted(text_of_html(data, encoding), HTML, "lxml", version("lxml"))


def _docx(data: bytes, limits: Limits, encoding: str) -> Extracted:
    from asylia.texts.docx import text_of_docx

    return Extracted(text_of_docx(data, limits), DOCX, "python-docx", version("python-docx"))


def _pdf(data: bytes, limits: Limits, encoding: str) -> Extracted:
    """The text layer of a PDF; pages that are only pictures are read as scans. Its scripts are never run."""
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # type: ignore[import-untyped]

    if b"%%EOF" not in data[-4096:]:
        raise Problem("the PDF is cut off: its end mark is missing")
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Problem("the PDF is encrypted", mend="Save a copy without a password.") from None
        raise Problem("the PDF is broken and cannot be opened") from None
    if not 0 < pages <= limits.pages:
        raise Problem(f"the PDF has {pages:,} pages; the limit is {limits.pages:,}")
    texts, pictures, length = list[str](), list[int](), 0
    for number in range(pages):
        try:
            page = document[number]
            text = _words(page.get_textpage().get_text_range())
        except pypdfium2.PdfiumError:
            raise Problem(f"page {number + 1} of the PDF is broken") from None
        if not any(map(str.isalpha, text)) and next(page.get_objects([FPDF_PAGEOBJ_IMAGE]), None):
            pictures.append(number)
        texts.append(text)
        if (length := length + len(text)) > limits.text:
            raise Problem(f"the text is longer than {limits.text:,} bytes")
    extractor, release = "pypdfium2", version("pypdfium2")
    if pictures and (reader := _reader(required=len(pictures) == pages)):
        for number in pictures:
            texts[number] = reader.read(_drawn(document[number], limits))
        extractor, release = f"{extractor} and {reader.name}", f"{release} and {reader.version}"
    return Extracted(FORM_FEED.join(texts), PDF, extractor, release)


def _words(text: str) -> str:
    """PDFium writes a line-end hyphen and its line break as one U+FFFE."""
    return text.replace("\ufffe", "-\n").replace(FORM_FEED, " ")


def _drawn(page: Any, limits: Limits) -> Any:
    """A page as an image, 300 dots an inch, or fewer where the page is huge."""
    width, height = page.get_size()
    scale = min(300 / 72, (min(limits.pixels, 40_000_000) / max(1.0, width * height)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil()


def _image(data: bytes, limits: Limits, encoding: str) -> Extracted:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked first, and it names itself
    try:
        image: Any = Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        frames = getattr(image, "n_frames", 1)
        if frames > limits.pages:
            raise Problem(f"the scan has {frames:,} pages; the limit is {limits.pages:,}")
        reader, texts = _reader(required=True), list[str]()
        for frame in range(frames):
            image.seek(frame)
            if image.width * image.height > limits.pixels:
                raise Problem(f"the image has {image.width * image.height:,} pixels; the limit is {limits.pixels:,}")
            texts.append(reader.read(image) if reader else "")
    except (OSError, SyntaxError, ValueError) as error:
        raise Problem(f"the image is broken and cannot be opened ({type(error).__name__})") from None
    return Extracted(FORM_FEED.join(texts), "", reader.name if reader else "", reader.version if reader else "")


def _reader(*, required: bool) -> Any:
    from asylia.texts.scans import reader

    return reader(required=required)


_READERS: dict[str, Callable[[bytes, Limits, str], Extracted]] = {TEXT: _text, HTML: _html, PDF: _pdf, DOCX: _docx}
