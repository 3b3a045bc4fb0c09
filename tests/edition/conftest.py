"""One edition of invented cases, made once: tests that change it work on a copy."""

import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.publish.invented import build, invented, lay


@pytest.fixture(scope="session")
def made(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an edition; nobody writes to it."""
    from tests.conftest import _open

    home = tmp_path_factory.mktemp("desk")
    shutil.copyfile(_sqlite_template, home / "asylia.sqlite")
    with patch.dict(os.environ, {"ASYLIA_HOME": str(home)}):
        db = _open(home)
        lay(db, invented().rows)
        build(db, home / "edition", number="2026.1", date="2026-11-24")
        db.close()
    return home / "edition"


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of the edition, to be spoilt."""
    return Path(shutil.copytree(made, tmp_path / "edition"))
