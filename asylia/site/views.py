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
from asylia.edition.schema import DATABASE, NAMESPACE, NO, split
from asylia.edition.summaries import HEADING, table1
from asylia.site import filters, present
from asylia.site.headers import personal, place_of_failure


@cache
def the_edition() -> Edition:
    """The one edition that this process serves."""
    return Edition(Path(str(getattr(settings, "EDITION"))))  # noqa: B009 - it is no setting of Django's own


def edition_facts(request: HttpRequest) -> dict[str, str]:
    """What every page says of its edition."""
    edition = the_edition()
    return {"number": edition.number, "date": edition.date, "rule": edition.rule}


@cache
def _front() -> dict[str, object]:
    """The front page's figures: an edition never changes, so they are counted once."""
    edition = the_edition()
    rows = [present.table_row(line) for line in table1(edition).lines()]
    return {"heading": HEADING, "rows": rows, "counts": edition.counts}


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
    if (case := edition.case(id)) is None:
        raise Http404
    page = present.Page(case)
    own = page.fields(id)  # before the parts: footnotes are numbered as a reader meets them
    highest = split(case.person["highest_stage"])
    context = {
        "id": id,
        "name": edition.called(id).get(id) or "Not named",
        "stage": present.stage_label(highest),
        "stage_class": present.stage_class(highest),
        "fields": own,
        "parts": [part for letter, title in present.PARTS.items() if (part := _part(page, letter, title))["blocks"]],
        "sources": page.places(),
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
                "stage": present.stage_label(stages),
                "stage_class": present.stage_class(stages),
                "fields": page.fields(record["id"]),
            }
        )
    return {"title": title, "blocks": blocks}


@require_safe
def value(request: HttpRequest, person: str, id: str, column: str) -> HttpResponse:
    """Every claim on one property of one of a person's entities: who says what, how and where."""
    case = the_edition().case(person)
    if case is None or not ID.fullmatch(id) or not (cells := case.cells.get((id, column))):
        raise Http404
    line = properties(ENTITIES[id[0]])[column]
    against = {claim for cell in cells for claim in split(cell["denied_by"])}
    claims = [
        {
            "id": claim["id"],
            "text": present.text_of(line.kind, cell["value"]),
            "shown": cell["shown"] != NO and claim["id"] not in against,
            "denies": claim["id"] in against,
            "manner": present.manner([claim]) or "reported by the author",
            "places": [present.place(case, passage) for passage in split(claim["passages"])],
        }
        for cell in cells
        for key in ("claims", "denied_by")
        for claim in (case.claims[c] for c in split(cell[key]))
    ]
    context = {
        "person": person,
        "id": id,
        "label": present.heading(column),
        "means": line.means,
        "why": next((present.WHY[c["basis"]] for c in cells if c["basis"] in present.WHY), ""),
        "claims": claims,
    }
    return personal(render(request, "site/value.html", context))


@cache
def _files() -> dict[str, dict[str, object]]:
    """The files of the edition that the manifest lists, the manifest and its signature, by name."""
    edition = the_edition()
    sums = dict(edition.manifest.get("files", {}))
    names = [*sums, DATABASE, *(path.name for path in sorted(edition.path.glob("manifest.json*")))]
    found = ((name, edition.path / name) for name in sorted(set(names)))
    return {
        name: {"name": name, "bytes": path.stat().st_size, "sha256": sums.get(name, "")}
        for name, path in found
        if path.is_file() and not path.is_symlink()
    }


@require_safe
def edition(request: HttpRequest) -> HttpResponse:
    """The edition's files, how to verify them, how to cite."""
    return render(request, "site/edition.html", {"files": list(_files().values()), "namespace": NAMESPACE})


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the edition. Only a name that stands in the edition's own list is ever opened."""
    if name not in _files():
        raise Http404
    path = the_edition().path / name
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


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
    words = "Something broke on our side. It was noted without your request."
    return HttpResponse(words, status=500, content_type="text/plain")
