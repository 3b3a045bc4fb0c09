"""What the public process has loaded, opened and written down."""

import json
import os
import socket
from pathlib import Path

import pytest

from tests.editions import PLENTY
from tests.publish.invented import FIRST, SECRET
from tests.serving import Page, Served, served

MARK = "zq7vmark"
# The command, with one more page that tells what the process that answers has loaded and opened.
TELL = """
import json, os, sys
import asylia.site.pages.texts as texts
from django.http import HttpResponse
def about(request):
    from django.conf import settings
    try:
        secret = settings.SECRET_KEY
    except Exception as error:
        secret = type(error).__name__
    opened = [f"/proc/self/fd/{fd}" for fd in os.listdir("/proc/self/fd")]
    files = [os.readlink(fd) for fd in opened if os.path.exists(fd)]
    told = {"modules": sorted(sys.modules), "files": files, "secret": secret,
            "settings": os.environ["DJANGO_SETTINGS_MODULE"], "databases": settings.DATABASES,
            "apps": settings.INSTALLED_APPS, "middleware": settings.MIDDLEWARE}
    return HttpResponse(json.dumps(told), content_type="application/json")
texts.about = about
from asylia.cli import main
main()
"""
DESK = ("ledger", "sources", "cases", "coding", "publish", "home", "demo", "doctor", "settings.desk", "matching",
        "vault", "accounts", "desk", "suggest")  # fmt: skip
# What a public page needs nothing of: other databases, readers of documents, whatever asks the network.
NEEDLESS = ("psycopg", "pypdfium2", "docx", "typst", "sshsig", "cryptography", "rich", "tomlkit", "django.contrib.auth",
            "django.contrib.sessions", "requests", "urllib3")  # fmt: skip
BREAK = f"""
import asylia.site.filters as filters
def listing(edition, query): raise ValueError("{MARK} " + query.get("q", ""))
filters.listing = listing
from whitenoise import WhiteNoise
found = WhiteNoise.__call__
def call(self, environ, start):
    if environ["PATH_INFO"].startswith("/beneath"): raise RuntimeError("{MARK} " + environ["PATH_INFO"])
    return found(self, environ, start)
WhiteNoise.__call__ = call
from asylia.cli import main
main()
"""


@pytest.fixture(scope="module")
def told(edition: Path) -> dict[str, list[str]]:
    """What the process says of itself, after it has shown every kind of page."""
    with served(edition, "--workers", "1", run=TELL) as site:
        for path in ("/", "/persons?q=crowd", f"/persons/{FIRST}", f"/persons/{PLENTY}/{PLENTY}/fate", "/edition",
                     "/edition/edition.sqlite", "/edition.zip", "/nothing"):  # fmt: skip
            site.ask(path)
        answer: dict[str, list[str]] = json.loads(site.ask("/about").text)
        return answer


@pytest.mark.parametrize("room", DESK)
def test_no_room_of_the_desk_is_loaded(told: dict[str, list[str]], room: str) -> None:
    name = f"asylia.{room}"
    assert not [module for module in told["modules"] if module == name or module.startswith(f"{name}.")]


@pytest.mark.parametrize("package", NEEDLESS)
def test_nothing_needless_is_loaded(told: dict[str, list[str]], package: str) -> None:
    assert not [module for module in told["modules"] if module == package or module.startswith(f"{package}.")]


def test_it_has_no_secret_and_no_database_of_djangos(told: dict[str, list[str]]) -> None:
    assert told["secret"] in ("", "ImproperlyConfigured")
    assert told["settings"] == "asylia.settings.site"  # type: ignore[comparison-overlap]
    assert not [name for name, options in told["databases"].items() if options.get("NAME")]  # type: ignore[attr-defined]
    assert told["apps"] == ["asylia.site"]
    assert told["middleware"] == ["asylia.site.headers.headers", "asylia.site.headers.hosts"]


def test_it_has_opened_the_edition_and_nothing_else(told: dict[str, list[str]], edition: Path) -> None:
    files = {name for name in told["files"] if name.startswith("/") and not name.startswith(("/dev/", "/memfd"))}
    assert {Path(name) for name in files if "(deleted)" not in name} == {edition / "edition.sqlite"}


def test_it_writes_nothing_into_the_edition(site: Served, edition: Path) -> None:
    before = {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in edition.rglob("*")}
    for path in ("/", "/persons?q=crowd", f"/persons/{FIRST}", "/edition.zip"):
        assert site.ask(path).status == 200
    assert before == {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in edition.rglob("*")}


def test_an_edition_that_nobody_may_write_is_served(edition: Path, tmp_path: Path) -> None:
    for file in edition.rglob("*"):
        target = tmp_path / "sealed" / file.relative_to(edition)
        if file.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            target.chmod(0o444)
    (tmp_path / "sealed").chmod(0o555)
    with served(tmp_path / "sealed") as site:
        assert site.ask(f"/persons/{FIRST}").status == 200
    (tmp_path / "sealed").chmod(0o755)


def test_it_writes_down_no_address_no_query_and_no_page(edition: Path) -> None:
    with served(edition, run=BREAK) as site:
        headers = {"User-Agent": MARK, "Referer": f"http://{MARK}/", "X-Forwarded-For": "192.0.2.77", "Cookie": MARK}
        asked = [(f"/{MARK}", 404), (f"/persons/{MARK}", 404), (f"/persons?q={MARK}", 500), (f"/?{MARK}", 200),
                 (f"/beneath/{MARK}", 500), (f"/edition/{MARK}", 404), (f"/static/{MARK}", 404)]  # fmt: skip
        for path, status in asked:
            assert site.ask(path, headers=headers).status == status, path
        site.ask("/", headers={"Host": MARK})
        site.ask(f"/{MARK}", "POST", body=MARK.encode())
        port = int(site.address.rpartition(":")[2])
        for raw in (f"{MARK}\r\n\r\n", f"GET /{MARK} HTTP/9.9\r\n\r\n", f"GET /{MARK * 2000} HTTP/1.1\r\n\r\n",
                    f"GET / HTTP/1.1\r\n{MARK}\r\n\r\n", f"G\0T /{MARK} HTTP/1.1\r\n\r\n"):  # fmt: skip
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(raw.encode())
                connection.recv(4096)
    written = "".join(site.said + site.erred)
    assert MARK not in written
    assert "192.0.2.77" not in written
    assert [line.split(" at ")[0] for line in site.erred] == ["asylia site: ValueError", "asylia site: RuntimeError"]
    assert "127.0.0.1" not in "".join(site.erred)
    assert len(site.said) == 1


def test_no_secret_of_the_desk_is_in_any_byte_that_is_served(site: Served, edition: Path) -> None:
    seen, ahead = (
        set[str](),
        ["/", "/persons", "/edition", "/about", "/nothing", "/edition.zip", f"/persons?q={SECRET[:4]}"],
    )
    while ahead:
        path = ahead.pop().partition("#")[0]
        if path in seen or not path.startswith("/"):
            continue
        seen.add(path)
        answer = site.ask(path)
        assert SECRET.encode() not in answer.body, path
        assert SECRET not in str(answer.headers), path
        if answer.headers.get("content-type", "").startswith("text/html") and not path.startswith("/persons/X-2"):
            ahead += Page(answer.text).links
    assert len(seen) > 200
    assert not [file for file in edition.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]


def test_the_operators_environment_does_not_reach_gunicorn(edition: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with served(edition, environment={"GUNICORN_CMD_ARGS": f"--access-logfile {log} --log-level debug"}) as site:
        site.ask(f"/{MARK}")
    assert not log.exists()
    assert MARK not in "".join(site.said + site.erred)
    assert os.environ.get("GUNICORN_CMD_ARGS") is None
