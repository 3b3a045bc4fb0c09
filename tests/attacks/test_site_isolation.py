"""What the public process has loaded, opened and written down."""

import io
import json
import os
import re
import socket
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from asylia.edition.schema import tables
from tests.attacks import routes
from tests.conftest import CHECKOUT
from tests.publish.invented import FIRST, SECRET
from tests.serving import Page, Served, served

MARK = "zq7vmark"
# The command, with a page that tells what the process that answers has loaded and opened, and asked of the system
# since it answers. Each worker looks for editions every so often, as it does.
TELL = """
import json, os, sys
import asylia.site.shelf as shelf
import asylia.site.start as start
shelf.LOOK_EVERY = 0.2
heard, listening = [], []
def hook(event, args):
    if listening and event.split(".")[0] in ("open", "os", "sqlite3", "socket", "subprocess", "shutil", "ctypes", "pty",
                                             "tempfile", "glob", "pathlib", "urllib", "http", "import", "mmap"):
        heard.append([event, [str(arg) for arg in args]])
sys.addaudithook(hook)
def about(request):
    from django.conf import settings
    from django.http import HttpResponse
    if not listening:
        listening.append(1)
        return HttpResponse("{}")
    told_now, heard[:] = list(heard), []
    try:
        secret = settings.SECRET_KEY
    except Exception as error:
        secret = type(error).__name__
    opened = [f"/proc/self/fd/{fd}" for fd in os.listdir("/proc/self/fd")]
    files = [os.readlink(fd) for fd in opened if os.path.exists(fd)]
    told = {"modules": sorted(sys.modules), "files": files, "secret": secret, "heard": told_now,
            "settings": os.environ["DJANGO_SETTINGS_MODULE"], "databases": settings.DATABASES,
            "apps": settings.INSTALLED_APPS, "middleware": settings.MIDDLEWARE}
    return HttpResponse(json.dumps(told), content_type="application/json")
def opened(served, open=start.opened, **more):
    found = open(served, **more)
    from asylia.site import urls
    for pattern in urls.pages:
        if getattr(pattern, "name", "") == "about":
            pattern.callback = about
    return found
start.opened = opened
from asylia.cli import main
main()
"""
DESK = (
    "ledger",
    "sources",
    "cases",
    "coding",
    "publish",
    "home",
    "demo",
    "doctor",
    "settings.desk",
    "matching",
    "vault",
    "accounts",
    "desk",
    "suggest",
)
# What a public page needs nothing of: other databases, readers of documents, what draws, signs or asks the network.
NEEDLESS = (
    "psycopg",
    "pypdfium2",
    "docx",
    "typst",
    "sshsig",
    "cryptography",
    "rich",
    "tomlkit",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "requests",
    "urllib3",
    "PIL",
    "pandas",
    "scipy",
    "openpyxl",
    "lxml",
    "asylia.edition.charts.write",
    "asylia.texts",
    "asylia.site.export",
)
BREAK = f"""
import asylia.site.start as start
def listing(request, *_, **__): raise ValueError("{MARK} " + request.GET.get("q", ""))
def opened(served, open=start.opened, **more):
    found = open(served, **more)
    from asylia.site.pages import lists
    lists.answer = listing
    return found
start.opened = opened
from whitenoise import WhiteNoise
found = WhiteNoise.__call__
def call(self, environ, start):
    if environ["PATH_INFO"].startswith("/beneath"): raise RuntimeError("{MARK} " + environ["PATH_INFO"])
    return found(self, environ, start)
WhiteNoise.__call__ = call
from asylia.cli import main
main()
"""
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def told(edition: Path) -> dict[str, Any]:
    """What the process says of itself, after it has shown every kind of page in every language."""
    asked = [*routes.everything(), "/nothing", "/2026.1/persons?q=crowd&state=TJ", "/2026.1/X-999999", "/2025.1/"]
    with served(edition, "--workers", "1", run=TELL) as site:
        for last in ("/about", ""):  # the first time a process loads what it needs, from itself; then it is listened to
            for path in [*(path for path in asked if path not in ("/about", "/ru/about")), last]:
                site.ask(path, headers=PACKED)
        time.sleep(0.5)
        answer: dict[str, Any] = json.loads(site.ask("/about").text)
        return answer


@pytest.mark.parametrize("room", DESK)
def test_no_room_of_the_desk_is_loaded(told: dict[str, Any], room: str) -> None:
    name = f"asylia.{room}"
    assert not [module for module in told["modules"] if module == name or module.startswith(f"{name}.")]


@pytest.mark.parametrize("package", NEEDLESS)
def test_nothing_needless_is_loaded(told: dict[str, Any], package: str) -> None:
    assert not [module for module in told["modules"] if module == package or module.startswith(f"{package}.")]


def test_it_has_no_secret_and_no_database_of_djangos(told: dict[str, Any]) -> None:
    assert told["secret"] in ("", "ImproperlyConfigured")
    assert told["settings"] == "asylia.settings.site"
    assert not [name for name, options in told["databases"].items() if options.get("NAME")]
    assert told["apps"] == ["asylia.site"]
    ours = [name for name in told["middleware"] if name.startswith("asylia.site.")]
    others = ["django.middleware.gzip.GZipMiddleware", "django.middleware.http.ConditionalGetMiddleware"]
    assert set(told["middleware"]) - set(ours) == set(others)


def test_it_has_opened_the_edition_and_nothing_else(told: dict[str, Any], edition: Path) -> None:
    files = {
        name for name in told["files"] if name.startswith("/") and not name.startswith(("/dev/", "/memfd", "/proc/"))
    }
    assert {Path(name) for name in files if "(deleted)" not in name} == {edition / "edition.sqlite"}


def test_it_reads_nothing_outside_the_program_and_its_folders_and_writes_nothing(
    told: dict[str, Any], edition: Path
) -> None:
    program = [CHECKOUT / "asylia", Path(sys.prefix), Path(sys.base_prefix), edition]
    events = Counter(event for event, _ in told["heard"])
    assert events["open"] > 20
    assert not set(events) - {
        "open",
        "sqlite3.connect",
        "sqlite3.connect/handle",
        "sqlite3.enable_load_extension",
        "os.listdir",
        "os.scandir",
        "os.walk",
        "os.utime",
        "import",
        "socket.__new__",
        "mmap.__new__",
    }
    for event, arguments in told["heard"]:
        if event == "open":
            assert int(arguments[2]) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC) == 0, arguments
        if event in ("open", "os.listdir", "os.scandir", "os.walk"):
            path = Path(arguments[0])
            assert [root for root in program if path.is_relative_to(root)], (event, arguments)
        if event == "os.utime":
            assert arguments[0].isdigit()  # gunicorn's sign of life, in a file that has no name
        if event == "sqlite3.connect":
            assert arguments[0] == f"{(edition / 'edition.sqlite').as_uri()}?mode=ro&immutable=1"


def test_it_writes_nothing_into_the_edition(site: Served, edition: Path) -> None:
    before = {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in edition.rglob("*")}
    for path in ("/", "/2026.1/persons?q=crowd", f"/2026.1/{FIRST}", "/2026.1/edition.zip", "/2026.1/persons.csv"):
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
        assert site.ask(f"/2026.1/{FIRST}").status == 200
    (tmp_path / "sealed").chmod(0o755)


def test_it_writes_down_no_address_no_query_and_no_page(edition: Path) -> None:
    with served(edition, run=BREAK) as site:
        headers = {"User-Agent": MARK, "Referer": f"http://{MARK}/", "X-Forwarded-For": "192.0.2.77", "Cookie": MARK}
        asked = [
            (f"/{MARK}", 404),
            (f"/2026.1/{MARK}", 404),
            (f"/2026.1/persons?q={MARK}", 500),
            (f"/?{MARK}", 200),
            (f"/beneath/{MARK}", 500),
            (f"/2026.1/files/{MARK}", 404),
            (f"/static/{MARK}", 404),
            (f"/2026.1/{MARK}.json", 404),
            (f"/newest/{MARK}", 302),
            (f"/ru/2026.1/incidents?state={MARK}", 500),
        ]
        for path, status in asked:
            assert site.ask(path, headers=headers).status == status, path
        site.ask("/", headers={"Host": MARK})
        site.ask(f"/{MARK}", "POST", body=MARK.encode())
        port = int(site.address.rpartition(":")[2])
        for raw in (
            f"{MARK}\r\n\r\n",
            f"GET /{MARK} HTTP/9.9\r\n\r\n",
            f"GET /{MARK * 2000} HTTP/1.1\r\n\r\n",
            f"GET / HTTP/1.1\r\n{MARK}\r\n\r\n",
            f"G\0T /{MARK} HTTP/1.1\r\n\r\n",
            f"GET /2026.1/edition.zip?{MARK} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(raw.encode())
                connection.recv(4096)  # and the rest is not waited for
    written = "".join(site.said + site.erred)
    assert MARK not in written
    assert "192.0.2.77" not in written
    kinds = [line.split(" at ")[0] for line in site.erred]  # some pages broke before any was asked for
    assert {*kinds} == {"asylia site: ValueError", "asylia site: RuntimeError"}
    assert kinds.count("asylia site: RuntimeError") == 1
    assert "127.0.0.1" not in "".join(site.erred)
    assert len(site.said) == 1


def test_no_secret_of_the_desk_is_in_any_byte_that_is_served(site: Served) -> None:
    """Every page to which a link leads, in every language, every file, all data."""
    ahead = [*routes.everything(), "/nothing", f"/2026.1/persons?q={SECRET[:4]}"]
    ahead += [f"/2026.1/{table}.{kind}" for table in tables() for kind in ("csv", "json")]
    seen, kinds = set[str](), Counter[str]()
    while ahead:
        path = ahead.pop().partition("#")[0]
        if path in seen or not path.startswith("/") or "X-2" in path:
            continue
        seen.add(path)
        kind = re.sub(r"\?.*", "?", path)
        if kinds[kind] > 8:  # of the queries of one list, some are enough
            continue
        kinds[kind] += 1
        answer = site.ask(path)
        assert answer.status in (200, 302, 404), path
        assert SECRET.encode() not in answer.body, path
        assert SECRET not in str(answer.headers), path
        if answer.headers.get("content-type", "").startswith("text/html"):
            ahead += Page(answer.text).links
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
                assert not [name for name in archive.namelist() if SECRET.encode() in archive.read(name)]
    assert len(kinds) > 150


def test_what_signs_is_loaded_only_where_there_is_a_signature_to_check(edition: Path) -> None:
    show = "from asylia.site.start import Served, application; import sys, pathlib\n"
    show += "application(Served((pathlib.Path(sys.argv[1]),)))\n"
    show += "print('sshsig' in sys.modules, 'cryptography' in sys.modules)"
    command = [sys.executable, "-c", show, str(edition)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
