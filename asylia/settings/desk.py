"""The private process: the database with ledger and sources. It has no pages yet, and so no secret key."""

from asylia.home import database
from asylia.settings.base import *  # noqa: F403

INSTALLED_APPS = ["asylia.ledger", "asylia.sources", "asylia.finding"]
DATABASES = {"default": database()}
ALLOWED_HOSTS: list[str] = []

# Django's own logging would write statements, and with them words, to standard error.
LOGGING_CONFIG = None
