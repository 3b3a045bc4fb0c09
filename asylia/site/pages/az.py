"""All names from A to Z: a plain index that needs no form. Each spelling of a name leads to the person who bears it."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString

from asylia.edition.lists.find import Found
from asylia.edition.sums.table1 import UNNAMED
from asylia.names.keys import search_key
from asylia.site import tongue
from asylia.site.addresses import at, of_edition
from asylia.site.headers import personal
from asylia.site.pages import deeds, lists
from asylia.site.shelf import Shown

PAGE = 250
_NO_LETTER = "#"  # under it stands a name that begins with none


class Name(NamedTuple):
    """One spelling. ``listed`` is how the person is listed, where that is another."""

    address: str
    name: SafeString
    listed: SafeString


@of_edition
def az(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """The names under one letter; without one, those under the first."""
    counts, language = letters(shown), tongue.current()
    order = sorted(counts, key=lambda letter: (not letter.isalpha(), language.sort_key(letter)))
    asked = request.GET.get("initial", "")[:4]
    letter = _letter(search_key(asked)) if asked != _NO_LETTER else asked
    if letter not in counts:
        letter = order[0] if order else ""
    pages = max(1, -(-counts[letter] // PAGE))
    page = min(max(1, lists.whole(request.GET.get("page", ""))), pages)
    here = Found((), counts[letter], sum(counts.values()), page, pages, {})
    context = {
        "letters": [(each.upper(), address(shown, each), each == letter) for each in order],
        "initial": letter.upper(),
        "number": counts[letter],
        "of": here.of,
        "names": names(shown, letter, page),
        "pages": lists.pages(here, lambda number: address(shown, letter, number)),
        "canonical": address(shown, letter, page),
        "tongues": list(tongue.in_other_languages(address(shown, letter, page))),
    }
    return personal(render(request, "site/az.html", context))


def address(shown: Shown, letter: str, page: int = 1) -> str:
    """The address of the names under a letter."""
    query = {"initial": letter.upper()} | ({"page": str(page)} if page > 1 else {})
    return f"{at(shown, 'az')}?{urlencode(query)}"


@lru_cache(maxsize=8)
def letters(shown: Shown) -> Counter[str]:
    """How many names begin with each letter, case and marks folded: an edition never changes."""
    found = shown.edition.picked("names", "name", "search")
    return Counter(_letter(search) for name, search in found if name not in UNNAMED)


def names(shown: Shown, letter: str, page: int) -> list[Name]:
    """One page of the names under a letter, by the alphabet of the language that is spoken."""
    found = (each for each in shown.edition.picked("names", "search", "name", "person") if _letter(each[0]) == letter)
    key, root = tongue.current().sort_key, at(shown, "edition_home")
    some = sorted((each for each in found if each[1] not in UNNAMED), key=lambda each: (key(each[1]), each[2]))
    shown_now = some[(page - 1) * PAGE : page * PAGE]
    called = shown.edition.called(*{person for _, _, person in shown_now})
    return [
        Name(
            root + person,
            deeds.who(name, person),
            deeds.who(called[person], person) if called.get(person, name) != name else SafeString(),
        )
        for _, name, person in shown_now
    ]


def _letter(search: str) -> str:
    return search[:1] or _NO_LETTER
