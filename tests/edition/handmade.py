"""Records made by hand, read as an edition is: for tests of what is summed up."""

from collections.abc import Iterator
from typing import Any

from asylia.edition.schema import YES, Record, all_tables
from asylia.edition.stages import cell, stages_of


class Handmade:
    """Tables in memory with the methods that sums ask for."""

    def __init__(self, rule: str = "asylia-1") -> None:
        self.rule, self.number = rule, "2026.1"
        self._rows: dict[str, list[Record]] = {}

    def add(self, table: str, id: str, **cells: str) -> "Handmade":
        self._rows.setdefault(table, []).append(dict.fromkeys(self.columns(table), "") | {"id": id} | cells)
        return self

    def person(self, id: str, kind: str = "exile", states: str = "", **cells: str) -> "Handmade":
        return self.add("persons", id, kind=kind, name=cells.pop("name", "N."), state_of_concern=states, **cells)

    def incident(self, id: str, person: str, measure: str, state: str, **cells: str) -> "Handmade":
        said = {"target": "self", "factuality": "completed", "host_state": "RU", "place": "RU", **cells}
        said |= {"measure": measure, "state_of_concern": state}
        said["stage"] = cell(stages_of(said, self.rule))  # as it is published
        return self.add("incidents", id, person=person, **said)

    def reported(self, id: str, state: str, stage: str, number: str, **cells: str) -> "Handmade":
        return self.add("aggregates", id, state_of_concern=state, stage=stage, number=number, **cells)

    def all(self, table: str) -> Iterator[Record]:
        return iter(self._rows.get(table, []))

    def picked(self, table: str, *columns: str, by: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        records = sorted(self.all(table), key=lambda record: [record[column] for column in by])
        return (tuple(record[column] for column in columns) for record in records)

    def run(self, query: str, values: object = ()) -> list[tuple[str, ...]]:
        """Nothing is filed here under how it sounds."""
        return []

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(table.name for table in all_tables())

    def columns(self, table: str) -> tuple[str, ...]:
        return next(each.columns for each in all_tables() if each.name == table)

    def contested(self) -> Iterator[str]:
        return iter({cell["id"] for cell in self.all("cells") if cell["contested"] == YES})


def as_edition(handmade: Handmade) -> Any:
    """What a type checker takes for an edition."""
    return handmade
