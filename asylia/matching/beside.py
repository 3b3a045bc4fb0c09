"""What an edition tells of persons beside their names, held against a record of a list.

An edition has no year of birth. So a year of the list can only speak against somebody: by what is told to have happened
before it, or when the person would have been a child, and children have no file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from asylia.codebook.book import book
from asylia.codebook.kinds import SPECIAL
from asylia.edition.lists.rows import first_days
from asylia.edition.reader import Edition
from asylia.edition.schema import split
from asylia.matching.codes import agree
from asylia.matching.lists.listed import Listed

_CHILD = 14  # years: below, somebody is hardly the person of whom an incident is told


@dataclass(frozen=True, slots=True)
class Beside:
    """A person as an edition tells of them. ``since``: the year of the earliest incident; 0 where none is dated."""

    names: tuple[str, ...]
    sexes: frozenset[str]
    states: frozenset[str]
    since: int

    def agreeing(self, record: Listed) -> Iterator[str]:
        """What else is told of both alike."""
        if both := [x for x, y in product(record.states, sorted(self.states)) if agree("countries", x, y)]:
            yield f"state: both {_labels('countries', both)}"

    def against(self, record: Listed) -> Iterator[str]:
        """What speaks against their being one."""
        if record.sexes and self.sexes and self.sexes.isdisjoint(record.sexes):
            yield f"sex: {_labels('sexes', record.sexes)} in the list, {_labels('sexes', self.sexes)} in the edition"
        if record.born and self.since and all(self.since - int(year) < _CHILD for year in record.born):
            years = " or ".join(record.born)
            yield f"year of birth: {years} in the list, and the edition tells of an incident in {self.since}"
        if record.states and self.states and not any(True for _ in self.agreeing(record)):
            there = _labels("countries", self.states)
            yield f"nationality: {_labels('countries', record.states)} in the list, {there} in the edition"


def beside(edition: Edition, persons: Iterable[str]) -> Mapping[str, Beside]:
    """What an edition tells of some persons, by id; those it does not have are left out."""
    wanted = list(persons)
    since = dict[str, int]()
    for incident in edition.among("incidents", "person", wanted):
        for day in first_days(incident["date"]):
            year = date.fromordinal(day).year
            since[incident["person"]] = min(year, since.get(incident["person"], year))
    return {
        person["id"]: Beside(
            split(person["name"]),
            frozenset(split(person["sex"])).difference(SPECIAL),
            frozenset((*split(person["citizenship"]), *split(person["state_of_concern"]))).difference(SPECIAL),
            since.get(person["id"], 0),
        )
        for person in edition.among("persons", "id", wanted)
    }


def _labels(vocabulary: str, codes: Iterable[str]) -> str:
    return " or ".join(sorted({book().label(vocabulary, code) for code in codes}))
