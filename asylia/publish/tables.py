"""A case as rows of the edition's tables: records, cells, names, and the claims and passages beneath them.

In: what was folded from public rows alone, with the columns that may leave.
Out: pairs of a table's name and a row.
Invariant: a row of ``claims`` is written only for a claim that some written cell names, and a passage only for such a
claim; so whatever a silent property says stays where it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import Many, One, Property, Said, properties
from asylia.codebook.stages import rule as stage_rule
from asylia.edition.schema import DERIVED, FLAGS, HANGING, NO, SEPARATOR, STAGES, YES, joined, split, tables
from asylia.edition.stages import Stages, cell, flag, highest, stages_of
from asylia.ledger.rows import Row
from asylia.names.keys import script, search_key
from asylia.publish.coded import Coded
from asylia.texts.passages import by_reference

Written = tuple[str, tuple[str, ...]]  # the table, the row
Released = Callable[[str], bool]  # may the words of a source leave?

_STATED = ("page", "note", "paragraph", "letters", "first", "all", "place")
_RULE = "rule"  # the basis of a cell that a stage rule made
_PERSON = TABLES["X"]
_INCIDENT = TABLES["I"]


def entity_rows(entity: Any, coded: Coded, person: str = "") -> Iterator[Written]:
    """The record and the cells of one entity that has no stage: all but persons and incidents."""
    table, record, cells = _entity(entity, coded, person)
    yield table, tuple(record.values())
    yield from cells


def person_rows(person: Any, incidents: Sequence[Any], coded: Coded, rule: str) -> Iterator[Written]:
    """The records and cells of a person and of all the person's incidents, with what the stage rule makes of them."""
    found: list[tuple[Stages, tuple[str, ...]]] = []
    for incident in incidents:
        table, record, cells = _entity(incident, coded, person.id)
        claims = _looked_at(incident, rule)
        found.append((stages := stages_of(record, rule), claims))
        yield table, (*record.values(), cell(stages))
        yield from cells
        yield from _derived(incident.id, _INCIDENT, {DERIVED[_INCIDENT][0]: (cell(stages), claims)})
    table, record, cells = _entity(person, coded, "")
    sets = [each for each, _ in found]
    made: dict[str, tuple[str, tuple[str, ...]]] = {
        column: (flag(sets, stage), _under(found, {int(stage)})) for column, stage in zip(FLAGS, STAGES, strict=True)
    }
    top = highest(sets)
    made[DERIVED[_PERSON][-1]] = (cell(top), _under(found, top - {0}))
    yield table, (*record.values(), *(value for value, _ in made.values()))
    yield from cells
    yield from _derived(person.id, _PERSON, made)
    yield from (("names", (person.id, name, script(name), search_key(name))) for name in sorted(person.name.shown))


def claim_rows(claims: Mapping[str, Row], written: Iterable[Written], released: Released) -> Iterator[Written]:
    """The claims that the written cells name, and their passages."""
    at = tables()["cells"].columns.index("claims"), tables()["cells"].columns.index("denied_by")
    named = {id for table, row in written if table == "cells" for i in at for id in split(row[i])}
    places: dict[str, Mapping[str, Any]] = {}
    for id in sorted(named):
        row = claims[id]
        body = row.body or {}
        passages = body["passages"]
        by = joined(map(str, body.get("by", ())))
        cited = joined(passage["id"] for passage in passages)
        yield "claims", (id, row.about, str(body["property"]), str(body["value"]), str(body["how"]), by, cited)
        for passage in passages:
            places.setdefault(passage["id"], passage)
    yield from (("passages", _passage(passage, released)) for passage in places.values())


def _entity(entity: Any, coded: Coded, person: str) -> tuple[str, dict[str, str], list[Written]]:
    table = TABLES[entity.id[0]]
    record = {"id": entity.id} | ({"person": person} if table in HANGING else {})
    cells: list[Written] = []
    for line in _lines(entity).values():
        if line.public:
            value: One[Any] | Many[Any] = getattr(entity, line.attribute)
            record[line.name] = joined(value.shown) if value.said else ""
            cells += (("cells", row) for row in _cells(table, entity.id, line, value, coded))
    return table, record, cells


def _lines(entity: object) -> Mapping[str, Property]:
    kind: type = type(entity)
    return properties(kind)


def _cells(table: str, id: str, line: Property, value: One[Any] | Many[Any], coded: Coded) -> Iterator[tuple[str, ...]]:
    basis, contested = (value.basis, value.contested) if isinstance(value, One) else ("", False)
    shown = frozenset(value.shown)
    for said in value.said:
        yield (
            table,
            id,
            line.name,
            said.value,
            YES if said.value in shown else NO,
            basis,
            YES if contested else NO,
            joined(said.claims),
            joined(said.denied_by),
            coded(said),
        )


def _derived(id: str, table: str, made: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[Written]:
    """A cell for each derived value that rests on claims; 'no' and '' rest on the absence of any."""
    for column, (value, claims) in made.items():
        values = () if value == NO else split(value)
        for each in values:
            yield "cells", (table, id, column, each, YES, _RULE, YES if len(values) > 1 else NO, joined(claims), "", "")


def _looked_at(incident: Any, rule: str) -> tuple[str, ...]:
    """The claims of the values that the stage rule looks at."""
    lines = _lines(incident)
    known = [getattr(incident, lines[name].attribute) for name in stage_rule(rule).mentions if name in lines]
    said: Iterator[Said[Any]] = (said for value in known for said in value.said if said.value in value.shown)
    return tuple(claim for each in said for claim in each.claims)


def _under(found: Iterable[tuple[Stages, tuple[str, ...]]], stages: Iterable[int]) -> tuple[str, ...]:
    wanted = frozenset(stages)
    return tuple(claim for each, claims in found for claim in claims if each & wanted)


def _passage(passage: Mapping[str, Any], released: Released) -> tuple[str, ...]:
    quote = str(passage.get("quote", ""))
    reference = {**passage, **by_reference(quote)} if quote and "letters" not in passage else passage
    place = (_text(reference.get(key)) for key in _STATED)
    shown = quote if quote and released(passage["source"]) else ""
    return (str(passage["id"]), str(passage["source"]), *place, shown)


def _text(stated: Any) -> str:
    """One number or word, or several notes, as a cell."""
    if stated is None:
        return ""
    return SEPARATOR.join(map(str, stated)) if isinstance(stated, list) else str(stated)
