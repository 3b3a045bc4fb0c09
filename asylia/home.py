"""Where the desk keeps its state, and how its database is opened.

``ASYLIA_HOME`` names the folder (else the platform's folder for a user's data), ``ASYLIA_DATABASE`` a PostgreSQL
database (``postgresql://user:password@host:port/name``); without it the database is ``asylia.sqlite`` in the home.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from platformdirs import user_data_path

from asylia.problems import Problem

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

# Two hundred writers may stand in line for one file; only a writer that hangs is worth an error.
PATIENCE = 300  # seconds
_MIGRATING = 0x4153594C4D49  # the advisory lock in PostgreSQL under which tables are made


def home() -> Path:
    """The folder of all state, made on first use for its owner alone. Raises ``Problem`` where it cannot be made."""
    folder = _folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"The home cannot be made: {error.strerror}.", file=folder, mend="Set ASYLIA_HOME to a folder of yours."
        ) from error
    return folder


def _folder() -> Path:
    return Path(os.environ.get("ASYLIA_HOME") or user_data_path("asylia", appauthor=False)).absolute()


def database() -> dict[str, Any]:
    """Django's settings for the desk's database. Raises ``Problem`` for an ``ASYLIA_DATABASE`` that says nothing."""
    address = os.environ.get("ASYLIA_DATABASE", "")
    return _postgresql(address) if address else _sqlite(_folder() / "asylia.sqlite")


def _sqlite(file: Path) -> dict[str, Any]:
    # IMMEDIATE: a transaction that begins as a reader and then writes fails under many writers, without waiting.
    # FULL: what was acknowledged is on the disk. secure_delete: what is deleted is overwritten at once.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-65536"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": pragmas, "timeout": PATIENCE},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        # The address itself may hold a password, so it is not repeated.
        raise Problem(
            "names no database that the desk can open.",
            field="ASYLIA_DATABASE",
            allowed=("postgresql://user:password@host:port/name",),
            mend="Leave it empty to use a SQLite file in the home.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"application_name": "asylia", **dict(parse_qsl(parts.query))},
    }


def open_desk() -> "BaseDatabaseWrapper":
    """Open the desk's database with all its tables, making or migrating them first. Raises ``Problem``."""
    home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.settings.desk")
    import django
    from django.apps import apps
    from django.db import DatabaseError, connections

    if not apps.ready:
        django.setup()
    db = connections["default"]
    try:
        _migrate(db)
        _keep_private(db)
    except DatabaseError as error:
        raise Problem(
            f"The database cannot be opened: {error}".rstrip(".") + ".",
            mend="See ASYLIA_HOME and ASYLIA_DATABASE, or ask `asylia doctor`.",
        ) from error
    return db


def _migrate(db: "BaseDatabaseWrapper") -> None:
    from django.core.management import call_command

    if _behind(db):
        with _one_at_a_time(db):
            if _behind(db):  # whoever held the lock before us may have done it
                call_command("migrate", interactive=False, verbosity=0, database=db.alias)


def _behind(db: "BaseDatabaseWrapper") -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(db)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _one_at_a_time(db: "BaseDatabaseWrapper") -> Iterator[None]:
    """Two people who open a new home at once make its tables once."""
    if db.vendor == "postgresql":
        with db.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])
        return
    with Path(f"{db.settings_dict['NAME']}.lock").open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _keep_private(db: "BaseDatabaseWrapper") -> None:
    """Nobody but the owner reads the file; SQLite gives its side files the mode of the file."""
    if db.vendor == "sqlite" and (file := Path(db.settings_dict["NAME"])).stat().st_mode & 0o077:
        file.chmod(0o600)
