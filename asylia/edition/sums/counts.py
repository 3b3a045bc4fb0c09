"""The sisters of Table 1: measures by state, host states, categories, protections. Counts with their bounds.

Invariant: a record counts in the lower bound of a cell where only one value stands, and in the upper of each value that
may stand. Incidents of all persons are counted, whatever the person's kind; nothing is divided by anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import properties
from asylia.edition.bounds import Bounds
from asylia.edition.layout import aligned
from asylia.edition.reader import Edition
from asylia.edition.schema import Record, split
from asylia.edition.sums.table1 import HEADING, TOTAL

NOT_STATED = ""


@dataclass(slots=True)
class Counts:
    """One table: rows and columns are codes, '' is 'not stated'; ``total`` is a column of its own."""

    name: str
    what: str
    of: int  # how many records were counted
    columns: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, Bounds]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The table as text."""
        yield f"{self.what} ({self.of})"
        heads = (*(self.labels[column] for column in self.columns), TOTAL)
        body = (
            (self.labels[row], *(str(cells.get(column, Bounds())) for column in self.columns), str(cells[TOTAL]))
            for row, cells in self.rows.items()
        )
        yield from aligned(("", *heads), body)

    def as_json(self) -> dict[str, Any]:
        """The table for programs."""
        rows = [
            {"code": row, "label": self.labels[row], "cells": {c: [b.low, b.high] for c, b in cells.items()}}
            for row, cells in self.rows.items()
        ]
        return {"name": self.name, "what": self.what, "of": self.of, "heading": HEADING, "rows": rows}


def counts(edition: Edition) -> tuple[Counts, ...]:
    """The four tables of an edition."""
    incidents, persons, protections = TABLES["I"], TABLES["X"], TABLES["R"]
    counted = book().flagged("person_kinds", "counted")
    exiles = [person for person in edition.all(persons) if counted.issuperset(split(person["kind"]) or ("",))]
    return (
        _count(
            "measures",
            "incidents by measure and state of concern",
            edition.all(incidents),
            "measure",
            "state_of_concern",
        ),
        _count("hosts", "incidents by host state", edition.all(incidents), "host_state"),
        _count("categories", "persons of a counted kind by category", exiles, "category", entity="X"),
        _count("protections", "protections by outcome", edition.all(protections), "protection", "outcome", "R"),
    )


def _count(name: str, what: str, records: Iterable[Record], row: str, column: str = "", entity: str = "I") -> Counts:
    found = Counts(name, what, 0)
    lines = properties(ENTITIES[entity])
    for record in records:
        found.of += 1
        downs = split(record[row]) or (NOT_STATED,)
        rights = (split(record[column]) or (NOT_STATED,)) if column else ()
        sure = len(downs) == 1 or lines[row].many
        for down in downs:
            cells = found.rows.setdefault(down, {TOTAL: Bounds()})
            cells[TOTAL].add(sure)
            for right in rights:
                cells.setdefault(right, Bounds()).add(sure and len(rights) == 1)
    across = {right for cells in found.rows.values() for right in cells if right != TOTAL}
    found.labels = {code: _label(lines[row].kind.vocabulary, code) for code in found.rows}
    found.labels |= {code: _label(lines[column].kind.vocabulary, code) for code in across}
    found.columns = tuple(sorted(across, key=lambda code: (code == NOT_STATED, found.labels[code])))
    ordered = sorted(found.rows.items(), key=lambda item: (-item[1][TOTAL].high, found.labels[item[0]]))
    found.rows = dict(ordered)
    return found


def _label(vocabulary: str, code: str) -> str:
    return book().label(vocabulary, code) if code else "not stated"
