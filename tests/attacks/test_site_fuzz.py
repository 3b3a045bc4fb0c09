"""Whatever is asked, in whatever way: an answer, soon, and never one that something broke."""

import re
import socket
import time
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks import routes
from tests.attacks.test_site_headers import EVERYWHERE, OPEN
from tests.editions import PLENTY
from tests.publish.invented import FIRST
from tests.serving import Answer, Served

LONGEST = 4000  # characters of an address
ODD = st.sampled_from(
    ["", ".", "..", "%00", "%2e%2e", "%ff", "%ED%A0%80", "%c0%ae", "A" * 900, "9" * 900, "%F0%9F%92%A3", "a;b", "~"]
)
TEXT = st.text(max_size=20).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe=""))
BYTES = st.binary(max_size=20).map(lambda data: quote(data, safe=""))
# What may stand in the place of each part of a route: what is there, what could be, what cannot.
PARTS = {
    "edition": st.sampled_from(["2026.1", "2025.1", "2026.0.1", "9999.999999", "2026.1000000", "0000.1"]),
    "id": st.sampled_from(
        [FIRST, PLENTY, "I-200001", "I-200050", "X-999999", "S-other", "S-a-", "A-700001", "G-600001", "R-100000"]
    ),
    "code": st.sampled_from(
        [
            "TJ",
            "RU",
            "RU-CE",
            "ZZ",
            "warrant",
            "measures",
            "countries",
            "persons",
            "cells",
            "edition",
            "listing",
            "x" * 61,
        ]
    ),
    "path": st.lists(
        st.sampled_from(["tables", "persons.csv", "charts", "manifest.json", "..", "persons", FIRST, "%2f", ""]),
        max_size=4,
    ).map("/".join),
}
VALUES = st.one_of(
    st.sampled_from(["TJ", "1", "2", "none", "9" * 30, "-1", "'", '"', "%25", "|", "2014", "yes", "name", "asylia-1"]),
    ODD,
    TEXT,
    BYTES,
)
NAMES = st.one_of(
    st.sampled_from(
        [
            "q",
            "state",
            "host",
            "measure",
            "stage",
            "rule",
            "from",
            "to",
            "year",
            "contested",
            "sort",
            "page",
            "kind",
            "target",
        ]
    ),
    VALUES,
)
QUERIES = st.lists(st.tuples(NAMES, VALUES), max_size=6).map(lambda all: "&".join(f"{n}={v}" for n, v in all))
METHODS = st.sampled_from(["GET"] * 6 + ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECTED", "get"])
PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
SENT = st.dictionaries(
    st.sampled_from(
        [
            "Host",
            "Cookie",
            "Accept",
            "Range",
            "If-None-Match",
            "If-Modified-Since",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "Content-Type",
            "Accept-Encoding",
            "Origin",
            "Referer",
            "Accept-Language",
            "If-Match",
            "Expect",
            "Upgrade",
            "SCRIPT_NAME",
        ]
    ),
    PRINTABLE.map(str.strip),
    max_size=4,
)
ROUTES = [*routes.PAGES, *routes.DATA, *routes.FILES]
# The site of a session is shared by the examples on purpose.
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """An address of some route, each part what it may be or anything, in some language, with some query."""

    def part(found: re.Match[str]) -> str:
        return str(draw(st.one_of(PARTS[found[1]], PARTS[found[1]], ODD, TEXT)))

    route = re.sub(r"<(\w+):\w+>", part, draw(st.sampled_from(ROUTES)))
    before, after = st.sampled_from(["/", "/ru/", "/en/", "//"]), st.sampled_from(["", "", "/", ".json", "%00"])
    path = f"{draw(before)}{route}{draw(after)}"
    return f"{path}?{draw(QUERIES)}"[:LONGEST]


def soon(site: Served, address: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    """The answer, which is in time and not that something broke, with all headers."""
    begun = time.monotonic()
    answer = site.ask(address, method, headers, body=b"a=1" if method in ("POST", "PUT") else None)
    assert time.monotonic() - begun < 1, (method, address)
    assert answer.status < 500, (method, address, headers)
    assert "set-cookie" not in answer.headers
    open = "access-control-allow-origin" in answer.headers
    what = EVERYWHERE | (OPEN if open else {})
    assert {name: answer.headers.get(name) for name in what} == what
    return answer


@MANY
@given(address=addresses())
def test_every_route_answers_whatever_stands_in_it(site: Served, address: str) -> None:
    assert soon(site, address).status in (200, 302, 400, 404, 410)


@MANY
@given(address=addresses(), method=METHODS, headers=SENT)
def test_no_request_breaks_the_site(site: Served, address: str, method: str, headers: dict[str, str]) -> None:
    soon(site, address, method, headers)


@MANY
@given(
    query=QUERIES,
    table=st.sampled_from(["persons", "incidents", "protections", "group-events", "persons.csv", "incidents.json"]),
)
def test_every_query_to_a_list_is_answered_with_one(site: Served, query: str, table: str) -> None:
    assert soon(site, f"/2026.1/{table}?{query}"[:LONGEST]).status in (200, 302)


@settings(MANY, max_examples=100)
@given(
    raw=st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda b: b"GET /" + b + b" HTTP/1.1\r\n\r\n"))
)
def test_bytes_that_are_no_request_are_refused(site: Served, raw: bytes) -> None:
    port = int(site.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(raw + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        head = b""
        try:
            while part := connection.recv(65536):
                head += part
        except ConnectionResetError:
            pass
    assert not head or re.match(rb"HTTP/1\.[01] [234]|<", head), head[:200]


def test_very_many_fields_are_refused_or_ignored(site: Served) -> None:
    assert site.ask("/2026.1/persons?" + "&".join(["q"] * 2000)).status in (200, 400)


def test_after_all_that_it_still_answers_and_has_said_nothing(site: Served) -> None:
    assert site.ask("/").status == 200
    assert site.erred == []
