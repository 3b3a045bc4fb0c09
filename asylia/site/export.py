"""Folders of editions -> the site as files, for any web server or a stick: the same pages, through the same views.

The export begins with the front pages and follows every link that has a place (``places.py``). Invariant: the same
editions give the same bytes; no link leads nowhere; what exists is never overwritten, and what failed leaves nothing.
"""

import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from asylia.problems import Problem
from asylia.site import tongue
from asylia.site.addresses import shelf
from asylia.site.places import ABSOLUTE, Place, Places
from asylia.site.relinking import Relinking
from asylia.site.rendering import Answer, answer
from asylia.site.start import STATIC

_TEXTS = ("application/atom+xml", "application/xml", "application/ld+json", "text/plain")
_AT_ONCE = 8  # pages that a process takes at a time


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. ``missing`` are addresses to which a page leads, and where the site itself has nothing."""

    editions: tuple[str, ...]
    files: int
    missing: tuple[str, ...]


def export(out: Path, *, base: str = "", workers: int = 2) -> Exported:
    """Write the site of the editions on this process's shelf into a new folder.

    ``base`` is the address under which it will stand, or '' where nobody knows. Raises ``Problem`` where ``out``
    exists, or where a page cannot be made.
    """
    if base and (urlsplit(base).scheme not in ("http", "https") or not urlsplit(base).netloc or "?" in base):
        raise Problem(f"{base!r} is no address of a site", field="--base", mend="As in https://asylia.example/")
    if out.exists():
        raise Problem("this exists; an export overwrites nothing", file=out, mend="Name a folder that is not there.")
    with _unfinished(out) as folder:
        shutil.copytree(STATIC, folder / "static", copy_function=shutil.copyfile)
        return _write_all(folder, base and base.rstrip("/") + "/", workers)


@contextmanager
def _unfinished(out: Path) -> Iterator[Path]:
    """A folder beside ``out`` that takes its name when all is written, and goes where something fails."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise Problem(f"nothing can be written there: {error.strerror}", file=out) from error
    try:
        yield folder
        folder.chmod(0o755)
        folder.rename(out)
    except OSError as error:
        raise Problem(f"it cannot be written: {error.strerror}", file=out) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_all(folder: Path, base: str, workers: int) -> Exported:
    """Write every place that can be reached from the first ones."""
    standing = shelf().standing()
    for shown in standing.shown.values():
        shown.index  # noqa: B018 - read before the fork, so that all processes share it
        shown.edition.close()
    places = Places(absolute=bool(base))
    waiting = {place for address in _first(bool(base)) if (place := places.place(address))}
    for shown in standing.shown.values():
        shown.edition.close()
    seen, missing = set(waiting), set[str]()
    with multiprocessing.get_context("fork").Pool(workers, _begin, (folder, base)) as pool:
        while waiting:
            batches = _batches(sorted(waiting, key=lambda place: place.file))
            waiting = set()
            for met, gone in pool.imap_unordered(_write, batches):
                missing |= gone
                waiting |= met - seen
                seen |= met
    return Exported(tuple(standing.shown), len(seen), tuple(sorted(missing)))


def _first(absolute: bool) -> Iterator[str]:
    """Where the export begins: the front pages, what no page leads to, and the notice of each stopped edition."""
    standing = shelf().standing()
    yield from (reverse(name) for name in (*sorted(ABSOLUTE & {"feed", "sitemap", "robots"} if absolute else ()),
                                           "editions_json", "openapi"))  # fmt: skip
    bare = ["/", *(f"/{number}/" for number in (*standing.shown, *standing.stopped))]
    for number, shown in standing.shown.items():
        if "retired" in shown.edition.tables:
            bare += [f"/{number}/{id}" for (id,) in shown.edition.picked("retired", "id")]
    for path in bare:
        yield from (address for _, address in tongue.in_other_languages(path))


def _batches(places: list[Place]) -> Iterator[list[Place]]:
    for start in range(0, len(places), _AT_ONCE):
        yield places[start : start + _AT_ONCE]


class _Worker:
    """What a process of the pool knows; set once, when it begins."""

    folder: Path
    base: str
    places: Places


def _begin(folder: Path, base: str) -> None:
    _Worker.folder, _Worker.base, _Worker.places = folder, base, Places(absolute=bool(base))


def _write(batch: list[Place]) -> tuple[set[Place], set[str]]:
    """Write some places; gives the places to which they lead, and the addresses where the site has nothing."""
    relinking, missing = Relinking(_Worker.places, _Worker.base), set[str]()
    for place in batch:
        if place.file.startswith("static/"):
            continue
        response = answer(place.address)
        file = _Worker.folder / place.file
        file.parent.mkdir(parents=True, exist_ok=True)
        if response.status_code >= 500:
            raise Problem(f"the page {place.address} cannot be made; what broke stands above")
        if response.status_code == 404:
            missing.add(place.address)
        _put(file, place, response, relinking)
        response.close()
    return relinking.met, missing


def _put(file: Path, place: Place, response: Answer, relinking: Relinking) -> None:
    """Write one answer as a file."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if location := response.headers.get("Location"):
        file.write_text(relinking.page(_moved(place.address, location), place.file), encoding="utf-8")
    elif isinstance(response, StreamingHttpResponse):
        with file.open("wb") as into:
            into.writelines(response)
    elif kind == "text/html":
        file.write_text(relinking.page(response.content.decode(), place.file), encoding="utf-8")
    elif kind in _TEXTS or "metadata/" in place.file:
        file.write_text(relinking.absolute(response.content.decode()), encoding="utf-8")
    else:
        file.write_bytes(response.content)


def _moved(address: str, location: str) -> str:
    """The page that stands where the site would lead on."""
    request = HttpRequest()
    request.path = address
    request.static = True  # type: ignore[attr-defined]
    number = tongue.without_prefix(address).split("/")[1]
    request.shown = shelf().standing().shown.get(number)  # type: ignore[attr-defined]
    with translation.override(tongue.spoken(address)):
        return render_to_string("site/moved.html", {"to": location}, request)
