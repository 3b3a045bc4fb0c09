"""``/newest/...``: the same page of the newest edition, under its permanent address."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from asylia.site.addresses import find
from asylia.site.headers import personal


@require_safe
def newest(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Lead on; raises ``Http404`` where no edition is shown."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse("edition_home", args=[find().number]) + quote(rest) + (f"?{query}" if query else "")
    return personal(HttpResponseRedirect(address))
