"""To be written."""

from django.http import Http404, HttpRequest, HttpResponseBase
from asylia.site.addresses import of_edition
from asylia.site.shelf import Shown


def about(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def method(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def ethics(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def accessibility(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def privacy(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def contact(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404
