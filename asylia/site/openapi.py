"""The read API as an OpenAPI document, made from the entities, the tables and the filters of the lists.

Invariant: what a new property, code or filter adds to an answer stands here by itself; nothing is listed twice.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from asylia import __version__
from asylia.codebook.book import book
from asylia.codebook.columns import holds, line_of_column, means
from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import FAMILY, ID, SPECIAL
from asylia.codebook.stages import rules
from asylia.edition.lists.facets import CONTESTED, FACETS, OPEN
from asylia.edition.lists.find import LONGEST, sorts_of
from asylia.edition.numbers import NUMBER
from asylia.edition.schema import HANGING, YES, tables
from asylia.site.pieces import is_several

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}
_PROBLEMS = {
    "400": "The address cannot be read.",
    "404": "Nothing stands there.",
    "410": "No longer shown: the edition is stopped, or the id is retired, and `why` and `into` say what became of it.",
}
_ABOUT = """\
Published editions of Asylia, read-only and without a key. Every answer is open to any web page (CORS).

- A property is always a list: of the values that stand. `[]` is 'not stated'; more than one value of a property that
  has one true value means that the sources differ. Ids and columns that we derive are strings.
- Any property may hold `unknown` (the source says that it is not known) or `none` (the source says that there is none).
- An edition never changes. `ETag` follows from its manifest and the address: send it as `If-None-Match` and 304 says
  that nothing is new. What may change is whether an edition is still shown: 410 says that it is not; please do not use
  copies of it further.
- Tables stand in the order of their files; with a query, in the order of the list of the same query. What a query asks
  that the edition does not hold is left out: `query` and `Content-Location` say what was understood.
- In CSV several values are joined by `|`, and an apostrophe stands before a cell that begins with `=`, `+`, `-`, `@`, a
  tab or a line end, so that no spreadsheet calculates it. The edition's own files have neither that mark nor a filter.
- GET, HEAD and OPTIONS are answered; whatever else gives 405. Nothing that is asked is written down.
"""


@cache
def document() -> Schema:
    """The whole document, as OpenAPI 3.1 has it."""
    paths = {"/editions.json": _path("editions", "All editions that are shown", _json("editions"), ())}
    for table in tables():
        about, query = f"{holds(table)}.", _query(table)
        paths[f"/{{edition}}/{table}.json"] = _path(f"{table}_json", about, _json(f"{table}_table"), query, _EDITION)
        paths[f"/{{edition}}/{table}.csv"] = _path(f"{table}_csv", about, _CSV, query, _EDITION)
    about = "One entity with its cells, claims, passages and sources; a person with the whole case."
    paths["/{edition}/{id}.json"] = _path("entity", about, _json("entity"), (), _EDITION, _ENTITY)
    paths["/openapi.json"] = _path("openapi", "This document", {"application/json": {"schema": {"type": "object"}}}, ())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Asylia",
            "version": __version__,
            "summary": "How states reach across borders to silence people who fled them: claims with sources.",
            "description": _ABOUT,
            "license": {"name": "CC BY 4.0 (data)", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {"schemas": _schemas(), "responses": _responses(), "headers": _headers()},
    }


def _parameter(name: str, schema: Schema, what: str, where: str = "query") -> Schema:
    return {"name": name, "in": where, "required": where == "path", "description": what, "schema": schema}


_EDITION = _parameter(
    "edition", {"type": "string", "pattern": f"^(?:{NUMBER.pattern})$"}, "The number of an edition, as 2026.1", "path"
)
_ENTITY = _parameter(
    "id", {"type": "string", "pattern": f"^(?:{ID.pattern})$"}, "The id of an entity, as X-471902 or S-a-report", "path"
)
_CSV: Schema = {"text/csv": {"schema": _STRING}}


def _json(schema: str) -> Schema:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _path(name: str, about: str, content: Schema, query: tuple[Schema, ...], *place: Schema) -> Schema:
    """One address: what it gives, and what else it may say."""
    problems = {code: {"$ref": f"#/components/responses/{code}"} for code in _PROBLEMS}
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Access-Control-Allow-Origin")}
    found = {"description": about, "headers": headers, "content": content}
    same = {"description": "What you hold under this ETag is still so."}
    get: Schema = {"operationId": name, "summary": about, "responses": {"200": found, "304": same, **problems}}
    if query:
        get["parameters"] = list(query)
    bodiless = {code: {"description": said} for code, said in {"200": about, **_PROBLEMS}.items()}
    head = {**get, "operationId": f"{name}_head", "responses": bodiless}
    allowed = {"204": {"description": "GET, HEAD and OPTIONS, from any web page."}}
    options = {"operationId": f"{name}_options", "summary": "Which methods are answered", "responses": allowed}
    return {"parameters": list(place), "get": get, "head": head, "options": options}


def _query(table: str) -> tuple[Schema, ...]:
    """The filters of a table's list; () for a table that has none."""
    if table not in FACETS:
        return ()
    words: Schema = {"type": "array", "items": _STRING}
    given = [
        _parameter(facet, words, f"Only records that may have this {facet}; repeated: any of them." + _codes(facet))
        for facet in FACETS[table]
    ]
    year: Schema = {"type": "string", "pattern": "^[0-9]{4}$"}
    given += [
        _parameter("q", {"type": "string", "maxLength": LONGEST}, "Words of a name or a description, in any spelling"),
        _parameter("written", {"enum": [YES]}, "Only what stands there as `q` says it, no other spelling"),
        _parameter("from", year, "The first year"),
        _parameter("to", year, "The last year"),
        _parameter(
            "rule", {"enum": list(rules())}, "The stage rule under which `stage` is asked; otherwise the edition's"
        ),
        _parameter(CONTESTED, {"enum": [YES]}, "Only records of which sources differ over something"),
        _parameter("sort", {"enum": list(sorts_of(table, True))}, "The order of the records"),
    ]
    return tuple(given)


def _codes(facet: str) -> str:
    return (
        " Words, as the records have them."
        if facet in OPEN
        else " A code, a country or a year, as the records have it."
    )


def _schemas() -> Schema:
    found: Schema = {
        "problem": _object({"status": {"type": "integer"}, "detail": _STRING}, id=_STRING, why=_STRING, into=_STRING)
    }
    for table in tables():
        found[table] = _row(table)
        found[f"{table}_table"] = _object(
            {
                "edition": _STRING,
                "table": {"const": table},
                "rule": {**_STRING, "description": "The stage rule of the edition, which made the derived columns"},
                "query": {**_STRING, "description": "The query as it was understood"},
                "total": {"type": "integer", "minimum": 0},
                "rows": _rows(table),
            }
        )
        found |= {_name(v): _vocabulary(v) for v in _vocabularies(table)}
    found["entity"] = _entity()
    found["editions"] = _editions()
    return found


def _object(required: Mapping[str, Schema], **optional: Schema) -> Schema:
    """An object with these fields and no other."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def _rows(table: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{table}"}}


def _row(table: str) -> Schema:
    """A record: every column with what it means."""
    row = _object({column: _column(table, column) for column in tables()[table].columns})
    return {**row, "description": holds(table)}


def _column(table: str, column: str) -> Schema:
    if not is_several(table, column):
        return {**_STRING, "description": means(table, column)}
    line = line_of_column(table, column)
    said: Schema = {"type": "array", "items": _STRING, "description": means(table, column)}
    if line and line.kind.vocabulary and line.kind.chosen:
        said["items"] = {"$ref": f"#/components/schemas/{_name(line.kind.vocabulary)}"}
    elif line and line.kind.vocabulary:
        said["description"] += f" ({line.kind.name}; the code is one of {_name(line.kind.vocabulary)})"
    return said


def _vocabularies(table: str) -> list[str]:
    lines = (line_of_column(table, column) for column in tables()[table].columns)
    return sorted({line.kind.vocabulary for line in lines if line and line.kind.vocabulary})


def _name(vocabulary: str) -> str:
    return f"code_{vocabulary}"


def _vocabulary(name: str) -> Schema:
    """The codes that a coder may use, with what each says; families of codes are no values."""
    entries = {code: entry for code, entry in sorted(book().vocabularies[name].items()) if not entry.flags.get(FAMILY)}
    said = "; ".join(f"`{code}`: {entry.label}" for code, entry in entries.items())
    return {
        "type": "string",
        "enum": [*entries, *(word for word in SPECIAL if word not in entries)],
        "description": said,
    }


def _entity() -> Schema:
    """What one entity's address gives; a person's has the parts of the case besides."""
    records = {"oneOf": [{"$ref": f"#/components/schemas/{table}"} for table in TABLES.values()]}
    evidence = {name: _rows(name) for name in ("cells", "claims", "passages", "sources")}
    parts = {name: _rows(name) for name in (*sorted(HANGING), "names")}
    first = {"edition": _STRING, "table": {"enum": list(TABLES.values())}, "rule": _STRING, "id": _STRING}
    return _object({**first, "record": records, **evidence}, **parts)


def _editions() -> Schema:
    """What ``/editions.json`` gives."""
    held = {table: _object({"json": _STRING, "csv": _STRING}) for table in tables()}
    counts = {table: {"type": "integer", "minimum": 0} for table in tables()}
    edition = _object(
        {
            "number": _STRING,
            "date": {**_STRING, "description": "The day that its publishers gave it, or ''"},
            "newest": {"type": "boolean"},
            "rule": {**_STRING, "description": "The stage rule by which its stages were made"},
            "codebook": {**_STRING, "description": "What names the codebook by which it was coded"},
            "manifest": {**_STRING, "description": "The sha256 of its manifest, which holds those of all its files"},
            "counts": _object({}, **counts),
            "page": {**_STRING, "description": "Addresses are relative to the one of this document"},
            "whole": _STRING,
            "tables": _object({}, **held),
        }
    )
    stopped = {"type": "array", "items": _STRING, "description": "Editions that are no longer shown"}
    return _object({"editions": {"type": "array", "items": edition}, "stopped": stopped})


def _responses() -> Schema:
    return {code: {"description": said, "content": _json("problem")} for code, said in _PROBLEMS.items()}


def _headers() -> Schema:
    return {
        "ETag": {"description": "Strong; weak where the answer is compressed", "schema": _STRING},
        "Access-Control-Allow-Origin": {"description": "Any page may read this", "schema": {"const": "*"}},
    }
