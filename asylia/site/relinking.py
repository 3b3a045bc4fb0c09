"""A page of the site -> the same page as a file among files: every link names a file, by the way from this one to it.

Invariant: what an export has no file for is no link; the name of the host under which pages were made stands nowhere.
"""

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from urllib.parse import quote

from asylia.site.places import Place, Places
from asylia.site.rendering import ORIGIN

_LINK = re.compile(r'<(link|img|source)\b([^>]*?)\b(href|src|srcset)="([^"]*)"([^>]*)>\n?')
_ANCHOR = re.compile(r'<a\b([^>]*?)\bhref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_ITEM = re.compile(r'<li><a\b[^>]*?\bhref="([^"]*)"[^>]*>[^<]*</a></li>\n?')
_LABEL = re.compile(r"</?label\b[^>]*>")
_META = re.compile(rf'<meta\b[^>]*content="{re.escape(ORIGIN)}[^"]*"[^>]*>\n?')
_HERE = re.compile(rf"{re.escape(ORIGIN)}(/[^\s\"'<>]*)?")
_KEPT = re.compile(r'\b(?:class|lang|dir)="[^"]*"')
_ALTERNATE = re.compile(r'rel="(?:canonical|alternate)"')
_INDEX = "index.html"  # which a server shows for its folder
_HEAD = '<meta charset="utf-8">'
# No header goes with a file: what a page can say itself, it says.
_REFERRER = '<meta name="referrer" content="no-referrer">'


class Relinking:
    """How pages are made files. ``base`` is the address under which the export will stand, with a slash, or ''."""

    def __init__(self, places: Places, base: str = "") -> None:
        self._places, self._base = places, base
        self.met: set[Place] = set()  # what the pages so far lead to

    def page(self, html: str, file: str) -> str:
        """A page as the file that it becomes."""
        html = _ITEM.sub(self._item, _LABEL.sub("", html))
        html = _ANCHOR.sub(lambda found: self._anchor(found, file), html)
        html = _LINK.sub(lambda found: self._link(found, file), html)
        if not self._base:
            html = _META.sub("", html)
        return self.absolute(html, escape).replace(_HEAD, f"{_HEAD}\n{_REFERRER}", 1)

    def absolute(self, text: str, written: Callable[[str], str] = escape) -> str:
        """Text in which addresses with the host stand: they become those under ``base``; without one they go."""
        return _HERE.sub(lambda found: written(self._under_base(unescape(found[1] or "/"))), text)

    def _under_base(self, address: str) -> str:
        if not self._base or not (place := self._met(address)):
            return ""
        file = place.file if posixpath.basename(place.file) != _INDEX else place.file.removesuffix(_INDEX)
        return self._base + _written(file, place.fragment)

    def _met(self, address: str) -> Place | None:
        if place := self._places.place(address):
            self.met.add(Place(place.file, place.address))
        return place

    def _item(self, found: re.Match[str]) -> str:
        """An item of a list that is nothing but a link goes with it."""
        return found[0] if not _is_ours(found[1]) or self._met(unescape(found[1])) else ""

    def _anchor(self, found: re.Match[str], file: str) -> str:
        before, url, after, words = found.groups()
        if not _is_ours(url):
            return found[0]
        if to := self._to(url, file):
            return f'<a{before}href="{to}"{after}>{words}</a>'
        kept = "".join(f" {each}" for each in _KEPT.findall(before + after))
        return f"<span{kept}>{words}</span>"

    def _link(self, found: re.Match[str], file: str) -> str:
        tag, before, attribute, url, after = found.groups()
        if not _is_ours(url):
            return found[0]
        points = tag == "link" and _ALTERNATE.search(before + after)
        if (points and (self._base or "canonical" in points[0])) or url.startswith(ORIGIN):
            to = self._under_base(unescape(url.removeprefix(ORIGIN)))
        else:
            to = self._to(url, file)
        end = "\n" if found[0].endswith("\n") else ""
        return f'<{tag}{before}{attribute}="{escape(to)}"{after}>{end}' if to else ""

    def _to(self, url: str, file: str) -> str:
        place = self._met(unescape(url.removeprefix(ORIGIN)) or "/")
        return _way(posixpath.dirname(file), posixpath.basename(file), place.file, place.fragment) if place else ""


def _is_ours(url: str) -> bool:
    return (url.startswith("/") and not url.startswith("//")) or url.startswith(ORIGIN)


@lru_cache(maxsize=100_000)
def _way(folder: str, here: str, to: str, fragment: str) -> str:
    """The way from a file to another; only the block where it is the same."""
    if posixpath.join(folder, here) == to and fragment:
        return f"#{quote(fragment)}"
    return _written(posixpath.relpath(to, folder or "."), fragment)


def _written(path: str, fragment: str) -> str:
    return quote(path) + (f"#{quote(fragment)}" if fragment else "")
