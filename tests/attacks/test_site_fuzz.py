"""Whatever is asked, in whatever way: an answer, and never one that something broke."""

import socket
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.editions import PLENTY
from tests.publish.invented import FIRST
from tests.serving import Served

PARTS = st.one_of(
    st.sampled_from(
        ["persons", "edition", "about", "static", "", ".", "..", FIRST, PLENTY, "I-200001", "I-200003", "S-other",
         "stage", "date", "name", "highest_stage", "stage_1", "listing", "edition.sqlite", "tables", "persons.csv",
         "edition.zip", "site.css", "%00", "%2e%2e", "%ff", "%ED%A0%80", "A" * 900]
    ),
    st.text(max_size=20).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")),
)  # fmt: skip
PATHS = st.lists(PARTS, max_size=5).map(lambda parts: "/" + "/".join(parts))
VALUES = st.one_of(
    st.sampled_from(["TJ", "1", "2", "none", "99999999999999999999", "-1", "'", '"', "%", "|", "%00", "%ED%A0%80"]),
    st.text(max_size=30).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")),
    st.binary(max_size=20).map(lambda data: quote(data, safe="")),
)  # fmt: skip
NAMES = st.one_of(st.sampled_from(["q", "state", "stage", "page", "kind", "id", "csrfmiddlewaretoken"]), VALUES)
QUERIES = st.lists(st.tuples(NAMES, VALUES), max_size=6).map(lambda all: "&".join(f"{n}={v}" for n, v in all))
METHODS = st.sampled_from(["GET"] * 6 + ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECTED", "get"])
PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
HEADERS = st.dictionaries(
    st.sampled_from(["Host", "Cookie", "Accept", "Range", "If-None-Match", "If-Modified-Since", "X-Forwarded-Host",
                     "X-Forwarded-Proto", "Content-Type", "Accept-Encoding", "Origin", "Referer", "Accept-Language"]),
    PRINTABLE.map(str.strip), max_size=4,
)  # fmt: skip
# The site of a session is shared by the examples on purpose.
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(path=PATHS, query=QUERIES, method=METHODS, headers=HEADERS)
def test_no_request_breaks_the_site(site: Served, path: str, query: str, method: str, headers: dict[str, str]) -> None:
    target = f"{path}?{query}" if query else path
    answer = site.ask(target[:4000], method, headers, body=b"a=1" if method in ("POST", "PUT") else None)
    assert answer.status < 500, (method, target, headers)
    assert "set-cookie" not in answer.headers
    if "content-security-policy" not in answer.headers:  # what gunicorn refuses before any page is asked
        assert answer.status in (400, 414, 417, 431), answer.status


@settings(MANY, max_examples=150)
@given(query=QUERIES)
def test_every_query_to_the_list_is_a_page(site: Served, query: str) -> None:
    assert site.ask(f"/persons?{query}").status in (200, 302)


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
    assert not head or head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 4", b"HTTP/1.0 4", b"<")), head[:200]


@pytest.mark.parametrize("count", [2000])
def test_very_many_fields_are_refused_or_ignored(site: Served, count: int) -> None:
    assert site.ask("/persons?" + "&".join(["q"] * count)).status in (200, 400)


def test_after_all_that_it_still_answers_and_has_said_nothing(site: Served) -> None:
    assert site.ask("/").status == 200
    assert site.erred == []
