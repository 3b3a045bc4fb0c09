"""Finds parts of words in many short texts.

The texts lie one after another in one array of bytes; where a word begins with a rare letter few places are looked at.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_BETWEEN = "\n"  # no search key holds it


class Texts:
    """Search keys (see ``names.keys``), one a row."""

    def __init__(self, keys: Sequence[str]) -> None:
        together = _BETWEEN.join((*keys, ""))
        if together.count(_BETWEEN) != len(keys):
            together = _BETWEEN.join((*(key.replace(_BETWEEN, " ") for key in keys), ""))
        self.rows = len(keys)
        self._bytes = np.frombuffer(together.encode(), np.uint8)
        ends = np.flatnonzero(self._bytes == ord(_BETWEEN))
        self._starts = np.concatenate(([0], ends + 1)).astype(np.int32)

    def holding(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """For each row whether it holds every word, each anywhere."""
        found = np.ones(self.rows, bool)
        for word in dict.fromkeys(words):
            if not found.any():
                break
            found &= self._with(word.encode())
        return found

    def _with(self, word: bytes) -> NDArray[np.bool_]:
        found = np.zeros(self.rows, bool)
        last = len(self._bytes) - len(word) + 1
        if last <= 0 or not word:
            return found if word else ~found
        at = np.flatnonzero(self._bytes[:last] == word[0])
        for offset, letter in enumerate(word[1:], 1):
            at = at[self._bytes[at + offset] == letter]
        found[np.searchsorted(self._starts, at, side="right") - 1] = True
        return found
