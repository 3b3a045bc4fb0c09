"""One function a page."""

import sys
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import ID, properties
from asylia.edition.reader import Edition
from asylia.edition.summaries import table1
from asylia.site import filters, present
from asylia.site.headers import personal, place_of_failure

SIGNATURE_NAMESPACE = "asylia-edition"


@cache
def the_edition() -> Edition:
    """The one edition that this process serves."""
    return Edition(Path(settings.EDITION))


def edition_facts(request: HttpRequest) -> dict[str, str]:
    """What every page says of its edition."""
    edition = the_edition()
    return {"number": edition.number, "date": edition.date, "rule": edition.rule}


@cache
def _front() -> dict[str, object]:
    """The front page's figures: an edition never changes, so they are counted once."""
    edition = the_edition()
    totals = {f"{table}_total": edition.count(table) for table in ("persons", "incidents", "protections")}
    return {"table1": table1(edition, edition.rule), **totals}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the search, Table 1."""
    return render(request, "site/home.html", _front())


@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    """The list of persons, by name, state and stage."""
    return personal(render(request, "site/persons.html", filters.listing(the_edition(), request.GET)))


@require_safe
def person(request: HttpRequest, id: str) -> HttpResponse:
    """One person: every value, and its source one click away."""
    edition = the_edition()
    if not ID.fullmatch(id) or (record := edition.one("persons", id)) is None:
        raise Http404
    notes = present.Footnotes(edition)
    own = present.fields(edition, id, notes)
    parts = []
    for letter, title in present.PARTS.items():
        shown = [
            {
                "id": block["id"],
                "title": present.title_of(letter, block),
                "stage": present.stage_label(block.get("stage", "")),
                "stage_class": present.stage_class(block.get("stage", "")),
                "fields": present.fields(edition, block["id"], notes),
            }
            for block in present.blocks(edition, id, letter)
        ]
        if shown:
            parts.append({"title": title, "blocks": shown})
    highest = record["highest_stage"]
    context = {
        "id": id,
        "name": present.name_of(edition, record),
        "tags": [{"text": present.stage_label(highest), "class": present.stage_class(highest)}] if highest else [],
        "fields": own,
        "parts": parts,
        "sources": notes.places(),
        "as_of": edition.date or f"edition {edition.number}",
    }
    return personal(render(request, "site/person.html", context))


@require_safe
def value(request: HttpRequest, id: str, column: str) -> HttpResponse:
    """Every claim on one property of one entity: who says what, how and where."""
    edition = the_edition()
    if not ID.fullmatch(id) or column not in properties(ENTITIES[id[0]]):
        raise Http404
    cells = [cell for cell in edition.cells(id) if cell["column"] == column]
    if not cells:
        raise Http404
    line = properties(ENTITIES[id[0]])[column]
    shown = {cell["value"] for cell in cells if cell["shown"] == "yes"}
    against = {claim for cell in cells for claim in cell["denied_by"].split("|") if claim}
    claims = [
        {
            "id": claim["id"],
            "text": present.text_of(line.kind, claim["value"]),
            "shown": claim["value"] in shown and claim["id"] not in against,
            "denies": claim["id"] in against,
            "manner": present.manner([claim]) or "reported by the author",
            "places": [present.place(edition, passage) for passage in claim["passages"].split("|") if passage],
        }
        for claim in edition.claims_under(id, column)
    ]
    context = {
        "id": id,
        "label": present.heading(column),
        "means": f"{line.means[:1].upper()}{line.means[1:]}.",
        "why": next((present.WHY[c["basis"]] for c in cells if c["basis"] in present.WHY), ""),
        "claims": claims,
        "back": present.link_of(edition, id) or "/",
    }
    return personal(render(request, "site/value.html", context))


@require_safe
def edition(request: HttpRequest) -> HttpResponse:
    """The edition's files, how to verify them, how to cite."""
    open_ = the_edition()
    context = {"files": open_.files(), "citation": open_.citation(), "namespace": SIGNATURE_NAMESPACE}
    return render(request, "site/edition.html", context)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the edition. Only a name that the manifest lists is ever opened."""
    open_ = the_edition()
    if name not in {one["name"] for one in open_.files()}:
        raise Http404
    return FileResponse((open_.path / name).open("rb"), as_attachment=True, filename=Path(name).name)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is recorded, what is not, and what who is named here may ask."""
    return render(request, "site/about.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    words = {"title": "This address cannot be read", "what": "It holds something that no page here takes."}
    return render(request, "site/problem.html", words, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    words = {
        "title": "Nothing stands here",
        "what": "The page does not exist in this edition. A person may have been merged with another or withdrawn.",
    }
    return render(request, "site/problem.html", words, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500. What broke goes to the error stream: the place in our code, never the request."""
    print(f"asylia site: {place_of_failure()}", file=sys.stderr)
    return HttpResponse(
        "Something broke on our side. It was noted without your request.", status=500, content_type="text/plain"
    )
