"""The literal headers of every answer, which hosts are answered, and what is said when a page breaks."""

import logging
import sys
import traceback
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), interest-cohort=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",  # and nothing else decides an answer but its address
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Data may be read by any page on the web, while no page of ours may be drawn into another.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex, noarchive",
}
# A page about a person is kept by no cache between us and the reader's browser, and by no search engine.
PERSONAL = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, noarchive"}
# Any other page may be kept, and is asked for again: another edition may stand behind the address.
ORDINARY = {"Cache-Control": "no-cache"}

# Conditions for whoever writes: of a reader they would only make an error, which a cache may keep.
_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")

Answer = Callable[[HttpRequest], HttpResponseBase]

# Django writes the path of every 404 to its log. Ours are off; see the room's invariant.
logging.getLogger("django").addHandler(logging.NullHandler())
logging.getLogger("django").propagate = False


def headers(get_response: Answer) -> Answer:
    """Middleware, the outermost: every header of ``HEADERS`` on every answer, its length, and no body for HEAD.

    What answers with data says so by ``is_data`` of its view, and is open to all.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        for condition in _CONDITIONS:
            request.META.pop(condition, None)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"  # whatever is said of a page is said without it as well
        response = get_response(request)
        opened = OPEN if getattr(getattr(request.resolver_match, "func", None), "is_data", False) else {}
        bodiless = response.streaming or response.status_code in (204, 304)
        length = {} if bodiless else {"Content-Length": str(len(getattr(response, "content", b"")))}
        for name, value in {**ORDINARY, **length, **response.headers, **HEADERS, **opened}.items():
            response.headers[name] = value
        return _without_body(response) if is_head else response

    return answer


def hosts(get_response: Answer) -> Answer:
    """Middleware: refuse a host name that is not ours, so that no foreign page can point its own name at us."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # raises what becomes a 400
        return get_response(request)

    return answer


def _without_body(response: HttpResponseBase) -> HttpResponse:
    bare = HttpResponse(status=response.status_code, headers=dict(response.headers))
    response.close()
    return bare


def personal(response: HttpResponseBase) -> HttpResponseBase:
    """Mark a page about a person: no cache between, no index."""
    for name, value in PERSONAL.items():
        response.headers[name] = value
    return response


def place_of_failure() -> str:
    """Where something broke: the kind of error and the line. Not its words, which may hold what a reader asked for."""
    kind, _, where = sys.exc_info()
    last = traceback.extract_tb(where)[-1] if where else None
    return f"{kind.__name__ if kind else 'error'} at {last.filename}:{last.lineno}" if last else "error"
