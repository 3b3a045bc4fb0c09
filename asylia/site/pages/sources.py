"""The sources: what rests on each, how independent it is, what was found in it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from asylia.codebook.columns import line_of_column
from asylia.edition.schema import Record, split
from asylia.edition.sums.rests import Rests, not_independent
from asylia.edition.why import citation
from asylia.site import tongue
from asylia.site.addresses import at, of_edition
from asylia.site.headers import personal
from asylia.site.kept import kept
from asylia.site.pages import deeds
from asylia.site.shelf import Shown
from asylia.site.tallies import named

COUNTED = ("persons", "incidents", "protections", "group_events", "aggregates")
MOST = 200  # so many persons, and as many of anything else, are named on the page of a source
HEADS = ("claims", "passages", *COUNTED)
COVERAGE = "coverage.csv"
_FACTS = ("kind", "author", "publisher", "date", "url", "language", "licence", "access", "project")
_NO_WORDS = ("url", "language")
_WEB = ("https://", "http://")
_LINKED = ("group_events", "aggregates")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A source as the list shows it. ``figures`` say of what, and how many rest on it."""

    id: str
    title: str
    lang: str
    facts: tuple[str, ...]
    ties: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    within: bool


@of_edition
@kept
def sources(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """Every source with what rests on it."""
    language = tongue.current()
    records = {record["id"]: record for record in shown.edition.all("sources")}
    key = {id: language.sort_key(record["title"] or id) for id, record in records.items()}
    volumes = sorted((id for id, r in records.items() if r["volume"] not in records), key=key.__getitem__)
    inside = {id: sorted((r for r in records if records[r]["volume"] == id), key=key.__getitem__) for id in volumes}
    context = {
        "sources": [
            _shelved(shown, records, records[id])
            for volume in volumes
            for id in (volume, *inside[volume])
        ],
        "heads": HEADS,
        "coverage": bool(coverage(shown)),
    }  # fmt: skip
    return render(request, "site/sources.html", context)


@kept
def source(request: HttpRequest, shown: Shown, id: str) -> HttpResponseBase:
    """One source. Raises ``Http404`` where the edition has none of that id."""
    record = shown.edition.one("sources", id)
    if record is None:
        raise Http404
    volume = shown.edition.one("sources", record["volume"]) if record["volume"] else None
    rest, language = rests(shown)[id], tongue.current()
    context = {
        "source": record,
        "lang": _lang(record),
        "citation": citation(record, volume),
        "facts": list(_facts(record)),
        "web": [url for url in split(record["url"]) if url.startswith(_WEB)],
        "ties": [(_ties()[why], other, _lang(other)) for why, other in not_independent(shown.edition, record)],
        "claims": rest.claims,
        "passages": rest.passages,
        "counts": [(table, rest.count(table)) for table in COUNTED],
        "persons": _persons(shown, rest.ids("persons")),
        "more_persons": max(0, rest.count("persons") - MOST),
        "others": [(table, _others(shown, table, rest.ids(table))) for table in _LINKED if rest.count(table)],
        "coverage": [(_coders(row["coding"]), [(t, language.amount(row.get(t, ""))) for t in COUNTED])
                     for row in coverage(shown).get(id, ())],
        "coverage_heads": COUNTED,
    }  # fmt: skip
    return personal(render(request, "site/source.html", context))


@lru_cache(maxsize=8)
def rests(shown: Shown) -> Rests:
    """What rests on the sources of an edition: counted once, when it is first asked for."""
    return Rests(shown.edition)


@lru_cache(maxsize=8)
def coverage(shown: Shown) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """What was coded of each source, by its id: a row for each coding. {} where the edition does not say it."""
    file = shown.edition.path / COVERAGE
    if not file.is_file() or COVERAGE not in shown.edition.manifest.get("files", {}):
        return {}
    found: dict[str, list[Mapping[str, str]]] = {}
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if row.get("by") == "source":
                found.setdefault(row.get("value", ""), []).append(row)
    return found


def _coders(coding: str) -> str:
    words = {"register": _("as published"), "first": _("first coding"), "second": _("second coding")}
    return words.get(coding, coding)


def _ties() -> dict[str, str]:
    """Why two sources are not independent, in words."""
    return {
        "derived_from": _("It took from:"),
        "gave_to": _("This one took from it:"),
        "volume": _("It is a part of:"),
        "part": _("This is a part of it:"),
        "same_volume": _("A part of the same volume:"),
        "project": _("From the same project:"),
    }


def _shelved(shown: Shown, records: Mapping[str, Record], record: Record) -> Shelved:
    language, rest = tongue.current(), rests(shown)[record["id"]]
    counts = (rest.claims, rest.passages, *(rest.count(table) for table in COUNTED))
    volume = records.get(record["volume"])
    said = [
        *(value for value in (", ".join(split(record["author"])),) if value),
        *(named("source_kinds", kind) for kind in split(record["kind"])),
        *(language.date(date) for date in split(record["date"] or (volume or {}).get("date", ""))),
        *(named("licences", licence) for licence in split(record["licence"])),
    ]
    return Shelved(
        record["id"], record["title"] or record["id"], _lang(record), tuple(said), tuple(_short_ties(records, record)),
        tuple(zip(HEADS, map(language.number, counts), strict=True)), volume is not None,
    )  # fmt: skip


def _short_ties(records: Mapping[str, Record], record: Record) -> Iterator[str]:
    """What the source hangs on, in words: it is not independent of whatever shares that."""
    for other in split(record["derived_from"]):
        yield _("took from %(source)s") % {"source": records[other]["title"] if other in records else other}
    if record["volume"] and record["volume"] not in records:
        yield _("part of %(source)s") % {"source": record["volume"]}
    for project in split(record["project"]):
        yield _("project: %(project)s") % {"project": project}


def _facts(record: Record) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What is known of a source: each property with its values in words, and the language of these words."""
    language = tongue.current()
    for name in _FACTS:
        line = line_of_column("sources", name)
        vocabulary = line.kind.vocabulary if line else ""
        values = split(record.get(name, ""))
        if not values:
            continue
        if vocabulary:
            yield name, [(named(vocabulary, value), "") for value in values]
        elif line and line.kind.name == "date":
            yield name, [(language.date(value), "") for value in values]
        else:
            yield name, [(value, "" if name in _NO_WORDS else _lang(record)) for value in values]


def _lang(record: Record) -> str:
    """The language of a source's words; ``und`` where it has none or several."""
    languages = split(record["language"])
    return languages[0] if len(languages) == 1 else "und"


def _persons(shown: Shown, ids: Sequence[str]) -> list[tuple[str, str]]:
    """The first persons in the order of the list, which is by name, with the address of each."""
    persons = shown.index.persons
    first = [persons.id(row) for row in sorted(persons.rows_of(ids).tolist())[:MOST] if row >= 0] if ids else []
    names = shown.edition.called(*first)
    return [(deeds.who(names.get(id, ""), id), at(shown, "entity", id)) for id in first]


def _others(shown: Shown, table: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    """The first of some group events or aggregates: what each is about, and where it stands."""
    words = {"group_events": "described_as", "aggregates": "counts"}[table]
    found = shown.edition.among(table, "id", ids[:MOST])
    where = at(shown, "aggregates")
    return [
        (r[words] or r["id"], f"{where}#{r['id']}" if table == "aggregates" else at(shown, "entity", r["id"]))
        for r in found
    ]
