"""A running site with several editions, every kind of page of it, and browsers that are Debian's own."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import pages
from tests.browser import open_chromium
from tests.conftest import TOOLS, absent
from tests.pages import Asked
from tests.serving import Served, served


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of invented editions; nobody writes to it."""
    return pages.shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture(scope="session")
def site(shelf: Path) -> Iterator[Served]:
    """A running site that serves them."""
    with served(shelf, port=8400) as running:
        yield running


@pytest.fixture(scope="session")
def every(shelf: Path) -> Sequence[Asked]:
    """Every kind of page in every language."""
    return pages.every(shelf)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all; each test has a context of its own in it."""
    path = next(filter(None, map(shutil.which, TOOLS["chromium"])), None)
    if not path:
        absent("chromium")
    with sync_playwright() as playwright:
        opened = open_chromium(playwright, str(path))
        yield opened
        opened.close()
