"""What both processes share: no clock but UTC, no locale of the machine, nothing that a test would see change."""

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"
DEFAULT_CHARSET = "utf-8"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False
SILENCED_SYSTEM_CHECKS: list[str] = []
