"""The headers of every kind of answer, letter by letter, on every route of the map."""

import socket

import pytest

from asylia.site.headers import HEADERS
from tests.attacks import routes
from tests.publish.invented import FIRST
from tests.serving import Answer, Served, served

EVERYWHERE = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), interest-cohort=(), microphone=()",
    "referrer-policy": "no-referrer",
    "vary": "Accept-Encoding",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Content-Location, ETag",
    "cross-origin-resource-policy": "cross-origin",
    "x-robots-tag": "noindex, noarchive",
}
NEVER = {"set-cookie", "x-powered-by", "access-control-allow-credentials"}
STATIC = ["/static/site.css", "/static/icon.svg", "/static/nothing.css", "/static/../urls.py"]
MISSING = ["/nothing", "/ru/nothing", "/2026.1/X-999999", "/2026.1/states/ZZ", "/2026.1/files/nothing", "/2025.1/",
           "/2026.1/nothing.zip", "/%00", "/2026.1"]  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "INVENTED")
BREAK = """
import asylia.site.start as start
def broken(*_, **__): raise RuntimeError("zq7v words of a reader")
def opened(served, open=start.opened, **more):
    shelf = open(served, **more)
    from asylia.site.pages import data, lists
    lists.answer = data._asked = broken
    return shelf
start.opened = opened
from asylia.cli import main
main()
"""


def carries_them(answer: Answer, what: dict[str, str] = EVERYWHERE) -> None:
    assert {name: answer.headers.get(name) for name in what} == what
    assert not NEVER & set(answer.headers)
    if "access-control-allow-origin" not in what:
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_every_route_has_an_example() -> None:
    assert {*routes.walked()} == {*routes.PAGES, *routes.DATA, *routes.FILES}


def test_the_list_of_headers_is_the_one_that_the_site_has() -> None:
    assert {name.lower(): value for name, value in HEADERS.items()} == EVERYWHERE


@pytest.mark.parametrize("path", [*routes.pages(), *routes.files(), *STATIC, *MISSING])
def test_every_answer_carries_them_whatever_the_method(site: Served, path: str) -> None:
    expected = routes.everything().get(path)
    for method in METHODS:
        answer = site.ask(path, method, body=b"q=1" if method in ("POST", "PUT", "PATCH") else None)
        carries_them(answer)
        if expected and method in ("GET", "HEAD"):
            assert answer.status == expected, (path, answer.status)
        if expected and method not in ("GET", "HEAD"):
            assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD"), method


@pytest.mark.parametrize("path", [*routes.data(), "/2026.1/nothing.json", "/2026.1/X-999999.json", "/2025.1/a.csv"])
def test_data_are_open_and_carry_the_others(site: Served, path: str) -> None:
    for method in METHODS:
        answer = site.ask(path, method, headers={"Origin": "https://other.example"})
        carries_them(answer, EVERYWHERE | OPEN)
        if method == "OPTIONS":
            assert (answer.status, answer.body) == (204, b"")
        elif method not in ("GET", "HEAD"):
            assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        else:
            assert answer.status == routes.data().get(path, 404)


@pytest.mark.parametrize("path", [*routes.everything(), "/static/site.css"])
def test_what_is_not_new_is_304_with_the_same_headers(site: Served, path: str) -> None:
    answer = site.ask(path)
    if mark := answer.headers.get("etag"):
        again = site.ask(path, headers={"If-None-Match": mark})
        assert (again.status, again.body) == (304, b"")
        carries_them(again, EVERYWHERE | (OPEN if path in routes.data() else {}))
        assert again.headers["etag"] == mark


@pytest.mark.parametrize("path", [*routes.everything(), *MISSING, "/static/site.css"])
def test_head_is_get_without_the_body(site: Served, path: str) -> None:
    got, head = site.ask(path), site.ask(path, "HEAD")
    assert (head.body, head.status) == (b"", got.status)
    changing = {"date", "transfer-encoding", "content-length"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in got.headers.items() if k not in changing
    }
    if "content-length" in got.headers and "content-length" in head.headers:
        assert int(got.headers["content-length"]) == int(head.headers["content-length"]) == len(got.body)


@pytest.mark.parametrize("host", ["evil.example", "a b"])
def test_a_refused_host_is_told_no_less(site: Served, host: str) -> None:
    for path in ("/", "/2026.1/persons", "/nothing", "/2026.1/edition.zip"):
        answer = site.ask(path, headers={"Host": host})
        assert answer.status == 400
        carries_them(answer)


def test_a_page_that_breaks_is_told_no_less(edition: object) -> None:
    with served(edition, run=BREAK) as site:  # type: ignore[arg-type]
        for path, what in (("/2026.1/persons", EVERYWHERE), ("/2026.1/persons.json", EVERYWHERE | OPEN)):
            answer = site.ask(path)
            assert answer.status == 500
            carries_them(answer, what)
            assert b"zq7v" not in answer.body


@pytest.mark.parametrize(
    ("raw", "status"),
    [(b"zq7v\r\n\r\n", 400), (b"GET /zq7v HTTP/9.9\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nzq7v\r\n\r\n", 400),
     (b"G\0T /zq7v HTTP/1.1\r\n\r\n", 400), (b"GET /" + b"zq7v" * 2000 + b" HTTP/1.1\r\n\r\n", 414),
     (b"GET / HTTP/1.1\r\n" + b"X-zq7v: a\r\n" * 200 + b"\r\n", 431),
     (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: zq7v\r\n\r\n", 400),
     (b"GET / HTTP/1.1\r\nHost: localhost\r\nExpect: zq7v\r\n\r\n", 400),
     (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)],
)  # fmt: skip
def test_what_is_no_request_is_refused_with_them_and_not_repeated(site: Served, raw: bytes, status: int) -> None:
    answer = sent(site, raw)
    assert answer.status == status
    carries_them(answer)
    assert b"zq7v" not in answer.body


def sent(site: Served, raw: bytes) -> Answer:
    """The answer to some bytes."""
    with socket.create_connection(("127.0.0.1", int(site.address.rpartition(":")[2])), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        got = b""
        while part := connection.recv(65536):
            got += part
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Answer(int(first.split()[1]), headers, body)


PERSONAL = ["/2026.1/persons", "/ru/2026.1/persons?q=farrukh", f"/2026.1/{FIRST}", "/2026.1/incidents", "/nothing",
            "/2026.1/persons/az", "/2026.1/protections", "/2026.1/files/tables/persons.csv", "/2026.1/edition.zip",
            "/2026.1/files/edition.sqlite", f"/newest/{FIRST}", f"/2026.1/{FIRST}.json", "/2026.1/persons.csv",
            "/2026.1/persons?q=X-100001"]  # fmt: skip
PUBLIC = ["/", "/2026.1/", "/2026.1/edition", "/about", "/2026.1/states", "/2026.1/measures", "/2026.1/codebook"]


@pytest.mark.parametrize("path", PERSONAL)
def test_what_holds_persons_is_kept_by_nobody_and_indexed_by_nobody(site: Served, path: str) -> None:
    headers = site.ask(path).headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-robots-tag"] == "noindex, noarchive"


@pytest.mark.parametrize("path", PUBLIC)
def test_other_pages_are_asked_for_again(site: Served, path: str) -> None:
    headers = site.ask(path).headers
    assert headers["cache-control"] == "no-cache"
    assert "x-robots-tag" not in headers


@pytest.mark.parametrize("path", [path for path, status in routes.pages().items() if status != 302])
def test_a_page_is_html_in_utf_8_and_says_noindex_where_it_must(site: Served, path: str) -> None:
    answer = site.ask(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    meta = '<meta name="robots" content="noindex, noarchive">'
    assert (meta in answer.text) == ("x-robots-tag" in answer.headers)


@pytest.mark.parametrize("name", ["codebook.html", "charts/en/table1.svg", "README.md", "tables/names.csv"])
def test_downloads_are_saved_and_never_shown(site: Served, name: str) -> None:
    assert site.ask(f"/2026.1/files/{name}").headers["content-disposition"].startswith("attachment; ")
