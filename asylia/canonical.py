"""The one way to write a structure as text, so that equal structures have equal bytes and equal hashes."""

import json
from collections.abc import Mapping
from typing import Any


def canonical(body: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces and no escapes."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
