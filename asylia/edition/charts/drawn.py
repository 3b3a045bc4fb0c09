"""What a kind of picture hands over: the numbers for its CSV, and what typst draws, in each language.

Invariant: a picture is data. ``charts.typ`` knows how each kind looks and no word of any language.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from asylia.codebook.kinds import SPECIAL
from asylia.edition.bounds import Bounds
from asylia.languages.language import Language, languages

Picture = Mapping[str, Any]
SOURCE = "en"  # the language of the labels in a CSV
MOST_NAMED = 3  # so many rows does a text name


@dataclass(frozen=True, slots=True)
class Page:
    """A picture in one language, with what is said in its stead (``alt``) and under it (``caption``)."""

    title: str
    alt: str
    caption: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart before it is drawn. ``rows`` are those of its CSV."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    pages: Mapping[str, Page]
    maps: Mapping[str, Any] = field(default_factory=dict)  # lines that its pages share


def in_each(page: Callable[[Language], Page]) -> dict[str, Page]:
    """The page in every language."""
    return {code: page(language) for code, language in languages().items()}


def caution(language: Language) -> str:
    """What is to be kept in mind before any of these numbers."""
    return language.gettext("Cases told in one report: no rates, no trends.")


def bounds(language: Language, count: Bounds) -> str:
    """``12`` or ``12–14``."""
    if count.low == count.high:
        return language.number(count.high)
    return f"{language.number(count.low)}–{language.number(count.high)}"


def state(language: Language, code: str) -> str:
    """The name of a state; a word for what is not stated, or said to be unknown."""
    if not code:
        return language.gettext("not stated")
    return language.special(code) if code in SPECIAL else language.country(code)


def label(language: Language, vocabulary: str, code: str) -> str:
    """The label of a code; a word for what is not stated, or said to be unknown."""
    if not code:
        return language.gettext("not stated")
    return language.special(code) if code in SPECIAL else language.label(vocabulary, code)


def incidents(language: Language, count: Bounds) -> str:
    """``12 incidents``, ``12–14 incidents``."""
    words = language.ngettext("%(number)s incident", "%(number)s incidents", count.high)
    return words % {"number": bounds(language, count)}


def named(language: Language, counted: Iterable[tuple[str, Bounds]]) -> str:
    """``Russia (23), Germany (20)``: labels with their numbers."""
    return ", ".join(f"{words} ({bounds(language, count)})" for words, count in counted)


def doubt(language: Language) -> str:
    """What the hatched part of a bar means."""
    return language.gettext("may belong here: the sources leave it open")


def two(count: Bounds) -> tuple[str, str]:
    """Both limits, for a CSV."""
    return str(count.low), str(count.high)
