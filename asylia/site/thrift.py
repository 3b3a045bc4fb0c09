"""The memory of the processes that answer: what was read before the fork stays one copy for all, what was used returns.

Invariant: it changes no answer; where the C library is none that can be told, it does nothing.
"""

import ctypes
import gc

_MOST_ARENAS, _MAP_FROM, _TRIM_FROM = -8, -3, -1  # what glibc's mallopt calls them
_MAPPED = 1 << 23  # bytes: less comes and goes with each page, and a mapping made anew costs a page more than it saves


def begin() -> None:
    """Hold memory in one place for all threads, and columns apart. Before anything large is read."""
    if tell := getattr(ctypes.CDLL(None), "mallopt", None):
        for what, much in ((_MOST_ARENAS, 1), (_MAP_FROM, _MAPPED), (_TRIM_FROM, _MAPPED)):
            tell(what, much)


def settle() -> None:
    """Give back what is free and let the collector touch nothing of what is held. Right before the fork."""
    gc.collect()
    gc.freeze()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
