"""FollowTheMoney: entities with a schema and properties, of which those of persons are read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from asylia.matching.lists.listed import Listed, sexes, states, years
from asylia.problems import Problem

PERSON = "Person"
_NAMES, _WEAK, _BORN, _SEX = ("name", "alias", "previousName"), ("weakAlias",), ("birthDate",), ("gender",)
_STATES = ("nationality", "citizenship", "country")


def read(records: Iterable[tuple[int, str, Any]]) -> Iterator[Listed]:
    """The persons among some entities. Raises ``Problem`` for what is no entity, and where there is no person."""
    others = set[str]()
    persons = 0
    for row, where, entity in records:
        if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
            allowed = '{"id": ..., "schema": ..., "properties": {...}}'
            raise Problem("this is no entity: it has no properties", field=where, allowed=(allowed,))
        if entity.get("schema") == PERSON:
            persons += 1
            yield _person(row, where, entity)
        else:
            others.add(str(entity.get("schema", ""))[:40])
    if not persons:
        told = f"; there are only {', '.join(sorted(others)[:5])}" if others else ""
        raise Problem(f"the list holds no {PERSON}{told}")


def _person(row: int, where: str, entity: Mapping[str, Any]) -> Listed:
    def of(names: Iterable[str]) -> list[str]:
        return [value.strip() for name in names for value in _values(entity["properties"], name, where)]

    try:
        born = tuple(dict.fromkeys(year for text in of(_BORN) for year in years(text)))
    except ValueError as error:
        raise Problem(str(error), field=f"{where}, birthDate") from None
    return Listed(
        row=row,
        id=str(entity.get("id") or ""),
        names=tuple(dict.fromkeys(filter(None, of(_NAMES)))),
        weak=tuple(dict.fromkeys(filter(None, of(_WEAK)))),
        born=born,
        states=states(of(_STATES)),
        sexes=tuple(code for text in of(_SEX) for code in sexes(text)),
    )


def _values(properties: Mapping[str, Any], name: str, where: str) -> list[str]:
    found = properties.get(name, [])
    if not isinstance(found, list) or not all(isinstance(value, str) for value in found):
        raise Problem("a property is a list of texts", field=f"{where}, {name}", allowed=('"name": ["..."]',))
    return found
