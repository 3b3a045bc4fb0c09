"""What tests of publishing share: the codebook is written once, since it is most of the time that an edition takes."""

from functools import cache

import pytest

from asylia.codebook.schemas import codebook_toml
from asylia.publish import package

_once = cache(codebook_toml)


@pytest.fixture(autouse=True)
def codebook_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "codebook_toml", _once)
