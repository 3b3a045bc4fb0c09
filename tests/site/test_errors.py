"""What is asked for in vain, wrongly, or of a site that breaks."""

import shutil
from pathlib import Path

import pytest

from tests.editions import PLENTY
from tests.publish.invented import FIRST
from tests.serving import Page, Served, served

BREAK = """
import asylia.site.filters as filters
def listing(*_): raise RuntimeError("zq7v words of a reader")
filters.listing = listing
from asylia.cli import main
main()
"""


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/persons/", "/persons/X-999999", "/persons/I-200001", "/persons/..", "/persons/X-100001/",
     f"/persons/{FIRST}/I-200050/date", f"/persons/{FIRST}/I-200001/city", f"/persons/{FIRST}/I-200001/nothing",
     f"/persons/{FIRST}/S-other/title", f"/persons/{PLENTY}/{PLENTY}/birth_year", "/persons/X-100001/I-200001",
     f"/persons/{FIRST}/{FIRST}/stage_9", "/favicon.ico", "/admin/", "/edition/", "/%00", "/persons/%ff"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(site: Served, path: str) -> None:
    answer = site.ask(path)
    assert answer.status == 404
    assert "Nothing stands here" in answer.text
    assert "/persons" in Page(answer.text).links


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "x y", "a" * 300])
def test_a_foreign_host_name_is_refused_with_a_page(site: Served, host: str) -> None:
    answer = site.ask("/", headers={"Host": host})
    assert answer.status == 400
    assert "This address cannot be read" in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "localhost:1", "LOCALHOST"])
def test_this_machines_own_names_are_answered(site: Served, host: str) -> None:
    assert site.ask("/", headers={"Host": host}).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "INVENTED"])
@pytest.mark.parametrize("path", ["/", "/persons", f"/persons/{FIRST}", "/edition", "/edition/manifest.json"])
def test_only_get_and_head_are_answered(site: Served, method: str, path: str) -> None:
    answer = site.ask(path, method, body=b"q=1")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/", "/persons", f"/persons/{FIRST}", "/edition", "/edition/manifest.json", "/none"])
def test_head_is_get_without_the_body(site: Served, path: str) -> None:
    got, head = site.ask(path), site.ask(path, "HEAD")
    assert head.body == b""
    assert head.status == got.status
    changing = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in got.headers.items() if k not in changing
    }


def test_a_page_that_breaks_says_so_and_notes_no_more_than_the_place(edition: Path) -> None:
    with served(edition, run=BREAK) as site:
        answer = site.ask("/persons?q=zq7v-query", headers={"User-Agent": "zq7v-agent"})
        assert answer.status == 500
        assert "Something broke on our side" in answer.text
        assert "zq7v" not in answer.text.replace("zq7v-query", "", 0)
        assert site.ask("/").status == 200
    assert [line for line in site.erred if line.startswith("asylia site: RuntimeError at <string>:3")]
    assert "zq7v" not in "".join(site.erred + site.said)


def test_an_edition_that_is_spoilt_while_it_is_served_breaks_in_plain_words(edition: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    with served(folder, "--workers", "1") as site:
        assert site.ask(f"/persons/{FIRST}").status == 200
        database = folder / "edition.sqlite"
        database.write_bytes(b"\0" * database.stat().st_size)
        answers = [site.ask(f"/persons/{PLENTY}"), site.ask("/about"), site.ask("/persons?state=UZ&page=2")]
    assert {answer.status for answer in answers} <= {200, 404, 500}
    assert all("Traceback" not in answer.text and "sqlite" not in answer.text for answer in answers)
