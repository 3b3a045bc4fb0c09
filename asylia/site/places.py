"""Which addresses of the site become files of an export, and under which names.

In: an address as a page links to it. Out: its place, or None where an export has none: a combined filter, an order, a
search. Invariant: equal pages have one place; a name is ASCII wherever its address is, and equal on every file system.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import ID
from asylia.edition.numbers import NUMBER
from asylia.edition.schema import HANGING
from asylia.site import tongue
from asylia.site.addresses import shelf
from asylia.site.pages import lists
from asylia.site.pages.case import long_ones, of_person
from asylia.site.pages.choices import BROWSED
from asylia.site.shelf import Shown

# Addresses that are files already. Some say where they stand, and need an address of the whole site.
FILES = frozenset({"openapi", "editions_json", "whole", "file", "table_json", "table_csv", "entity_json"})
ABSOLUTE = frozenset({"feed", "sitemap", "robots", "schema_org", "datacite"})
STATIC = "/static/"
_ENTITY = re.compile(rf"/(?P<number>{NUMBER.pattern})/(?P<id>{ID.pattern})")


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the export, by its path from the root; the address whose answer it holds; a block within it."""

    file: str
    address: str
    fragment: str = ""


class Places:
    """The places of what stands on the shelf now. ``absolute``: whether the address of the whole site is known."""

    def __init__(self, *, absolute: bool) -> None:
        self._absolute, self._standing = absolute, shelf().standing()
        self._found: dict[str, Place | None] = {}
        self._bare: dict[str, Place | None] = {}

    def place(self, address: str) -> Place | None:
        """The place of an address of this site, which begins with a slash."""
        if address not in self._found:
            with translation.override(tongue.default()):
                self._found[address] = self._look(address)
        return self._found[address]

    def _look(self, address: str) -> Place | None:
        parts = urlsplit(address)
        path = unquote(parts.path)
        if path.startswith(STATIC):
            return Place(path[1:], path)
        bare = tongue.without_prefix(path)
        if (known := f"{bare}?{parts.query}") not in self._bare:
            self._bare[known] = self._in_any_language(bare, QueryDict(parts.query))
        if (found := self._bare[known]) is None:
            return None
        prefix = path.removesuffix(bare)[1:] if path != bare else ""
        if prefix and found.file.endswith(".html"):
            found = Place(f"{prefix}/{found.file}", f"/{prefix}{found.address}", found.fragment)
        return Place(found.file, found.address, parts.fragment or found.fragment)

    def _in_any_language(self, bare: str, query: QueryDict) -> Place | None:
        """The place of an address as English has it."""
        if (entity := _ENTITY.fullmatch(bare)) and (shown := self._standing.shown.get(entity["number"])):
            return self._entity(shown, entity["id"], query)  # nearly all links: found without asking the map
        try:
            match = resolve(bare)
        except Resolver404:
            return None
        return self._of_edition(match, bare, query) if "number" in match.kwargs else self._of_site(match, bare, query)

    def _of_site(self, match: ResolverMatch, bare: str, query: QueryDict) -> Place | None:
        if "rest" in match.kwargs:
            newest = self._standing.newest
            rest = f"/{newest.number}/{match.kwargs['rest']}" if newest else "/"
            return self._look(rest + (f"?{query.urlencode()}" if query else ""))
        if match.url_name == "compare" and not {*match.kwargs.values()} <= {*self._standing.shown}:
            return None
        return self._plain(match, bare) if not query else None

    def _of_edition(self, match: ResolverMatch, bare: str, query: QueryDict) -> Place | None:
        number = match.kwargs["number"]
        if number in self._standing.stopped:  # one page says so, whatever was asked
            return Place(f"{number}/index.html", f"/{number}/")
        if (shown := self._standing.shown.get(number)) is None:
            return None
        if match.url_name == "az":
            return _of_az(shown, query)
        if match.url_name in shown.index.tables:
            return _of_list(shown, str(match.url_name), query)
        return self._plain(match, bare) if not query else None

    def _plain(self, match: ResolverMatch, bare: str) -> Place | None:
        """A page, or a file, without a query."""
        if match.url_name in ABSOLUTE:
            return Place(bare[1:], bare) if self._absolute else None
        if match.url_name in FILES:
            return Place(bare[1:], bare)
        return Place(f"{bare[1:]}index.html" if bare.endswith("/") else f"{bare[1:]}.html", bare)

    def _entity(self, shown: Shown, id: str, query: QueryDict) -> Place | None:
        """An entity's own page, or the block of another page in which it stands."""
        table = TABLES[id[0]]
        own = f"{shown.number}/{id}"
        if table in HANGING and (person := homes(shown).get(id)):
            page = pages_of(shown, person).get(id, 1) if person in long_ones(shown) else 1
            return _of_entity(f"{shown.number}/{person}", page, id)
        if shown.edition.one(table, id):
            if table == TABLES["A"]:
                return Place(f"{shown.number}/aggregates.html", f"/{shown.number}/aggregates", id)
            return _of_entity(own, lists.whole(query.get("page", ""))) if table not in HANGING else None
        retired = "retired" in shown.edition.tables and shown.edition.now_called(id)
        return Place(f"{own}.html", f"/{own}") if retired else None


def _of_entity(own: str, page: int, fragment: str = "") -> Place:
    if page > 1:
        return Place(f"{own}/{page}.html", f"/{own}?page={page}", fragment)
    return Place(f"{own}.html", f"/{own}", fragment)


@lru_cache(maxsize=8)
def homes(shown: Shown) -> Mapping[str, str]:
    """The person in whose file an entity stands, by its id."""
    found: dict[str, str] = {}
    for table in sorted(HANGING & {*shown.edition.tables}):
        found |= dict(shown.edition.picked(table, "id", "person"))  # type: ignore[arg-type]
    return found


@lru_cache(maxsize=64)
def pages_of(shown: Shown, person: str) -> Mapping[str, int]:
    """On which of a person's pages each block stands."""
    case = of_person(shown, tongue.current(), person)
    return case.page_of if case else {}


def _of_list(shown: Shown, table: str, query: QueryDict) -> Place | None:
    """A page of a whole list, or of one by one filter alone."""
    asked = lists.wanted(query, shown, table)
    pairs = lists.parameters(shown, asked)
    if any(name not in (*BROWSED, "page") for name in query) or len(pairs) > 1:
        return None
    root = lists.address(shown, asked).partition("?")[0]
    if query.keys() - {"page"} != {name for name, _ in pairs}:
        return None
    below = [*pairs[0]] if pairs else ["page"] if asked.page > 1 else []
    return _paged(root, below, asked.page, dict(pairs))


def _of_az(shown: Shown, query: QueryDict) -> Place | None:
    """A page of the names under a letter."""
    root, letter = f"/{shown.number}/persons/az", query.get("initial", "")
    if not letter:
        return Place(f"{root[1:]}.html", root)
    name = letter.lower() if letter.isascii() and letter.isalnum() else "-".join(f"{ord(each):04x}" for each in letter)
    return _paged(root, [name], lists.whole(query.get("page", "")), {"initial": letter})


def _paged(root: str, below: list[str], page: int, query: Mapping[str, Any]) -> Place:
    last = [str(page)] if page > 1 else []
    asked = urlencode({**query, **({"page": page} if page > 1 else {})})
    return Place(f"{'/'.join([root[1:], *below, *last])}.html", f"{root}?{asked}" if asked else root)
