"""The memory of the processes that answer: what was read before the fork stays one copy for all, what was used returns.

Invariant: it changes no answer; where the C library is none that can be told, it does nothing.
"""

import ctypes
import gc
import threading
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

_tell, _trim = (getattr(ctypes.CDLL(None), name, None) for name in ("mallopt", "malloc_trim"))
_EVERY = 1.0  # seconds
_AT_ONCE = 2  # pages: one that waits for its disk, or counts without the interpreter, and one besides
_MOST_ARENAS, _MAP_FROM, _TRIM_FROM = -8, -3, -1  # what glibc's mallopt calls them
_MAPPED = 1 << 23  # bytes: less comes and goes with each page, and a mapping made anew costs a page more than it saves


def begin() -> None:
    """Hold memory in one place for all threads, and columns apart. Before anything large is read."""
    if _tell:
        for what, much in ((_MOST_ARENAS, 1), (_MAP_FROM, _MAPPED), (_TRIM_FROM, _MAPPED)):
            _tell(what, much)


def settle() -> None:
    """Give back what is free and let the collector touch nothing of what is held. Right before the fork."""
    gc.collect()
    gc.freeze()
    give_back()


def give_back() -> None:
    """Give back what is free: pages leave much of it between what is held. Takes some milliseconds."""
    if _trim:
        _trim(0)


def watch() -> None:
    """Give back again and again, beside whatever else this process does. Each worker asks for it."""
    threading.Thread(target=_watch, name="thrift", daemon=True).start()


def _watch() -> None:
    while True:
        time.sleep(_EVERY)
        give_back()


def few_at_once(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: write two pages at a time. Of more each would take the others' turns and hold its memory the longer.

    Threads that send what was written, to however slow a reader, do not count.
    """
    writing = threading.BoundedSemaphore(_AT_ONCE)

    def answer(request: HttpRequest) -> HttpResponseBase:
        with writing:
            return get_response(request)

    return answer
