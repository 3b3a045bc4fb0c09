"""Pages that are kept in memory: the same page again, and nothing of one in another."""

import pytest

from tests.serving import Served

PAGES = ["/2026.1/states/TJ", "/2026.1/measures/warrant", "/2026.1/S-volume-one"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_again_with_its_headers(site: Served, path: str) -> None:
    first, again = (site.ask(path) for _ in range(2))
    assert (first.status, first.body) == (again.status, again.body)
    assert {**first.headers, "date": ""} == {**again.headers, "date": ""}


@pytest.mark.parametrize("path", PAGES)
def test_each_language_has_its_own(site: Served, path: str) -> None:
    assert 'lang="en-GB"' in site.get(path)
    assert 'lang="ru"' in site.get(f"/ru{path}")
    assert 'lang="en-GB"' in site.get(path)


def test_a_query_changes_nothing_and_stands_in_no_page(site: Served) -> None:
    path = "/2026.1/states/TJ"
    assert site.get(f"{path}?q=zq7vQUERY") == site.get(path) == site.get(f"{path}?state=UZ&state=TM")


def test_without_its_body_a_page_has_the_same_length(site: Served) -> None:
    for path in PAGES:
        head, whole = site.ask(path, "HEAD"), site.ask(path)
        assert head.headers["content-length"] == whole.headers["content-length"] == str(len(whole.body))


def test_each_host_name_has_its_own(site: Served) -> None:
    path = "/2026.1/states/TJ"
    site.get(path)
    assert b"evil.example" not in site.ask(path, headers={"Host": "evil.example"}).body
    assert site.ask(path, headers={"Host": "evil.example"}).status == 400
