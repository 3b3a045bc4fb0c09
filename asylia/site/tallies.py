"""Tables of counts as a page shows them: each number a text, and the list of what it counts behind it.

Invariant: a number leads to the list of exactly what it counts, or, where no list can say that, nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.codebook.kinds import NONE, SPECIAL
from asylia.edition.bounds import Bounds
from asylia.edition.lists.cross import Count
from asylia.edition.lists.facets import COLUMNS, FACETS, INCIDENTS, PERSONS, STAGE, STATE
from asylia.edition.lists.find import Wanted
from asylia.site import tongue
from asylia.site.addresses import at
from asylia.site.pages.lists import address
from asylia.site.shelf import Shown

_STEPS = 20  # of the longest bar of a table; ``site.css`` has a class for each

Filter = Mapping[str, str | tuple[str, ...]]
Order = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in words; ``href`` leads to what it counts. ``mark`` is a class of the cell."""

    text: str
    href: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: ``label`` leads to ``href`` where there is a page of it. ``within`` says that a line above counts it.

    ``bar`` are classes of ``site.css``: how long is the bar beneath the label, which repeats the first figure.
    """

    label: str
    figures: tuple[Figure, ...]
    href: str = ""
    within: bool = False
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """One table. ``heads`` are those of the figures; ``first`` is that of the lines."""

    caption: str
    first: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def bounds(found: Bounds) -> str:
    """A count as the page's language writes it: ``1,204``, or ``12–14`` where it lies between."""
    number = tongue.current().number
    return number(found.low) if found.low == found.high else f"{number(found.low)}–{number(found.high)}"


def listed(shown: Shown, table: str, wanted: Filter, rule: str = "") -> str:
    """The address of a list with its filters, those left out that ask for nothing; '' where no list can ask for it."""
    filters = {facet: (codes,) if isinstance(codes, str) else codes for facet, codes in wanted.items() if codes}
    if len(filters) < len(wanted) or not filters.keys() <= set(FACETS[table]):
        return ""
    return address(shown, Wanted(table, filters, rule=rule))


def figure(shown: Shown, table: str, found: Bounds, wanted: Filter) -> Figure:
    """A count that leads to its list; nought, and what no list can ask for, leads nowhere."""
    return Figure(bounds(found), listed(shown, table, wanted) if found.high else "")


def figures(shown: Shown, found: Count, wanted: Filter) -> tuple[Figure, Figure]:
    """The incidents and the persons of a count, each with its list."""
    return figure(shown, INCIDENTS, found.records, wanted), figure(shown, PERSONS, found.persons, wanted)


def named(vocabulary: str, code: str) -> str:
    """A code as a reader meets it, 'not stated' and the source's own 'unknown' and 'none' among them."""
    language = tongue.current()
    if not code:
        return _("not stated")
    if vocabulary == STAGE:
        return _("no stage") if code == NONE else _("stage %(stage)s") % {"stage": code}
    if code in SPECIAL and code not in book().vocabularies.get(vocabulary, {}):
        return language.special(code)
    if vocabulary == "countries":
        return language.country(code)
    return language.label(vocabulary, code) if vocabulary else code


def by_size(counts: Mapping[str, Count], vocabulary: str) -> list[str]:
    """The codes of some counts, the largest first, equal ones by name; what is not stated stands last."""
    key = tongue.current().sort_key
    return sorted(counts, key=lambda c: (not c, -counts[c].records.high, key(named(vocabulary, c))))


def in_order(codes: Iterable[str], vocabulary: str) -> list[str]:
    """Codes in the order of their vocabulary; any other after them."""
    order = {code: place for place, code in enumerate(book().vocabularies.get(vocabulary, {}))}
    return sorted(codes, key=lambda c: (order.get(c, len(order)), not c, c))


def as_tree(codes: Iterable[str], vocabulary: str) -> list[tuple[str, bool]]:
    """Codes, each with whether it lies within one that stands above it: the narrower follow the broader."""
    given = dict.fromkeys(codes)
    inside: dict[str, list[str]] = {}
    for code in given:
        inside.setdefault(next((outer for outer in _broader(vocabulary, code) if outer in given), ""), []).append(code)

    def beneath(outer: str, within: bool) -> Iterator[tuple[str, bool]]:
        for code in inside.get(outer, ()):
            yield code, within
            if code:
                yield from beneath(code, True)

    return list(beneath("", False))


def bar(found: Bounds, most: int) -> str:
    """The classes of a bar, in steps of a twentieth: what is certain of a count, and up to where it may go."""
    sure, at_most = (-(-n * _STEPS // most) if most else 0 for n in (found.low, found.high))
    return f"w{sure} a{at_most}" if at_most else ""


def _column(facet: str) -> str:
    """The column of incidents that a facet stands for."""
    return "state_of_concern" if facet == STATE else COLUMNS[INCIDENTS].get(facet, facet)


def _broader(vocabulary: str, code: str) -> tuple[str, ...]:
    return book().broader(vocabulary, code) if vocabulary in book().vocabularies else ()


def tally(
    shown: Shown, caption: str, facet: str, vocabulary: str, counts: Mapping[str, Count], wanted: Filter,
    *, order: Callable[[Mapping[str, Count], str], list[str]] = by_size, page: str = "",
) -> Tally:  # fmt: skip
    """Incidents and persons by the codes of a facet. ``wanted`` holds for all of it; ``page`` names that of a code."""
    language = tongue.current()
    codes = [code for code in order(counts, vocabulary) if counts[code].records.high]
    most = max((counts[code].records.high for code in codes), default=0)
    return Tally(
        caption,
        language.heading(_column(facet)),
        (language.heading("incidents"), language.heading("persons")),
        tuple(
            Line(
                named(vocabulary, code),
                figures(shown, counts[code], {**wanted, facet: code}),
                at(shown, page, code) if page and code else "",
                inner,
                bar(counts[code].records, most),
            )
            for code, inner in as_tree(codes, vocabulary)
        ),
    )
