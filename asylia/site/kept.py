"""Pages that are written once and kept in memory: an edition never changes.

For views whose page follows from its address alone, its query left out. Invariant: at most ``MOST`` pages are kept by a
process, those asked for last, and none longer than its edition is shown. They are held small: words take an eighth.
"""

import zlib
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from asylia.site.addresses import shelf
from asylia.site.shelf import Shown

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Shown, P], HttpResponseBase]
MOST = 100

_Key = tuple[Shown, Shown | None, str]


class _Kept:
    """Pages by their key; the one that was not asked for longest goes first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[_Key, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: _Key) -> HttpResponse | None:
        """The page as a new answer; None where it is not kept."""
        with self._lock:
            if (page := self._pages.get(key)) is None:
                return None
            self._pages.move_to_end(key)
        body, headers = page
        return HttpResponse(zlib.decompress(body), headers=headers)

    def put(self, key: _Key, page: HttpResponse) -> None:
        """Keep a page, and none of an edition that is shown no more."""
        shown, body = {*shelf().standing().shown.values(), key[0]}, zlib.compress(page.content, 1)
        with self._lock:
            for other in [other for other in self._pages if other[0] not in shown]:
                del self._pages[other]
            self._pages[key] = body, dict(page.headers)
            while len(self._pages) > MOST:
                self._pages.popitem(last=False)


_kept = _Kept()


def kept(view: View[P]) -> View[P]:
    """Make a view of an edition one that writes each of its pages once. Only what was found is kept."""

    @wraps(view)
    def answer(request: HttpRequest, shown: Shown, /, *args: P.args, **more: P.kwargs) -> HttpResponseBase:
        # Every page says which edition is the newest, and a page may give its address in full.
        key = shown, shelf().standing().newest, f"{request.scheme}://{request.get_host()}{request.path}"
        if found := _kept.get(key):
            return found
        response = view(request, shown, *args, **more)
        if isinstance(response, HttpResponse) and response.status_code == 200:
            _kept.put(key, response)
        return response

    return answer
