"""What was coded, by chapter, measure and year, so that nobody reads the absence of a case as its absence in the world.

A unit counts in every chapter whose words tell it, and a person in every chapter that names the person, so the chapters
add up to more than there are. Every chapter and every measure has a row, those in which nothing was found too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from asylia.codebook.book import book
from asylia.codebook.dates import years
from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import FAMILY, SPECIAL
from asylia.coding.agreement.codings import Coding, Round, read_coding
from asylia.coding.agreement.fields import DATE, YEAR
from asylia.coding.reading import read
from asylia.coding.register import FIRST, PERSON, SECOND

LETTERS = (PERSON, "I", "R", "G", "A")
COLUMNS = ("coding", "by", "value", *(TABLES[letter] for letter in LETTERS))
CHAPTER, MEASURE, REGISTER = "source", "measure", "register"
Row = dict[str, Any]


def coverage(register: Path | None, rounds: Iterable[Round], text: Path | None = None) -> list[Row]:
    """The rows of the register that was decided on, if there is one, and of the two codings of the last round."""
    last = list(rounds)[-1]
    folders = {REGISTER: register, FIRST: last.first, SECOND: last.second}
    return [
        row
        for name, folder in folders.items()
        if folder
        for row in _rows(name, read_coding(folder, text), _chapters(folder))
    ]


def _chapters(folder: Path) -> list[str]:
    return [block.id for block in read(folder).of("S")]


def _rows(name: str, coding: Coding, chapters: Iterable[str]) -> Iterator[Row]:
    units = {letter: coding.of(letter) for letter in LETTERS}
    by = {
        CHAPTER: {letter: Counter(c for unit in found for c in unit.core) for letter, found in units.items()},
        MEASURE: {letter: Counter(v for u in found for v in _measures(u.entity)) for letter, found in units.items()},
        YEAR: {letter: Counter(v for u in found for v in _years(u.entity)) for letter, found in units.items()},
    }
    for chapter in chapters:
        yield _row(name, CHAPTER, chapter, by[CHAPTER])
    for code, entry in book().vocabularies["measures"].items():
        if not entry.flags.get(FAMILY):
            yield _row(name, MEASURE, code, by[MEASURE])
    for year in sorted({year for counted in by[YEAR].values() for year in counted}):
        yield _row(name, YEAR, year, by[YEAR])


def _row(name: str, by: str, value: str, counted: Mapping[str, Counter[str]]) -> Row:
    numbers = {TABLES[letter]: counted[letter][value] for letter in LETTERS}
    return {"coding": name, "by": by, "value": value, **numbers}


def _measures(entity: Any) -> Iterable[str]:
    measure = getattr(entity, MEASURE, None)
    return measure.shown if measure else ()


def _years(entity: Any) -> set[str]:
    """The years that it touches; '' where no date is stated."""
    date = getattr(entity, DATE, None)
    if date is None:
        return set()
    return {str(year) for shown in date.shown if shown not in SPECIAL for year in years(shown)} or {""}
