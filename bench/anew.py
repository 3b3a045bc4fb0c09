"""Pages written anew in one process, as a worker does it: what is kept of a page is forgotten before each call.

What is counted once for the whole edition, and is no page, stays after the first call; ``alone.firsts`` shows that one.
"""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def opened(edition: Path) -> Callable[[str], float]:
    """What writes a page of an edition and gives the milliseconds it takes. The site is made ready as it is served."""
    from asylia.site.rendering import HOST
    from asylia.site.start import Served, application

    application(Served((edition,), hosts=HOST))
    from asylia.site.rendering import answer

    gc.collect()
    gc.freeze()

    def write(address: str) -> float:
        _forget()
        start = time.perf_counter()
        response = answer(address)
        b"".join(response) if response.streaming else response.content
        taken = (time.perf_counter() - start) * 1000
        response.close()
        if response.status_code >= 500:
            raise RuntimeError(f"{address} answers {response.status_code}")
        return taken

    return write


def _forget() -> None:
    """Drop every page and every part of one that is kept."""
    from asylia.site import kept
    from asylia.site.pages import home, lists, measures, states

    kept._kept._pages.clear()
    parts: tuple[Any, ...] = (states.profile, measures._profile, lists.browse, home.front)
    for part in parts:
        part.cache_clear()
