"""Records of the edition -> what a page shows: labelled fields, values with their sources, one list of footnotes.

Pure functions over an open edition; no request here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import ID, SPECIAL, Kind, Property, properties
from asylia.edition.citation import cite
from asylia.edition.reader import Edition, Record
from asylia.site.copies import words_of

WHY = {
    "open": "The sources differ and nothing decides between them.",
    "preferred": "The sources differ; the editors prefer this value and give their reason.",
    "sources": "The sources differ; more independent sources say this.",
}
# The parts of a person's page, in the order in which they stand.
PARTS = {"I": "Incidents", "R": "Protections", "T": "Stays", "L": "Proceedings"}
NOT_SHOWN = "The words are not reproduced here; the citation leads to them."


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

    name: str
    label: str
    url: str
    values: tuple[Value, ...]
    contested: bool
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim rests: the citation and, from the reader's own copy, the words."""

    citation: str
    words: str
    instead: str = NOT_SHOWN


@dataclass(slots=True)
class Footnotes:
    """Passages in the order in which the page first needs them; each has one number."""

    edition: Edition
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, passage: str) -> int:
        """The number of a passage, given when first asked for."""
        return self.numbers.setdefault(passage, len(self.numbers) + 1)

    def places(self) -> list[Place]:
        """What stands behind each number."""
        return [place(self.edition, passage) for passage in self.numbers]


def place(edition: Edition, passage_id: str) -> Place:
    """Citation and words of one passage."""
    passage = edition.one("passages", passage_id)
    if passage is None:
        return Place(passage_id, "", "This passage is not in the edition.")
    return Place(cite(edition, passage), passage["quote"] or words_of(passage_id))


def text_of(kind: Kind[str], value: str) -> str:
    """A value in words: a code becomes its label, ``cousin X-310448`` keeps its id."""
    if value in SPECIAL:
        return {"unknown": "unknown, says the source", "none": "none, says the source"}[value]
    if kind.vocabulary:
        head, space, rest = value.partition(" ")
        if kind.ordered:
            head, space, rest = rest.partition(" ")
        return f"{book().label(kind.vocabulary, head)}{space}{rest}"
    return value


def link_of(edition: Edition, value: str) -> str:
    """Where an id in a value leads: the person, or the block on the person's page; '' where it leads nowhere."""
    if not (found := ID.search(value)) or (letter := found[0][0]) not in TABLES:
        return ""
    if (record := edition.one(TABLES[letter], found[0])) is None:
        return ""
    if letter == "X":
        return reverse("person", args=[found[0]])
    return f"{reverse('person', args=[record['person']])}#{found[0]}" if "person" in record else ""


def manner(claims: Iterable[Record]) -> str:
    """How it is said, where it is anything but plainly reported by an author."""
    vocabulary, by = "assertions", "asserters"
    plain = book().flagged(vocabulary, "plain")
    said = {
        f"{book().label(vocabulary, claim['how']).lower()} by {who}"
        if who
        else book().label(vocabulary, claim["how"]).lower()
        for claim in claims
        if claim["how"] not in plain or claim["by"] not in book().flagged(by, "plain")
        for who in [" and ".join(book().label(by, one).lower() for one in claim["by"].split("|") if one)]
    }
    return "; ".join(sorted(said))


def fields(edition: Edition, id: str, notes: Footnotes, *, leave_out: frozenset[str] = frozenset()) -> list[Field]:
    """The stated properties of one entity, in the order of its lines, each value with the numbers of its footnotes."""
    cells: dict[str, list[Record]] = {}
    for cell in edition.cells(id):
        cells.setdefault(cell["column"], []).append(cell)
    claims = {claim["id"]: claim for claim in edition.where("claims", about=id)}
    lines = properties(ENTITIES[id[0]]).values()
    return [
        _field(edition, id, line, cells[line.name], claims, notes)
        for line in lines
        if line.name in cells and line.name not in leave_out
    ]


def _field(  # noqa: PLR0917
    edition: Edition, id: str, line: Property, cells: list[Record], claims: Mapping[str, Record], notes: Footnotes
) -> Field:
    values = []
    for cell in (cell for cell in cells if cell["shown"] == "yes"):
        under = [claims[claim] for claim in cell["claims"].split("|") if claim in claims]
        passages = sorted({passage for claim in under for passage in claim["passages"].split("|") if passage})
        refs = tuple(sorted(map(notes.number, passages)))
        said = manner(under)
        values.append(Value(text_of(line.kind, cell["value"]), link_of(edition, cell["value"]), said, refs))
    contested = any(cell["contested"] == "yes" for cell in cells)
    denied = any(cell["denied_by"] for cell in cells)
    why = next((WHY[cell["basis"]] for cell in cells if cell["basis"] in WHY), "") if contested else ""
    return Field(
        line.name,
        heading(line.name),
        reverse("value", args=[id, line.name]),
        tuple(values),
        contested or denied,
        " ".join(filter(None, (why, "It is denied or disputed." if denied else ""))),
    )


def heading(name: str) -> str:
    """A property's name as a reader sees it."""
    return name.replace("_", " ").capitalize()


def blocks(edition: Edition, person: str, letter: str) -> Iterator[Record]:
    """A person's entities of one kind, in order of time; what has no date stands last."""
    rows = edition.where(TABLES[letter], person=person)
    yield from sorted(rows, key=lambda r: (_when(r) == "", _when(r), r["id"]))


def _when(record: Record) -> str:
    return record.get("date") or record.get("from") or ""


def title_of(letter: str, record: Record) -> str:
    """What heads the block of an entity: its leading code in words, the country and the date."""
    lines = list(properties(ENTITIES[letter]).values())
    lead = next((line for line in lines if line.kind.name == "code" and record.get(line.name)), None)
    countries = [record[line.name] for line in lines if line.kind.vocabulary == "countries" and line.name in _WHERE]
    words = (
        [" or ".join(text_of(lead.kind, v) for v in record[lead.name].split("|"))]
        if lead
        else [PARTS[letter].removesuffix("s")]
    )
    words += [next((" or ".join(country_label(c) for c in where.split("|")) for where in countries if where), "")]
    return ", ".join(filter(None, [*words, _when(record).replace("|", " or ")]))


_WHERE = ("place", "host_state", "country")


def country_label(code: str) -> str:
    """A country's name."""
    return book().label("countries", code)


def stage_label(stages: str) -> str:
    """``2|3`` -> ``Stage 2 or 3``; '' where there is none."""
    return f"Stage {' or '.join(stages.split('|'))}" if stages else ""


def stage_class(stages: str) -> str:
    """The highest stage in question, for the colour of its tag."""
    return stages[-1:] if stages else ""


def name_of(edition: Edition, person: Record) -> str:
    """The name that heads a page: the first in Latin script, else the first; the id where none may be shown."""
    names = person["name"].split("|") if person["name"] else []
    latin = [n for n in names if n.isascii() or all(ord(c) < 0x250 or not c.isalpha() for c in n)]
    return (latin or names or [person["id"]])[0]
