"""The public process: folders of editions, no database, no session, no secret.

``ASYLIA_EDITIONS`` names the folders, ``ASYLIA_SITE_TRUST`` the keys that are trusted, ``ASYLIA_SITE_HOSTS`` the host
names that are answered (comma-separated), ``ASYLIA_SITE_CONTACT`` whom to write to.
There is no SECRET_KEY: nothing is signed here, and a use of one would raise at once.
"""

import os
from pathlib import Path

from asylia.languages.language import languages
from asylia.settings.base import *  # noqa: F403

EDITIONS = [folder for folder in os.environ.get("ASYLIA_EDITIONS", "").split(os.pathsep) if folder]
TRUST = os.environ.get("ASYLIA_SITE_TRUST", "")
CONTACT = os.environ.get("ASYLIA_SITE_CONTACT", "")
ALLOWED_HOSTS = os.environ.get("ASYLIA_SITE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

USE_I18N = True
LANGUAGES = [(code, each.name) for code, each in languages().items()]
LOCALE_PATHS = [Path(__file__).parent.parent / "languages"]

INSTALLED_APPS = ["asylia.site"]
DATABASES: dict[str, object] = {}
MIDDLEWARE = [
    "asylia.site.thrift.few_at_once",
    "asylia.site.headers.headers",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "asylia.site.headers.hosts",
    "asylia.site.tongue.tongues",
    "asylia.site.addresses.stops",
]
ROOT_URLCONF = "asylia.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "string_if_invalid": "",
            "builtins": ["django.templatetags.i18n", "asylia.site.templatetags.pages"],
            "context_processors": ["asylia.site.frame.frame"],
        },
    }
]

# Addresses, queries and pages are written nowhere; what breaks is said by its place in our code, no more.
LOGGING_CONFIG = None
