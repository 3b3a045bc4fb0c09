"""Answers of the site to requests that nobody sent: through the same views and middleware, in this process."""

from functools import cache
from io import BytesIO
from typing import cast
from urllib.parse import unquote

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, StreamingHttpResponse

# The name of the host in such requests; by RFC 6761 nobody's. It stands in no file of an export.
HOST = "asylia.invalid"
ORIGIN = f"https://{HOST}"

Answer = HttpResponse | StreamingHttpResponse


def answer(address: str, host: str = HOST, *, static: bool = True) -> Answer:
    """The answer to GET of an address at a host; pages know by ``static`` that there is no form to send."""
    path, _question, query = address.partition("?")
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path).encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": host,
            "SERVER_PORT": "443",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
        }
    )
    request.static = static  # type: ignore[attr-defined]
    return cast(Answer, _handler().get_response(request))


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()
