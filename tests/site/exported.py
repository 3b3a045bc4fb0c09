"""An export, read as a browser reads it: what is there, and where its links lead."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Links(HTMLParser):
    """The links of a page, its ids and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids |= {given["id"]} if "id" in given else set()
        self.links += [given[name] for name in ("href", "src", "srcset", "action", "poster") if name in given]


@dataclass
class Export:
    """A folder of files; the edition's own files are no pages of it."""

    root: Path

    def __post_init__(self) -> None:
        self.files = {f.relative_to(self.root).as_posix() for f in self.root.rglob("*") if f.is_file()}
        html = (f for f in self.files if f.endswith(".html") and "/files/" not in f)
        self.pages = {f: Links((self.root / f).read_text(encoding="utf-8")) for f in html}

    def broken(self) -> Iterator[str]:
        """Links that lead nowhere, or to a block that is not there."""
        for file, page in self.pages.items():
            for link in page.links:
                parts = urlsplit(link)
                if parts.scheme:
                    continue
                to = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
                to = to if parts.path else file
                ids = self.pages[to].ids if to in self.pages else {unquote(parts.fragment)}
                there = to in self.files and not link.startswith("/")
                if not there or (parts.fragment and unquote(parts.fragment) not in ids):
                    yield f"{file}: {link}"

    def reached(self) -> set[str]:
        """The files to which some page leads."""
        return {
            posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(urlsplit(link).path)))
            for file, page in self.pages.items()
            for link in page.links
            if not urlsplit(link).scheme and urlsplit(link).path
        }
