"""Table 1: persons by state of concern and highest stage, beside the numbers that the source itself publishes.

In: the records of an edition, and a stage rule. Out: bounds. A person counts in the lower bound of a cell where every
standing value puts the person there, and in the upper where some does.
Invariant: a person stands in the row of each state by that state's incidents alone, and once in the total. These are
cases told in one report: the module computes no rate and no trend.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from asylia.codebook.book import book
from asylia.codebook.kinds import SPECIAL
from asylia.codebook.stages import rule as stage_rule
from asylia.edition.bounds import Bounds
from asylia.edition.layout import aligned
from asylia.edition.reader import Edition
from asylia.edition.schema import STAGES, split
from asylia.edition.stages import NO_STAGE, Stages, highest, read, stages_of

HEADING = "cases told in one report: no rates, no trends"
COLUMNS = (*STAGES, "total")
TOTAL = "total"
UNNAMED = frozenset({"not named"})  # the name of a person whom no source names


@dataclass(slots=True)
class Line:
    """One row of Table 1. ``code`` is a state, or '' for a total; ``reported`` is what the source's own table says."""

    code: str
    label: str
    cells: dict[str, Bounds] = field(default_factory=lambda: {column: Bounds() for column in COLUMNS})
    none: Bounds = field(default_factory=Bounds)  # counted persons without any stage: in no total
    reported: dict[str, str] = field(default_factory=dict)

    def add(self, stages: Stages, certain: bool, count: int = 1) -> None:
        """Count persons whose possible highest stages these are; ``certain`` that they belong here."""
        for stage in stages:
            place = self.cells[str(stage)] if stage else self.none
            place.add(certain and len(stages) == 1, count)
        if stages != NO_STAGE:
            self.cells[TOTAL].add(certain and 0 not in stages, count)

    @property
    def share(self) -> str:
        """How much of the reported total the edition tells one by one, in per cent; '' where none is reported."""
        reported = self.reported.get(TOTAL, "")
        if not reported.isdigit() or not int(reported):
            return ""
        total = self.cells[TOTAL]
        parts = sorted({round(100 * n / int(reported)) for n in (total.low, total.high)})
        return "-".join(map(str, parts)) + " %"


@dataclass(slots=True)
class Table1:
    """Table 1 in two parts, the five CAPE states and the others, and the total over both."""

    rule: str
    cape: list[Line]
    cape_total: Line
    others: list[Line]
    total: Line
    unnamed: int  # of those in the total's upper bound, persons whom no source names

    def lines(self) -> Iterator[Line]:
        """Every row, in the order in which it is printed."""
        yield from (*self.cape, self.cape_total, *self.others, self.total)

    def text(self) -> Iterator[str]:
        """The table as lines of text, each cell beside the reported one."""
        yield HEADING
        yield f"persons by state of concern and highest stage, under {self.rule}"
        heads = ("", *(f"stage {stage}" for stage in STAGES), TOTAL, "no stage")
        heads += (*(f"report {column}" for column in COLUMNS), "share")
        rows = [
            (
                line.label,
                *(str(line.cells[column]) for column in COLUMNS),
                str(line.none),
                *(line.reported.get(column, "") for column in COLUMNS),
                line.share,
            )
            for line in self.lines()
        ]
        yield from aligned(heads, rows)
        yield "12-14: values are contested. Whoever two states pursued stands in both rows, and once in the total."
        yield f"report: its own table. share: of that, told one by one here ({self.unnamed} of them without a name)."

    def as_json(self) -> dict[str, Any]:
        """The table for programs: bounds as two numbers each."""
        rows = [{**asdict(line), "share": line.share} for line in self.lines()]
        return {"heading": HEADING, "rule": self.rule, "rows": rows, "unnamed": self.unnamed}


def table1(edition: Edition, rule: str = "", persons: Mapping["Alike", int] | None = None) -> Table1:
    """Compute Table 1 under a rule (the edition's own where none is named). Raises ``ValueError`` for no known rule.

    ``persons`` are those of the edition, where somebody has counted them already (see ``alike.py``).
    """
    rule = rule or edition.rule
    lines: dict[str, Line] = {}
    cape_total, total = Line("", "CAPE states"), Line("", "all states")
    cape, counted, unnamed = book().flagged("countries", "cape"), book().flagged("person_kinds", "counted"), 0
    for alike, count in (_counted(edition, counted, rule) if persons is None else persons).items():
        certain = counted.issuperset(split(alike.kind))
        own = _known(alike.state)
        placed = [(_known(state) or own or ("",), stages) for state, stages in alike.incidents]
        for state, stages in _by_state(own, placed).items():
            lines.setdefault(state, _line(state)).add(stages, certain, count)
        if cape.intersection(state for states, _ in placed or [(own, NO_STAGE)] for state in states):
            cape_total.add(_within(placed, cape), certain, count)
        top = highest([stages for _, stages in placed])
        total.add(top, certain, count)
        unnamed += count if top != NO_STAGE and not alike.named else 0
    for state in cape:
        lines.setdefault(state, _line(state))
    _report(edition, lines, cape, cape_total)
    ordered = sorted(lines.values(), key=lambda line: line.label)
    inside = [line for line in ordered if line.code in cape]
    return Table1(rule, inside, cape_total, [line for line in ordered if line.code not in cape], total, unnamed)


def _line(state: str) -> Line:
    return Line(state, book().label("countries", state) if state else "state not stated")


class Alike(NamedTuple):
    """What the table asks of a person: those of whom it is the same are counted together."""

    kind: str
    state: str
    named: bool
    incidents: tuple[tuple[str, Stages], ...]  # the state of each, its stages


def _counted(edition: Edition, counted: frozenset[str], name: str) -> Counter[Alike]:
    """Persons of a counted kind (or who may be of one), each with the incidents in the person's file."""
    made = name == edition.rule  # then the edition holds each incident's stages
    wanted = tuple(dict.fromkeys(("state_of_concern", *(("stage",) if made else stage_rule(name).mentions))))
    of: dict[str, tuple[tuple[str, Stages], ...]] = {}
    known: dict[tuple[str, ...], tuple[str, Stages]] = {}
    for person, *values in edition.picked("incidents", "person", *wanted):
        key = tuple(values)
        if key not in known:
            record = dict(zip(wanted, values, strict=True))
            known[key] = values[0], read(record["stage"]) if made else stages_of(record, name)
        of[person] = (*of.get(person, ()), known[key])
    found = Counter[Alike]()
    for id, kind, state, names in edition.picked("persons", "id", "kind", "state_of_concern", "name"):
        if counted.intersection(split(kind)):
            found[Alike(kind, state, bool(set(split(names)) - UNNAMED), of.get(id, ()))] += 1
    return found


_Placed = tuple[tuple[str, ...], Stages]  # the states whose incident it may be, its stages


def _by_state(own: tuple[str, ...], placed: list[_Placed]) -> dict[str, Stages]:
    """By state the possible highest stages of its incidents; where no incident has any, the person's own states."""
    states = {state: _within(placed, frozenset({state})) for each, _ in placed for state in each}
    staged = {state: stages for state, stages in states.items() if stages != NO_STAGE}
    return staged or dict.fromkeys(own or tuple(states) or ("",), NO_STAGE)


def _within(placed: Iterable[_Placed], wanted: frozenset[str]) -> Stages:
    """The possible highest stages of the incidents of some states; one whose state is open may be another's."""
    mine = ((states, stages) for states, stages in placed if wanted.intersection(states))
    return highest([stages if wanted.issuperset(states) else stages | NO_STAGE for states, stages in mine])


def _known(cell: str) -> tuple[str, ...]:
    return tuple(value for value in split(cell) if value not in SPECIAL)


def _report(edition: Edition, lines: Mapping[str, Line], cape: Iterable[str], total: Line) -> None:
    """Set the source's own Table 1 beside ours: aggregates with one state and a stage, all else left open."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in edition.all("aggregates"):
        states, stage = split(record["state_of_concern"]), record["stage"]
        narrower = any(record[column] for column in ("host_state", "measure", "category"))
        if len(states) == 1 and stage in STAGES and not narrower:
            said[states[0], stage].update(n for n in split(record["number"]) if n.isdigit())
    for state in cape:
        reported = {stage: "|".join(sorted(said[state, stage])) for stage in STAGES if said.get((state, stage))}
        if reported:
            reported[TOTAL] = _sum(reported.get(stage, "0") for stage in STAGES)
            lines[state].reported = reported
    known = [line.reported for state, line in sorted(lines.items()) if line.reported]
    if known:
        total.reported = {column: _sum(line.get(column, "0") for line in known) for column in COLUMNS}


def _sum(numbers: Iterable[str]) -> str:
    """The sum of whole numbers; '' where one of them is contested."""
    found = list(numbers)
    return str(sum(map(int, found))) if all(number.isdigit() for number in found) else ""
