"""The passages of a register or an edition, found again in a reader's own copies of the publications.

Invariant: what is shown as a passage's words has exactly its letters; nothing is shown for one that is not there.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from asylia.problems import Problem
from asylia.texts.extract import extract, opened
from asylia.texts.letters import Letters, normalise, page_starts
from asylia.texts.limits import Limits
from asylia.texts.pages import fold, page_of
from asylia.texts.passages import Found, find
from asylia.texts.wanted import Wanted

_SUFFIXES = frozenset({".txt", ".text", ".htm", ".html", ".pdf", ".docx"})
# What closes the last word; and a figure behind it ("in 2012"), which letters alone cannot say belongs to the passage.
_CLOSING = re.compile(r"[\u0300-\u036f]*(?:\s+\d[\d.,–-]*(?![^\W\d_]))?[.,;:!?)\]’”»\"']*")
_MOST = 500  # files of a folder that are looked at


class Hit(NamedTuple):
    """Where a passage stands in a copy: characters of its text, the page where it has pages, and the words."""

    file: str
    page: int | None
    start: int
    end: int
    words: str


class Copy(NamedTuple):
    """One file of the folder: how many passages it holds, or why it could not be read."""

    file: str
    found: int
    problem: str = ""


@dataclass
class Search:
    """What a folder holds of what was wanted."""

    wanted: Wanted
    hits: dict[str, Hit] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """The ids of the passages that no copy holds, sorted."""
        return sorted(set(self.wanted.passages) - set(self.hits))


def find_in(folder: Path, wanted: Wanted, limits: Limits | None = None) -> Search:
    """Look for every wanted passage in every text, PDF, HTML and DOCX file of a folder; links are not followed.

    Of several copies the one that holds the most passages speaks for each that it holds. Raises ``Problem`` where the
    folder cannot be read or holds more files than are looked at.
    """
    search, limits = Search(wanted), limits or Limits()
    found = list[tuple[int, dict[str, Hit]]]()
    for path in _files(folder):
        name = str(path.relative_to(folder))
        try:
            hits = _hits(path, name, wanted, limits)
        except Problem as problem:
            search.copies.append(Copy(name, 0, problem.what))
            continue
        search.copies.append(Copy(name, len(hits)))
        found.append((len(hits), hits))
    for _, hits in sorted(found, key=lambda copy: copy[0]):
        search.hits |= hits
    return search


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Problem("this is no folder", file=folder)
    found = sorted(path for path in _walk(folder) if path.suffix.lower() in _SUFFIXES)
    if len(found) > _MOST:
        raise Problem(f"the folder holds {len(found)} documents; the limit is {_MOST}", file=folder)
    if not found:
        raise Problem("the folder holds no document", file=folder, allowed=tuple(sorted(_SUFFIXES)))
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for where, _, names in os.walk(folder, followlinks=False):
        yield from (path for name in names if not (path := Path(where, name)).is_symlink() and path.is_file())


def _hits(path: Path, name: str, wanted: Wanted, limits: Limits) -> dict[str, Hit]:
    with opened(path, limits) as file:
        text = extract(file, path, limits).text
    pages, here = page_starts(text), normalise(text)
    found = zip(wanted.passages.items(), find(wanted.passages.values(), here, wanted.openings), strict=True)
    return {
        id: Hit(
            name, page_of(pages, hit.start), hit.start, hit.end, words_of(text, here, pages, hit, passage["letters"])
        )
        for (id, passage), hit in found
        if hit
    }


def words_of(text: str, here: Letters, pages: Sequence[int], hit: Found, letters: int) -> str:
    """The words of a passage in one line, without line-end hyphens and without the heads and feet between its pages."""
    parts, start, last = list[str](), hit.start, hit.start
    for offset in here.at[hit.letter : hit.letter + letters]:
        if bisect_right(pages, offset) != bisect_right(pages, last):
            parts.append(text[start : last + 1])
            start = offset
        last = offset
    tail = _CLOSING.match(text, hit.end)
    parts.append(text[start : tail.end() if tail else hit.end])
    return " ".join(fold("\n".join(parts)).text.split())
