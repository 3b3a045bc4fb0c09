"""Query string -> rows of the edition. Whatever the query holds, the answer is a page, never an error."""

from collections.abc import Container
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from asylia.codebook.book import book
from asylia.edition.reader import Edition, Listed
from asylia.site import present

PAGE = 50
LONGEST = 100


def listing(edition: Edition, query: QueryDict) -> dict[str, object]:
    """What the list of persons shows for a query: ``q`` a name, ``state``, ``stage``, ``page``."""
    asked = {
        "q": query.get("q", "").replace("\0", "")[:LONGEST].strip(),
        "state": _one_of(query.get("state", ""), edition.states),
        "stage": _one_of(query.get("stage", ""), edition.stages),
    }
    found = edition.people(
        search=asked["q"], state=asked["state"], stage=asked["stage"], page=_whole(query.get("page", "1")), size=PAGE
    )
    return {
        "query": asked,
        "states": sorted(((code, present.country_label(code)) for code in edition.states), key=lambda s: s[1]),
        "stages": [(stage, present.stage_label((stage,)) or "No stage") for stage in edition.stages],
        "found": found,
        "people": [_line(row) for row in found.rows],
        "before": _address(asked, found.page - 1) if found.page > 1 else "",
        "after": _address(asked, found.page + 1) if found.page < found.pages else "",
    }


def _line(row: Listed) -> dict[str, str]:
    kinds = ", ".join(book().label("person_kinds", kind) for kind in row.kinds)
    states = ", ".join(map(present.country_label, row.states))
    return {
        "id": row.id,
        "name": row.name or "Not named",
        "about": " · ".join(filter(None, (kinds, states))),
        "stage": present.stage_label(row.stages),
        "stage_class": present.stage_class(row.stages),
    }


def _one_of(word: str, allowed: Container[str]) -> str:
    return word if word in allowed else ""


def _whole(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 9 else 1


def _address(asked: dict[str, str], page: int) -> str:
    return f"{reverse('persons')}?{urlencode({**{k: v for k, v in asked.items() if v}, 'page': page})}"
