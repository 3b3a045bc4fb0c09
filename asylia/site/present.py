"""Records of the edition -> what a page shows: labelled fields, values with their sources, one list of footnotes.

Pure functions of one person's records; no request here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import ID, SPECIAL, Kind, Property, properties
from asylia.edition.reader import CaseFile
from asylia.edition.schema import NO, YES, Record, split
from asylia.edition.summaries import Line
from asylia.edition.why import citation
from asylia.site.copies import words_of

WHY = {
    "open": "The sources differ and nothing decides between them.",
    "preferred": "The sources differ; the editors prefer this value and give their reason.",
    "sources": "The sources differ; more independent sources say this.",
}
# The parts of a person's page, in the order in which they stand.
PARTS = {"I": "Incidents", "R": "Protections", "T": "Stays", "L": "Proceedings"}
ORDINARY = {"unknown": "unknown, says the source", "none": "none, says the source"}
NOT_SHOWN = "The words are not reproduced here; they stand in the publication."
_WHERE = ("place", "host_state", "country")


@dataclass(frozen=True, slots=True)
class Value:
    """One value as a reader sees it."""

    text: str
    url: str = ""
    manner: str = ""
    refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One property of one entity."""

    label: str
    url: str
    values: tuple[Value, ...]
    contested: bool
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim rests: the citation and, where they may be shown, the words."""

    citation: str
    words: str
    instead: str = NOT_SHOWN


@dataclass(slots=True)
class Page:
    """One person's records, and the footnotes in the order in which the page first needs them."""

    case: CaseFile
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, passage: str) -> int:
        """The number of a passage, given when first asked for."""
        return self.numbers.setdefault(passage, len(self.numbers) + 1)

    def places(self) -> list[Place]:
        """What stands behind each number."""
        return [place(self.case, passage) for passage in self.numbers]

    def fields(self, id: str) -> list[Field]:
        """The stated properties of one entity, in the order of its lines."""
        lines = properties(ENTITIES[id[0]])
        return [
            self._field(id, line, cells) for line in lines.values() if (cells := self.case.cells.get((id, line.name)))
        ]

    def _field(self, id: str, line: Property, cells: tuple[Record, ...]) -> Field:
        rivals, denied = any(c["contested"] == YES for c in cells), any(c["denied_by"] for c in cells)
        why = [next((WHY[c["basis"]] for c in cells if c["basis"] in WHY), "") if rivals else ""]
        why.append("It is denied or disputed." if denied else "")
        return Field(
            heading(line.name),
            reverse("value", args=[self.case.person["id"], id, line.name]),
            tuple(self._value(line, cell) for cell in cells if cell["shown"] != NO),
            rivals or denied,
            " ".join(filter(None, why)),
        )

    def _value(self, line: Property, cell: Record) -> Value:
        claims = [self.case.claims[claim] for claim in split(cell["claims"]) if claim in self.case.claims]
        passages = sorted({passage for claim in claims for passage in split(claim["passages"])})
        refs = tuple(sorted(map(self.number, passages)))
        return Value(text_of(line.kind, cell["value"]), link_of(cell["value"]), manner(claims), refs)

    def blocks(self, letter: str) -> Iterator[Record]:
        """The person's entities of one kind, in order of time; what has no date stands last."""
        records = self.case.parts.get(TABLES[letter], ())
        yield from sorted(records, key=lambda r: (not _when(r), _when(r), r["id"]))


def place(case: CaseFile, id: str) -> Place:
    """Citation and words of one passage."""
    passage = case.passages[id]
    source = case.sources[passage["source"]]
    return Place(citation(source, case.sources.get(source["volume"]), passage), passage["quote"] or words_of(id))


def text_of(kind: Kind[str], value: str) -> str:
    """A value in words: a code becomes its label, ``cousin X-310448`` keeps its id."""
    if value in SPECIAL:
        return ORDINARY[value]
    if not kind.vocabulary:
        return value
    head, space, rest = value.partition(" ")
    if kind.ordered:  # the ordinal is the order's, not the reader's
        head, space, rest = rest.partition(" ")
    return f"{book().label(kind.vocabulary, head)}{space}{rest}"


def link_of(value: str) -> str:
    """Where an id in a value leads: a person's page, or a block of the page that is open; '' where there is none."""
    found = ID.search(value)
    if not found or found[0][0] not in {*PARTS, "X"}:
        return ""
    return reverse("person", args=[found[0]]) if found[0][0] == "X" else f"#{found[0]}"


def manner(claims: Iterable[Record]) -> str:
    """How it is said, where that is anything but plainly reported by the author."""
    return "; ".join(sorted({said for claim in claims if (said := _said(claim["how"], claim["by"]))}))


def _said(how: str, by: str) -> str:
    plain = book().flagged("assertions", "plain"), book().flagged("asserters", "plain")
    if how in plain[0] and set(split(by)) <= plain[1]:
        return ""
    who = " and ".join(book().label("asserters", one).lower() for one in split(by))
    return f"{book().label('assertions', how).lower()}{f' by {who}' if who else ''}"


def heading(name: str) -> str:
    """A property's name as a reader sees it."""
    return name.replace("_", " ").capitalize()


def _when(record: Record) -> str:
    return record.get("date") or record.get("from") or ""


def title_of(letter: str, record: Record) -> str:
    """What heads the block of an entity: its leading code in words, the country and the date."""
    lines = properties(ENTITIES[letter])
    leads = (line for line in lines.values() if line.kind.name == "code" and record.get(line.name))
    lead = next(leads, None)
    what = (
        " or ".join(text_of(lead.kind, v) for v in split(record[lead.name]))
        if lead
        else PARTS[letter].removesuffix("s")
    )
    where = next((record[name] for name in _WHERE if record.get(name)), "")
    parts = (what, " or ".join(map(country_label, split(where))), " or ".join(split(_when(record))))
    return ", ".join(filter(None, parts))


def country_label(code: str) -> str:
    """A country's name."""
    return book().label("countries", code)


def stage_label(stages: tuple[str, ...]) -> str:
    """``('2', '3')`` -> ``Stage 2 or 3``; '' where there is none."""
    certain = [stage for stage in stages if stage.isdigit()]
    return f"Stage {' or '.join(certain)}" if certain else ""


def stage_class(stages: tuple[str, ...]) -> str:
    """The highest stage in question, for the colour of its tag."""
    return max((stage for stage in stages if stage.isdigit()), default="")


def table_row(line: Line) -> dict[str, object]:
    """A row of Table 1 as the front page shows it: our cells, the report's own, the share that is told by name."""
    return {
        "label": line.label,
        "is_total": not line.code,
        "cells": [str(bounds) for bounds in line.cells.values()],
        "reported": [line.reported.get(column, "") for column in line.cells],
        "share": line.share,
    }
