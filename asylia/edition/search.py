"""Finds parts of words in many short texts.

The texts lie one after another in one array of bytes; where a word begins with a rare letter few places are looked at.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from asylia.edition.column import Flags
from asylia.edition.facets import GROUP_EVENTS, PERSONS
from asylia.names.keys import search_key

if TYPE_CHECKING:
    from asylia.edition.index import Index

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

    def holding(self, words: Iterable[str]) -> Flags:
        """For each row whether it holds every word, each anywhere."""
        found = np.ones(self.rows, bool)
        for word in dict.fromkeys(words):
            if not found.any():
                break
            found &= self._with(word.encode())
        return found

    def _with(self, word: bytes) -> Flags:
        found = np.zeros(self.rows, bool)
        last = len(self._bytes) - len(word) + 1
        if last <= 0 or not word:
            return found if word else ~found
        at = np.flatnonzero(self._bytes[:last] == word[0])
        for offset, letter in enumerate(word[1:], 1):
            at = at[self._bytes[at + offset] == letter]
        found[np.searchsorted(self._starts, at, side="right") - 1] = True
        return found


def found_by(index: "Index", table: str, words: str) -> Flags:
    """The rows of a table that a search finds.

    It finds persons by parts of their names or of one affiliation (each word anywhere, case and diacritics folded), by
    their id and by that of a record of theirs; what hangs under persons by these persons and by its id; group events
    by what describes them. Of words that hold no letter or digit nothing is found.
    """
    rows = index.tables[table]
    found = np.asarray(rows.ids == words.upper().encode())
    keys = search_key(words).split()
    if table == GROUP_EVENTS:
        return found | index.descriptions.holding(keys) if keys else found
    persons = _persons(index, words, keys)
    return persons if table == PERSONS else found | persons[rows.person]


def _persons(index: "Index", words: str, keys: list[str]) -> Flags:
    found = np.asarray(index.persons.ids == words.upper().encode())
    for rows in index.tables.values():
        if rows.person is not None:
            found[rows.person[rows.ids == words.upper().encode()]] = True
    if keys:
        affiliations = index.persons.columns["affiliation"]
        said = affiliations.stated.any(index.affiliations.holding(keys)[affiliations.stated.items])
        found |= index.names.holding(keys) | said[affiliations.of]
    return found
