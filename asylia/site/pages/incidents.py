"""To be written."""

from django.http import Http404, HttpRequest, HttpResponseBase
from asylia.site.addresses import of_edition
from asylia.site.shelf import Shown


@of_edition
def incidents(request: HttpRequest, shown: Shown, **more: str) -> HttpResponseBase:
    """To be written."""
    raise Http404
