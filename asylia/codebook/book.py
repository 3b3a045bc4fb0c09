"""The TOML files of ``data/``, read once. Each top-level table is a vocabulary, each table in it a code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

DATA = Path(__file__).parent / "data"
# The keys that every entry may have, all of them words; any other but ``crosswalk`` is a flag.
WORDS = ("label", "definition", "counts", "counts_not", "example", "place", "broader")


@dataclass(frozen=True, slots=True)
class Entry:
    """One code and what it means. ``flags`` holds every further key of its TOML table."""

    code: str
    vocabulary: str
    label: str
    definition: str = ""
    counts: str = ""
    counts_not: str = ""
    example: str = ""
    place: str = ""  # where in the report the example stands
    broader: str = ""
    crosswalk: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, Any] = field(default_factory=dict)


class Book:
    """All vocabularies and stage rules.

    ``Book(folder)`` reads every ``*.toml`` of a folder. Raises ``OSError`` or ``tomllib.TOMLDecodeError`` where a file
    cannot be read; whether the content makes sense is for ``check.py`` to say.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self.vocabularies: dict[str, dict[str, Entry]] = {}
        self.stage_rules: dict[str, Mapping[str, Any]] = {}
        for file in sorted(folder.glob("*.toml")):
            for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if file.stem == "stage_rules":
                    self.stage_rules[name] = MappingProxyType(table)
                else:
                    self.vocabularies.setdefault(name, {}).update((c, _entry(name, c, t)) for c, t in table.items())

    def entry(self, vocabulary: str, code: str) -> Entry:
        """Return the entry of a code. Raises ``ValueError`` that says what is allowed."""
        codes = self.vocabularies.get(vocabulary, {})
        if code not in codes:
            raise ValueError(f"{code!r} is not in {vocabulary}; allowed: {', '.join(sorted(codes))}")
        return codes[code]

    def broader(self, vocabulary: str, code: str) -> tuple[str, ...]:
        """The codes that include this one, nearest first."""
        codes, found = self.vocabularies[vocabulary], list[str]()
        while (entry := codes.get(code)) and entry.broader and entry.broader not in found:
            found.append(code := entry.broader)
        return tuple(found)

    def narrower(self, vocabulary: str, code: str) -> frozenset[str]:
        """The codes that this one includes, itself not among them."""
        return frozenset(c for c in self.vocabularies.get(vocabulary, {}) if code in self.broader(vocabulary, c))

    def label(self, vocabulary: str, code: str) -> str:
        """What a reader sees for a code; the code itself where the vocabulary does not hold it."""
        entry = self.vocabularies.get(vocabulary, {}).get(code)
        return entry.label if entry else code

    def flagged(self, vocabulary: str, flag: str) -> frozenset[str]:
        """The codes of a vocabulary whose TOML entry sets a flag. So no Python file has to name a code."""
        return frozenset(c for c, entry in self.vocabularies[vocabulary].items() if entry.flags.get(flag))


def _entry(vocabulary: str, code: str, table: Mapping[str, Any]) -> Entry:
    words = {key: str(table[key]) for key in WORDS if key in table}
    rest = {key: value for key, value in table.items() if key not in WORDS and key != "crosswalk"}
    return Entry(code, vocabulary, crosswalk=table.get("crosswalk", {}), flags=rest, **{"label": code, **words})


@cache
def book() -> Book:
    """The codebook that this installation ships."""
    return Book()
