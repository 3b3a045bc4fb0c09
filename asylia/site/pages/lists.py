"""An address -> what a list shows. Every list of the site is made here; its page adds what one of its lines says.

The address is the filter: what it asks for becomes a ``Wanted``, and every link of the page is a ``Wanted`` written as
an address again, in one order, with nothing empty. Whatever a query holds, the answer is a page: what no list here
knows is left out, and the page says so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse

from asylia.edition.facets import CONTESTED, FACETS, PERSONS, STAGE
from asylia.edition.find import SORTS, Found, Wanted, find
from asylia.edition.schema import YES
from asylia.site import tongue
from asylia.site.addresses import at
from asylia.site.pages import choices, told
from asylia.site.shelf import Shown

PAGE = 50
LONGEST = 100  # characters of a name that is searched for
_FROM, _TO, _RULE, _Q, _SORT, _PAGE = "from", "to", "rule", "q", "sort", "page"
_OURS = frozenset({_FROM, _TO, _RULE, _Q, _SORT, _PAGE, CONTESTED})
_FIRST_YEAR, _LAST_YEAR = 1800, 2200

Offered = Mapping[str, Mapping[str, int]]  # by facet and code, how many records of the whole edition
Lines = Callable[[Shown, Wanted, Sequence[str]], list[dict[str, object]]]


def wanted(query: QueryDict, shown: Shown, table: str = PERSONS) -> Wanted:
    """What a query asks of a table. Never raises; what the edition does not offer is left out."""
    offered = offered_by(shown, table)
    filters = {
        facet: kept
        for facet in FACETS[table]
        if (kept := tuple(sorted({code for code in query.getlist(facet) if code and code in offered.get(facet, {})})))
    }
    rule, sort = query.get(_RULE, ""), query.get(_SORT, "")
    return Wanted(
        table=table,
        filters=filters,
        years=(_year(query.get(_FROM, "")), _year(query.get(_TO, ""))),
        rule=rule if rule in shown.index.rules else "",
        contested=query.get(CONTESTED) == YES,
        q=" ".join(query.get(_Q, "").replace("\0", "")[:LONGEST].split()),
        sort=sort if sort in SORTS[table] else "",
        page=_whole(query.get(_PAGE, "")),
        size=PAGE,
    )


@lru_cache(maxsize=64)
def offered_by(shown: Shown, table: str) -> Offered:
    """What a list can be filtered by: an edition never changes, so it is counted once."""
    found = find(shown.index, Wanted(table=table, size=1))
    return {facet: dict(counted) for facet, counted in found.facets.items()}


def address(shown: Shown, asked: Wanted, page: int = 1, name: str = "") -> str:
    """The address of a list, in one order and with nothing empty. ``name`` is a page that takes the same filters."""
    pairs = list(parameters(shown, asked))
    if page > 1:
        pairs.append((_PAGE, str(page)))
    return at(shown, name or asked.table) + (f"?{urlencode(pairs)}" if pairs else "")


def parameters(shown: Shown, asked: Wanted) -> list[tuple[str, str]]:
    """The query of a list as pairs, but for its page."""
    first, last = asked.years
    rule = asked.rule if asked.rule != shown.index.rule else ""
    said = [(_Q, asked.q)]
    said += [(facet, code) for facet in FACETS[asked.table] for code in asked.filters.get(facet, ())]
    said += [(_RULE, rule), (_FROM, str(first or "")), (_TO, str(last or ""))]
    said += [(CONTESTED, YES if asked.contested else ""), (_SORT, asked.sort)]
    return [(name, value) for name, value in said if value]


def page(request: HttpRequest, shown: Shown, table: str, lines: Lines) -> HttpResponseBase:
    """Answer with a list; ``lines`` says of each id what its line shows."""
    asked = wanted(request.GET, shown, table)
    found = find(shown.index, asked)
    here = replace(asked, page=found.page)
    context = {
        "table": table,
        "asked": here,
        "found": found,
        "told": told.sentence(shown, here, found),
        "left_out": _left_out(request.GET, shown, here),
        "chips": choices.chips(shown, here, lambda less: address(shown, less)),
        "main": choices.main(shown, here, found),
        "more": choices.more(shown, here, found),
        "rules": choices.rules(shown, here),
        "sorts": choices.sorts(here),
        "searched": table == PERSONS,
        "staged": STAGE in FACETS[table],
        "from": asked.years[0] or "",
        "to": asked.years[1] or "",
        "lines": lines(shown, here, found.ids),
        "browse": browse(shown, table, tongue.current().code),
        "pages": pages(found, lambda number: address(shown, here, number)),
        "root": at(shown, table),
        "case": at(shown, "edition_home"),
        "canonical": address(shown, here, found.page),
        "csv": _data(shown, here, "table_csv"),
        "json": _data(shown, here, "table_json"),
    }
    return render(request, f"site/{table}.html", context)


@dataclass(frozen=True, slots=True)
class Pages:
    """The links between the pages of a list; ``near`` holds (number, address), with (0, '') for those left out."""

    page: int
    of: int
    before: str
    after: str
    near: tuple[tuple[int, str], ...]


def pages(found: Found, to: Callable[[int], str]) -> Pages | None:
    """The pages around one; None where there is only one."""
    if found.pages < 2:
        return None
    shown = sorted({1, found.pages, *range(max(1, found.page - 1), min(found.pages, found.page + 1) + 1)})
    near = list[tuple[int, str]]()
    for number in shown:
        if near and number > near[-1][0] + 1:
            near.append((0, ""))
        near.append((number, to(number)))
    before = to(found.page - 1) if found.page > 1 else ""
    after = to(found.page + 1) if found.page < found.pages else ""
    return Pages(found.page, found.pages, before, after, tuple(near))


@lru_cache(maxsize=64)
def browse(shown: Shown, table: str, language: str) -> tuple[choices.Links, ...]:
    """Links to the list of each state, stage, measure and year by itself; the language is that of the page."""
    return choices.browse(shown, table, offered_by(shown, table), lambda alone: address(shown, alone))


def _data(shown: Shown, asked: Wanted, name: str) -> str:
    """The address of all of a list, all pages of it, as data."""
    pairs = parameters(shown, asked)
    return reverse(name, args=[shown.number, asked.table]) + (f"?{urlencode(pairs)}" if pairs else "")


def _left_out(query: QueryDict, shown: Shown, asked: Wanted) -> bool:
    """Whether the query asks for something that this list does not know, and the reader should be told."""
    kept = set(parameters(shown, asked)) | {(_RULE, shown.index.rule)}
    given = {(name, value) for name in query for value in query.getlist(name) if value}
    free = {_Q, _PAGE}
    return any(name not in free and (name, value) not in kept for name, value in given)


def _whole(word: str) -> int:
    return max(1, int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else 1


def _year(word: str) -> int | None:
    year = int(word) if word.isascii() and word.isdigit() and len(word) == 4 else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None
