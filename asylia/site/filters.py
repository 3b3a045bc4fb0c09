"""Query string -> rows of the edition. Whatever the query holds, the answer is a page, never an error."""

from collections.abc import Container, Mapping
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from asylia.codebook.book import book
from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import ID
from asylia.edition.reader import Edition, Listed
from asylia.edition.schema import HANGING, Record
from asylia.site import words

PAGE = 50
LONGEST = 100


def listing(edition: Edition, query: QueryDict) -> dict[str, object]:
    """What the list of persons shows for a query: ``q`` a name, ``state``, ``stage``, ``page``."""
    asked = {
        "q": _clean(query),
        "state": _one_of(query.get("state", ""), edition.states),
        "stage": _one_of(query.get("stage", ""), edition.stages),
    }
    found = edition.people(
        search=asked["q"], state=asked["state"], stage=asked["stage"], page=_whole(query.get("page", "1")), size=PAGE
    )
    records = {record["id"]: record for record in edition.among("persons", "id", (row.id for row in found.rows))}
    return {
        "query": asked,
        "filtered": any(asked.values()),
        "states": sorted(((code, words.country(code)) for code in edition.states), key=lambda state: state[1]),
        "stages": [(stage, words.stage((stage,)) or "No stage") for stage in edition.stages],
        "found": found,
        "people": [_line(row, records[row.id]) for row in found.rows],
        "before": _address(asked, found.page - 1) if found.page > 1 else "",
        "after": _address(asked, found.page + 1) if found.page < found.pages else "",
    }


def asked_by_id(edition: Edition, query: QueryDict) -> str:
    """Where the page stands of an id that was typed where a name is asked for; '' where it is none of the edition."""
    id = _clean(query).upper()
    table = TABLES.get(id[:1], "")
    if not ID.fullmatch(id) or table not in {*HANGING, TABLES["X"]} or not (record := edition.one(table, id)):
        return ""
    return f"{reverse('person', args=[record['person']])}#{id}" if table in HANGING else reverse("person", args=[id])


def _line(row: Listed, record: Record) -> Mapping[str, str]:
    kinds = ", ".join(book().label("person_kinds", kind) for kind in row.kinds)
    states = ", ".join(map(words.country, row.states))
    return {
        "id": row.id,
        "name": words.first_upper(row.name) or "Not named",
        "about": " · ".join(filter(None, (words.first_upper(kinds), states))),
        "ground": words.first_upper(record["inclusion_ground"]),
        "stage": words.stage(row.stages),
        "stage_class": words.stage_class(row.stages),
    }


def _clean(query: QueryDict) -> str:
    return query.get("q", "").replace("\0", "")[:LONGEST].strip()


def _one_of(word: str, allowed: Container[str]) -> str:
    return word if word in allowed else ""


def _whole(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 9 else 1


def _address(asked: dict[str, str], page: int) -> str:
    return f"{reverse('persons')}?{urlencode({**{k: v for k, v in asked.items() if v}, 'page': page})}"
