"""The front page of the site, and of each edition."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from asylia.site.addresses import of_edition
from asylia.site.shelf import Shown


@lru_cache(maxsize=8)
def front(shown: Shown) -> dict[str, object]:
    """The front page's figures, counted once: an edition never changes. ``serve`` asks for them before any reader."""
    return {"counts": dict(shown.edition.counts)}


@of_edition
def home(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """What this is, the search, Table 1."""
    return render(request, "site/home.html", front(shown))
