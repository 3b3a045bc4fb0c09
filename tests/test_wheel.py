"""What is installed is all that is needed: the wheel works from an empty folder, without a checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked where an installer would put it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def asylia(installed: Path, empty: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "ASYLIA_HOME": str(empty / "home"), "SERVE": "0"}
    command = [sys.executable, "-m", "asylia.cli", *arguments]
    return subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, check=False)


def test_register_codebook_and_pages_are_inside(installed: Path, tmp_path: Path) -> None:
    for arguments in (("codebook", "check"), ("register", "check"), ("doctor",)):
        done = asylia(installed, tmp_path, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    assert str(installed) in asylia(installed, tmp_path, "doctor").stdout
    assert (installed / "asylia/site/static/site.css").is_file()
    assert list((installed / "asylia/site/templates").rglob("*.html"))


def test_the_whole_way_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = asylia(installed, tmp_path, "demo", "--home", str(tmp_path / "own"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "verified: intact" in done.stdout
    assert "no rates, no trends" in done.stdout


def test_nothing_of_the_tests_or_docs_is_inside(installed: Path) -> None:
    assert {path.name.split("-")[0] for path in installed.iterdir()} == {"asylia"}
