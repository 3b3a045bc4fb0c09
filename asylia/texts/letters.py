"""The letters of a text, and where in the text each of them stands.

Two extractions of one publication differ in spaces, hyphens, line breaks, note marks and in the heads and feet of
pages; they agree in their letters: NFKC, case folding, everything dropped that is no letter, running heads first.
Invariant: a pure function of text and page breaks; ``at`` rises, and ``text[at[i]]`` is where letter i comes from.
"""

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

FORM_FEED = "\f"
_EDGE = 3  # lines at the top and at the bottom of a page that may be a running head or foot
_REPEATS = 2  # pages that must share such a line

_MARKS = r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u1160-\u11ff\u3099\u309a]"  # they join the one before
_CLUSTER = re.compile(rf"[a-zA-Z]+(?!{_MARKS})|.{_MARKS}*", re.DOTALL)
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page |p\. ?|с\. ?|стр\. ?)?(?:\d+|[ivxlc]{1,6})(?: ?(?:of|/|из) ?\d+)?[\W_]*", re.I
)


_Line = tuple[int, int]  # where it begins and ends, as offsets


class Letters(NamedTuple):
    """The letters of a text, and for each the offset of its character in that text."""

    letters: str
    at: Sequence[int]

    def span(self, first: int, count: int) -> tuple[int, int]:
        """Where ``count`` letters from letter ``first`` stand in the text: start and end as offsets."""
        return self.at[first], self.at[first + count - 1] + 1


def letters_of(words: str) -> str:
    """The letters of some words, in which no page begins."""
    return "".join(map(_letters, _CLUSTER.findall(words)))


def normalise(text: str, pages: Sequence[int] = ()) -> Letters:
    """The letters of a whole text, without the heads and feet that its pages share.

    ``pages`` holds the offset at which each page begins; without it form feeds part the pages.
    """
    found, at = list[str](), array("L")
    for start, end in _kept(text, pages or page_starts(text)):
        for cluster in _CLUSTER.finditer(text, start, end):
            words = cluster[0]
            if letters := _letters(words):
                found.append(letters)
                plain = words.isascii()  # then one letter a character
                at.extend(range(cluster.start(), cluster.end()) if plain else [cluster.start()] * len(letters))
    return Letters("".join(found), at)


def page_starts(text: str) -> list[int]:
    """Where the pages begin that form feeds part."""
    return [0, *(i + 1 for i, character in enumerate(text) if character == FORM_FEED)] if FORM_FEED in text else [0]


@cache
def _word(cluster: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    return "".join(filter(str.isalpha, folded))


def _letters(cluster: str) -> str:
    return cluster.lower() if cluster.isascii() and cluster.isalpha() else _word(cluster)


def _kept(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches of the text that are no running head or foot, page by page."""
    bounds = list(zip(pages, [*pages[1:], len(text)], strict=True))
    if len(bounds) < 2:
        return iter([(0, len(text))])
    edges = [_edges(text, *bound) for bound in bounds]
    shared = [Counter(key for edge in edges for key in {_key(text, line) for line in edge[side]}) for side in (0, 1)]
    return (_trimmed(text, bound, edge, shared) for bound, edge in zip(bounds, edges, strict=True))


def _trimmed(text: str, page: _Line, edge: tuple[list[_Line], list[_Line]], shared: list[Counter[str]]) -> _Line:
    """One page from under its running heads to above its running feet."""
    start, end = page
    for _, under in takewhile(lambda line: _runs(text, line, shared[0]), edge[0]):
        start = under
    for above, _ in takewhile(lambda line: line[0] >= start and _runs(text, line, shared[1]), edge[1]):
        end = above
    return start, end


def _edges(text: str, start: int, end: int) -> tuple[list[_Line], list[_Line]]:
    """The first and the last lines of a page that hold anything: from the top down, from the bottom up."""
    lines = [(m.start(), m.end()) for m in re.compile(r"[^\n\r\f]+").finditer(text, start, end) if m[0].strip()]
    return lines[:_EDGE], lines[::-1][:_EDGE]


def _key(text: str, line: _Line) -> str:
    return re.sub(r"\d+", "#", " ".join(text[slice(*line)].split()))


def _runs(text: str, line: _Line, shared: Counter[str]) -> bool:
    return shared[_key(text, line)] >= _REPEATS or bool(_PAGE_NUMBER.fullmatch(text[slice(*line)]))
