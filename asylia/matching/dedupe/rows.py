"""The records of a list as rows: one for each full name, with the columns that are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from asylia.matching.dedupe.clusters import Facts
from asylia.matching.dedupe.forms import Columns, read_all
from asylia.matching.dedupe.judged import Numbers
from asylia.matching.lists.listed import Listed


@dataclass(frozen=True, slots=True)
class Rows:
    """``columns``: by name, one value a row. ``names``: all spellings, those that sound alike beside one another.

    ``name_of`` and ``record_of``: by row, the place of its spelling and of its record. ``facts``: by record.
    """

    columns: dict[str, list[object]]
    names: Sequence[str]
    name_of: Numbers
    record_of: Numbers
    facts: Sequence[Facts]

    @property
    def nameless(self) -> int:
        """How many records have no full name, and are compared with nobody."""
        return len(self.facts) - len(np.unique(self.record_of))


def rows_of(records: Sequence[Listed], processes: int) -> Rows:
    """The rows of records; their names are read by so many processes."""
    spellings = list(dict.fromkeys(name for record in records for name in record.names))
    read = dict(zip(spellings, read_all(spellings, processes), strict=True))
    names = sorted((name for name in spellings if read[name]), key=lambda name: (read[name][0].sounds, name))
    place_of = {name: place for place, name in enumerate(names)}
    columns: dict[str, list[object]] = {
        each: [] for each in ("row", "record", *Columns._fields, "blocks", "year", "countries")
    }
    put = [columns[each].append for each in Columns._fields]
    name_of, record_of, facts = list[int](), list[int](), list[Facts]()
    for place, record in enumerate(records):
        found = {columns: name for name in record.names for columns in read[name]}
        facts.append(_facts(record, list(found)))
        for one, name in found.items():
            name_of.append(place_of[name])
            record_of.append(place)
            for add, value in zip(put, one, strict=True):
                add(value or None)
            columns["blocks"].append(_blocks(one, facts[-1].year))
            columns["year"].append(facts[-1].year)
            columns["countries"].append(record.states or None)
    columns["row"] = list(range(len(record_of)))
    columns["record"] = list(record_of)
    return Rows(columns, names, np.array(name_of, np.int64), np.array(record_of, np.int64), facts)


def _blocks(one: Columns, year: int | None) -> list[str]:
    """Under what a row is looked for: a key of its name with the year of birth, this one or the next, or with a father.

    By the key alone, namesakes would be looked for a hundred times as often as there are pairs.
    """
    beside = [str(year), str(year + 1)] if year is not None else []
    return [f"{key} {each}" for key in one.keys for each in (*beside, *one.fathers)]


def _facts(record: Listed, found: Sequence[Columns]) -> Facts:
    """What is known of a record: a year of birth and a sex where it says one and not several; fathers."""
    said = {one.sex for one in found if one.sex}
    return Facts(
        year=int(record.born[0]) if len(record.born) == 1 else None,
        sex=next(iter(said)) if len(said) == 1 else None,
        stated=record.sexes[0] if len(record.sexes) == 1 else None,
        fathers=tuple(frozenset(one.fathers) for one in found if one.fathers),
    )
