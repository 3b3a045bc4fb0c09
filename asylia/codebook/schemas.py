"""The codebook as machines read it: one TOML file, and the table schemas of a Frictionless data package.

Invariant: the same codebook gives the same text, so ``version`` names it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import tomlkit

from asylia.codebook.book import WORDS, Book, Entry, book
from asylia.codebook.columns import holds, line_of_column, means
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import Property, properties
from asylia.codebook.manual import heading, values_of

Columns = Mapping[str, Sequence[str]]  # the columns of each table, by its name


def codebook_toml(words: Book | None = None, entities: Mapping[str, type] = ENTITIES) -> str:
    """The whole codebook as TOML: ``property.<table>.<name>``, ``vocabulary.<name>.<code>``, ``stage_rule.<name>``."""
    words = words or book()
    tables = {
        TABLES.get(letter, entity.__name__): {name: _line(line) for name, line in properties(entity).items()}
        for letter, entity in entities.items()
    }
    vocabularies = {
        name: {code: _entry(entry) for code, entry in sorted(codes.items())}
        for name, codes in sorted(words.vocabularies.items())
    }
    rules = {name: dict(table) for name, table in sorted(words.stage_rules.items())}
    return tomlkit.dumps({"property": tables, "vocabulary": vocabularies, "stage_rule": rules})


@cache
def version(words: Book | None = None) -> str:
    """What names this codebook: the first 12 hexadecimal digits of the sha256 of ``codebook_toml``."""
    return hashlib.sha256(codebook_toml(words).encode()).hexdigest()[:12]


def resources(tables: Columns) -> list[dict[str, Any]]:
    """The ``resources`` of a ``datapackage.json``: every table with what each column means.

    ``tables`` gives the columns of each table in their order; its CSV is ``tables/<name>.csv``. All columns are
    strings, since a cell may hold several values with ``|`` between them. Raises ``KeyError`` for a column that is
    described nowhere.
    """
    return [_resource(table, columns, tables) for table, columns in tables.items()]


def _resource(table: str, columns: Sequence[str], tables: Columns) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in columns], "missingValues": [""]}
    if columns and columns[0] == "id":
        schema["primaryKey"] = ["id"]
    if "person" in columns and "persons" in tables:
        reference = {"resource": "persons", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["person"], "reference": reference}]
    return {
        "name": table,
        "path": f"tables/{table}.csv",
        "title": heading(table),
        "description": holds(table),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: str, column: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column,
        "type": "string",
        "title": heading(column),
        "description": means(table, column),
    }
    if line := line_of_column(table, column):
        field["values"] = values_of(line, link=False)
        field["many"] = line.many  # whether several values hold at once, or else the sources differ
        if line.kind.vocabulary:
            field["vocabulary"] = line.kind.vocabulary
    return field


def _line(line: Property) -> dict[str, Any]:
    vocabulary = {"vocabulary": line.kind.vocabulary} if line.kind.vocabulary else {}
    return {"means": line.means, "kind": line.kind.name, **vocabulary, "many": line.many, "public": line.public}


def _entry(entry: Entry) -> dict[str, Any]:
    said = {key: getattr(entry, key) for key in WORDS if getattr(entry, key)}
    crosswalk = {"crosswalk": dict(entry.crosswalk)} if entry.crosswalk else {}
    return {**said, **dict(sorted(entry.flags.items())), **crosswalk}
