"""Values of the codebook's kind ``number`` -> words: 'at least 17', '7-10', 'about 50', '37 %'."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

Number = int | float | Decimal
Format = Callable[[Number], str]

_AMOUNT = re.compile(r"(?:(?P<word>at least|at most|about) )?(?P<low>\d+)(?:-(?P<high>\d+))?(?P<unit> ?%)?", re.ASCII)
_PATTERNS = {"at least": "least", "at most": "most", "about": "about"}


def amount(value: str, patterns: Mapping[str, str], number: Format, percent: Format) -> str:
    """A number as a sentence says it, by a language's ``[amounts]``. What is no such value stays as it is."""
    if not (found := _AMOUNT.fullmatch(value)):
        return value
    low, high, unit = found["low"], found["high"], found["unit"]
    last = percent(Decimal(high or low) / 100) if unit else number(int(high or low))
    if high:  # the sign stands once: 7–10%
        return patterns["range"].format(low=number(int(low)), high=last)
    if found["word"] == "about" and not int(low):  # nothing is about nought: it may be, or not quite
        return patterns["nearly"].format(number=last)
    return patterns[_PATTERNS[found["word"]]].format(number=last) if found["word"] else last
