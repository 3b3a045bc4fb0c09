"""The public process: one edition folder, no database, no session, no secret.

``ASYLIA_EDITION`` names the folder and ``ASYLIA_SITE_HOSTS`` the host names that are answered (comma-separated).
There is no SECRET_KEY: nothing is signed here, and a use of one would raise at once.
"""

import os

from asylia.settings.base import *  # noqa: F403

EDITION = os.environ.get("ASYLIA_EDITION", "")
ALLOWED_HOSTS = os.environ.get("ASYLIA_SITE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = ["asylia.site"]
DATABASES: dict[str, object] = {}
MIDDLEWARE = ["asylia.site.headers.headers", "asylia.site.headers.hosts"]
ROOT_URLCONF = "asylia.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"string_if_invalid": "", "context_processors": ["asylia.site.views.edition_facts"]},
    }
]

# Addresses, queries and pages are written nowhere; what breaks is said by its place in our code, no more.
LOGGING_CONFIG = None
