"""What a form for an entity asks: a loop over its properties. The desk draws it; here is only what to draw."""

from dataclasses import dataclass
from typing import Literal

from asylia.codebook.book import Book, book
from asylia.codebook.kinds import FAMILY, properties


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``choices`` are codes with their labels, for a ``select``; a ``text`` has none."""

    name: str
    means: str
    widget: Literal["select", "text"]
    many: bool
    choices: tuple[tuple[str, str], ...] = ()


def form_fields(entity: type, words: Book | None = None) -> list[Field]:
    """The fields of an entity's form, in the order of its lines.

    A value that is a code alone is chosen; one that has words or an id beside its code is written.
    """
    vocabularies = (words or book()).vocabularies
    found = list[Field]()
    for name, line in properties(entity).items():
        entries = vocabularies.get(line.kind.vocabulary, {}) if line.kind.chosen else {}
        choices = tuple((code, entry.label) for code, entry in entries.items() if not entry.flags.get(FAMILY))
        found.append(Field(name, line.means, "select" if line.kind.chosen else "text", line.many, choices))
    return found
