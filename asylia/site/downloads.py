"""The edition's own files: what there is, how to check it, and the bytes themselves."""

from functools import cache
from typing import NamedTuple

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_safe

from asylia.edition.schema import DATABASE, DATABASE_SUM, MANIFEST, NAMESPACE, SIGNATURE
from asylia.site import archive
from asylia.site.headers import personal
from asylia.site.opened import the_edition


class File(NamedTuple):
    """One file of the edition; ``sha256`` as the manifest has it, or ''."""

    name: str
    bytes: int
    size: str
    sha256: str


@cache
def _files() -> dict[str, File]:
    """The files of the edition that the manifest lists, the manifest and its signature, by name."""
    edition = the_edition()
    listed = edition.manifest.get("files", {})
    root = edition.path.resolve()
    found = {}
    for name in sorted({*listed, DATABASE, DATABASE_SUM, MANIFEST, SIGNATURE}):
        path = root / name
        inside = path.is_relative_to(root) and path.resolve() == path  # neither elsewhere nor through a link
        if inside and path.is_file():
            size = path.stat().st_size
            found[name] = File(name, size, filesizeformat(size), listed.get(name, {}).get("sha256", ""))
    return found


@require_safe
def edition(request: HttpRequest) -> HttpResponse:
    """The edition's files, how to verify them, how to cite."""
    files = _files()
    context = {
        "files": list(files.values()),
        "size": filesizeformat(sum(path.bytes for path in files.values())),
        "namespace": NAMESPACE,
        "signed": SIGNATURE in files,
    }
    return render(request, "site/edition.html", context)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the edition. Only a name that stands in the edition's own list is ever opened."""
    if name not in _files():
        raise Http404
    path = the_edition().path / name
    return personal(FileResponse(path.open("rb"), as_attachment=True, filename=path.name))


@require_safe
def whole(request: HttpRequest) -> HttpResponseBase:
    """All files of the edition in one."""
    edition = the_edition()
    folder = f"edition-{edition.number}"
    sent = () if request.method == "HEAD" else archive.pieces(edition.path, list(_files()), folder)
    answer = StreamingHttpResponse(sent, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{folder}.zip"'
    return personal(answer)
