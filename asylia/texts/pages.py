"""Offsets and pages, and a text whose line-end hyphens are folded.

Invariant: ``folded.at`` rises, and each character of a folded text leads back to the one it came from.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from asylia.texts.letters import FORM_FEED, page_starts

# A hyphen that ends a line between two small letters only parts a word; before a capital it belongs to the name.
_LINE_END = re.compile(r"(?<=[^\W\d_])(?:[-\u2010]|\u00ad)[ \t]*\n[ \t]*(?=[^\W\d_])|\u00ad")


class Folded(NamedTuple):
    """A text without line-end hyphens, and for each of its characters the offset in the text it came from."""

    text: str
    at: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` to ``end`` of the folded text stand in the other."""
        return self.at[start], self.at[end - 1] + 1


def fold(text: str) -> Folded:
    """Join the words that the end of a line parts: ``exi-`` and ``led`` become ``exiled``; soft hyphens vanish."""
    parts, at, done = list[str](), array("L"), 0
    for hyphen in _LINE_END.finditer(text):
        if hyphen[0] != "\u00ad" and not text[hyphen.end()].islower():
            continue
        parts.append(text[done : hyphen.start()])
        at.extend(range(done, hyphen.start()))
        done = hyphen.end()
    return Folded("".join([*parts, text[done:]]), [*at, *range(done, len(text))])


def page_of(text: str | Sequence[int], offset: int) -> int | None:
    """On which page, from 1, a character stands; None for a text without pages.

    Give the pages' offsets (``page_starts``) instead of the text to ask often.
    """
    starts = page_starts(text) if isinstance(text, str) else text
    return bisect_right(starts, offset) if len(starts) > 1 else None


def page_span(text: str, page: int) -> tuple[int, int]:
    """Where a page, from 1, begins and ends in a text. Raises ``ValueError`` that says which pages there are."""
    starts = page_starts(text)
    if not 1 <= page <= len(starts):
        raise ValueError(f"there is no page {page}; allowed: 1 to {len(starts)}")
    return starts[page - 1], text.find(FORM_FEED, starts[page - 1]) if page < len(starts) else len(text)
