"""What an edition tells of one state, as one that reaches abroad and as one that is host, and of one measure.

In: an index and a code. Out: counts of incidents, persons, protections and group events, by facet.
Invariant: counted through ``cross.py`` alone, so every number is the length of a list that can be asked for. A state's
numbers include those of the actors below it. A code that the edition does not hold has nothing, never everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from asylia.codebook.book import book
from asylia.edition.lists.column import NOT_STATED
from asylia.edition.lists.cross import Count, count, cross
from asylia.edition.lists.facets import GROUP_EVENTS, INCIDENTS, PERSONS, PROTECTIONS, STAGE, STATE, YEAR
from asylia.edition.lists.find import Wanted, find
from asylia.edition.lists.index import Index

HOST, MEASURE = "host", "measure"
By = Mapping[str, Count]
# By what the incidents of each are counted.
_OF_A_STATE = (MEASURE, HOST, "target", "kind", "category", "factuality", "cooperation", "third", "actor", STAGE, YEAR)
_OF_A_HOST = (STATE, MEASURE, "cooperation", "target", "factuality", STAGE, YEAR)
_OF_A_MEASURE = (STATE, HOST, "target", "factuality", STAGE, YEAR)


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts about one code. ``by`` holds the incidents by facet and code; '' is the code of what is not stated.

    ``protections`` are by kind and outcome, the total of a kind under the outcome ``*``; ``groups`` are the first ids
    of group events, of which there are ``group_events``.
    """

    code: str
    incidents: Count = field(default_factory=Count)
    persons: Count = field(default_factory=Count)
    by: Mapping[str, By] = field(default_factory=dict)
    protections: Mapping[tuple[str, str], Count] = field(default_factory=dict)
    outcomes: By = field(default_factory=dict)
    obeyed: By = field(default_factory=dict)
    group_events: int = 0
    groups: tuple[str, ...] = ()


TOTAL = "*"
GROUPS = 12  # so many group events are named


def state_profile(index: Index, code: str) -> Profile:
    """What an edition tells of a state that reaches abroad."""
    return _profile(index, STATE, code, _OF_A_STATE, protections=True)


def host_profile(index: Index, code: str) -> Profile:
    """What an edition tells of a state in which the persons lived."""
    return _profile(index, HOST, code, _OF_A_HOST, protections=True)


def measure_profile(index: Index, code: str) -> Profile:
    """What an edition tells of a measure, or of a family of them."""
    return _profile(index, MEASURE, code, _OF_A_MEASURE, protections=False)


def by(index: Index, table: str, facet: str, wanted: Wanted | None = None) -> By:
    """The counts of a table by one facet. Years and stages stand in their order."""
    found = {code: n for (code, _), n in cross(index, table, facet, "", wanted).items()}
    return dict(sorted(found.items())) if facet in (YEAR, STAGE) else found


def matrix(index: Index) -> Mapping[tuple[str, str], Count]:
    """Incidents by state of concern and host state."""
    return cross(index, INCIDENTS, STATE, HOST)


def below(index: Index, code: str) -> tuple[str, ...]:
    """The actors below a state that the edition holds as states of concern."""
    held = index.incidents.columns[STATE].number
    return tuple(sorted(inner for inner in book().narrower("countries", code) if inner in held))


def _profile(index: Index, facet: str, code: str, facets: tuple[str, ...], *, protections: bool) -> Profile:
    only = {facet: (code,)}
    incidents, groups = (_holds(index, table, facet, code) for table in (INCIDENTS, GROUP_EVENTS))
    persons = incidents or _holds(index, PERSONS, facet, code)
    found = find(index, Wanted(GROUP_EVENTS, only, size=GROUPS)) if groups else None
    told = Profile(
        code,
        count(index, Wanted(INCIDENTS, only)) if incidents else Count(),
        count(index, Wanted(PERSONS, only)) if persons else Count(),
        {each: by(index, INCIDENTS, each, Wanted(INCIDENTS, only)) for each in facets} if incidents else {},
        group_events=found.total if found else 0,
        groups=found.ids if found else (),
    )
    if not protections or not _holds(index, PROTECTIONS, facet, code):
        return told
    asked = Wanted(PROTECTIONS, only)
    outcomes, obeyed = (by(index, PROTECTIONS, each, asked) for each in ("outcome", "obeyed"))
    return replace(told, protections=_protections(index, asked), outcomes=outcomes, obeyed=obeyed)


def _protections(index: Index, wanted: Wanted) -> Mapping[tuple[str, str], Count]:
    totals = {(code, TOTAL): each for code, each in by(index, PROTECTIONS, "protection", wanted).items()}
    return {**cross(index, PROTECTIONS, "protection", "outcome", wanted), **totals}


def _holds(index: Index, table: str, facet: str, code: str) -> bool:
    """Whether some record of a table may have a code: a filter by a code that nothing has would ask for everything."""
    columns = index.tables[table].columns
    return code != NOT_STATED and facet in columns and code in columns[facet].number
