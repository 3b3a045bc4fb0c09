"""Which countries stand on the map, and where: for lists and pages, which draw nothing and need no lines.

In: ``places.json`` (see tools/world.py). Out: for each country the middle of its largest part, in units of the map.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from asylia.codebook.book import book

_DATA = Path(__file__).with_name("places.json")
_COUNTRIES = "countries"

Point = tuple[float, float]


@cache
def centres() -> Mapping[str, Point]:
    """The middle of each country on the map, read once."""
    return {code: (float(x), float(y)) for code, (x, y) in json.loads(_DATA.read_bytes()).items()}


def drawn_as(code: str) -> str:
    """The country on the map for a code: itself, or the one that an actor below a state belongs to; '' for none."""
    if not code:
        return ""
    family = (code, *book().broader(_COUNTRIES, code)) if code in book().vocabularies[_COUNTRIES] else (code,)
    return next((each for each in family if each in centres()), "")


def is_country(code: str) -> bool:
    """Whether a code names a country, of today or of history: not 'abroad', 'unknown' or nothing."""
    return bool(drawn_as(code)) or code in book().flagged(_COUNTRIES, "historical")
