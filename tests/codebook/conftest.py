"""A small codebook of its own for each test, so that none hangs on the words of the real one."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def codebook(tmp_path: Path) -> Callable[..., Path]:
    """Write TOML files into a folder: ``codebook(colours="...")`` makes ``colours.toml``."""

    def write(**files: str) -> Path:
        for stem, text in files.items():
            (tmp_path / f"{stem}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write
