"""The one edition that this process serves."""

from functools import cache
from pathlib import Path

from django.conf import settings

from asylia.edition.reader import Edition


@cache
def the_edition() -> Edition:
    """Opened once, at the first page; each thread has a connection of its own."""
    return Edition(Path(str(getattr(settings, "EDITION"))))  # noqa: B009 - it is no setting of Django's own
