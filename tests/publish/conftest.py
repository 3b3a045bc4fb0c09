"""What tests of publishing share: the codebook is written once, since it is most of the time that an edition takes."""

from collections.abc import Iterator
from functools import cache

import pytest

from asylia.codebook.schemas import codebook_toml, version


@pytest.fixture(autouse=True)
def codebook_written_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from asylia.publish import package

    monkeypatch.setattr(package, "codebook_toml", _toml)
    yield
    version.cache_clear()


_toml = cache(codebook_toml)
