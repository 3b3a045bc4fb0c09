"""Records of the edition -> what a page shows: labelled fields, values with their sources, one list of footnotes.

Pure functions of one person's records; no request here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import ID, SPECIAL, Kind, Property, properties
from asylia.edition.reader import CaseFile
from asylia.edition.schema import NO, YES, Record, split
from asylia.edition.summaries import COLUMNS, UNNAMED, Line
from asylia.edition.why import citation
from asylia.site import copies, words

WHY = {
    "open": "The sources differ, and nothing decides between them.",
    "preferred": "The sources differ; the editors prefer this value.",
    "sources": "The sources differ; more independent sources say this.",
}
# The parts of a person's page, in the order in which they stand.
PARTS = {"I": "Incidents", "R": "Protections", "T": "Stays", "L": "Proceedings"}
_PERSON = "X"
_WHERE = ("place", "host_state", "country")


@dataclass(frozen=True, slots=True)
class Value:
    """One value as a reader sees it: words, then a link where it points to somebody or something."""

    text: str
    linked: str = ""
    url: str = ""
    manner: str = ""
    refs: tuple[int, ...] = ()
    denial: str = ""  # who denies it, and how
    denial_refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One property of one entity. ``others`` are said but not shown, ``denied`` are only denied."""

    label: str
    url: str
    values: tuple[Value, ...]
    others: tuple[Value, ...] = ()
    denied: tuple[Value, ...] = ()
    why: str = ""

    @property
    def marked(self) -> bool:
        """Whether a reader must see that not everybody says the same."""
        return bool(self.why or self.denied or any(value.denial for value in self.values))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim rests: the citation, the words where they may be shown, else why they are not."""

    citation: str
    words: str
    instead: str


@dataclass(slots=True)
class Page:
    """One person's records, and the footnotes in the order in which the page first needs them.

    ``names`` are those of the other persons to whom a value points (see ``persons_in``).
    """

    case: CaseFile
    names: Mapping[str, str] = field(default_factory=dict)
    numbers: dict[Place, int] = field(default_factory=dict)

    def fields(self, id: str) -> list[Field]:
        """The stated properties of one entity, in the order of its lines; footnotes are numbered on the way."""
        lines = properties(ENTITIES[id[0]])
        return [
            self._field(id, line, cells) for line in lines.values() if (cells := self.case.cells.get((id, line.name)))
        ]

    def blocks(self, letter: str) -> Iterator[Record]:
        """The person's entities of one kind, in order of time; of one date, what came after another stands behind it.

        What has no date stands last.
        """
        records = self.case.parts.get(TABLES[letter], ())
        yield from sorted(records, key=lambda r: (not _when(r), _when(r), self._steps_to(r["id"]), r["id"]))

    def _steps_to(self, id: str, seen: frozenset[str] = frozenset()) -> int:
        """How many of the person's entities came before this one, each ``after`` the next; a circle ends the count."""
        earlier = {cell["value"] for cell in self.case.cells.get((id, "after"), ())} - seen
        own = (each for each in earlier if (each, "after") in self.case.cells or self._holds(each))
        return max((1 + self._steps_to(each, seen | {id, each}) for each in own), default=0)

    def _holds(self, id: str) -> bool:
        return any(record["id"] == id for record in self.case.parts.get(TABLES.get(id[:1], ""), ()))

    def words(self, kind: Kind[str], value: str) -> Value:
        """A value, with a link where it points to a person of this edition or to a block of this page."""
        text, id = words.text_of(kind, value)
        if id in self.names:
            name = self.names[id]
            shown = f"{name} ({id})" if name in UNNAMED else name
            return Value(text, words.first_upper(shown), reverse("person", args=[id]))
        blocks = (record for record in self.case.parts.get(TABLES.get(id[:1], ""), ()) if record["id"] == id)
        if block := next(blocks, None):
            own = reverse("person", args=[self.case.person["id"]])
            return Value(text, title_of(id[0], block), f"{own}#{id}")
        return Value(" ".join(filter(None, (text, id))))

    def _field(self, id: str, line: Property, cells: tuple[Record, ...]) -> Field:
        rivals = any(cell["contested"] == YES for cell in cells)
        said = [cell for cell in cells if cell["claims"]]
        return Field(
            self._heading(id, line.name),
            reverse("value", args=[self.case.person["id"], id, line.name]),
            tuple(self._value(line, cell) for cell in said if cell["shown"] != NO),
            tuple(self._value(line, cell) for cell in said if cell["shown"] == NO) if rivals else (),
            tuple(self._value(line, cell) for cell in cells if not cell["claims"]),
            next((WHY[cell["basis"]] for cell in cells if cell["basis"] in WHY), "") if rivals else "",
        )

    def _heading(self, id: str, name: str) -> str:
        """What a field is called. An accusation is always somebody's: it reads 'accused by X of'."""
        if name != "accusation":
            return words.heading(name)
        states = [c["value"] for c in self.case.cells.get((id, "state_of_concern"), ()) if c["shown"] != NO]
        return f"Accused by {' or '.join(map(words.country, states))} of" if states else "Accused of"

    def _value(self, line: Property, cell: Record) -> Value:
        shown = self.words(line.kind, cell["value"])
        claims, denials = self._claims(cell["claims"]), self._claims(cell["denied_by"])
        return Value(
            shown.text, shown.linked, shown.url,
            words.manner(claims), self._refs(claims), words.manner(denials), self._refs(denials),
        )  # fmt: skip

    def _claims(self, cell: str) -> list[Record]:
        return [self.case.claims[id] for id in split(cell) if id in self.case.claims]

    def _refs(self, claims: Iterable[Record]) -> tuple[int, ...]:
        """The footnotes of claims. Passages of which a reader sees the same share a footnote."""
        cited = sorted({passage for claim in claims for passage in split(claim["passages"])})
        places = (place(self.case, passage) for passage in cited)
        return tuple(sorted({self.numbers.setdefault(each, len(self.numbers) + 1) for each in places}))


def persons_in(case: CaseFile) -> set[str]:
    """The ids of other persons to whom a value of this case points."""
    found: set[str] = set()
    for (id, column), cells in case.cells.items():
        if (line := properties(ENTITIES[id[0]]).get(column)) is not None:
            found.update(words.text_of(line.kind, cell["value"])[1] for cell in cells)
    return {id for id in found if ID.fullmatch(id) and id[0] == _PERSON}


def place(case: CaseFile, id: str) -> Place:
    """Citation and words of one passage."""
    passage = case.passages[id]
    source = case.sources[passage["source"]]
    volume = case.sources.get(source["volume"])
    quote = passage["quote"] or copies.words_of(id)
    return Place(citation(source, volume, passage), quote, "" if quote else copies.instead())


def title_of(letter: str, record: Record) -> str:
    """What heads the block of an entity: its leading code in words, what is unusual of it, the country, the date."""
    lines = properties(ENTITIES[letter])
    lead = next((line for line in lines.values() if line.kind.name == "code" and record.get(line.name)), None)
    what = PARTS[letter].removesuffix("s")
    if lead is not None:
        what = " or ".join(words.text_of(lead.kind, value)[0] for value in split(record[lead.name]))
    unusual = ", ".join(_unusual(record))
    where = next((record[name] for name in _WHERE if record.get(name)), "")
    parts = (
        words.first_upper(what) + (f" ({unusual})" if unusual else ""),
        " or ".join(words.country(code) for code in split(where) if code not in SPECIAL),
        " or ".join(map(words.date, split(_when(record)))),
    )
    return ", ".join(filter(None, parts))


def _unusual(record: Record) -> Iterator[str]:
    """That it struck somebody else, or was not done: what a title must not leave out."""
    for column, vocabulary, flag in (("target", "targets", "self"), ("factuality", "factualities", "plain")):
        if (stated := set(split(record.get(column, "")))) - book().flagged(vocabulary, flag):
            yield " or ".join(book().label(vocabulary, code) for code in sorted(stated))


def _when(record: Record) -> str:
    return record.get("date") or record.get("from") or ""


def table_row(line: Line) -> dict[str, object]:
    """A row of Table 1 as the front page shows it: our cells, the report's own, the share that is told one by one."""
    return {
        "label": line.label,
        "is_total": not line.code,
        "cells": [str(line.cells[column]) for column in COLUMNS],
        "reported": [line.reported.get(column, "") for column in COLUMNS],
        "share": line.share,
    }
