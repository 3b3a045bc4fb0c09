"""The publication that a register is coded from, cut into chapters at their opening passages.

Invariant: a passage has a place only if all its letters stand, once, between the opening of its chapter and the next.
"""

from bisect import bisect_right
from pathlib import Path

from asylia.coding.cited import OPENING
from asylia.coding.register import Passage, Register
from asylia.problems import Problem
from asylia.texts.letters import Letters, letters_of, normalise, page_starts
from asylia.texts.passages import find

_MORE = "Quote more words."
_NEAR = 60  # characters of the text that a hint shows


class Volume:
    """One text file and the chapters (sources) whose opening words it holds."""

    def __init__(self, register: Register, file: Path) -> None:
        """Read the text and find the openings. Raises ``Problem`` where there is no such text."""
        try:
            self.text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Problem(
                "this is no UTF-8 text that can be read", file, mend="Give the publication as text."
            ) from error
        self.file = file
        self.here = normalise(self.text)
        self.pages = page_starts(self.text) if "\f" in self.text else []
        openings = {passage.source: passage for passage in register.passages if passage.key == OPENING}
        self.starts = {source: at for source, opening in openings.items() if (at := self._first(opening)) is not None}

    def where(self, passage: Passage) -> dict[str, int | str]:
        """The place of a passage in its chapter, and its page where the text has pages and the passage has none.

        Raises ``Problem`` (without a line) where its words are not there, or stand there more than once.
        """
        if passage.source not in self.starts:
            opening = "its words are" if passage.key == OPENING else f"the opening of {passage.source} is"
            raise Problem(f"{opening} not in {self.file.name}", mend=self._hint(passage, 0, len(self.here.letters)))
        start, end = self._chapter(passage.source)
        places = self._all(passage, start, end)
        if not places:
            raise Problem(f"the words are not in the chapter {passage.source}", mend=self._hint(passage, start, end))
        if passage.key == OPENING:
            places = [start, *self._all(passage, start + 1, len(self.here.letters))]
        if len(places) > 1:
            raise Problem(f"the words stand {len(places)} times in {passage.source}", mend=_MORE)
        found: dict[str, int | str] = {"place": places[0] - start}
        if self.pages and passage.page is None:
            found["page"] = bisect_right(self.pages, self.here.at[places[0]])
        return found

    def _chapter(self, source: str) -> tuple[int, int]:
        """The letters of a chapter: from its opening to the next."""
        start = self.starts[source]
        return start, min((at for at in self.starts.values() if at > start), default=len(self.here.letters))

    def _first(self, passage: Passage) -> int | None:
        return next(iter(self._all(passage, 0, len(self.here.letters))), None)

    def _all(self, passage: Passage, start: int, end: int) -> list[int]:
        """The letters at which a passage begins, between two letters of the text."""
        if passage.quote is None:
            within = Letters(self.here.letters[start:end], self.here.at[start:end])
            found = find([passage.body()], within)[0]
            return [start + found.letter] if found else []
        letters, places = letters_of(passage.quote), list[int]()
        at = self.here.letters.find(letters, start, end)
        while letters and at >= 0:
            places.append(at)
            at = self.here.letters.find(letters, at + 1, end)
        return places

    def _hint(self, passage: Passage, start: int, end: int) -> str:
        """How far the text agrees, and how it goes on; or in which other chapter the words stand."""
        if passage.quote is None:
            return ""
        if elsewhere := [s for s in self.starts if s != passage.source and self._all(passage, *self._chapter(s))]:
            return f"They are in {', '.join(sorted(elsewhere))}."
        letters, text = letters_of(passage.quote), self.here.letters
        low, high = 0, len(letters)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if text.find(letters[:middle], start, end) >= 0 else (low, middle - 1)
        if low < 8:
            return "Nothing there begins like it."
        at = text.find(letters[:low], start, end)
        agrees = " ".join(self.text[slice(*self.here.span(at, low))].split())[-_NEAR:]
        after = self.here.span(at, low)[1]
        return f"The text agrees up to '{agrees}' and goes on '{' '.join(self.text[after : after + _NEAR].split())}'."
