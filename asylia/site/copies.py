"""The words of passages, from the reader's own copies of the publications.

``site serve --sources FOLDER`` looks the passages up once, before the first request; pages then show the words beside
the citation. Without a folder, or where a copy does not hold a passage, the citation stands alone and says so.
"""

from collections.abc import Mapping
from pathlib import Path

from asylia.texts.find import find_in
from asylia.texts.wanted import of_edition

_words: dict[str, str] = {}


def read(edition: Path, folder: Path) -> dict[str, str]:
    """The words of each passage of an edition that a folder's files hold, by the passage's id."""
    return {id: hit.words for id, hit in find_in(folder, of_edition(edition)).hits.items()}


def keep(words: Mapping[str, str]) -> None:
    """Remember what was found, for this process."""
    _words.clear()
    _words.update(words)


def words_of(passage: str) -> str:
    """The words of a passage; '' where no copy holds it."""
    return _words.get(passage, "")
