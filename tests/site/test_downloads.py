"""The edition's files: those that it lists and no other, and a copy that verifies."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from asylia.edition.verify import verify
from tests.serving import Page, Served, served


def test_every_file_of_the_edition_can_be_downloaded_as_it_is(site: Served, edition: Path) -> None:
    there = {file.relative_to(edition).as_posix() for file in edition.rglob("*") if file.is_file()}
    links = [link for link in Page(site.get("/edition")).links if link.startswith("/edition/")]
    assert {link.removeprefix("/edition/") for link in links} == there
    for name in there:
        answer = site.ask(f"/edition/{name}")
        assert answer.body == (edition / name).read_bytes()
        assert answer.headers["content-disposition"] == f'attachment; filename="{Path(name).name}"'


def test_the_whole_edition_unpacks_to_what_verifies(site: Served, tmp_path: Path) -> None:
    answer = site.ask("/edition.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.body == site.ask("/edition.zip").body
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    verdict = verify(tmp_path / "edition-2026.1")
    assert verdict.holds, verdict.wrong
    assert site.ask("/edition.zip", "HEAD").body == b""


@pytest.mark.parametrize(
    "name",
    ["../edition.sqlite", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "//etc/passwd", "tables",
     "tables/", "tables/../manifest.json", "tables//persons.csv", "./manifest.json", "manifest.json%00",
     "MANIFEST.JSON", "manifest.json/", "..\\manifest.json", "%5c..%5cmanifest.json", "edition.sqlite-wal",
     ".edition.unfinished"],
)  # fmt: skip
def test_nothing_else_can(site: Served, name: str) -> None:
    assert site.ask(f"/edition/{name}").status == 404


@pytest.mark.parametrize("name", ["../asylia/cli.py", "..%2fviews.py", "site.css/../../views.py", "", "nothing.css"])
def test_nothing_but_the_sheet_is_static(site: Served, name: str) -> None:
    assert site.ask(f"/static/{name}").status == 404


def test_neither_links_nor_names_that_lead_out_of_the_folder_are_listed(edition: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    secret = tmp_path / "secret.txt"
    secret.write_text("zq7v-outside")
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to(secret)
    shutil.move(folder / "charts", tmp_path / "charts")
    (folder / "charts").symlink_to(tmp_path / "charts")
    (folder / "extra.txt").write_text("listed nowhere")
    manifest = (folder / "manifest.json").read_text()
    more = f'"files": {{"../secret.txt": {{"sha256": ""}}, "{secret}": {{"sha256": ""}},'
    (folder / "manifest.json").write_text(manifest.replace('"files": {', more))
    with served(folder) as site:
        listed = site.get("/edition")
        for name in ("README.md", "charts/table1.csv", "extra.txt", "../secret.txt", str(secret), str(secret)[1:]):
            assert f"/edition/{name}" not in listed
            assert site.ask(f"/edition/{name}").status == 404
        assert b"zq7v-outside" not in site.ask("/edition.zip").body
        assert site.ask("/edition/tables/persons.csv").status == 200


def test_the_page_says_whether_there_is_a_signature(site: Served, edition: Path, tmp_path: Path) -> None:
    assert "This edition is not signed" in site.get("/edition")
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    (folder / "manifest.json.sig").write_text("a signature")
    with served(folder) as signed:
        text = signed.get("/edition")
        assert "not signed" not in text
        assert "--trust" in text
        assert "-n asylia-edition" in text
        assert signed.ask("/edition/manifest.json.sig").body == b"a signature"
