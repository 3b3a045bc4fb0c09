"""Fixtures for whoever asks pages of a running site: one invented edition and one process, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editions import make
from tests.serving import Served, served


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented edition; nobody writes to it."""
    return make(tmp_path_factory.mktemp("site") / "edition")


@pytest.fixture(scope="session")
def site(edition: Path) -> Iterator[Served]:
    """A running site that serves it."""
    with served(edition) as running:
        yield running
