"""An address -> what a list shows. Every list of the site is made here; its page adds what a line of it says.

The address is the filter: what it asks for becomes a ``Wanted``, and every link of the page is a ``Wanted`` written as
an address again, in one order and with nothing empty. Whatever a query holds, the answer is a page: what no list here
knows is left out, and the page says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from asylia.edition.lists.facets import CONTESTED, FACETS, PERSONS, STAGE, YEAR
from asylia.edition.lists.find import Found, Wanted, clean, find
from asylia.edition.lists.sieve import Sieve
from asylia.edition.schema import YES
from asylia.site import tongue
from asylia.site.addresses import at
from asylia.site.pages import choices, told
from asylia.site.shelf import Shown

PAGE = 50
_WORDS = 10  # of a search; each costs a walk through all names
_FROM, _TO, _RULE, _Q, _WRITTEN, _SORT, _PAGE = "from", "to", "rule", "q", "written", "sort", "page"
_ANY_WORDS = frozenset({_Q, _WRITTEN, _PAGE})
_FIRST_YEAR, _LAST_YEAR = 1800, 2200

Lines = Callable[[Shown, Wanted, Sequence[str]], Sequence[object]]


def wanted(query: QueryDict, shown: Shown, table: str = PERSONS) -> Wanted:
    """What a query asks of a table. Never raises; what the edition does not hold is left out."""
    asked = Wanted(
        table=table,
        filters={facet: tuple(sorted(set(query.getlist(facet)))) for facet in FACETS[table]},
        years=(_year(query.get(_FROM, "")), _year(query.get(_TO, ""))),
        rule=query.get(_RULE, ""),
        contested=query.get(CONTESTED) == YES,
        q=" ".join([*dict.fromkeys(query.get(_Q, "").split())][:_WORDS]),
        written=query.get(_WRITTEN) == YES,
        sort=query.get(_SORT, ""),
        page=whole(query.get(_PAGE, "")),
        size=PAGE,
    )
    return clean(shown.index, asked)


def parameters(shown: Shown, asked: Wanted) -> list[tuple[str, str]]:
    """The query of a list as pairs, but for its page: what is as it would be anyway does not stand there."""
    first, last = asked.years
    said = [(_Q, asked.q), (_WRITTEN, YES if asked.written else "")]
    said += [(facet, code) for facet in FACETS[asked.table] for code in asked.filters.get(facet, ())]
    said += [(_RULE, asked.rule if asked.rule != shown.index.rule else "")]
    said += [(_FROM, str(first or "")), (_TO, str(last or "")), (CONTESTED, YES if asked.contested else "")]
    said += [(_SORT, asked.sort if asked.sort != choices.usual(asked) else "")]
    return [(name, value) for name, value in said if value]


def address(shown: Shown, asked: Wanted, page: int = 1) -> str:
    """The address of a page of a list, in the language that is spoken."""
    pairs = parameters(shown, asked) + ([(_PAGE, str(page))] if page > 1 else [])
    return _with(at(shown, asked.table), pairs)


def answer(request: HttpRequest, shown: Shown, table: str, lines: Lines) -> HttpResponseBase:
    """Answer with a list; ``lines`` gives what is shown of each id, in their order."""
    asked = wanted(request.GET, shown, table)
    found = find(shown.index, asked)
    language, pairs = tongue.current(), parameters(shown, asked)
    low = len(Sieve(shown.index, asked, sure=True).rows().rows) if asked.filters or any(asked.years) else found.total
    first, rest = (choices.choices(asked, found, facets) for facets in (choices.FIRST, choices.rest(table)))
    context = {
        "asked": asked,
        "found": found,
        "told": told.sentence(asked, found),
        "certain": told.certain(low, found.total),
        "left_out": _left_out(request.GET, shown, asked),
        "chips": choices.chips(shown, asked, lambda less: address(shown, less)),
        "first": first,
        "rest": rest,
        "rest_open": asked.contested or any(choice.chosen for choice in rest),
        "contested": language.number(dict(found.facets[CONTESTED])[YES]),
        "kept": [(YEAR, year) for year in asked.filters.get(YEAR, ())],
        "rules": choices.rules(shown, asked) if STAGE in FACETS[table] else (),
        "sorts": choices.sorts(asked),
        "first_year": asked.years[0] or "",
        "last_year": asked.years[1] or "",
        "lines": lines(shown, asked, found.ids) if found.ids else (),
        "browse": browse(shown, table, language.code),
        "pages": pages(found, lambda number: address(shown, asked, number)),
        "root": at(shown, table),
        "canonical": address(shown, asked, found.page),
        "tongues": list(tongue.in_other_languages(address(shown, asked, found.page))),
        "csv": _with(reverse("table_csv", args=[shown.number, table]), pairs),
        "json": _with(reverse("table_json", args=[shown.number, table]), pairs),
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
    """The pages around the one that is shown; None where there is no other."""
    if found.pages < 2:
        return None
    near = list[tuple[int, str]]()
    for number in sorted({1, *range(max(1, found.page - 1), min(found.pages, found.page + 1) + 1), found.pages}):
        if near and number > near[-1][0] + 1:
            near.append((0, ""))
        near.append((number, to(number)))
    before = to(found.page - 1) if found.page > 1 else ""
    after = to(found.page + 1) if found.page < found.pages else ""
    return Pages(found.page, found.pages, before, after, tuple(near))


@lru_cache(maxsize=64)
def browse(shown: Shown, table: str, language: str) -> str:
    """Links to the list of each state, stage, measure and year alone, in a language: some hundred, so written once."""
    whole = find(shown.index, Wanted(table=table, size=1))
    links = choices.browse(table, whole, lambda alone: address(shown, clean(shown.index, alone)))
    return render_to_string("site/browse.html", {"browse": links})


def whole(word: str) -> int:
    """A whole number that was typed; 1 where it is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 9 else 1


def _with(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _left_out(query: QueryDict, shown: Shown, asked: Wanted) -> bool:
    """Whether the query asks for something that is not here, so that the list is longer than its reader may think."""
    kept = {*parameters(shown, asked), (_RULE, asked.rule), (_SORT, asked.sort)}
    given = ((name, value) for name, values in query.lists() for value in values if value and name not in _ANY_WORDS)
    return any(each not in kept for each in given)


def _year(word: str) -> int | None:
    year = int(word) if word.isascii() and word.isdigit() and len(word) == 4 else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None
