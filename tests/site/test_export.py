"""The site as files: every page is there, every link leads somewhere, and the same editions give the same bytes."""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.derived import derived
from tests.editions import MERGED, PLENTY, UNSAFE
from tests.publish.invented import FIRST
from tests.serving import DESK, Page
from tests.site.exported import Export

BASE = "https://asylia.example/under/"
TONGUES = ("", "ru/")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command, as a user runs it."""
    command = [sys.executable, "-W", "error", "-m", "asylia.cli", "site", "export", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name not in DESK}
    root = Path(__file__).parent.parent.parent
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, cwd=root, check=False)


def exported(*arguments: str | Path) -> Export:
    """An export that must succeed, with nothing on the error stream."""
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    out = next(Path(each) for each in reversed(arguments) if Path(each).is_dir())
    return Export(out)


def digests(root: Path) -> dict[str, str]:
    files = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def plain(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    return exported(edition, tmp_path_factory.mktemp("export") / "out")


@pytest.fixture(scope="module")
def based(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    out = tmp_path_factory.mktemp("export") / "out"
    return exported("--base", BASE, "--contact", "editors@asylia.example", "--workers", "1", edition, out)


def test_no_link_is_broken(plain: Export, based: Export) -> None:
    assert list(plain.broken()) == []
    assert list(based.broken()) == []


def test_every_file_is_reached_by_a_link(plain: Export, based: Export) -> None:
    assert plain.files - plain.reached() == set()
    assert based.files - based.reached() == {"robots.txt", "sitemap.xml"}


def test_the_same_edition_gives_the_same_bytes_however_many_write(edition: Path, plain: Export, tmp_path: Path) -> None:
    again = exported("--workers", "1", edition, tmp_path / "again")
    assert digests(again.root) == digests(plain.root)


def test_each_page_is_there_in_each_language(plain: Export) -> None:
    names = ["index", "about", "method", "ethics", "privacy", "api", "editions", "2026.1/index", "2026.1/persons",
             "2026.1/persons/az", "2026.1/incidents", "2026.1/states", "2026.1/states/UZ", "2026.1/hosts/TR",
             "2026.1/measures", "2026.1/codebook", "2026.1/stages", "2026.1/sources", "2026.1/S-other",
             "2026.1/aggregates", "2026.1/edition", "2026.1/group-events", "2026.1/G-600001", "2026.1/protections",
             f"2026.1/{FIRST}", f"2026.1/{PLENTY}", f"2026.1/{UNSAFE}"]  # fmt: skip
    assert {f"{tongue}{name}.html" for tongue in TONGUES for name in names} <= plain.files
    english = {file for file in plain.pages if not file.startswith("ru/")}
    assert {f"ru/{file}" for file in english} == plain.pages.keys() - english


def test_a_list_is_there_by_one_filter_page_by_page(plain: Export) -> None:
    assert {"2026.1/persons/state/UZ.html", "2026.1/persons/state/UZ/2.html", "2026.1/persons/page/3.html",
            "2026.1/persons/stage/3.html", "2026.1/incidents/measure/physical_attack.html",
            "ru/2026.1/persons/state/UZ/2.html", "2026.1/persons/az/c.html"} <= plain.files  # fmt: skip
    both = "".join((plain.root / f"2026.1/persons/state/UZ{page}.html").read_text() for page in ("", "/2"))
    found = set(re.findall(r'href="[./]*(X-\d+)\.html"', both))
    table = json.loads((plain.root / "2026.1/persons.json").read_text())
    assert found >= {row["id"] for row in table["rows"] if "UZ" in row["state_of_concern"]} > set()
    assert len(found) < table["total"]


def test_every_person_is_there_with_the_data(plain: Export) -> None:
    ids = [row["id"] for row in json.loads((plain.root / "2026.1/persons.json").read_text())["rows"]]
    assert {f"2026.1/{id}.{kind}" for id in ids for kind in ("html", "json")} <= plain.files


def test_what_needs_a_server_is_left_out(plain: Export) -> None:
    for file, page in plain.pages.items():
        assert not page.tags & {"form", "input", "select", "button", "script", "label"}, file
        assert not any("?" in link for link in page.links if "://" not in link), file


def test_the_page_is_the_one_that_is_served(plain: Export) -> None:
    page = Page((plain.root / f"2026.1/{PLENTY}.html").read_text(encoding="utf-8"))
    assert page.lang == "en-GB"
    assert "Ğulom O‘ktam Nāmunā" in page.text
    assert "I-200050" in page.ids
    incident = next(link for link in plain.pages["2026.1/incidents.html"].links if "I-200050" in link)
    assert incident == f"{PLENTY}.html#I-200050"


def test_hostile_text_stays_text(plain: Export) -> None:
    text = (plain.root / f"2026.1/{UNSAFE}.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_an_id_that_was_merged_leads_on(plain: Export) -> None:
    assert f"{PLENTY}.html" in plain.pages[f"2026.1/{MERGED}.html"].links


def test_the_edition_goes_along_as_it_was_signed(edition: Path, plain: Export) -> None:
    own = digests(edition)
    there = {name.removeprefix("2026.1/files/"): each for name, each in digests(plain.root / "").items()
             if name.startswith("2026.1/files/")}  # fmt: skip
    assert there.items() <= own.items()
    assert {"manifest.json", "edition.sqlite", "tables/persons.csv"} <= there.keys()
    assert "2026.1/edition.zip" in plain.files


def test_without_an_address_nothing_says_one(plain: Export) -> None:
    for file in plain.pages:
        text = (plain.root / file).read_text(encoding="utf-8")
        assert "asylia.invalid" not in text
        assert 'rel="canonical"' not in text
        assert '<meta name="referrer" content="no-referrer">' in text
    assert not plain.files & {"robots.txt", "sitemap.xml", "editions.atom"}


def test_with_an_address_it_stands_where_catalogues_look(based: Export) -> None:
    page = (based.root / "2026.1/edition.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{BASE}2026.1/edition.html">' in page
    assert f'hreflang="ru" href="{BASE}ru/2026.1/edition.html"' in page
    for name in ("robots.txt", "sitemap.xml", "editions.atom", "2026.1/metadata/schema-org.jsonld"):
        text = (based.root / name).read_text(encoding="utf-8")
        assert BASE in text
        assert "asylia.invalid" not in text
        assert FIRST not in text
    assert "editors@asylia.example" in (based.root / "contact.html").read_text(encoding="utf-8")


def test_a_stopped_edition_is_its_notice_alone(edition: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    derived(edition, shelf / "first", "2026.1")
    derived(edition, shelf / "later", "2026.2", withdrawn=["X-200005"], change=_without)
    done = run(shelf, tmp_path / "out")
    assert (done.returncode, "withdrawn since" in done.stderr) == (0, True)
    found = Export(tmp_path / "out")
    assert {file for file in found.files if "2026.1/" in file} == {"2026.1/index.html", "ru/2026.1/index.html"}
    assert "is no longer shown" in (found.root / "2026.1/index.html").read_text(encoding="utf-8")
    assert "2026.2/X-200005.html" in found.files
    assert list(found.broken()) == []


def _without(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM persons WHERE id = 'X-200005'")
    db.execute("DELETE FROM listing WHERE id = 'X-200005'")


def test_what_exists_is_not_touched(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    done = run(edition, tmp_path / "out")
    assert (done.returncode, "overwrites nothing" in done.stderr) == (2, True)
    assert list((tmp_path / "out").iterdir()) == []


def test_what_fails_leaves_nothing(tmp_path: Path, edition: Path) -> None:
    for arguments in ((tmp_path / "none", tmp_path / "out"), ("--base", "asylia.example", edition, tmp_path / "out")):
        done = run(*arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


FULL = """
import pathlib, sys
def full(*_, **more): raise OSError(28, "No space left on device")
pathlib.Path.write_text = full
from asylia.cli import main
main()
"""


def test_a_disk_that_is_full_leaves_nothing(edition: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in DESK}
    command = [sys.executable, "-c", FULL, "site", "export", str(edition), str(tmp_path / "out")]
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, cwd=root, check=False)
    assert (done.returncode, "No space left on device" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
