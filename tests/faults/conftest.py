"""Invented rows."""

from collections.abc import Callable
from typing import Any

import pytest

from asylia.ledger.rows import Draft

PASSAGE = {"id": "P-0123456789ab", "source": "S-invented-report", "page": 12}


@pytest.fixture
def claim() -> Callable[..., Draft]:
    """A draft of a claim."""

    def make(**body: Any) -> Draft:
        said = {"property": "note", "value": "words", "how": "reported", "by": ["author"], "passages": [PASSAGE]}
        return Draft("claim", "X-100001", "X-100001", {**said, **body})

    return make
