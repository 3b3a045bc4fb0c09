"""The addresses of pages: what may stand in one, and the edition to which it belongs.

A view of an edition takes ``(request, shown, ...)``; ``of_edition`` finds what is shown under the number in the
address. Invariant: of an edition that is stopped every address answers alike, so none tells what it held: ``stops``
answers before anything is looked for.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from asylia.codebook.kinds import ID
from asylia.edition.numbers import NUMBER
from asylia.site import tongue
from asylia.site.pages.problems import stopped
from asylia.site.shelf import Shelf, Shown

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Shown, P], HttpResponseBase]


class EditionConverter:
    """The number of an edition in an address."""

    regex = NUMBER.pattern

    def to_python(self, value: str) -> str:
        """The number itself."""
        return value

    to_url = to_python


class IdConverter(EditionConverter):
    """An id of an entity in an address."""

    regex = ID.pattern


class CodeConverter(EditionConverter):
    """A code, or the name of a vocabulary or table."""

    regex = r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}"


class Stopped(Exception):
    """The edition asked for is no longer shown."""


@cache
def shelf() -> Shelf:
    """The shelf of this process: the folders that the settings name."""
    trust = str(getattr(settings, "TRUST", ""))
    folders = cast("list[str]", getattr(settings, "EDITIONS", []))
    return Shelf([Path(folder) for folder in folders], Path(trust) if trust else None)


def of_edition(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Make a view of an edition one of its number; '' is the newest. Answers GET and HEAD alone."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, number: str = "", *args: P.args, **more: P.kwargs) -> HttpResponseBase:
        try:
            shown = find(number)
        except Stopped:
            return stopped(request, number)
        request.shown = shown  # type: ignore[attr-defined] # what the frame of the page says of its edition
        return view(request, shown, *args, **more)

    return answer


def stops(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: one answer for whatever stands below the number of an edition that is shown no more."""

    @require_safe
    def answer(request: HttpRequest) -> HttpResponseBase:
        return stopped(request, _number(request))

    return lambda request: (answer if _number(request) in shelf().standing().stopped else get_response)(request)


def _number(request: HttpRequest) -> str:
    return tongue.without_prefix(request.path_info).split("/", 2)[1]


def find(number: str = "") -> Shown:
    """The edition of a number; '' is the newest. Raises ``Stopped`` or ``Http404``."""
    standing = shelf().standing()
    if number in standing.stopped:
        raise Stopped(number)
    shown = standing.shown.get(number) if number else standing.newest
    if shown is None:
        raise Http404
    return shown


def at(shown: Shown, name: str, *args: Any) -> str:
    """The address of a page of an edition, in the language that is spoken.

    What is no code has no page: an edition that others made may hold anything, and its front page stands for it.
    """
    return _at(tongue.current().code, name, shown.number, *args)


@lru_cache(maxsize=2048)
def _at(language: str, name: str, number: str, *args: Any) -> str:
    """The same, remembered: a page leads to the same others again and again. ``language`` is the one that is spoken."""
    try:
        return reverse(name, args=[number, *args])
    except NoReverseMatch:
        return reverse("edition_home", args=[number])


def is_id(words: str) -> bool:
    """Whether some words are an id."""
    return re.fullmatch(ID, words) is not None
