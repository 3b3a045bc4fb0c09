"""The literal headers of every answer, and what happens when a page breaks."""

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
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# A page about a person is kept by no cache between us and the reader's browser, and by no search engine.
PERSONAL = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, noarchive"}

# Django writes the path of every 404 to its log. Ours are off; see the room's invariant.
logging.getLogger("django").addHandler(logging.NullHandler())
logging.getLogger("django").propagate = False


def headers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: set every header of ``HEADERS`` on every answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


def personal(response: HttpResponse) -> HttpResponse:
    """Mark a page about a person: no cache between, no index."""
    for name, value in PERSONAL.items():
        response.headers[name] = value
    return response


def place_of_failure() -> str:
    """Where our code broke: the kind of error and the line. Not its words, which may hold what a reader asked for."""
    kind, _, where = sys.exc_info()
    last = traceback.extract_tb(where)[-1] if where else None
    return f"{kind.__name__ if kind else 'error'} at {last.filename}:{last.lineno}" if last else "error"
