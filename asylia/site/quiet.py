"""gunicorn's own messages, without what they tell of a reader."""

import sys
from typing import Any

from gunicorn.glogging import Logger

from asylia.site.headers import place_of_failure


class Quiet(Logger):  # type: ignore[misc]
    """No access log, and of an error no more than where in the code it was: gunicorn would add address and page."""

    def exception(self, msg: object, *args: Any, **more: Any) -> None:
        """Say where something broke. A reader who stopped reading broke nothing."""
        if not isinstance(sys.exc_info()[1], BlockingIOError):
            print(f"asylia site: {place_of_failure()}", file=sys.stderr, flush=True)

    def warning(self, msg: object, *args: Any, **more: Any) -> None:
        """Nothing: warnings of gunicorn name the address of whoever asked."""

    def access(self, *args: Any, **more: Any) -> None:
        """Nothing: there is no access log."""
