"""What tests of several rooms share: a home of their own, both databases, the published report, tools that may lack.

A test that takes ``db`` runs once on SQLite and once on PostgreSQL, each time on a fresh, migrated database. With
``ASYLIA_TEST_ALL=1`` whatever is absent is a failure instead of a skip.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
TOOLS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "tesseract": ("tesseract",),
    "ssh-keygen": ("ssh-keygen",),
    "firefox-esr": ("firefox-esr", "firefox"),
}

os.environ["DJANGO_SETTINGS_MODULE"] = "asylia.settings.desk"
_home = tempfile.TemporaryDirectory(prefix="asylia-tests-")
os.environ["ASYLIA_HOME"] = _home.name
os.environ.pop("ASYLIA_DATABASE", None)
# Playwright keeps an event loop in the thread of the tests, and Django would refuse its database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def absent(what: str) -> None:
    """Skip in one line; fail where everything must be there."""
    if os.environ.get("ASYLIA_TEST_ALL") == "1":
        pytest.fail(f"{what} is absent, and ASYLIA_TEST_ALL=1 asks for it", pytrace=False)
    pytest.skip(f"{what} is absent")


@pytest.fixture
def needs() -> Callable[[str], str]:
    """``needs("chromium")`` gives the path of a tool, or ends the test in one line."""

    def find(tool: str) -> str:
        found = next(filter(None, map(shutil.which, TOOLS.get(tool, (tool,)))), None)
        if not found:
            absent(tool)
        return str(found)

    return find


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout that holds the report; it is not part of the product."""
    folder = Path(os.environ.get("ASYLIA_SHARED") or CHECKOUT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("the folder ../shared (with the report) is absent")
    return folder


@pytest.fixture(autouse=True)
def asylia_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a home of its own."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ASYLIA_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server in which databases may be made: ASYLIA_TEST_POSTGRESQL, or a throw-away one."""
    if address := os.environ.get("ASYLIA_TEST_POSTGRESQL"):
        yield address.rsplit("/", 1)[0] if address.count("/") > 2 else address
        return
    binaries = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)
    found = str(binaries) if binaries else shutil.which("initdb")
    if not found:
        absent("PostgreSQL")
    with (
        tempfile.TemporaryDirectory(prefix="asylia-pg-", dir=_memory(), ignore_cleanup_errors=True) as folder,
        _cluster(Path(str(found)).parent, Path(folder)) as address,
    ):
        yield address


def _memory() -> str | None:
    """A folder in memory, where there is room: copying a database there is ten times as fast."""
    folder = "/dev/shm"
    return folder if os.path.isdir(folder) and shutil.disk_usage(folder).free > 2**30 else None


class _cluster:
    """A throw-away server on a free loopback port; as root it runs as the user postgres."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder = binaries, folder
        self.user: dict[str, Any] = {"user": "postgres"} if os.geteuid() == 0 else {}

    def _run(self, tool: str, *args: str) -> None:
        subprocess.run(
            [self.binaries / tool, *args],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, **self.user,
        )  # fmt: skip

    def __enter__(self) -> str:
        if self.user:
            shutil.chown(self.folder, "postgres")
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-A", "trust", "-U", "asylia", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-p {port} -h 127.0.0.1 -k '' -F -c max_connections=300 -c shared_buffers=64MB"
        self._run("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(self.folder / "log"), "start")
        return f"postgresql://asylia@127.0.0.1:{port}"

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    _open(folder).close()
    return folder / "asylia.sqlite"


@pytest.fixture(scope="session")
def _postgresql_template(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The server, and the name of a migrated database that is copied for each test."""
    name = f"asylia_template_{os.getpid()}"
    _administer(postgresql, f"CREATE DATABASE {name} TEMPLATE template0")
    _open(tmp_path_factory.mktemp("unused"), f"{postgresql}/{name}").close()
    yield postgresql, name
    _administer(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    """The address of a database in which nothing was made yet."""
    name = f"asylia_empty_{os.getpid()}_{os.urandom(3).hex()}"
    _administer(postgresql, f"CREATE DATABASE {name} TEMPLATE template0")
    yield f"{postgresql}/{name}"
    _administer(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def fresh(
    request: pytest.FixtureRequest, asylia_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Any]]:
    """``fresh("sqlite")`` or ``fresh("postgresql")`` opens a new, migrated database; the one before it is closed."""
    from django.db import connections

    made = list[str]()

    def open_new(vendor: str) -> Any:
        if vendor == "sqlite":
            file = asylia_home / "asylia.sqlite"
            for stale in asylia_home.glob("asylia.sqlite*"):
                stale.unlink()
            shutil.copyfile(request.getfixturevalue("_sqlite_template"), file)
            monkeypatch.delenv("ASYLIA_DATABASE", raising=False)
            return _open(asylia_home)
        server, template = request.getfixturevalue("_postgresql_template")
        made.append(name := f"asylia_test_{os.getpid()}_{len(made)}_{os.urandom(3).hex()}")
        _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        monkeypatch.setenv("ASYLIA_DATABASE", f"{server}/{name}")
        return _open(asylia_home, f"{server}/{name}")

    yield open_new
    if made or (asylia_home / "asylia.sqlite").exists():
        connections["default"].close()
    for name in made:
        _administer(request.getfixturevalue("postgresql"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, fresh: Callable[[str], Any]) -> Any:
    """A fresh database of each kind in turn."""
    return fresh(request.param)


def _open(folder: Path, address: str = "") -> Any:
    """Point Django's one connection at another database and open it as the product does."""
    from unittest.mock import patch

    import django
    from django.apps import apps
    from django.db import connections

    from asylia.home import database, open_desk

    with patch.dict(os.environ, {"ASYLIA_HOME": str(folder), "ASYLIA_DATABASE": address}):
        if not apps.ready:
            django.setup()
        connections["default"].close()
        connections.settings["default"] = connections.configure_settings({"default": database()})["default"]
        del connections["default"]
        return open_desk()


def _administer(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)
