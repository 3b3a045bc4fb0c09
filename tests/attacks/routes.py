"""Every address of the map of the site, by walking it: a new route without an example fails the tests that walk."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver

from tests.editions import PLENTY
from tests.publish.invented import FIRST, OTHER

E = "2026.1"
# Route: an address that is found, and what is answered. Pages stand under the prefix of each language as well.
PAGES = {
    "": 200, "newest/": 302, "newest/<path:rest>": 302, "editions": 200, "about": 200, "method": 200, "names": 200,
    "ethics": 200, "accessibility": 200, "privacy": 200, "contact": 200, "api": 200,
    "compare/<edition:before>/<edition:after>": 404,
    "<edition:number>/": 200, "<edition:number>/persons": 200, "<edition:number>/persons/az": 200,
    "<edition:number>/incidents": 200, "<edition:number>/group-events": 200, "<edition:number>/protections": 200,
    "<edition:number>/states": 200, "<edition:number>/states/<code:state>": 200,
    "<edition:number>/hosts/<code:host>": 200, "<edition:number>/measures": 200,
    "<edition:number>/measures/<code:measure>": 200, "<edition:number>/codebook": 200,
    "<edition:number>/codebook/<code:vocabulary>": 200, "<edition:number>/stages": 200,
    "<edition:number>/sources": 200, "<edition:number>/aggregates": 200, "<edition:number>/edition": 200,
    "<edition:number>/<id:id>": 200,
}  # fmt: skip
DATA = {
    "openapi.json": 200, "editions.json": 200, "<edition:number>/<id:id>.json": 200,
    "<edition:number>/<code:table>.json": 200, "<edition:number>/<code:table>.csv": 200,
}  # fmt: skip
FILES = {
    "editions.atom": 200, "sitemap.xml": 200, "robots.txt": 200, "<edition:number>/edition.zip": 200,
    "<edition:number>/metadata/schema-org.jsonld": 200, "<edition:number>/metadata/datacite.json": 200,
    "<edition:number>/files/<path:name>": 200,
}  # fmt: skip
PARTS = {
    "<edition:number>": E, "<edition:before>": "2025.1", "<edition:after>": E, "<path:rest>": "persons",
    "<code:state>": "TJ", "<code:host>": "RU", "<code:measure>": "warrant", "<code:vocabulary>": "measures",
    "<id:id>": PLENTY, "<code:table>": "persons", "<path:name>": "tables/persons.csv",
}  # fmt: skip
MORE = {f"/{E}/{FIRST}": 200, f"/{E}/G-600001": 200, f"/{E}/{OTHER}": 200, f"/{E}/A-700001": 302, f"/{E}/I-200050": 302}
PREFIXES = ("/", "/ru/")


def example(route: str) -> str:
    """An address of a route, without the first slash."""
    for part, value in PARTS.items():
        route = route.replace(part, value)
    assert "<" not in route, route
    return route


def pages() -> dict[str, int]:
    """Addresses of pages in each language, and how each answers."""
    found = {f"{prefix}{example(route)}": status for route, status in PAGES.items() for prefix in PREFIXES}
    return found | {f"{prefix}{path[1:]}": status for path, status in MORE.items() for prefix in PREFIXES}


def data() -> dict[str, int]:
    """Addresses of data that any page on the web may read."""
    return {f"/{example(route)}": status for route, status in DATA.items()}


def files() -> dict[str, int]:
    """Addresses of whatever else has no language."""
    return {f"/{example(route)}": status for route, status in FILES.items()}


def everything() -> dict[str, int]:
    """All of them."""
    return pages() | data() | files()


def walked(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Every route of the map, as it is written there."""
    if patterns is None:
        from asylia.site.urls import urlpatterns as patterns
    for each in patterns or []:
        written = "" if "Locale" in type(each.pattern).__name__ else str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walked(each.url_patterns, before + written)
        else:
            yield before + written
