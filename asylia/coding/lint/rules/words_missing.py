"""A passage that does not hold the name, or the words, of the value that rests on it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from asylia.cases.fold import Case
from asylia.codebook.entities import Source
from asylia.codebook.kinds import SPECIAL
from asylia.coding.lint.rule import Rule, World

_AS_WRITTEN = frozenset({"name", "affiliation", "city", "application"})  # values that are the source's own words
_UNNAMED = "not named"
_YEAR = re.compile(r"\d{4}|\d{3}(?=X)")
_RECKONED = re.compile(r"[~?%/]")  # a date that a coder worked out, or whose ends may stand elsewhere


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    if isinstance(case.entity, Source):  # what is said of a source rests on its opening
        return
    for entity in case.entities():
        for name in sorted(_AS_WRITTEN):
            for value in _values(entity, name):
                told = world.told(entity.id, name, value)
                if told and value != _UNNAMED and not any(_plain(value) in _plain(words) for words in told):
                    yield entity.id, f"{name} {value!r} does not stand in its passage"
        for value in _values(entity, "date"):
            told, year = world.told(entity.id, "date", value), _YEAR.match(value)
            if told and year and not _RECKONED.search(value) and not any(year[0] in words for words in told):
                yield entity.id, f"the year of date {value!r} does not stand in its passage"


def _values(entity: Any, name: str) -> list[str]:
    property = getattr(entity, name, None)
    return [value for value in property.shown if value not in SPECIAL] if property else []


def _plain(words: str) -> str:
    """Letters and digits alone: line breaks, hyphens and inverted commas differ between extractions."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(filter(str.isalnum, folded))


RULE = Rule(
    code="words-missing",
    sentence="A passage holds the name, or the words, of the value that rests on it.",
    reason="No value without a passage that says it. A year that was reckoned without a doubt is to be answered.",
    look=_look,
)
