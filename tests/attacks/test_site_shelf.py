"""A running site and folders that change beneath it: what comes, what goes, what is stopped for good."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asylia.edition.schema import HANGING
from tests.derived import derived
from tests.editions import PLENTY
from tests.publish.invented import FIRST
from tests.serving import Answer, Served, served

OLD, NEW, CANDIDATE = "2026.1", "2027.1", "2028.0.1"
LOOK = "import asylia.site.shelf as s; s.LOOK_EVERY = 0.3\n"
RUN = f"{LOOK}from asylia.cli import main; main()"
# Of a stopped edition: what was there, what never was, pages, data, files, in both languages.
BELOW = (
    "", "/", "/persons", "/persons?q=crowd", f"/{FIRST}", "/X-999999", "/nothing", "/a/b/c", "/persons.csv",
    "/persons.json", f"/{FIRST}.json", "/X-999999.json", "/nothing.json", "/nothing.csv", "/edition.zip",
    "/files/edition.sqlite", "/files/tables/persons.csv", "/files/nothing", "/files/../../etc/passwd",
    "/metadata/datacite.json", "/edition", "/states/TJ", "/states/ZZ", "/persons/az", "//", "/%00", "/%ff",
    "/" + "a" * 1000,
)  # fmt: skip
CHANGING = ("date",)


def until(what: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until it holds, some times one after the other: there are several workers."""
    ends, holds = time.monotonic() + seconds, 0
    while holds < 12:
        holds = holds + 1 if what() else 0
        assert time.monotonic() < ends
        time.sleep(0.02)


@pytest.fixture(scope="module")
def root(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shelf")
    shutil.copytree(edition, root / "old")
    return root


@pytest.fixture(scope="module")
def running(root: Path) -> Iterator[Served]:
    with served(root, run=RUN) as site:
        yield site


@pytest.fixture(scope="module")
def stopped(edition: Path, root: Path, running: Served) -> Served:
    """The site after a later edition came that calls a person of the older withdrawn."""
    assert running.ask(f"/{OLD}/{FIRST}").status == 200
    derived(edition, root / "new", NEW, withdrawn=[FIRST, "S-gone"], change=_without(FIRST))
    until(lambda: running.ask(f"/{OLD}/{FIRST}").status == 410)
    return running


def _without(person: str) -> Callable[..., None]:
    def change(db: object) -> None:
        of_the_person = [(table, "person") for table in (*sorted(HANGING), "names")]
        for table, column in (("persons", "id"), ("listing", "id"), *of_the_person):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (person,))  # type: ignore[attr-defined]

    return change


def plain(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    return answer.status, {k: v for k, v in answer.headers.items() if k not in CHANGING}, answer.body


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("language", ["", "/ru"])
def test_whatever_is_asked_of_a_stopped_edition_is_answered_alike(stopped: Served, language: str, method: str) -> None:
    found = {str(plain(stopped.ask(f"{language}/{OLD}{rest}", method))) for rest in BELOW}
    assert len(found) == 1
    status = {"GET": 410, "HEAD": 410}.get(method, 405)
    assert found.pop().startswith(f"({status}, ")


def test_that_answer_is_kept_by_nobody_and_names_nothing_of_it(stopped: Served) -> None:
    answer = stopped.ask(f"/{OLD}/{FIRST}", headers={"If-None-Match": "*", "Range": "bytes=0-1"})
    assert answer.status == 410
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex, noarchive"
    assert "etag" not in answer.headers
    assert "Withdrawn" in answer.text
    assert FIRST not in answer.text
    assert "больше не" in stopped.ask(f"/ru/{OLD}/{FIRST}").text


@pytest.mark.parametrize("path", [f"/compare/{OLD}/{NEW}", f"/compare/{NEW}/{OLD}", f"/ru/compare/{OLD}/{OLD}"])
def test_a_comparison_with_it_is_stopped_too(stopped: Served, path: str) -> None:
    assert stopped.ask(path).status == 410


def test_all_that_tells_of_editions_follows(stopped: Served) -> None:
    assert stopped.ask("/newest/persons?state=TJ").headers["location"] == f"/{NEW}/persons?state=TJ"
    for path in ("/editions.atom", "/sitemap.xml"):
        assert f"/{NEW}/" in stopped.get(path)
        assert f"/{OLD}/" not in stopped.get(path)
    for path in ("/", f"/{NEW}/edition", f"/ru/{NEW}/edition", f"/{NEW}/{PLENTY}", "/editions", "/ru/editions"):
        assert f'"/{OLD}/' not in stopped.get(path), path
        assert f"/compare/{OLD}" not in stopped.get(path), path
    assert OLD in stopped.get("/editions")


def test_a_page_that_was_asked_for_before_follows_too(edition: Path, tmp_path: Path) -> None:
    shutil.copytree(edition, tmp_path / "shelf" / "old")
    derived(edition, tmp_path / "shelf" / "between", NEW, change=_without(FIRST))
    with served(tmp_path / "shelf", "--workers", "1", run=RUN) as site:
        paths = [f"/{NEW}/{page}" for page in ("edition", "", "states", "sources", "persons", PLENTY)]
        assert f"/compare/{OLD}" in "".join(map(site.get, paths))
        derived(edition, tmp_path / "shelf" / "new", "2028.1", withdrawn=[FIRST], change=_without(FIRST))
        until(lambda: site.ask(f"/{OLD}/").status == 410)
        assert not [path for path in paths if f'"/{OLD}/' in site.get(path) or f"/compare/{OLD}" in site.get(path)]


def test_the_withdrawn_id_is_gone_from_the_newest_as_well(stopped: Served) -> None:
    assert stopped.ask(f"/{NEW}/{FIRST}").status == 410
    assert stopped.ask(f"/newest/{FIRST}").status == 302


def test_editions_come_and_go_without_a_restart(edition: Path, root: Path, stopped: Served) -> None:
    derived(edition, root / "candidate", CANDIDATE)
    until(lambda: stopped.ask(f"/{CANDIDATE}/persons").status == 200)
    assert stopped.ask("/newest/").headers["location"] == f"/{NEW}/"
    derived(edition, root / "final", "2029.1")
    until(lambda: stopped.ask("/newest/").headers["location"] == "/2029.1/")
    assert "/2029.1/" in stopped.get("/editions")
    shutil.rmtree(root / "final")
    shutil.rmtree(root / "candidate")
    until(lambda: stopped.ask("/newest/").headers["location"] == f"/{NEW}/")
    assert stopped.ask("/2029.1/").status == stopped.ask(f"/{CANDIDATE}/edition.zip").status == 404


def test_what_does_not_verify_is_never_in_an_answer_and_said_once(edition: Path, root: Path, stopped: Served) -> None:
    derived(edition, root / ".zq7v", "2030.1")
    (root / ".zq7v" / "README.md").write_text("zq7v")
    (root / ".zq7v").rename(root / "zq7v")
    until(lambda: any("zq7v is not served" in line for line in stopped.erred))
    time.sleep(1.5)  # both workers have looked
    assert [line for line in stopped.erred if "zq7v" in line] == [stopped.erred[-1]]
    assert stopped.ask("/2030.1/").status == 404
    for path in ("/", "/editions", "/editions.atom", "/sitemap.xml", "/2030.1/persons", "/newest/"):
        assert b"zq7v" not in stopped.ask(path).body
    shutil.rmtree(root / "zq7v")


def test_files_that_are_replaced_beneath_an_open_edition_take_it_off(
    edition: Path, root: Path, stopped: Served
) -> None:
    derived(edition, root / "beneath", "2031.1")
    until(lambda: stopped.ask("/2031.1/persons").status == 200)
    (root / "beneath/tables/persons.csv").write_text("id\nX-666666\n")
    until(lambda: stopped.ask("/2031.1/persons").status == 404)
    assert stopped.ask(f"/{NEW}/persons").status == 200
    shutil.rmtree(root / "beneath")


def test_requests_during_all_that_are_answered(edition: Path, root: Path, stopped: Served) -> None:
    ended, found = threading.Event(), list[tuple[str, int]]()

    def ask() -> None:
        while not ended.is_set():
            for path in (f"/{NEW}/persons", "/2032.1/persons", "/2032.1/persons.csv", "/newest/", "/editions"):
                found.append((path, stopped.ask(path).status))

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for each in askers:
        each.start()
    for _ in range(2):
        derived(edition, root / "busy", "2032.1")
        until(lambda: stopped.ask("/2032.1/persons").status == 200)
        shutil.rmtree(root / "busy")
        until(lambda: stopped.ask("/2032.1/persons").status == 404)
    ended.set()
    for each in askers:
        each.join()
    assert not [(path, status) for path, status in found if not path.startswith("/2032.1/") and status >= 400]
    assert {status for path, status in found if path.startswith("/2032.1/")} <= {200, 404}
    assert not [line for line in stopped.erred if " at " in line]


def test_a_folder_that_vanishes_leaves_the_process_serving(edition: Path, tmp_path: Path) -> None:
    shutil.copytree(edition, tmp_path / "shelf" / "one")
    with served(tmp_path / "shelf", run=RUN) as site:
        assert site.ask("/about").status == 200
        shutil.rmtree(tmp_path / "shelf")
        until(lambda: site.ask("/about").status == 200 and site.ask(f"/{OLD}/persons").status == 404)
        assert site.ask("/newest/").status == 404
        assert site.ask("/editions").status == 200
        assert site.ask("/editions.atom").status == 200
        shutil.copytree(edition, tmp_path / "shelf" / "one")
        until(lambda: site.ask(f"/{OLD}/persons").status == 200)
    assert site.erred == ["asylia site: shelf is not served: there is no such folder\n"]
