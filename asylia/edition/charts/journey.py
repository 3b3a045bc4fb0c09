"""In which order the sources tell the countries of one person.

In: the stays of a person, and the host states and places of the incidents. Out: stops in the order of time, countries
without a date, countries where something was done but no stay is told, and what cannot be drawn.
Invariant: a stop is a country where the person is said to have been; a country that is not known, or over which the
sources differ, is no stop.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from asylia.codebook import dates
from asylia.codebook.kinds import SPECIAL
from asylia.edition.charts.places import drawn_as
from asylia.edition.schema import Record, split

STAY, HOST, PLACE = "stay", "host_state", "place"
_NEVER = date.max, 0


@dataclass(frozen=True, slots=True)
class Step:
    """A country of which an entity speaks: as where the person stayed, or as where something was done."""

    codes: tuple[str, ...]  # several where the sources differ
    what: str
    when: str  # EDTF, several joined; '' where none is stated
    to: str = ""  # of a stay: until when
    id: str = ""
    near: tuple[date, int] | None = None  # of one without a date: the day of what it was before (-1) or after (1)

    @property
    def code(self) -> str:
        """The country, where it is one and on the map; else ''."""
        one = len(self.codes) == 1 and self.codes[0] not in SPECIAL
        return self.codes[0] if one and drawn_as(self.codes[0]) else ""

    @property
    def first(self) -> date | None:
        """The earliest day that its dates allow; None where none is stated."""
        return _first(self.when, self.to)

    @property
    def order(self) -> tuple[date, int] | None:
        """Where it stands in time; None where nothing tells."""
        return (first, 0) if (first := self.first) else self.near


@dataclass(slots=True)
class Stop:
    """One country in the order of time, with all that is told of it until the next."""

    code: str
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Journey:
    """What is known: stops in order, countries without a date, countries where other things were done, what is left."""

    stops: tuple[Stop, ...]
    undated: tuple[Stop, ...]
    elsewhere: tuple[Stop, ...]
    beside: tuple[Step, ...]

    def codes(self) -> set[str]:
        """The countries on the map."""
        return {drawn_as(stop.code) for stop in (*self.stops, *self.undated, *self.elsewhere)}


def journey(stays: Sequence[Record], incidents: Sequence[Record], others: Sequence[Record] = ()) -> Journey:
    """The order in which a person's countries are told: by date, else by what a dated thing came before or after.

    ``others`` are records that only lend their dates: protections.
    """
    near = _nearness([*stays, *incidents, *others])
    found = [replace(step, near=near.get(step.id)) for step in (*_stays(stays), *_hosts(incidents))]
    there = [step for step in found if step.code]
    dated = sorted((s for s in there if s.order), key=lambda s: (s.order or _NEVER, s.what != STAY, s.id))
    stops = list[Stop]()
    for step in dated:
        if not stops or stops[-1].code != step.code:
            stops.append(Stop(step.code))
        stops[-1].steps.append(step)
    known = {stop.code for stop in stops}
    undated = _grouped(step for step in there if not step.order and step.code not in known)
    for step in there:
        if not step.order and step.code in known:
            next(stop for stop in stops if stop.code == step.code).steps.append(step)
    known |= {stop.code for stop in undated}
    places = list(_places(incidents))
    elsewhere = _grouped(step for step in places if step.code and step.code not in known)
    beside = tuple(step for step in (*found, *places) if not step.code)
    return Journey(tuple(stops), undated, elsewhere, beside)


def _nearness(records: Sequence[Record]) -> dict[str, tuple[date, int]]:
    """Of what comes straight before or after something with a date: that date, and on which side."""
    days = {
        record["id"]: _first(record.get("date", ""), record.get("from", ""), record.get("to", "")) for record in records
    }
    found: dict[str, tuple[date, int]] = {}
    for record in records:
        for column, side in (("before", -1), ("after", 1)):
            known = [day for id in split(record.get(column, "")) if (day := days.get(id))]
            if known:
                found[record["id"]] = (min(known) if side < 0 else max(known)), side
    return found


def _first(*cells: str) -> date | None:
    spans = [dates.span(value) for cell in cells for value in split(cell) if dates.is_date(value)]
    return min([day for first, last in spans if (day := first or last)], default=None)


def _stays(records: Sequence[Record]) -> Iterator[Step]:
    for record in records:
        yield Step(split(record.get("country", "")), STAY, record.get("from", ""), record.get("to", ""), record["id"])


def _hosts(records: Sequence[Record]) -> Iterator[Step]:
    for record in records:
        if record.get("host_state", ""):
            yield Step(split(record.get("host_state", "")), HOST, record.get("date", ""), "", record["id"])


def _places(records: Sequence[Record]) -> Iterator[Step]:
    for record in records:
        if record.get("place", ""):
            yield Step(split(record.get("place", "")), PLACE, record.get("date", ""), "", record["id"])


def _grouped(steps: Iterator[Step]) -> tuple[Stop, ...]:
    found: dict[str, Stop] = {}
    for step in steps:
        found.setdefault(step.code, Stop(step.code)).steps.append(step)
    return tuple(found[code] for code in sorted(found))
