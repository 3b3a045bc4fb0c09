"""What rests on each source: claims, and the persons, incidents and other things that they are about.

In: the claims and passages of an edition. Out: counts by source, and the ids.
Invariant: the claims are counted by SQLite, so that one walk over what they are about is enough; made once an edition.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from asylia.codebook.entities import TABLES
from asylia.edition.reader import Edition
from asylia.edition.schema import HANGING, Record, split

_LETTERS = "".join(letter for letter in TABLES if letter != "S")
_PERSONS, _FAR = "X", 10**14  # the digits of an id, a 1 before them, are less than this
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rest:
    """What rests on one source. ``claims`` and ``passages`` are counts; ``ids`` gives the others by table."""

    claims: int = 0
    passages: int = 0
    _about: Mapping[str, Numbers] = field(default_factory=dict)

    def count(self, table: str) -> int:
        """How many records of a table some claim on this source is about; of persons, also those of their files."""
        return len(self._about.get(table, ()))

    def ids(self, table: str) -> tuple[str, ...]:
        """Their ids, sorted."""
        letter = next(letter for letter, name in TABLES.items() if name == table)
        return tuple(f"{letter}-{str(number)[1:]}" for number in self._about.get(table, np.empty(0, np.int64)).tolist())


class Rests:
    """What rests on the sources of an edition, by source."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def __getitem__(self, source: str) -> Rest:
        return self._made.get(source, Rest())

    @cached_property
    def _made(self) -> Mapping[str, Rest]:
        edition = self._edition
        names = sorted({source for (source,) in edition.picked("sources", "id")})
        place = {name: number for number, name in enumerate(names)}
        where = {id: place[source] for id, source in edition.picked("passages", "id", "source") if source in place}
        passages = np.bincount(np.fromiter(where.values(), np.int64, len(where)), minlength=len(names))
        claims, about = _walk(edition, where, len(names))
        by_table = {table: _about(numbers, len(names)) for table, numbers in about.items()}
        by_table["persons"] = _with_files(edition, by_table)
        return {
            name: Rest(claims[at], int(passages[at]), {table: found[at] for table, found in by_table.items()})
            for name, at in place.items()
        }


def not_independent(edition: Edition, source: Record) -> Iterator[tuple[str, Record]]:
    """The sources that a source is not independent of, each with why: the property that ties them, and the other.

    ``derived_from`` is one from which it took what it says, ``gave_to`` one that took from it, ``volume`` and
    ``part`` say which stands in which, ``same_volume`` and ``project`` what two have in common.
    """
    for other in edition.all("sources"):
        if other["id"] != source["id"] and (why := _tie(source, other)):
            yield why, other


def _tie(one: Record, other: Record) -> str:
    if other["id"] in split(one["derived_from"]):
        return "derived_from"
    if one["id"] in split(other["derived_from"]):
        return "gave_to"
    if one["volume"] == other["id"]:
        return "volume"
    if other["volume"] == one["id"]:
        return "part"
    if one["volume"] and one["volume"] == other["volume"]:
        return "same_volume"
    return "project" if set(split(one["project"])) & set(split(other["project"])) else ""


def _walk(edition: Edition, where: Mapping[str, int], sources: int) -> tuple[list[int], dict[str, "array[int]"]]:
    """Claims by source, and by table the number of each source and of what its claims are about, as one number."""
    claims, found = [0] * sources, {letter: array("q") for letter in _LETTERS}
    for about, passages, number in edition.tallied("claims", "about", "passages"):
        on = {where[p] for p in passages.split("|") if p in where} if "|" in passages else (where.get(passages, -1),)
        for source in on:
            if source < 0:
                continue
            claims[source] += number
            if (numbers := found.get(about[0])) is not None:
                numbers.append(source * _FAR + int("1" + about[2:]))
    return claims, {TABLES[letter]: numbers for letter, numbers in found.items()}


def _about(numbers: "array[int]", sources: int) -> list[Numbers]:
    """What each source's claims are about, once each."""
    found = np.unique(np.frombuffer(numbers, np.int64)) if numbers else np.empty(0, np.int64)
    ends = np.searchsorted(found, np.arange(1, sources) * _FAR)
    return [part % _FAR for part in np.split(found, ends)] if sources else []


def _with_files(edition: Edition, about: Mapping[str, list[Numbers]]) -> list[Numbers]:
    """The persons of each source: those whom a claim is about, and those in whose file something is."""
    found = [[numbers] for numbers in about["persons"]]
    for table in sorted(HANGING.intersection(edition.tables)):
        pairs = np.array([(int("1" + id[2:]), int("1" + p[2:])) for id, p in edition.picked(table, "id", "person")])
        if not len(pairs):
            continue
        pairs = pairs[pairs[:, 0].argsort()]
        for persons, records in zip(found, about[table], strict=True):
            at = np.searchsorted(pairs[:, 0], records)
            persons.append(pairs[at[at < len(pairs)], 1])
    return [np.unique(np.concatenate(persons)) for persons in found]
