"""What every page says around its content: the edition, its languages, where it stands for good."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest

from asylia.site import tongue
from asylia.site.addresses import Stopped, find, shelf
from asylia.site.shelf import Shown


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
        "static": getattr(request, "static", False),  # whether the page becomes a file: no form can be sent from it
        "tongues": list(tongue.in_other_languages(request.path)),
        "date": tongue.current().day(shown.edition.date) if shown and shown.edition.date else "",
    }


def newest_or_none() -> Shown | None:
    """The newest edition; None where none is shown."""
    try:
        return find()
    except (Http404, Stopped):
        return None
