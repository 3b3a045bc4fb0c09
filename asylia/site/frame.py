"""What every page says around its content: the edition, its languages, where it stands for good."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest

from asylia.site import tongue
from asylia.site.addresses import Stopped, find, shelf
from asylia.site.shelf import Shown

# The part of the site, as its menu has it, to which a page belongs: by the name of its address, or the letter of an id.
_PARTS = {
    "persons": ("persons", "az", "X"),
    "incidents": ("incidents", "group_events", "protections", "G"),
    "states": ("states", "state", "host"),
    "measures": ("measures", "measure", "codebook", "vocabulary", "stages"),
    "sources": ("sources", "aggregates", "S"),
    "edition": ("edition", "editions", "compare", "api"),
    "method": ("method", "names"),
}
_PART_OF = {name: part for part, names in _PARTS.items() for name in names}


def frame(request: HttpRequest) -> Mapping[str, object]:
    """The context of every page. ``shown`` is the edition of the page, or the newest; None where there is none."""
    shown = getattr(request, "shown", None) or newest_or_none()
    newest = shelf().standing().newest
    return {
        "shown": shown,
        "is_newest": newest is None or shown is newest,
        "newest": newest,
        "language": tongue.current(),
        "here": request.path,
        **_place(request),
        "static": getattr(request, "static", False),  # whether the page becomes a file: no form can be sent from it
        "tongues": list(tongue.in_other_languages(request.path)),
        "date": tongue.current().day(shown.edition.date) if shown and shown.edition.date else "",
    }


def _place(request: HttpRequest) -> Mapping[str, str]:
    """The part of the menu in which a page stands, and whether it is that page or one beneath it."""
    match = request.resolver_match
    if match is None:
        return {}
    name = str(match.kwargs.get("id", match.url_name))
    part = _PART_OF.get(name) or _PART_OF.get(name[:1], "")
    return {"part": part, "current": "page" if name == part else "true"}


def newest_or_none() -> Shown | None:
    """The newest edition; None where none is shown."""
    try:
        return find()
    except (Http404, Stopped):
        return None
