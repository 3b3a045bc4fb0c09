"""The records of one person, or of one group event, as a page needs them: blocks in order, values in words, addresses.

Pure functions of the edition and of a language; no request here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from asylia.codebook.book import book
from asylia.codebook.dates import is_date
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import ID, NAME, SPECIAL, TEXT, Kind, properties
from asylia.edition.reader import CaseFile, Edition
from asylia.edition.schema import Record, split
from asylia.edition.sums.table1 import UNNAMED
from asylia.languages.language import SOURCE, Language
from asylia.names.keys import script
from asylia.site import words
from asylia.site.addresses import at, is_id
from asylia.site.shelf import Shown

# The parts of a person's page, in the order in which they stand.
PARTS = {
    "I": (gettext_noop("Incidents"), gettext_noop("incident")),
    "R": (gettext_noop("Protections"), gettext_noop("protection")),
    "T": (gettext_noop("Stays"), gettext_noop("stay")),
    "L": (gettext_noop("Proceedings"), gettext_noop("proceeding")),
}
# So many blocks stand on a page of a person. Most persons have far fewer; one with hundreds has several pages.
BLOCKS = 30
PERSON, GROUP = "X", "G"
_WHERE = ("place", "host_state", "country")


@dataclass(frozen=True, slots=True)
class Value:
    """One value as a reader sees it: ``words`` and ``linked`` are HTML; ``linked`` names what it points to."""

    words: str
    linked: str = ""
    url: str = ""

    @property
    def html(self) -> str:
        """Both, the second as a link."""
        link = f'<a href="{self.url}">{self.linked}</a>' if self.url else self.linked
        return f"{self.words}: {link}" if self.words and link else self.words or link

    @property
    def plain(self) -> str:
        """Both, without a link."""
        return ": ".join(filter(None, (self.words, self.linked)))


class Case:
    """One person's records, or one group event's.

    ``names`` are the persons to whom a value points, ``others`` the incidents and events that stand elsewhere.
    """

    def __init__(
        self, file: CaseFile, shown: Shown, language: Language, names: Mapping[str, str], others: Mapping[str, Record]
    ) -> None:
        self.file, self.shown, self.language, self.names, self.others = file, shown, language, names, others
        self.id = file.person["id"]
        self.here = 0  # the page that is being written: links to its own blocks need no address
        self._titles: dict[str, str] = {}

    @cached_property
    def _root(self) -> str:
        return at(self.shown, "edition_home")

    def url(self, id: str) -> str:
        """The address of an entity's page: reversed once, then put together, for a page has hundreds."""
        return f"{self._root}{escape(id)}"

    @cached_property
    def blocks(self) -> tuple[Record, ...]:
        """All entities of the person: kind by kind, each in order of time."""
        return tuple(record for letter in PARTS for record in self._ordered(letter))

    @cached_property
    def page_of(self) -> Mapping[str, int]:
        """On which page of the person each block stands."""
        return {record["id"]: place // BLOCKS + 1 for place, record in enumerate(self.blocks)}

    @property
    def pages(self) -> int:
        """How many pages there are; at least 1."""
        return max(1, -(-len(self.blocks) // BLOCKS))

    def part(self, letter: str) -> tuple[Record, ...]:
        """The person's entities of one kind, in no order of time."""
        return self._parts[letter]

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Record, ...]]:
        """By letter. What has no id of its kind, in an edition that others made, is left out."""
        return {
            letter: tuple(
                r for r in self.file.parts.get(TABLES[letter], ()) if r["id"][:1] == letter and is_id(r["id"])
            )
            for letter in PARTS
        }

    def to_block(self, id: str) -> str:
        """The address of a block of this person, from the page that is being written."""
        page = self.page_of[id]
        if page == self.here:
            return f"#{id}"
        return f"{self.url(self.id)}{f'?page={page}' if page > 1 else ''}#{id}"

    def _ordered(self, letter: str) -> list[Record]:
        """In order of time; of one date, what came after another behind it; what has no date last."""
        return sorted(self.part(letter), key=lambda r: (not when(r), when(r), self.steps_to(r["id"]), r["id"]))

    def steps_to(self, id: str, seen: frozenset[str] = frozenset()) -> int:
        """How many of the person's entities came before this one, each ``after`` the next; a circle ends the count."""
        if not (cells := self.file.cells.get((id, "after"))):
            return 0
        earlier = {cell["value"] for cell in cells} - seen
        own = (each for each in earlier if (each, "after") in self.file.cells or each in self.own)
        return max((1 + self.steps_to(each, seen | {id, each}) for each in own), default=0)

    @cached_property
    def own(self) -> Mapping[str, Record]:
        """The person's entities by id."""
        return {record["id"]: record for letter in PARTS for record in self.part(letter)}

    # ---- values in words

    def value(self, kind: Kind[str], value: str) -> Value:
        """A value, with a link where it points to a person, an event, or a block of this page."""
        text, id = words.text_of(self.language, kind, value)
        said = self._marked(kind, value, text)
        if not ID.fullmatch(id):
            return Value(said)
        if id in self.names:
            return Value(said, self.name_of(id), self.url(id))
        if id in self.own:
            return Value(said, escape(self.title(id)), self.to_block(id))
        if id in self.others:
            return Value(said, self._elsewhere(id), self.url(id))
        return Value(said, id)

    def name_of(self, id: str) -> str:
        """A person as a link calls them, in HTML."""
        name = self.names[id]
        if name in UNNAMED or not name:
            return escape(f"{_('Not named')} ({id})")
        return named(name)

    def _elsewhere(self, id: str) -> str:
        record = self.others[id]
        title = escape(self.title_of(id[0], record))
        person = record.get("person", "")
        return f"{self.name_of(person)}: {title}" if person in self.names else title

    def _marked(self, kind: Kind[str], value: str, text: str) -> str:
        """The words as HTML: a name in its script, the coder's own words in the language of the codebook."""
        if kind is NAME:
            return named(text) if text not in UNNAMED else escape(_("Not named"))
        if kind is TEXT and value not in SPECIAL and self.language.code != SOURCE:
            return f'<span lang="{SOURCE}">{escape(text)}</span>'
        return escape(text)

    def title(self, id: str) -> str:
        """What heads a block of this person."""
        if id not in self._titles:
            self._titles[id] = self.title_of(id[0], self.own[id])
        return self._titles[id]

    def title_of(self, letter: str, record: Record) -> str:
        """What heads an entity: its leading code in words, what is unusual of it, the country, the date."""
        lead = self.lead(letter, record)
        unusual = ", ".join(self._unusual(record))
        parts = (
            words.first_upper(lead) + (f" ({unusual})" if unusual else ""),
            self._listed(map(self.language.country, countries(record))),
            self._listed(map(self.language.date, dates(when(record)))),
        )
        return ", ".join(filter(None, parts))

    def lead(self, letter: str, record: Record) -> str:
        """The leading code of an entity in words, else what kind of entity it is."""
        lines = properties(ENTITIES[letter]).values()
        line = next((line for line in lines if line.kind.name == "code" and record.get(line.name)), None)
        if line is None:
            return _(PARTS[letter][1]) if letter in PARTS else _("Group event")
        return self._listed(words.text_of(self.language, line.kind, code)[0] for code in split(record[line.name]))

    def _listed(self, said: Iterator[str]) -> str:
        return self.language.listed(list(said), "or")

    def _unusual(self, record: Record) -> Iterator[str]:
        """That it struck somebody else, or was not done: what a title must not leave out."""
        for column, vocabulary, flag in (("target", "targets", "self"), ("factuality", "factualities", "plain")):
            codes = set(split(record.get(column, ""))) - book().flagged(vocabulary, flag)
            if codes and not codes.isdisjoint(book().vocabularies[vocabulary]):
                yield self._listed(self.language.label(vocabulary, code) for code in sorted(codes))


def named(name: str) -> str:
    """A name as HTML, marked with its script where that is not Latin: it is in no language that we know."""
    tag = "" if name.isascii() else words.script(script(name))[0]
    if not tag or tag == words.script("latin")[0]:
        return escape(words.first_upper(name))
    way = ' dir="rtl"' if tag in words.RIGHT_TO_LEFT else ""
    return f'<bdi lang="und-{tag}"{way}>{escape(name)}</bdi>'


def when(record: Record) -> str:
    """The date of a record as its cell holds it; a stay's is when it began."""
    return record.get("date") or record.get("from") or ""


def stated(cell: str) -> tuple[str, ...]:
    """The values of a cell but for those that say that nothing is known."""
    return tuple(value for value in split(cell) if value not in SPECIAL)


def dates(cell: str) -> tuple[str, ...]:
    """The values of a cell that are dates."""
    return tuple(value for value in stated(cell) if is_date(value))


def countries(record: Record) -> tuple[str, ...]:
    """Where it happened: the first of place, host state and country that is known."""
    return next((found for name in _WHERE if (found := stated(record.get(name, "")))), ())


def of_person(shown: Shown, language: Language, id: str) -> Case | None:
    """The case of one person; None where the edition has no such person."""
    file = shown.edition.case(id)
    return _case(shown, language, file) if file else None


def of_group(shown: Shown, language: Language, id: str) -> Case | None:
    """The records of one group event; None where the edition has no such event."""
    edition = shown.edition
    if (record := edition.one(TABLES[GROUP], id)) is None:
        return None
    cells: dict[tuple[str, str], tuple[Record, ...]] = {}
    for cell in edition.cells(id):
        key = cell["id"], cell["column"]
        cells[key] = (*cells.get(key, ()), cell)
    claims = edition.among("claims", "about", [id])
    passages = edition.among("passages", "id", (p for claim in claims for p in split(claim["passages"])))
    sources = edition.among("sources", "id", (passage["source"] for passage in passages))
    sources += edition.among("sources", "id", (s["volume"] for s in sources if s["volume"]))
    by_id = ({record["id"]: record for record in records} for records in (claims, passages, sources))
    return _case(shown, language, CaseFile(record, {}, cells, *by_id))


def _case(shown: Shown, language: Language, file: CaseFile) -> Case:
    """With the names of the persons and the records of the entities to which a value points."""
    pointed = _pointed(file)
    others: dict[str, Record] = {}
    own = {record["id"] for records in file.parts.values() for record in records}
    for letter in ENTITIES:
        if ids := {id for id in pointed - own if id[0] == letter and letter not in (PERSON, "S")}:
            others |= {record["id"]: record for record in shown.edition.among(TABLES[letter], "id", ids)}
    persons = {id for id in pointed if id[0] == PERSON} | {r["person"] for r in others.values() if "person" in r}
    return Case(file, shown, language, called(shown.edition, persons), others)


def called(edition: Edition, ids: set[str]) -> dict[str, str]:
    """The names of persons of the edition by id."""
    return edition.called(*ids) if ids else {}


def _pointed(file: CaseFile) -> set[str]:
    found: set[str] = set()
    for (id, column), cells in file.cells.items():
        line = properties(ENTITIES[id[0]]).get(column) if id[:1] in ENTITIES else None
        if line is not None and (line.kind.name == "id" or not (line.kind.chosen or not line.kind.vocabulary)):
            found.update(word for cell in cells for word in cell["value"].split(" ")[-1:] if ID.fullmatch(word))
    return found


@lru_cache(maxsize=8)
def long_ones(shown: Shown) -> frozenset[str]:
    """The persons whose page has a second one: few, so that an edition is counted once."""
    tables = [TABLES[letter] for letter in PARTS if TABLES[letter] in shown.edition.tables]
    of_each = Counter(person for table in tables for (person,) in shown.edition.picked(table, "person"))
    return frozenset(person for person, number in of_each.items() if number > BLOCKS)


def to_block(shown: Shown, root: str, record: Record) -> str:
    """The address of a record that belongs to a person: its block, or what leads on to the right page of several."""
    person, id = record["person"], record["id"]
    return f"{root}{id}" if person in long_ones(shown) else f"{root}{person}#{id}"
