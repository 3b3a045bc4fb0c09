"""The edition's files: those that it lists and no other, and a copy that verifies."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from asylia.edition.check.verify import verify
from tests.derived import derived
from tests.serving import Page, Served, served

FILES = "/2026.1/files/"


def test_every_file_of_the_edition_can_be_downloaded_as_it_is(site: Served, edition: Path) -> None:
    there = {file.relative_to(edition).as_posix() for file in edition.rglob("*") if file.is_file()}
    links = [link for link in Page(site.get("/2026.1/edition")).links if link.startswith(FILES)]
    assert {link.removeprefix(FILES) for link in links} == there
    for name in there:
        answer = site.ask(FILES + name)
        assert answer.body == (edition / name).read_bytes()
        if not name.endswith(".png"):  # pictures are shown
            assert answer.headers["content-disposition"] == f'attachment; filename="{Path(name).name}"'


def test_the_whole_edition_unpacks_to_what_verifies(site: Served, tmp_path: Path) -> None:
    answer = site.ask("/2026.1/edition.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.body == site.ask("/2026.1/edition.zip").body
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    verdict = verify(tmp_path / "edition-2026.1")
    assert verdict.holds, verdict.wrong
    assert site.ask("/2026.1/edition.zip", "HEAD").body == b""


@pytest.mark.parametrize(
    "name",
    [
        "../edition.sqlite",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "%252e%252e%252fetc%252fpasswd",
        "/etc/passwd",
        "//etc/passwd",
        "%2fetc%2fpasswd",
        "tables",
        "tables/",
        "tables/../manifest.json",
        "tables//persons.csv",
        "./manifest.json",
        "manifest.json%00",
        "manifest.json%00.png",
        "MANIFEST.JSON",
        "manifest.json/",
        "..\\manifest.json",
        "%5c..%5cmanifest.json",
        "edition.sqlite-wal",
        ".edition.unfinished",
        "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "%c0%af%c0%afetc/passwd",
        "..;/manifest.json",
        "%e2%80%ae",
        "con",
        "manifest.json::$DATA",
        "~root",
        "file:///etc/passwd",
        "tables/persons.csv?/../../x",
        "%ff%fe",
        "\\\\host\\share",
        "charts/..%2f..%2fedition.sqlite",
        "." * 500,
        "a/" * 500,
    ],
)
def test_nothing_else_can(site: Served, name: str) -> None:
    answer = site.ask(FILES + name)
    assert answer.status == (200 if name.startswith("tables/persons.csv?") else 404)
    assert b"root:" not in answer.body


@pytest.mark.parametrize(
    "name",
    [
        "../asylia/cli.py",
        "..%2furls.py",
        "site.css/../../urls.py",
        "",
        "nothing.css",
        "%2e%2e/urls.py",
        "..\\urls.py",
        "/etc/passwd",
        "%00",
        "site.css%00",
        "fonts/../../urls.py",
        "%c0%ae%c0%ae/urls.py",
    ],
)
def test_nothing_but_what_pages_are_made_of_is_static(site: Served, name: str) -> None:
    assert site.ask(f"/static/{name}").status == 404


@pytest.mark.parametrize("spoilt", ["link", "folder", "more", "manifest"])
def test_an_edition_with_links_or_names_that_lead_out_is_not_served(edition: Path, tmp_path: Path, spoilt: str) -> None:
    root = tmp_path / "root"
    shutil.copytree(edition, root / "good")
    folder = derived(edition, root / "bad", "2027.1")
    secret = tmp_path / "secret.txt"
    secret.write_text("zq7v-outside")
    if spoilt == "link":
        (folder / "README.md").unlink()
        (folder / "README.md").symlink_to(secret)
    if spoilt == "folder":
        shutil.move(folder / "charts", tmp_path / "charts")
        (folder / "charts").symlink_to(tmp_path / "charts")
    if spoilt == "more":
        (folder / "extra.txt").write_text("listed nowhere")
    if spoilt == "manifest":
        manifest = (folder / "manifest.json").read_text()
        more = f'"files": {{"../../secret.txt": {{"sha256": ""}}, "{secret}": {{"sha256": ""}},'
        (folder / "manifest.json").write_text(manifest.replace('"files": {', more))
    with served(root) as site:
        assert site.ask("/2026.1/edition").status == 200
        for path in ("", "/edition.zip", "/files/README.md", "/files/extra.txt", "/files/charts/table1.csv"):
            assert site.ask(f"/2027.1{path}").status == 404
    assert len(site.erred) == 1


def test_a_link_that_is_put_into_an_open_edition_leads_nowhere(edition: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    (tmp_path / "secret.txt").write_text("zq7v-outside")
    with served(folder, "--workers", "1") as site:
        site.get("/2026.1/edition")
        (folder / "README.md").unlink()
        (folder / "README.md").symlink_to(tmp_path / "secret.txt")
        for path in ("/2026.1/files/README.md", "/2026.1/edition.zip", "/2026.1/edition"):
            assert b"zq7v-outside" not in site.ask(path).body


def test_the_page_says_whether_there_is_a_signature(
    site: Served, edition: Path, tmp_path: Path, needs: Callable[[str], str]
) -> None:
    assert "This edition is not signed" in site.get("/2026.1/edition")
    folder, key = Path(shutil.copytree(edition, tmp_path / "edition")), tmp_path / "key"
    keygen = needs("ssh-keygen")
    subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    sign = [keygen, "-q", "-Y", "sign", "-f", str(key), "-n", "asylia-edition", folder / "manifest.json"]
    subprocess.run(sign, check=True)
    with served(folder, "--trust", f"{key}.pub") as signed:
        text = signed.get("/2026.1/edition")
        assert "not signed" not in text
        assert "--trust" in text
        assert "-n asylia-edition" in text
        there = (folder / "manifest.json.sig").read_bytes()
        assert signed.ask("/2026.1/files/manifest.json.sig").body == there
