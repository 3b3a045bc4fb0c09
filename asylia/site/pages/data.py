"""To be written."""

from django.http import Http404, HttpRequest, HttpResponseBase
from asylia.site.addresses import of_edition
from asylia.site.shelf import Shown


@of_edition
def table_json(request: HttpRequest, shown: Shown, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


@of_edition
def table_csv(request: HttpRequest, shown: Shown, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


@of_edition
def entity_json(request: HttpRequest, shown: Shown, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404


def editions(request: HttpRequest, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404
