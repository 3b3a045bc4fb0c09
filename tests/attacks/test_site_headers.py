"""The headers of every kind of answer, letter by letter."""

import pytest

from tests.editions import MERGED, PLENTY
from tests.publish.invented import FIRST
from tests.serving import Served

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
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
NEVER = {"set-cookie", "access-control-allow-origin", "x-powered-by", "vary"}
PUBLIC = ["/", "/edition", "/about"]
PERSONAL = ["/persons", "/persons?q=farrukh", "/persons?q=X-100001", f"/persons/{FIRST}", f"/persons/{MERGED}",
            f"/persons/{PLENTY}/{PLENTY}/fate", "/edition/tables/persons.csv", "/edition/edition.sqlite",
            "/edition.zip", "/nothing", "/persons/X-999999"]  # fmt: skip
STATIC = ["/static/site.css", "/static/icon.svg"]
HTML = {"/", "/persons", "/about", "/edition", "/nothing", f"/persons/{FIRST}"}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", [*PUBLIC, *PERSONAL, *STATIC])
def test_every_answer_carries_them(site: Served, path: str, method: str) -> None:
    headers = site.ask(path, method).headers
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert not NEVER & set(headers)


@pytest.mark.parametrize("host", ["evil.example", "a b"])
def test_a_refused_host_is_told_no_less(site: Served, host: str) -> None:
    answer = site.ask("/", headers={"Host": host})
    assert answer.status == 400
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


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


@pytest.mark.parametrize("path", sorted(HTML))
def test_a_page_is_html_in_utf_8_and_says_noindex_where_it_must(site: Served, path: str) -> None:
    answer = site.ask(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    meta = '<meta name="robots" content="noindex, noarchive">'
    assert (meta in answer.text) == ("x-robots-tag" in answer.headers)


def test_downloads_are_saved_and_never_shown(site: Served) -> None:
    for name in ("codebook.html", "charts/en/table1.svg", "README.md", "tables/names.csv"):
        assert site.ask(f"/edition/{name}").headers["content-disposition"].startswith("attachment; ")


def test_no_cookie_comes_back_for_one_that_was_sent(site: Served) -> None:
    sent = {"Cookie": "sessionid=zq7v; csrftoken=zq7v", "Authorization": "Basic zq7v"}
    assert all("set-cookie" not in site.ask(path, headers=sent).headers for path in [*PUBLIC, *PERSONAL])


def test_no_origin_is_let_in(site: Served) -> None:
    sent = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    for path in ["/", "/static/site.css", f"/persons/{FIRST}"]:
        assert not any(name.startswith("access-control") for name in site.ask(path, headers=sent).headers)
