"""The words of passages, from the reader's own copies of the publications.

``site serve --sources FOLDER`` looks the passages up once, before the first request; pages then show the words beside
the citation. Without a folder, or where a copy does not hold a passage, the citation stands alone.
"""

from collections.abc import Mapping

_words: dict[str, str] = {}


def keep(words: Mapping[str, str]) -> None:
    """Remember what was found: the words of each passage by its id."""
    _words.clear()
    _words.update(words)


def words_of(passage: str) -> str:
    """The words of a passage; '' where no copy holds it."""
    return _words.get(passage, "")
