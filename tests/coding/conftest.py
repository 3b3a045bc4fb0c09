"""The invented register and report, as files."""

from pathlib import Path

import pytest

from tests.invented import write_register, write_report


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The invented report as text with form feeds."""
    return write_report(tmp_path / "report.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented register as its coder wrote it, unsealed."""
    return write_register(tmp_path / "invented")
