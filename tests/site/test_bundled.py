"""Every person and group event of the bundled register reads well, in every language."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from asylia.edition.reader import Edition
from asylia.languages.language import languages
from tests.serving import Page, Served, served

# A placeholder that was not filled, a marker of a template, a value of the program.
LEAK = re.compile(r"%\(|%[sd]\b|\{[{%]|\bNone\b|\bTrue\b|\{\w*\}")
HEAVIEST = 400_000  # bytes


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that ``asylia demo`` makes of the bundled register."""
    home = tmp_path_factory.mktemp("bundled")
    command = [sys.executable, "-m", "asylia.cli", "demo", "--home", str(home)]
    subprocess.run(command, check=True, env={**os.environ, "SERVE": "0"}, capture_output=True)
    return next(home.glob("edition-*"))


@pytest.fixture(scope="module")
def running(bundled: Path) -> Iterator[Served]:
    with served(bundled, port=8400) as site:
        yield site


@pytest.mark.parametrize("code", languages())
def test_every_person_reads_well(running: Served, bundled: Path, code: str) -> None:
    edition = Edition(bundled)
    prefix = "" if code == next(iter(languages())) else f"/{code}"
    for record in edition.all("persons"):
        text = running.get(f"{prefix}/{edition.number}/{record['id']}")
        lead = re.search(r'<p class="lead">(.*?)</p>', text, re.S)
        assert lead, record["id"]
        assert lead[1].strip()
        assert not LEAK.search(Page(text).text), (record["id"], LEAK.search(Page(text).text))
        assert len(text.encode()) < HEAVIEST
    edition.close()


@pytest.mark.parametrize("code", languages())
def test_every_group_event_reads_well(running: Served, bundled: Path, code: str) -> None:
    edition = Edition(bundled)
    prefix = "" if code == next(iter(languages())) else f"/{code}"
    for record in edition.all("group_events"):
        text = running.get(f"{prefix}/{edition.number}/{record['id']}")
        assert not LEAK.search(Page(text).text), record["id"]
    edition.close()
