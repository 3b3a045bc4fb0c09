"""An edition as a publication: files, how to check and cite it, what changed, how it was coded; and all editions."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asylia.edition.numbers import order
from asylia.edition.schema import DATABASE, DATABASE_SUM, MANIFEST, NAMESPACE, SIGNATURE
from asylia.site import archive, metadata, papers
from asylia.site.addresses import of_edition, shelf
from asylia.site.headers import personal
from asylia.site.shelf import Shown

# Papers of an edition that its page shows in full, by what they are.
_CHANGES, _NOTES, _CODED = "CHANGES.md", "NOTES.md", "CODED.md"
_MOST_LINES = 400
_TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".csv": "text/csv; charset=utf-8"}


class File(NamedTuple):
    """One file of the edition; ``sha256`` as the manifest has it, or ''."""

    name: str
    bytes: int
    sha256: str


@lru_cache(maxsize=32)
def files(shown: Shown) -> Mapping[str, File]:
    """The files of the edition that the manifest lists, the manifest and its signature, by name."""
    listed = shown.edition.manifest.get("files", {})
    found = {}
    for name in sorted({*listed, DATABASE, DATABASE_SUM, MANIFEST, SIGNATURE}):
        if _is_own(shown, name):
            size = (shown.edition.path / name).stat().st_size
            found[name] = File(name, size, listed.get(name, {}).get("sha256", ""))
    return found


def _is_own(shown: Shown, name: str) -> bool:
    """Whether a file lies in the edition's folder now: not elsewhere, nor through a link that was put there since."""
    root = shown.edition.path.resolve()
    path = root / name
    return path.is_relative_to(root) and path.resolve() == path and path.is_file()


@of_edition
def edition(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The edition's page."""
    before = [number for number in shelf().standing().shown if order(number) < order(shown.number)]
    context = {**_page(shown), "before": before[-1] if before else "", "metadata": metadata.of(shown, request)}
    return render(request, "site/edition.html", context)


@lru_cache(maxsize=8)
def _page(shown: Shown) -> dict[str, object]:
    found = files(shown)
    return {
        "files": [file for name, file in found.items() if not name.startswith("charts/")],
        "charts": [file for name, file in found.items() if name.startswith("charts/")],
        "size": sum(file.bytes for file in found.values()),
        "namespace": NAMESPACE,
        "signed": SIGNATURE in found,
        "changes": _text(shown, _CHANGES),
        "notes": _text(shown, _NOTES),
        "coded": _text(shown, _CODED),
        "agreement": _table(shown, _AGREEMENT),
        "coverage": _table(shown, _COVERAGE),
    }


def _text(shown: Shown, name: str) -> str:
    """A paper in Markdown as HTML; '' where the edition has none."""
    if name not in files(shown):
        return ""
    return papers.as_html((shown.edition.path / name).read_text(encoding="utf-8", errors="replace"))


@dataclass(frozen=True, slots=True)
class Extract:
    """Which lines and columns of a paper's table its page shows; the file itself has all of them."""

    name: str
    where: Mapping[str, str]
    columns: tuple[str, ...]


_AGREEMENT = Extract(
    "agreement.csv", {"source": ""}, ("round", "unit", "field", "n", "agreement", "alpha", "low", "high", "f1")
)
_COVERAGE = Extract(
    "coverage.csv",
    {"coding": "register", "by": "source"},
    ("value", "persons", "incidents", "protections", "group_events", "aggregates"),
)


def _table(shown: Shown, extract: Extract) -> list[list[str]]:
    """The head and the lines of an extract; [] where the edition has no such paper."""
    if extract.name not in files(shown):
        return []
    with (shown.edition.path / extract.name).open(encoding="utf-8", errors="replace", newline="") as lines:
        try:
            rows = [row for row in csv.DictReader(lines) if all(row.get(k) == v for k, v in extract.where.items())]
        except csv.Error:  # a cell longer than any of ours
            return []
    head = [column for column in extract.columns if rows and column in rows[0]]
    return [head, *([row[column] or "" for column in head] for row in rows[:_MOST_LINES])] if rows else []


@of_edition
def file(request: HttpRequest, shown: Shown, name: str) -> HttpResponseBase:
    """One file of the edition. Only a name that stands in the edition's own list is ever opened."""
    if name not in files(shown) or not _is_own(shown, name):
        raise Http404
    path = shown.edition.path / name
    picture = name.startswith("charts/") and name.endswith(".png")
    answer = FileResponse(path.open("rb"), as_attachment=not picture, filename=path.name)
    answer.headers["Content-Type"] = _TYPES.get(Path(name).suffix, answer.headers["Content-Type"])
    mark = files(shown)[name].sha256 or hashlib.sha256(shown.mark.encode()).hexdigest()
    answer.headers["ETag"] = f'"{mark}"'
    return personal(answer)


@of_edition
def whole(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """All files of the edition in one."""
    folder = f"edition-{shown.number}"
    names = [name for name in files(shown) if _is_own(shown, name)]
    sent = archive.pieces(shown.edition.path, names, folder)
    answer = StreamingHttpResponse(sent, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{folder}.zip"'
    return personal(answer)


@require_safe
def editions(request: HttpRequest) -> HttpResponseBase:
    """All editions, the newest first, and those that are shown no more."""
    standing = shelf().standing()
    shown = sorted(standing.shown.values(), key=lambda each: order(each.number), reverse=True)
    pairs = [(old.number, new.number) for new, old in pairwise(shown)]
    return render(
        request, "site/editions.html", {"editions": shown, "stopped": sorted(standing.stopped), "pairs": pairs}
    )
