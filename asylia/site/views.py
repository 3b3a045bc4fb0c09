"""One function a page."""

import sys
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import properties
from asylia.edition.schema import Record, split
from asylia.edition.summaries import HEADING, table1
from asylia.site import copies, filters, present, value_page, words
from asylia.site.headers import personal, place_of_failure
from asylia.site.opened import the_edition


def edition_facts(request: HttpRequest) -> dict[str, str]:
    """What every page says of its edition."""
    edition = the_edition()
    return {"number": edition.number, "date": words.date(edition.date) if edition.date else "", "rule": edition.rule}


@cache
def front() -> dict[str, object]:
    """The front page's figures, counted once: an edition never changes. ``serve`` asks for them before any reader."""
    edition = the_edition()
    rows = [present.table_row(line) for line in table1(edition).lines()]
    counts = {table: edition.count(table) for table in ("persons", "incidents", "protections")}
    return {"heading": HEADING, "rows": rows, "counts": counts}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the search, Table 1."""
    return render(request, "site/home.html", front())


@require_safe
def persons(request: HttpRequest) -> HttpResponseBase:
    """The list of persons, by name, state and stage; an id leads to its page at once."""
    edition = the_edition()
    if address := filters.asked_by_id(edition, request.GET):
        return personal(HttpResponseRedirect(address))
    return personal(render(request, "site/persons.html", filters.listing(edition, request.GET)))


@require_safe
def person(request: HttpRequest, id: str) -> HttpResponseBase:
    """One person: every value, and its source one click away."""
    edition = the_edition()
    if (case := edition.case(id)) is None:
        return _gone(request, edition.now_called(id))
    page = present.Page(case, edition.called(*present.persons_in(case)))
    own = page.fields(id)  # before the parts: footnotes are numbered as a reader meets them
    stages = split(case.person["highest_stage"])
    context = {
        "id": id,
        "name": words.first_upper(edition.called(id).get(id, "")) or "Not named",
        "stage": words.stage(stages),
        "stage_class": words.stage_class(stages),
        "fields": own,
        "parts": [part for letter, title in present.PARTS.items() if (part := _part(page, letter, title))["blocks"]],
        "sources": list(page.numbers),
        "own_copies": copies.are_served(),
    }
    return personal(render(request, "site/person.html", context))


def _part(page: present.Page, letter: str, title: str) -> dict[str, object]:
    blocks = []
    for record in page.blocks(letter):
        stages = split(record.get("stage", ""))
        blocks.append(
            {
                "id": record["id"],
                "title": present.title_of(letter, record),
                "stage": words.stage(stages),
                "stage_class": words.stage_class(stages),
                "fields": page.fields(record["id"]),
            }
        )
    return {"title": title, "anchor": title.lower(), "blocks": blocks}


def _gone(request: HttpRequest, retired: Record | None) -> HttpResponseBase:
    """What became of a person who is not shown: merged with another, withdrawn, or never there."""
    if retired is None:
        raise Http404
    if retired["into"] and the_edition().one("persons", retired["into"]):
        return personal(HttpResponseRedirect(reverse("person", args=[retired["into"]])))
    said = {"title": "No longer shown", "what": f"{retired['id']}: {retired['why']}."}
    return personal(render(request, "site/problem.html", said, status=410))


@require_safe
def value(request: HttpRequest, person: str, id: str, column: str) -> HttpResponseBase:
    """Every claim on one property of one of a person's entities: who says what, how and where."""
    edition = the_edition()
    case = edition.case(person)
    if case is None or not (cells := case.cells.get((id, column))):
        raise Http404
    page = present.Page(case, edition.called(*present.persons_in(case)))
    line = properties(ENTITIES[id[0]]).get(column)
    context = {
        "person": person,
        "name": words.first_upper(edition.called(person).get(person, "")) or "Not named",
        "of": value_page.block_title(case, id),
        "id": id,
        "column": column,
        "label": words.heading(column),
        "means": line.means if line else "made by the stage rule from other values, never coded",
        "values": value_page.values(page, cells, edition.rule),
    }
    return personal(render(request, "site/value.html", context))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is recorded, what is not, and what who is named here may ask."""
    return render(request, "site/about.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400."""
    said = {"title": "This address cannot be read", "what": "It holds something that no page here takes."}
    return personal(render(request, "site/problem.html", said, status=400))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404."""
    said = {"title": "Nothing stands here", "what": "This edition has no such page."}
    return personal(render(request, "site/problem.html", said, status=404))


def broken(request: HttpRequest) -> HttpResponseBase:
    """500. What broke goes to the error stream: the place in our code, never the request."""
    print(f"asylia site: {place_of_failure()}", file=sys.stderr, flush=True)
    said = {"title": "Something broke on our side", "what": "It was noted without your request. Please try again."}
    try:
        return personal(render(request, "site/problem.html", said, status=500))
    except Exception:  # the edition itself cannot be read: plain words need none
        return personal(HttpResponse(f"{said['title']}. {said['what']}", status=500, content_type="text/plain"))
