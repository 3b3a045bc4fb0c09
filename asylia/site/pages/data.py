"""An edition as data: its tables, filtered as their lists are; one entity with all that leads to it; the editions.

Tables are sent while they are read. Without a query a table stands in the order of its file; with one, in the order of
the list of the same query, all its pages together.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from asylia.codebook.entities import TABLES
from asylia.edition.lists.find import Wanted, ids
from asylia.edition.numbers import order
from asylia.edition.reader import Edition
from asylia.edition.schema import Record, split, tables
from asylia.site import answers, pieces
from asylia.site.addresses import shelf
from asylia.site.headers import personal
from asylia.site.pages import lists
from asylia.site.shelf import Shown

_AS_ADDRESS = {"group-events": "group_events"}


@answers.of_edition
def table_json(request: HttpRequest, shown: Shown, table: str) -> HttpResponseBase:
    """A table, or what a list finds in it, as JSON."""
    table, asked = _asked(request, shown, table)
    found = list(ids(shown.index, asked)) if asked else None
    pairs = lists.parameters(shown, asked) if asked else []
    head = {
        "edition": shown.number,
        "table": table,
        "rule": shown.edition.rule,
        "query": urlencode(pairs),
        "total": shown.edition.count(table) if found is None else len(found),
    }
    records = shown.edition.all(table) if found is None else _among(shown.edition, table, iter(found))
    sent = pieces.json_pieces(shown.edition, table, records, head)
    path = reverse("table_json", args=[shown.number, table])
    return answers.streamed(shown, path, pairs, sent, answers.JSON)


@answers.of_edition
def table_csv(request: HttpRequest, shown: Shown, table: str) -> HttpResponseBase:
    """A table, or what a list finds in it, as CSV."""
    table, asked = _asked(request, shown, table)
    pairs = lists.parameters(shown, asked) if asked else []
    records = _among(shown.edition, table, ids(shown.index, asked)) if asked else shown.edition.all(table)
    sent = pieces.csv_pieces(shown.edition.columns(table), records)
    path = reverse("table_csv", args=[shown.number, table])
    response = answers.streamed(shown, path, pairs, sent, answers.CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="asylia-{shown.number}-{table}.csv"'
    return response


def _asked(request: HttpRequest, shown: Shown, table: str) -> tuple[str, Wanted | None]:
    """The table, and what its list is asked for; None: all of it. Raises ``Http404`` where there is no such table."""
    table = _AS_ADDRESS.get(table, table)
    if table not in tables() or table not in shown.edition.tables:
        raise Http404
    if not request.GET or table not in shown.index.tables:
        return table, None
    asked = lists.wanted(request.GET, shown, table)
    return table, asked if lists.parameters(shown, asked) else None


def _among(edition: Edition, table: str, wanted: Iterator[str]) -> Iterator[Record]:
    """The records of these ids, in their order."""
    for batch in pieces.batches(wanted):
        found = {record["id"]: record for record in edition.among(table, "id", batch)}
        yield from (found[id] for id in batch)


@answers.of_edition
def entity_json(request: HttpRequest, shown: Shown, id: str) -> HttpResponseBase:
    """One entity with its cells, claims, passages and sources; a person with the whole case."""
    edition, table = shown.edition, TABLES[id[:1]]
    record = edition.one(table, id) if table in edition.tables else None
    if record is None:
        return _retired(edition, id)
    head = {"edition": shown.number, "table": table, "rule": edition.rule, "id": id}
    rows = _case(edition, id) if table == TABLES["X"] else _alone(edition, id)
    (values,) = pieces.as_values(edition, table, [record])
    body = {name: list(pieces.as_values(edition, name, records)) for name, records in rows.items()}
    response = answers.json({**head, "record": values, **body})
    response.headers["ETag"] = answers.etag(shown, request.path)
    return personal(response)


def _retired(edition: Edition, id: str) -> HttpResponseBase:
    """What became of an id that is shown no more. Raises ``Http404`` for one that never was."""
    if "retired" not in edition.tables or (gone := edition.now_called(id)) is None:
        raise Http404
    return answers.problem(410, _("This id is no longer shown."), id=id, why=gone["why"], into=gone["into"])


Rows = Mapping[str, list[Record]]


def _case(edition: Edition, id: str) -> Rows:
    """All that the edition holds of a person, by table."""
    case = edition.case(id)
    assert case  # the person was found
    parts = {table: list(records) for table, records in case.parts.items()}
    cells = [cell for key in sorted(case.cells) for cell in case.cells[key]]
    names = edition.where("names", person=id)
    evidence = {"claims": case.claims, "passages": case.passages, "sources": case.sources}
    return {**parts, "names": names, "cells": cells, **{name: [*held.values()] for name, held in evidence.items()}}


def _alone(edition: Edition, id: str) -> Rows:
    """What leads to one entity that is no person, by table."""
    claims = edition.among("claims", "about", [id])
    passages = edition.among("passages", "id", (passage for claim in claims for passage in split(claim["passages"])))
    sources = edition.among("sources", "id", (passage["source"] for passage in passages))
    volumes = {volume for source in sources for volume in split(source["volume"])}
    sources += edition.among("sources", "id", volumes - {source["id"] for source in sources})
    rows = {"claims": claims, "passages": passages, "sources": sources}
    return {"cells": edition.cells(id), **{name: sorted(held, key=_id) for name, held in rows.items()}}


def _id(record: Record) -> str:
    return record["id"]


@answers.as_data
def editions(request: HttpRequest) -> HttpResponseBase:
    """All editions, the newest first. Addresses are relative to the one of this document."""
    standing = shelf().standing()
    shown = sorted(standing.shown.values(), key=lambda each: order(each.number), reverse=True)
    found = [_edition(each, standing.newest is each) for each in shown]
    return answers.json({"editions": found, "stopped": sorted(standing.stopped)})


def _edition(shown: Shown, is_newest: bool) -> dict[str, object]:
    held = [table for table in tables() if table in shown.edition.tables]
    files = {table: {kind: f"{shown.number}/{table}.{kind}" for kind in ("json", "csv")} for table in held}
    return {
        "number": shown.number,
        "date": shown.edition.date,
        "newest": is_newest,
        "rule": shown.edition.rule,
        "codebook": str(shown.edition.manifest.get("codebook", "")),
        "manifest": shown.mark,
        "counts": {table: shown.edition.counts[table] for table in held},
        "page": f"{shown.number}/",
        "whole": f"{shown.number}/edition.zip",
        "tables": files,
    }
