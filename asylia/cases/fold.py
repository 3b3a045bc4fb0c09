"""Rows become cases. Read ``standing.py``, ``merge.py`` and ``weigh.py`` first: here they are only put together.

Invariant: a pure function of the set of rows; and nothing appears in a case that no accepted, standing claim says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from asylia.cases.independence import Sources
from asylia.cases.merge import survivors
from asylia.cases.standing import stand
from asylia.cases.weigh import many_of, one_of
from asylia.codebook.entities import (
    ENTITIES,
    Aggregate,
    GroupEvent,
    Incident,
    Person,
    Proceeding,
    Protection,
    Source,
    Stay,
)
from asylia.codebook.kinds import Property, properties
from asylia.ledger.rows import Row


@dataclass(frozen=True, slots=True)
class Case:
    """One person with incidents, protections, stays and proceedings, each sorted by id; or one entity of its own.

    ``person`` is None, and ``entity`` is not, for a group event, an aggregate and a source. ``claims`` holds the
    claims that count, by id; each is filed under the surviving id. ``merged`` leads from ids that were merged away to
    the one that stands for them; ``differs`` holds the pairs of which somebody found that they are two.
    """

    id: str
    person: Person | None = None
    incidents: tuple[Incident, ...] = ()
    protections: tuple[Protection, ...] = ()
    stays: tuple[Stay, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    entity: GroupEvent | Aggregate | Source | None = None
    claims: Mapping[str, Row] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    differs: tuple[tuple[str, str], ...] = ()

    def entities(self) -> Iterator[Any]:
        """Every entity of the case: the person (or what stands alone) first."""
        yield from (each for each in (self.person, self.entity) if each is not None)
        yield from (*self.incidents, *self.protections, *self.stays, *self.proceedings)


_Said = dict[str, list[Row]]  # by property


def fold(rows: Iterable[Row], sources: Sources) -> Iterator[Case]:
    """Fold rows into cases, sorted by id.

    Where a case was ever merged with another, ``rows`` must hold both: one case comes out while the merge stands, two
    once it is retracted. A root of which no claim counts gives no case. Rows that are given twice count once.
    """
    standing = stand(rows)
    where = survivors(standing.merges, _owners(standing.claims)) if standing.merges else {}
    said: dict[str, dict[str, _Said]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    claims: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in _renamed(standing.claims, where) if where else standing.claims:
        _, id, _, root, about, _, _, _, _, body = row
        said[root][about][body["property"]].append(row)  # type: ignore[index]  # a claim that stands has its words
        claims[root][id] = row
    preferred = {row.acts_on: row.seq for row in standing.prefers if row.acts_on is not None}
    for root in sorted(said):
        merged = {gone: kept for gone, kept in where.items() if kept == root or kept in said[root]}
        differs = _differs(standing.differs, where, root) if standing.differs else ()
        built = [
            _entity(id, by_property, preferred, sources)
            for id, by_property in sorted(said[root].items())
            if id[:1] in ENTITIES
        ]
        yield _case(root, built, claims[root], merged, differs)


def fold_case(rows: Iterable[Row], sources: Sources) -> Case | None:
    """Fold the rows of one case; None where no claim counts. Raises ``ValueError`` where they make several."""
    cases = list(fold(rows, sources))
    if len(cases) > 1:
        raise ValueError(f"these rows make {len(cases)} cases: {', '.join(case.id for case in cases)}")
    return cases[0] if cases else None


def _owners(claims: Iterable[Row]) -> dict[str, str]:
    return {row.about: row.root for row in claims if row.about != row.root}


def _renamed(claims: Iterable[Row], where: Mapping[str, str]) -> Iterator[Row]:
    for row in claims:
        yield row._replace(root=where.get(row.root, row.root), about=where.get(row.about, row.about))


def _entity(id: str, said: _Said, preferred: Mapping[int, int], sources: Sources) -> Any:
    entity = ENTITIES[id[:1]]
    lines = _lines(entity)
    values = dict[str, Any]()
    for name, rows in said.items():
        if line := lines.get(name):  # a property that the codebook no longer has stays in the ledger, and there only
            values[line.attribute] = many_of(line, rows) if line.many else one_of(line, rows, preferred, sources)
    return entity(id=id, **values)


@cache
def _lines(entity: type) -> dict[str, Property]:
    return properties(entity)


def _case(
    root: str,
    built: Iterable[Any],
    claims: Mapping[str, Row],
    merged: Mapping[str, str],
    differs: tuple[tuple[str, str], ...],
) -> Case:
    of = defaultdict[str, list[Any]](list)
    itself = None
    for entity in built:
        if entity.id == root:
            itself = entity
        else:
            of[entity.id[0]].append(entity)
    if root[:1] != "X":
        return Case(root, entity=itself, claims=claims, merged=merged, differs=differs)
    return Case(
        id=root,
        person=itself or Person(id=root),
        incidents=tuple(of["I"]),
        protections=tuple(of["R"]),
        stays=tuple(of["T"]),
        proceedings=tuple(of["L"]),
        claims=claims,
        merged=merged,
        differs=differs,
    )


def _differs(rows: Iterable[Row], where: Mapping[str, str], root: str) -> tuple[tuple[str, str], ...]:
    """Pairs that differ, of which this case is one. They forbid nothing: a pair may yet be merged, and then shows."""
    pairs = {(row.about, row.other or "") for row in rows if where.get(row.root, row.root) == root}
    return tuple(sorted(pairs))
