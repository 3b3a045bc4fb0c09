"""What an edition holds of the same thing as a number that a source publishes, where that can be asked.

In: an index, and aggregates. Out: counts, each with the filters that give its list.
Invariant: a count stands beside the source's number and is never added to it or divided by it. It is asked only where
each thing that the source counts by is something by which this edition can be asked too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asylia.codebook.book import book
from asylia.codebook.dates import span
from asylia.edition.bounds import Bounds
from asylia.edition.lists.cross import count
from asylia.edition.lists.facets import PERSONS, STAGE, STATE
from asylia.edition.lists.find import Wanted, Years, clean
from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition
from asylia.edition.schema import STAGES, Record, split
from asylia.edition.sums.table1 import Line, table1

_FACETS = {
    "state_of_concern": STATE,
    "host_state": "host",
    "measure": "measure",
    "stage": STAGE,
    "category": "category",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """The records of a table that pass some filters and lie in some years; no filters: a cell of Table 1."""

    table: str
    filters: Mapping[str, tuple[str, ...]]
    years: Years
    count: Bounds


def beside(index: Index, aggregates: Iterable[Record]) -> Mapping[str, Beside]:
    """By the id of an aggregate what the edition holds of the same; what it cannot be asked about is left out."""
    ranked = _ranked(index.edition)
    found = {record["id"]: _beside(index, record, ranked) for record in aggregates}
    return {id: each for id, each in found.items() if each}


def told_by(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """By source the ids of the aggregates that it tells; one that several tell stands under the first of them."""
    passages: dict[str, set[str]] = {}
    for record in edition.among("claims", "about", (id for (id,) in edition.picked("aggregates", "id"))):
        passages.setdefault(record["about"], set()).update(split(record["passages"]))
    cited = {passage for each in passages.values() for passage in each}
    source = {record["id"]: record["source"] for record in edition.among("passages", "id", cited)}
    found: dict[str, list[str]] = {}
    for id, each in sorted(passages.items()):
        if held := sorted(source[passage] for passage in each if passage in source):
            found.setdefault(held[0], []).append(id)
    return {name: tuple(ids) for name, ids in found.items()}


def _beside(index: Index, record: Record, ranked: Mapping[frozenset[str], Line]) -> Beside | None:
    table = _table(record)
    if not table:
        return None
    filters = {facet: split(record[column]) for column, facet in _FACETS.items() if record[column]}
    years = _years(record["date"])
    if table == PERSONS and STAGE in filters and filters[STAGE] != STAGES[-1:]:
        # A list asks whether some incident has a stage; the highest, of which reports speak, stands in Table 1 alone.
        line = ranked.get(frozenset(filters.get(STATE, ())))
        whole = line and filters.keys() == {STATE, STAGE} and len(filters[STAGE]) == 1 and years == (None, None)
        return Beside(table, {}, years, line.cells[filters[STAGE][0]]) if line and whole else None
    if table == PERSONS and not record["measure"]:
        filters["kind"] = tuple(sorted(book().flagged("person_kinds", "counted")))
    wanted = Wanted(table, filters, years)
    if dict(clean(index, wanted).filters).keys() != filters.keys():  # nothing in the edition has such a value
        return Beside(table, filters, years, Bounds())
    return Beside(table, filters, years, count(index, wanted).records)


def _ranked(edition: Edition) -> Mapping[frozenset[str], Line]:
    """The rows of Table 1 by their states."""
    found = table1(edition)
    rows = {frozenset({line.code}): line for line in (*found.cape, *found.others)}
    return {**rows, book().flagged("countries", "cape"): found.cape_total}


def _table(record: Record) -> str:
    """The table whose records are what the number counts; '' where it counts something that is in no table of ours."""
    units = split(record["unit"])
    if len(units) != 1 or units[0] not in book().vocabularies["units"]:
        return ""
    return str(book().entry("units", units[0]).flags.get("compared_with", ""))


def _years(cell: str) -> Years:
    """The first and the last year of the time for which a number stands; None is open."""
    try:
        spans = [span(date) for date in split(cell)]
    except ValueError:
        return None, None
    if len(spans) != 1:
        return None, None
    first, last = spans[0]
    return (first.year if first else None), (last.year if last else None)
