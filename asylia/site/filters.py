"""Query string -> rows of the edition. Whatever the query holds, the answer is a page, never an error."""

import math
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from asylia.codebook.entities import Person
from asylia.codebook.kinds import properties
from asylia.edition.reader import Edition, Record
from asylia.names.keys import search_key
from asylia.site import present

PAGE = 50
STAGES = (("1", "Stage 1"), ("2", "Stage 2"), ("3", "Stage 3"), ("none", "None"))


def listing(edition: Edition, query: QueryDict) -> dict[str, object]:
    """What the list of persons shows for a query: ``q`` a name, ``state``, ``stage``, ``page``."""
    states = edition.states()
    asked = {
        "q": query.get("q", "").replace("\0", "")[:100].strip(),
        "state": _one_of(query.get("state", ""), states),
        "stage": _one_of(query.get("stage", ""), [code for code, _ in STAGES]),
    }
    name = search_key(asked["q"])
    # A search for signs that no name holds finds nobody, rather than everybody.
    total = 0 if asked["q"] and not name else edition.count_persons(name, asked["state"], asked["stage"])
    last = max(1, math.ceil(total / PAGE))
    page = min(max(1, _whole(query.get("page", "1"))), last)
    rows = edition.persons(name, asked["state"], asked["stage"], PAGE, (page - 1) * PAGE) if total else []
    return {
        "query": asked,
        "states": sorted(((code, present.country_label(code)) for code in states), key=lambda s: s[1]),
        "stages": STAGES,
        "total": total,
        "page": page,
        "last": last,
        "people": [_line(edition, row) for row in rows],
        "before": _address(asked, page - 1) if page > 1 else "",
        "after": _address(asked, page + 1) if page < last else "",
    }


def _line(edition: Edition, row: Record) -> dict[str, str]:
    kinds = properties(Person)
    parts = [
        ", ".join(present.text_of(kinds["kind"].kind, v) for v in row["kind"].split("|") if v),
        ", ".join(present.country_label(v) for v in row["state_of_concern"].split("|") if v),
        ", ".join(present.text_of(kinds["category"].kind, v).lower() for v in row["category"].split("|") if v),
    ]
    return {
        "id": row["id"],
        "name": present.name_of(edition, row),
        "about": " · ".join(filter(None, parts)),
        "stage": present.stage_label(row["highest_stage"]),
        "stage_class": present.stage_class(row["highest_stage"]),
    }


def _one_of(word: str, allowed: list[str]) -> str:
    return word if word in allowed else ""


def _whole(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 9 else 1


def _address(asked: dict[str, str], page: int) -> str:
    return f"{reverse('persons')}?{urlencode({**{k: v for k, v in asked.items() if v}, 'page': page})}"
