"""What a row of a list says, and how much a list may ask for."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from asylia.codebook.book import book
from asylia.languages.language import languages
from asylia.names.keys import search_key

WORDS = Path(__file__).with_name("words.toml")
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_APPLICATION = re.compile(r"(?<!\d)\d{1,6}/\d\d(?!\d)")
_SEVERAL = re.compile(r"[;|\n]")
NO_LETTER = re.compile("[\ud800-\udfff\0]")  # halves of letters, and a byte 0: nothing can be written with them
_JOINERS = "\u200c\u200d"  # Persian names need them


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a list may ask for. The verb uses the defaults; tests use smaller ones."""

    size: int = 2_000_000_000  # bytes of a file that is read line by line
    document: int = 64_000_000  # bytes of a file that is read at once: JSON that is not in lines, RSS
    line: int = 1_000_000  # characters of a line
    cell: int = 2_000  # characters of a cell that is used
    columns: int = 500
    rows: int = 1_000_000
    packed: int = 100_000_000  # bytes of an XLSX
    unpacked: int = 300_000_000  # bytes that it unpacks to
    parts: int = 2_000  # files inside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is said of a list beforehand. ``name``: the columns that make a name together; '' and () are 'find out'."""

    format: str = ""
    name: tuple[str, ...] = ()
    encoding: str = ""
    sheet: str = ""
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One record of a list. There is no place in it for more of a birth than its year.

    ``row``: as the list is counted (the row of a table with its heading, the line of a file, the place among others).
    ``weak``: names by which many are called. ``title``: of a case, which may name several, or nobody.
    """

    row: int
    id: str = ""
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    title: str = ""


def years(text: str) -> tuple[str, ...]:
    """The years in a date of birth, and nothing else of it. Raises ``ValueError`` where figures make no year."""
    found = dict.fromkeys(_YEAR.findall(text))
    if not found and any(map(str.isdigit, text)):
        raise ValueError("no year of birth can be read here; a year has four figures")
    return tuple(found)


def applications(text: str) -> tuple[str, ...]:
    """The application numbers in some words, each once."""
    return tuple(dict.fromkeys(_APPLICATION.findall(text)))


def plain(text: str) -> str:
    """Words of a list as they may be shown: nothing in them moves a cursor, hides or turns what stands beside it."""
    return "".join(c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "\ufffd" for c in text)


def several(text: str) -> tuple[str, ...]:
    """What a cell with several values holds: between them stands ; or | or a new line."""
    return tuple(filter(None, map(str.strip, _SEVERAL.split(text))))


def states(words: Iterable[str]) -> tuple[str, ...]:
    """Countries by code, or by name in any of our languages. What stands for none (914, UNK) is left out."""
    found = (_countries().get(search_key(word), "") for word in words)
    return tuple(dict.fromkeys(filter(None, found)))


def sexes(word: str) -> tuple[str, ...]:
    """The code that a word for a sex stands for; () for any other word."""
    said = search_key(word)
    return tuple(code for code, listed in words_of("sexes").items() if said in listed)


@cache
def words_of(table: str) -> Mapping[str, frozenset[str]]:
    """A table of ``words.toml``, its words as search keys."""
    read: dict[str, Any] = tomllib.loads(WORDS.read_text(encoding="utf-8"))[table]
    return {key: frozenset(map(search_key, listed)) for key, listed in read.items()}


@cache
def _countries() -> Mapping[str, str]:
    codes = book().vocabularies["countries"]
    by_name = {search_key(each.country(code)): code for each in languages().values() for code in codes}
    return by_name | {search_key(code): code for code in codes}
