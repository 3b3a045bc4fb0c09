"""The words of passages, from the reader's own copies of the publications.

``site serve --sources FOLDER`` looks the passages up once, before the first request; pages then show the words beside
the citation. Without a folder, or where a copy does not hold a passage, the citation stands alone and says so.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from asylia.texts.find import Search

_words: dict[str, str] = {}
_asked: list[bool] = []  # whether a folder was given


def look(edition: Path, folder: Path) -> "Search":
    """Find the passages of an edition in a folder's files. Raises ``Problem`` where either cannot be read."""
    from asylia.texts.find import find_in  # what reads documents is loaded by those who have some
    from asylia.texts.wanted import of_edition

    return find_in(folder, of_edition(edition))


def told(search: "Search") -> Iterator[str]:
    """What the folder holds, in lines: how many passages, which files could not be read, what was expected."""
    wanted = len(search.wanted.passages)
    yield f"{len(search.hits)} of {wanted} passages found in your copies"
    yield from (f"  {copy.file}: {copy.problem}" for copy in search.copies if copy.problem)
    if search.missing and search.wanted.publications:
        yield f"  expected: {', '.join(search.wanted.publications)}"


def keep(words: Mapping[str, str] | None) -> None:
    """Remember what was found, for this process. None: no folder was given."""
    _words.clear()
    _words.update(words or {})
    _asked[:] = [words is not None]


def words_of(passage: str) -> str:
    """The words of a passage; '' where no copy holds it."""
    return _words.get(passage, "")


def instead() -> str:
    """What stands in the place of words that a reader's own copies do not hold; '' where none were given."""
    return _("Not found in your copies; the words stand in the publication.") if any(_asked) else ""


def are_served() -> bool:
    """Whether this process looks into a reader's own copies."""
    return any(_asked)
