"""How data addresses answer: in JSON also where nothing is found, open to any page on the web, to GET and HEAD alone.

Invariant: of an edition that is stopped every data address gives the same bytes, so none tells what it held.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from asylia.site.addresses import Stopped, View, find
from asylia.site.headers import personal
from asylia.site.shelf import Shown

P = ParamSpec("P")
Pairs = Iterable[tuple[str, str]]

METHODS = ("GET", "HEAD", "OPTIONS")
JSON, CSV = "application/json", "text/csv; charset=utf-8"
# Changes whenever the same edition is written in another way: what a reader kept is then asked for anew.
FORM = "1"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def as_data(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Make a view one of data: errors are JSON, OPTIONS is answered, other methods are refused with ``Allow``."""

    @wraps(view)
    def answer(*args: P.args, **more: P.kwargs) -> HttpResponseBase:
        request = args[0]
        assert isinstance(request, HttpRequest)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS), **_PREFLIGHT})
        if request.method not in METHODS:
            refused = problem(405, _("Data are read with GET or HEAD."))
            refused.headers["Allow"] = ", ".join(METHODS)
            return refused
        try:
            return view(*args, **more)
        except Http404:
            return problem(404, _("Nothing stands here."))
        except SuspiciousOperation:
            return problem(400, _("This address cannot be read."))

    answer.is_data = True  # type: ignore[attr-defined] # see ``headers``
    return answer


def of_edition(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Make a view of an edition's data one of its number."""

    @as_data
    @wraps(view)
    def answer(request: HttpRequest, number: str, *args: P.args, **more: P.kwargs) -> HttpResponseBase:
        try:
            shown = find(number)
        except Stopped:
            return problem(410, _("This edition is no longer shown: something in it was withdrawn since."))
        request.shown = shown  # type: ignore[attr-defined] # see ``problems.broken``
        return view(request, shown, *args, **more)

    return answer


def problem(status: int, what: str, **more: str) -> HttpResponseBase:
    """An answer that gives no data: ``{"status", "detail"}`` and what else is known, nothing of what was asked."""
    return personal(json({"status": status, "detail": what, **more}, status))


def json(content: object, status: int = 200) -> JsonResponse:
    """A document that is held as a whole."""
    return JsonResponse(content, status=status, safe=False, json_dumps_params={"ensure_ascii": False})


def streamed(shown: Shown, path: str, pairs: Pairs, pieces: Iterable[bytes], kind: str) -> HttpResponseBase:
    """Data that are written while they are sent; ``path`` and ``pairs`` are their address as we would write it."""
    address = f"{path}?{urlencode([*pairs])}".removesuffix("?")
    response = StreamingHttpResponse(pieces, content_type=kind)
    response.headers["ETag"] = etag(shown, address)
    response.headers["Content-Location"] = address
    return personal(response)


def etag(shown: Shown, address: str) -> str:
    """What changes where the bytes under an address would."""
    return f'"{hashlib.sha256(f"{FORM} {shown.mark} {address}".encode()).hexdigest()[:32]}"'
