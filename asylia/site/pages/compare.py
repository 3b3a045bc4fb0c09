"""What one edition has that another has not."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asylia.edition.diff import Difference, diff
from asylia.edition.numbers import order
from asylia.site.addresses import Stopped, find
from asylia.site.headers import personal
from asylia.site.pages.problems import stopped
from asylia.site.shelf import Shown

MOST = 200  # so many lines of each kind are shown; ``asylia edition diff`` tells them all


@require_safe
def compare(request: HttpRequest, before: str, after: str) -> HttpResponseBase:
    """The difference of two editions. Raises ``Http404`` where one is not there."""
    try:
        old, new = find(before), find(after)
    except Stopped as problem:
        return stopped(request, str(problem))
    if order(before) >= order(after):
        raise Http404
    request.shown = new  # type: ignore[attr-defined]
    found = _difference(old, new)
    context = {
        "old": old,
        "new": new,
        "counts": [(table, *counts) for table, counts in found.counts.items()],
        "parts": {"added": found.added[:MOST], "changed": found.changed[:MOST], "gone": found.gone[:MOST]},
        "totals": {"added": len(found.added), "changed": len(found.changed), "gone": len(found.gone)},
        "most": MOST,
    }
    return personal(render(request, "site/compare.html", context))


@lru_cache(maxsize=4)
def _difference(old: Shown, new: Shown) -> Difference:
    return diff(old.edition, new.edition)
