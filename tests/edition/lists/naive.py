"""What lists and counts should say, worked out record by record in plain Python, and small invented editions for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import product

from hypothesis import strategies as st

from asylia.codebook.book import book
from asylia.codebook.columns import line_of_column
from asylia.codebook.dates import span, years
from asylia.codebook.kinds import NONE
from asylia.codebook.stages import rules
from asylia.edition.lists.facets import COLUMNS, FACETS, OF_ONE_INCIDENT
from asylia.edition.lists.find import Wanted
from asylia.edition.schema import Record, joined, split
from asylia.edition.stages import stages_of
from asylia.names.keys import search_key
from tests.edition.handmade import Handmade

COUNTRIES = ("TJ", "UZ", "RU", "RU-CE", "TR", "unknown")
MEASURES = ("detention_by_court", "detention_without_charge", "informal_rendition", "warrant", "summons")
DATES = ("2014", "2014-05", "2015-03-14~", "201X", "2012/2013-02", "2015/..", "../2011", "2014-24")
POOLS = {
    "kind": ("exile", "relative", "returnee"), "category": ("opposition", "critic"), "fate": ("in_custody", "dead"),
    "affiliation": ("Party of Bread", "Хлеб"), "measure": MEASURES, "target": ("self", "relative"), "date": DATES,
    "factuality": ("completed", "planned"), "severity": ("serious", "minor"), "actor": ("embassy", "police", "by_kgb"),
    "protection": ("asylum", "rule_39"), "outcome": ("granted", "refused"), "obeyed": ("yes", "no"),
    "status": ("refugee", "asylum_seeker"), "accusation": ("smuggling", "terrorism"),
    "host_cooperation": ("assisted", "refused"), "way_of_return": ("removed_covertly",),
}  # fmt: skip
NAMES = ("Farrukh Namuna", "Zuhra Misol", "Şöhrət Nümunə", "Фаррух Намуна")


def cells(table: str, *columns: str) -> st.SearchStrategy[dict[str, str]]:
    """Some cells of a record, empty, plain or with several values."""

    def cell(column: str) -> st.SearchStrategy[str]:
        values = st.lists(st.sampled_from(POOLS.get(column, COUNTRIES)), max_size=3, unique=True)
        return st.one_of(values.map(lambda many: joined(many[:1])), values.map(joined))

    return st.fixed_dictionaries({column: cell(column) for column in columns})


@st.composite
def editions(draw: st.DrawFn) -> Handmade:
    """A few persons with what hangs under them, and group events."""
    made, number = Handmade(), 0

    def add(table: str, letter: str, columns: tuple[str, ...], **more: str) -> str:
        nonlocal number
        number += 1
        id = f"{letter}-{draw(st.integers(0, 99)):02d}{number:04d}"
        record = draw(cells(table, *columns)) | more
        if table == "incidents":
            record["stage"] = joined(str(s or NONE) for s in stages_of(record, made.rule))
            record["stage"] = "" if record["stage"] == NONE else record["stage"]
        made.add(table, id, **record)
        contested = draw(st.sampled_from(("no", "no", "yes")))
        made.add("cells", id, column="date", contested=contested)
        return id

    columns = (*COLUMNS["persons"].values(), "state_of_concern")
    incident = (*COLUMNS["incidents"].values(), "state_of_concern", "date", "way_of_return")
    for _ in range(draw(st.integers(0, 5))):
        name = draw(st.sampled_from(NAMES))
        person = add("persons", "X", columns, name=name)
        key = search_key(name)
        made.add("listing", person, sort=key, name=name, words=f" {key} ")
        for _ in range(draw(st.integers(0, 3))):
            add("incidents", "I", incident, person=person)
        if draw(st.booleans()):
            add("protections", "R", (*COLUMNS["protections"].values(), "date"), person=person)
            add("stays", "T", ("status",), person=person)
    for _ in range(draw(st.integers(0, 2))):
        add("group_events", "G", (*COLUMNS["group_events"].values(), "date"), described_as="Readers of a paper")
    return made


CODES = {
    facet: POOLS.get(column, COUNTRIES)
    for table in COLUMNS.values()
    for facet, column in table.items()
} | {
    "state": COUNTRIES, "stage": ("1", "2", "3", NONE), "year": ("2011", "2013", "2014", "2015"),
    "measure": (*MEASURES, "pressure", "legal_step"), "status": POOLS["status"], "no such facet": ("x",),
}  # fmt: skip


@st.composite
def wishes(draw: st.DrawFn, table: str = "") -> Wanted:
    """What may be asked, nonsense among it."""
    facets = draw(st.lists(st.sampled_from(sorted(CODES)), max_size=3, unique=True))
    codes = {
        facet: tuple(draw(st.lists(st.sampled_from((*CODES[facet], "ZZZ", "")), min_size=1, max_size=2)))
        for facet in facets
    }
    year = st.one_of(st.none(), st.none(), st.integers(2010, 2016))
    return Wanted(
        table=table or draw(st.sampled_from(sorted(FACETS))),
        filters=codes,
        years=(draw(year), draw(year)),
        rule=draw(st.sampled_from((*rules(), "", "no such rule"))),
        contested=draw(st.sampled_from((False, False, True))),
        q=draw(st.sampled_from(("", "", "", "namuna", "хлеб", "far NAM", "readers", "...", "X-000001"))),
        written=draw(st.booleans()),
        sort=draw(st.sampled_from(("", "name", "-name", "incidents", "latest", "earliest", "stage", "id"))),
    )


Held = tuple[list[tuple[str, bool]], bool]  # values, each with whether it is certain; whether several may be true


class Naive:
    """The model. It follows the words of the docstrings of ``find.py``, ``sieve.py`` and ``cross.py``."""

    def __init__(self, made: Handmade) -> None:
        self.made = made
        names = {record["id"]: (record["sort"], record["id"]) for record in made.all("listing")}
        self.persons = {id: self._by_id("persons")[id] for id in sorted(names, key=lambda id: names[id])}
        self.order = {id: n for n, id in enumerate(self.persons)}
        self.contested = set(made.contested())
        self._records = {"persons": list(self.persons.values())}

    def records(self, table: str) -> list[Record]:
        """The records of a table in their usual order."""
        if table not in self._records:
            found = self.made.all(table)
            self._records[table] = sorted(found, key=lambda r: (self.order.get(r.get("person", ""), -1), r["id"]))
        return self._records[table]

    def under(self, person: Record, table: str = "incidents") -> list[Record]:
        return [record for record in self.records(table) if record["person"] == person["id"]]

    def held(self, table: str, record: Record, facet: str, rule: str) -> Held:
        """What a record holds of a facet."""
        if facet == "state":
            return self._states(table, record)
        if facet == "stage":
            return [(str(stage or NONE), True) for stage in stages_of(record, rule)], False
        if facet == "year":
            return [(str(year), True) for date in split(record["date"]) for year in years(date)], False
        if facet == "status":
            return [(s, True) for stay in self.under(record, "stays") for s in split(stay["status"])], True
        if facet in COLUMNS[table]:
            line = line_of_column(table, COLUMNS[table][facet])
            assert line
            return [(value, True) for value in split(record[line.name])], line.many
        return self.held("persons", self.persons[record["person"]], facet, rule)

    def _states(self, table: str, record: Record) -> Held:
        own = split(record["state_of_concern"]) if table != "protections" else ()
        if table == "group_events":
            return [(state, True) for state in own], False
        if table == "incidents":
            return [(s, True) for s in own or split(self.persons[record["person"]]["state_of_concern"])], False
        person = record if table == "persons" else self.persons[record["person"]]
        found = [(state, True) for state in split(person["state_of_concern"])]
        for incident in self.under(person):
            states = split(incident["state_of_concern"])
            found += [(state, len(states) == 1) for state in states]
        return found, True

    def has(self, table: str, record: Record, facet: str, codes: tuple[str, ...], rule: str, sure: bool) -> bool:
        """Whether a record may, or surely does, have one of the codes; '' is 'not stated'."""
        values, several = self.held(table, record, facet, rule)
        meets = [(bool(set(codes) & _wide(facet, value)), certain) for value, certain in values]
        if not values:
            return "" in codes
        if not sure:
            return any(met for met, _ in meets)
        return any(met and certain for met, certain in meets) if several else all(met for met, _ in meets)

    def passes(self, wanted: Wanted, record: Record, sure: bool = False, also: Mapping[str, str] | None = None) -> bool:
        """Whether a record is in a list; ``also`` are further codes that it must have."""
        table = wanted.table
        asked = [*wanted.filters.items(), *((facet, (code,)) for facet, code in (also or {}).items())]
        if wanted.years != (None, None):
            low, high = wanted.years[0] or 0, wanted.years[1] or 9999
            asked.append(("year", tuple(map(str, range(low, high + 1)))))
        if (wanted.contested and not self.is_contested(table, record)) or not self.is_found(table, record, wanted.q):
            return False

        def all_hold(at: str, each: Record, facets: Callable[[str], bool]) -> bool:
            return all(self.has(at, each, f, codes, wanted.rule, sure) for f, codes in asked if facets(f))

        if table != "persons" or not any(facet in OF_ONE_INCIDENT for facet, _ in asked):
            return all_hold(table, record, lambda facet: True)
        together = (*OF_ONE_INCIDENT, "state")
        return all_hold(table, record, lambda facet: facet not in together) and any(
            all_hold("incidents", incident, lambda facet: facet in together) for incident in self.under(record)
        )

    def is_contested(self, table: str, record: Record) -> bool:
        below = ("incidents", "protections", "stays") if table == "persons" else ()
        return any(r["id"] in self.contested for r in (record, *(r for t in below for r in self.under(record, t))))

    def is_found(self, table: str, record: Record, q: str) -> bool:
        words = search_key(q).split()
        if not q or record["id"] == q.upper():
            return True
        if table == "group_events":
            texts = [search_key(record["described_as"])]
        else:
            person = record if table == "persons" else self.persons[record["person"]]
            if q.upper() in (
                person["id"],
                *(r["id"] for t in ("incidents", "protections") for r in self.under(person, t)),
            ):
                return True
            texts = [search_key(person["name"]), *map(search_key, split(person["affiliation"]))]
        return bool(words) and any(all(word in text for word in words) for text in texts)

    def ids(self, wanted: Wanted) -> list[str]:
        """The list in order."""
        found = [record for record in self.records(wanted.table) if self.passes(wanted, record)]
        if wanted.sort == "-name":
            return [record["id"] for record in reversed(found)]
        return [record["id"] for record in sorted(found, key=lambda record: self._key(wanted, record))]

    def _key(self, wanted: Wanted, record: Record) -> object:
        of = self.under(record) if wanted.table == "persons" else [record]
        days = [(first or last) for r in of for first, last in map(span, split(r["date"]))]
        if wanted.sort == "id":
            return record["id"]
        if wanted.sort == "incidents":
            return -len(of)
        if wanted.sort == "stage":
            return -max((stage for r in of for stage in stages_of(r, wanted.rule)), default=0)
        if wanted.sort == "latest":
            return -max((day.toordinal() for day in days if day), default=0)
        if wanted.sort == "earliest":
            return min((day.toordinal() for day in days if day), default=10**9)
        return 0

    def facets(self, wanted: Wanted) -> dict[str, dict[str, int]]:
        """For each facet and code the length of the list with that code instead of the facet's own."""
        found = {}
        for facet in FACETS[wanted.table]:
            other = replace(wanted, filters={f: codes for f, codes in wanted.filters.items() if f != facet})
            other = replace(other, years=(None, None)) if facet == "year" else other
            numbers = {
                code: sum(self.passes(other, record, also={facet: code}) for record in self.records(wanted.table))
                for code in self.codes(wanted.table, facet, wanted.rule).union(wanted.filters.get(facet, ()))
            }
            found[facet] = {c: n for c, n in numbers.items() if n or c in wanted.filters.get(facet, ())}
        return found

    def codes(self, table: str, facet: str, rule: str) -> set[str]:
        """Every code that some record may have."""
        at = "incidents" if table == "persons" and facet in OF_ONE_INCIDENT else table
        held = (value for record in self.records(at) for value, _ in self.held(at, record, facet, rule)[0])
        return {code for value in held for code in _wide(facet, value)}

    def cross(self, table: str, rows: str, columns: str, wanted: Wanted) -> dict[tuple[str, str], tuple[int, ...]]:
        """The bounds of records and of persons by pairs of codes: (low, high, low, high)."""
        facets = [facet for facet in (rows, columns) if facet]
        states = {c for at in ("persons", "incidents", table) for c in self.codes(at, "state", wanted.rule)}
        offered = [
            sorted({*(states if facet == "state" else self.codes(table, facet, wanted.rule)), ""}) for facet in facets
        ]
        found = {}
        for codes in product(*offered):
            also = dict(zip(facets, codes, strict=True))
            sizes: list[int] = []
            for at in (table, "persons"):
                for sure in (True, False):
                    passing = [r for r in self.records(table) if self.passes(wanted, r, sure, also)]
                    own = {r["id"] if table == "persons" else r.get("person", "") for r in passing} - {""}
                    sizes.append(len(passing) if at == table else len(own))
            if table == "persons":
                sizes = [*sizes[:2], *sizes[:2]]
            if sizes[1]:
                found[codes if columns else (codes[0], "")] = tuple(sizes)
        return found

    def _by_id(self, table: str) -> dict[str, Record]:
        return {record["id"]: record for record in self.made.all(table)}


@cache
def _wide(facet: str, value: str) -> frozenset[str]:
    """A value and the codes that include it."""
    vocabulary = "countries" if facet in ("state", "host") else "legal_statuses" if facet == "status" else ""
    for table, columns in COLUMNS.items():
        line = line_of_column(table, columns.get(facet, ""))
        vocabulary = vocabulary or (line.kind.vocabulary if line else "")
    known = book().vocabularies.get(vocabulary, {})
    return frozenset((value, *(book().broader(vocabulary, value) if value in known else ())))
