"""To be written."""

from django.http import Http404, HttpRequest, HttpResponseBase
from asylia.site.addresses import of_edition
from asylia.site.shelf import Shown


def api(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def openapi(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404
