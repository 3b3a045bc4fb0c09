"""What is asked for in vain, wrongly, or of a site that breaks."""

import shutil
from pathlib import Path

import pytest

from tests.editions import PLENTY
from tests.publish.invented import FIRST
from tests.serving import Page, Served, served

BREAK = """
import asylia.site.start as start
def broken(*_, **__): raise RuntimeError("zq7v words of a reader")
def opened(served, open=start.opened, **more):
    shelf = open(served, **more)
    from asylia.site.pages import lists
    lists.answer = broken
    return shelf
start.opened = opened
from asylia.cli import main
main()
"""
E = "/2026.1"


@pytest.mark.parametrize("language", ["", "/ru"])
@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        f"{E}/persons/",
        f"{E}/X-999999",
        f"{E}/I-999999",
        f"{E}/states/QQ",
        f"{E}/hosts/QQ",
        f"{E}/measures/nothing",
        f"{E}/codebook/nothing",
        f"{E}/S-nothing",
        f"{E}/{FIRST}/",
        f"{E}/{FIRST}/date",
        "/favicon.ico",
        "/admin/",
        "/2026.1",
        "/2025.1/",
        "/2026.0.1/persons",
        "/%00",
        f"{E}/%ff",
        "/persons",
        f"/persons/{FIRST}",
        "/compare/2026.1/2026.1",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(site: Served, path: str, language: str) -> None:
    answer = site.ask(language + path)
    assert answer.status == 404
    assert ("Nothing stands here" if not language else "Здесь ничего нет") in answer.text
    assert f"{language}/editions" in Page(answer.text).links


def test_a_page_that_says_no_repeats_nothing_of_what_was_asked(site: Served) -> None:
    for path in ("/zq7v", "//zq7v.example/", "/ru//zq7v.example/", f"{E}/zq7v?zq7v=zq7v", "/ru/zq7v"):
        answer = site.ask(path)
        assert answer.status == 404
        assert "zq7v" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "x y", "a" * 300])
def test_a_foreign_host_name_is_refused_with_a_page(site: Served, host: str) -> None:
    answer = site.ask("/", headers={"Host": host})
    assert answer.status == 400
    assert "This address cannot be read" in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "localhost:1", "LOCALHOST"])
def test_this_machines_own_names_are_answered(site: Served, host: str) -> None:
    assert site.ask("/", headers={"Host": host}).status == 200


def test_a_page_that_breaks_says_so_and_notes_no_more_than_the_place(edition: Path) -> None:
    with served(edition, run=BREAK) as site:
        answer = site.ask(f"{E}/persons?q=zq7v-query", headers={"User-Agent": "zq7v-agent"})
        assert answer.status == 500
        assert "Something broke on our side" in answer.text
        assert "zq7v" not in answer.text
        assert "Что-то сломалось" in site.ask(f"/ru{E}/persons").text or site.ask(f"/ru{E}/persons").status == 500
        assert site.ask("/").status == 200
    assert [line for line in site.erred if line.startswith("asylia site: RuntimeError at <string>:3")]
    assert "zq7v" not in "".join(site.erred + site.said)


def test_an_edition_that_is_spoilt_while_it_is_served_breaks_in_plain_words(edition: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    with served(folder, "--workers", "1") as site:
        assert site.ask(f"{E}/{FIRST}").status == 200
        database = folder / "edition.sqlite"
        database.write_bytes(b"\0" * database.stat().st_size)
        answers = [site.ask(f"{E}/{PLENTY}"), site.ask("/about"), site.ask(f"{E}/persons?state=UZ&page=2")]
    assert {answer.status for answer in answers} <= {200, 404, 500}
    assert all("Traceback" not in answer.text and "sqlite" not in answer.text for answer in answers)
