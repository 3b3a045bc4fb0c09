"""An answer depends on its address and on nothing else that a reader sends; and odd addresses are answered soon."""

import gzip
import time
from pathlib import Path

import pytest

from tests.attacks import routes
from tests.attacks.test_site_headers import EVERYWHERE, sent
from tests.editions import PLENTY
from tests.publish.invented import FIRST
from tests.serving import Answer, Served, served

E = "/2026.1"
OTHERWISE: tuple[dict[str, str], ...] = (
    {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Ssl": "on",
        "X-Forwarded-Protocol": "ssl",
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-Port": "444",
        "Forwarded": "host=evil.example;proto=https",
        "X-Original-URL": "/about",
        "X-Rewrite-URL": "/about",
        "X-HTTP-Method-Override": "POST",
        "X-Host": "evil.example",
        "SCRIPT_NAME": "//evil.example",
        "PATH_INFO": "/evil",
        "Script-Name": "/evil",
        "X-Script-Name": "/evil",
    },
    {
        "Accept-Language": "ru",
        "Accept": "application/json",
        "User-Agent": "evil",
        "Cookie": "django_language=ru",
        "Authorization": "Basic ZXZpbDpldmls",
        "Referer": "https://evil.example/",
        "Origin": "null",
        "DNT": "1",
    },
    {
        "If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT",
        "If-None-Match": '"other"',
        "If-Match": '"other"',
        "If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT",
        "Cache-Control": "no-cache",
        "Pragma": "no-cache",
        "TE": "trailers",
        "Save-Data": "on",
    },
)


def plain(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    return answer.status, {k: v for k, v in answer.headers.items() if k not in ("date", "connection")}, answer.body


@pytest.mark.parametrize("path", [*routes.everything(), "/nothing", f"{E}/persons?state=TJ&q=a", "/static/site.css"])
def test_no_header_of_a_request_changes_an_answer(site: Served, path: str) -> None:
    first = plain(site.ask(path))
    for headers in OTHERWISE:
        if path != "/static/site.css" or "If-Modified-Since" not in headers:
            assert plain(site.ask(path, headers=headers)) == first, headers
    assert b"evil" not in first[2]


def test_of_a_proxy_it_is_believed_that_readers_come_by_https_and_no_more(site: Served) -> None:
    said = {"X-Forwarded-Proto": "https"}
    for path in ("/sitemap.xml", "/editions.atom", f"{E}/edition", f"{E}/metadata/datacite.json"):
        assert site.ask(path, headers=said).text.replace("https://127", "http://127") == site.get(path)


@pytest.mark.parametrize("path", ["/", f"{E}/persons", f"{E}/edition.zip", f"{E}/files/tables/persons.csv"])
def test_a_part_of_an_answer_is_the_whole_of_it(site: Served, path: str) -> None:
    whole = site.ask(path)
    for part in ("bytes=0-3", "bytes=-1", "bytes=0-0,2-3", "bytes=999999999-", "zq7v"):
        answer = site.ask(path, headers={"Range": part, "If-Range": "zq7v"})
        assert (answer.status, answer.body) == (200, whole.body)


@pytest.mark.parametrize("path", [*routes.pages(), *routes.data(), f"{E}/files/tables/persons.csv"])
def test_what_is_packed_is_the_same_and_says_so(site: Served, path: str) -> None:
    open, packed = site.ask(path), site.ask(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["vary"] == open.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in open.headers
    if "content-encoding" in packed.headers:
        assert gzip.decompress(packed.body) == open.body
    else:
        assert packed.body == open.body


@pytest.mark.parametrize(
    "raw",
    [
        b"GET http://evil.example/2026.1/edition HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET https://evil.example:444/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET //evil.example/2026.1/edition HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /ru//evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /newest///evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\\evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:80@evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost#evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost/evil.example\r\n\r\n",
        b"GET /sitemap.xml HTTP/1.1\r\nHost: localhost:evil.example\r\n\r\n",
        b"GET /editions.atom HTTP/1.1\r\nHost:evil.example\r\n\r\n",
        b"GET /editions.atom HTTP/1.0\r\n\r\n",
    ],
)
def test_a_foreign_name_comes_back_in_no_answer(site: Served, raw: bytes) -> None:
    answer = sent(site, raw.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert answer.status in (200, 302, 400, 404)
    assert b'href="//' not in answer.body
    assert b"://evil.example" not in answer.body
    assert not answer.headers.get("location", "").startswith(("//", "http", "/\\"))
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_addresses_in_full_are_of_the_host_that_was_asked_where_it_is_ours(edition: Path) -> None:
    told = ("/editions.atom", "/sitemap.xml", "/robots.txt", f"{E}/edition", f"{E}/metadata/datacite.json")
    with served(edition, "--hosts", "asylia.example,other.example") as site:
        for path in told:
            for host in ("asylia.example", "other.example", "asylia.example:8443"):
                assert f"http://{host}/" in site.ask(path, headers={"Host": host}).text
                assert site.ask(path, headers={"Host": f"x.{host}"}).status == 400
                assert site.ask(path, headers={"Host": f"{host}.evil"}).status == 400


LONG = "a" * 3900
QUERIES = [
    f"q={LONG}",
    "&".join(["state=TJ"] * 400),
    "&".join(f"state=A{n:03}" for n in range(300)),
    "&".join(f"{n}={n}" for n in range(300)),
    "q=" + "%F0%9F%92%A3" * 300,
    "q=%ff%fe",
    "q=%ED%A0%80",
    "q=%00",
    "%00=%00",
    "page=" + "9" * 3000,
    "page=-1",
    "page=1e9",
    "page=%D9%A1",
    "page=0x10",
    "from=99999&to=-5",
    "from=2015&to=1990",
    "state[]=TJ",
    "state=TJ&state=",
    "rule=../../etc/passwd",
    "rule=__class__",
    "sort=name;drop+table+persons",
    "q='--",
    "q=%25%25%25",
    "q=" + "(" * 3000,
    "q=" + "%CC%81" * 1200,
    "q=" + "a+" * 1900,
    "stage=2&stage=3&stage=none&contested=yes&contested=no",
    "q=*&sort=*&page=*&state=*",
    "csrfmiddlewaretoken=1",
    ";" * 3000,
    "&" * 3900,
    "=" * 3900,
    "q=a;b;c",
    "year=" + "1" * 3000,
]
TABLES = ("persons", "incidents", "group-events", "protections", "persons.json", "incidents.csv", "persons/az", FIRST)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_huge_and_odd_queries_are_answered_soon(site: Served, query: str) -> None:
    for table in TABLES:
        begun = time.monotonic()
        answer = site.ask(f"{E}/{table}?{query}"[:4070])
        assert time.monotonic() - begun < 1, table
        assert answer.status in (200, 302, 400), table


@pytest.mark.parametrize("query", ["state=TJ&state=UZ", "state=UZ&state=TJ", "state=TJ&state=UZ&state=TJ&none=1"])
def test_a_parameter_that_is_repeated_means_one_thing(site: Served, query: str) -> None:
    both = site.ask(f"{E}/persons.json?state=TJ&state=UZ")
    assert site.ask(f"{E}/persons.json?{query}").body == both.body


@pytest.mark.parametrize(
    "path",
    [
        "/" + "a" * 4000,
        "/" + "a/" * 1900,
        "/" + "%2e%2e/" * 500,
        f"{E}/X-" + "1" * 3000,
        f"{E}/S-" + "a-" * 1900,
        "/2026." + "1" * 3000 + "/",
        f"/compare/2026.{'9' * 1500}/2026.{'8' * 1500}",
        f"{E}/states/" + "A" * 3000,
        "/%D9%A2%D9%A0%D9%A2%D9%A6.1/persons",
        f"{E}/X-%D9%A1%D9%A0%D9%A0%D9%A0%D9%A0%D9%A1",
        "/newest/" + "%2f" * 1200,
        "/newest/%0d%0aSet-Cookie:%20a=b",
        f"/newest/{PLENTY}%00",
        "/newest/%ff",
        "/ru/newest/%e2%80%ae",
    ],
)
def test_huge_and_odd_addresses_are_answered_soon(site: Served, path: str) -> None:
    begun = time.monotonic()
    answer = site.ask(path)
    assert time.monotonic() - begun < 1
    assert answer.status in (302, 400, 404)
    assert "set-cookie" not in answer.headers
