"""Tables of counts as a page shows them: each number a text, and the list of what it counts behind it.

Invariant: a number leads to the list of exactly what it counts, or, where no list can say that, nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from asylia.codebook.book import book
from asylia.codebook.kinds import SPECIAL
from asylia.edition.cross import Count
from asylia.edition.summaries import Bounds
from asylia.site import tongue
from asylia.site.addresses import at
from asylia.site.shelf import Shown

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
    """One row: ``label`` leads to ``href`` where there is a page of it. ``within`` says that a line above counts it."""

    label: str
    figures: tuple[Figure, ...]
    href: str = ""
    within: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """One table. ``heads`` are those of the figures; ``first`` is that of the lines."""

    caption: str
    first: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def bounds(found: Bounds) -> str:
    """A count as the page's language writes it: ``1,204``, or ``12-14`` where it lies between."""
    number = tongue.current().number
    return number(found.low) if found.low == found.high else f"{number(found.low)}-{number(found.high)}"


def listed(shown: Shown, page: str, wanted: Filter) -> str:
    """The address of a list with its filters; those that ask for nothing are left out."""
    asked = {name: value for name, value in wanted.items() if value}
    return f"{at(shown, page)}?{urlencode(asked, doseq=True)}" if asked else at(shown, page)


def figure(shown: Shown, page: str, found: Bounds, wanted: Filter) -> Figure:
    """A count that leads to its list; nought leads nowhere."""
    return Figure(bounds(found), listed(shown, page, wanted) if found.high else "")


def figures(shown: Shown, found: Count, wanted: Filter) -> tuple[Figure, Figure]:
    """The incidents and the persons of a count, each with its list."""
    lists = ("incidents", found.records), ("persons", found.persons)
    records, persons = (figure(shown, page, limits, wanted) for page, limits in lists)
    return records, persons


def named(vocabulary: str, code: str) -> str:
    """A code as a reader meets it, 'not stated' and the source's own 'unknown' and 'none' among them."""
    language = tongue.current()
    if not code:
        return language.gettext("not stated")
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


def _broader(vocabulary: str, code: str) -> tuple[str, ...]:
    return book().broader(vocabulary, code) if vocabulary in book().vocabularies else ()


def tally(
    shown: Shown, caption: str, facet: str, vocabulary: str, counts: Mapping[str, Count], wanted: Filter,
    *, order: Callable[[Mapping[str, Count], str], list[str]] = by_size, page: str = "",
) -> Tally:  # fmt: skip
    """Incidents and persons by the codes of a facet. ``wanted`` holds for all of it; ``page`` names that of a code."""
    language = tongue.current()
    codes = [code for code in order(counts, vocabulary) if counts[code].records.high]
    return Tally(
        caption,
        language.heading(facet),
        (language.heading("incidents"), language.heading("persons")),
        tuple(
            Line(
                named(vocabulary, code),
                figures(shown, counts[code], {**wanted, facet: code}) if code else _plain(counts[code]),
                at(shown, page, code) if page and code else "",
                inner,
            )
            for code, inner in as_tree(codes, vocabulary)
        ),
    )


def _plain(found: Count) -> tuple[Figure, Figure]:
    return Figure(bounds(found.records)), Figure(bounds(found.persons))
