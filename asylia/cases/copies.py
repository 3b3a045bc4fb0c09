"""Who copied whom, seen by the words: two sources that say a thing in the same sentence are one voice.

A few words may agree by chance (a name, a title); a whole sentence does not.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from asylia.problems import Problem
from asylia.texts.passages import by_reference

SENTENCE = 40  # letters; what is shorter may agree by chance

Copies = frozenset[tuple[str, str]]  # pairs of sources, each pair sorted


def copies(passages: Iterable[Mapping[str, Any]]) -> Copies:
    """The pairs of sources of which two of these passages have the same words."""
    saying = dict[tuple[int, str], set[str]]()
    for passage in {each["id"]: each for each in passages}.values():
        if words := _words(passage):
            saying.setdefault(words, set()).add(passage["source"])
    return frozenset(pair for sources in saying.values() for pair in combinations(sorted(sources), 2))


def _words(passage: Mapping[str, Any]) -> tuple[int, str] | None:
    """The words of a passage, as a register keeps them: how many letters, and their hash."""
    try:
        kept = passage if "letters" in passage else by_reference(str(passage.get("quote", "")))
    except Problem:  # no letters, or no words at hand
        return None
    return (kept["letters"], kept["all"]) if "all" in kept and kept["letters"] >= SENTENCE else None
