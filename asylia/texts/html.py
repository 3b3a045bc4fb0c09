"""The words of a page that a reader would see. Scripts and styles are dropped, nothing is fetched or run."""

import re
from typing import Any

from lxml import etree, html

from asylia.problems import Problem
from asylia.texts.encodings import decode

_DROPPED = frozenset({"script", "style", "template", "head", "iframe", "object", "embed", "applet", "svg", "math"})
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small"
    "|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)


def text_of_html(data: bytes, encoding: str = "") -> str:
    """The visible words, one block a line. Raises ``Problem`` where nothing can be made of the file."""
    declared = _CHARSET.search(data[:4096])
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    source = decode(data, encoding or ("" if marked or not declared else declared[1].decode("ascii")))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(source.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise Problem("the HTML is broken and cannot be read") from None
    return _text(tree)


def _text(tree: Any) -> str:
    """Walk without recursion: a page may be nested deeper than Python's stack."""
    parts, skip, plain = list[str](), None, 0  # the element that hides what is in it; how many <pre> are open
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if skip is None and event == "start":
            if _hidden(element):
                skip = element
                continue
            plain += element.tag == "pre"
            parts.append("" if _INLINE.fullmatch(element.tag) else "\n")
            parts.append(_collapsed(element.text, plain))
        elif event == "end" and (skip is None or skip is element):
            if skip is None:
                plain -= element.tag == "pre"
                parts.append(_after(element.tag))
            skip = None
            parts.append(_collapsed(element.tail, plain))
    lines = ("".join(parts)).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def _after(tag: str) -> str:
    return "" if _INLINE.fullmatch(tag) or tag == "br" else "\t" if tag in ("td", "th") else "\n"


def _collapsed(text: str | None, plain: int) -> str:
    return "" if not text else text.replace("\f", " ") if plain else re.sub(r"\s+", " ", text)


def _hidden(element: Any) -> bool:
    if element.tag in _DROPPED or "hidden" in element.attrib:
        return True
    return bool(_HIDING.search(element.get("style", "")))
