"""To be written."""

from django.http import Http404, HttpRequest, HttpResponseBase
from asylia.site.addresses import of_edition
from asylia.site.shelf import Shown


def atom(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def sitemap(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def robots(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404
