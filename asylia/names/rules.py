"""The rules by which names are read and compared: ``rules.toml``, compiled once.

A rule can be switched off: ``Rules(without={"k-q"})``. Everything that reading and comparing remembers is kept with
the rules it was made by, so two sets of rules never mix.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any, TypeVar

from asylia.names.needs import Needs
from asylia.problems import Problem

FILE = Path(__file__).with_name("rules.toml")
REMEMBER = 200_000  # so many forms or pairs of parts are kept; then memory starts afresh
LONG = 48  # a part of more letters than this is compared letter by letter no further

_MOST_LETTERS = 4_000  # letters of no alphabet that are remembered
_PRIVATE = 0xF0000  # signs that no text has, for several letters that are one sound

_One = TypeVar("_One")
Near = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Rule:
    """One rule as the file has it: its name, its reason, and a pair of names that needs it."""

    name: str
    why: str
    example: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fold:
    """Sounds that become others."""

    rule: str
    pattern: re.Pattern[str]
    plain: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a family name or a patronymic ends, of what kind that is, and whom it is said of: m, f or '' for both.

    ``last``: the sounds that can be the last of it.
    """

    pattern: re.Pattern[str]
    kind: str
    sex: str
    last: str


@dataclass(frozen=True, eq=False)
class Reader:
    """The letters of all alphabets and their sounds, in two steps: ``several`` letters that are one sound become one
    ``sign`` each, the longest first; then ``sounds`` are looked up sign by sign.
    """

    several: re.Pattern[str]
    sign: Mapping[str, str]
    sounds: "Sounds"


class Sounds(dict[int, str]):
    """The sounds of a letter, by its number, as ``str.translate`` asks for them.

    A letter that no alphabet has is read without its marks, or as itself.
    """

    def __init__(self, letters: Mapping[str, str], without_marks: bool) -> None:
        super().__init__((ord(letter), sound) for letter, sound in letters.items())
        self.without_marks = without_marks

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        base = unicodedata.normalize("NFKD", letter) if self.without_marks else letter
        plain = "".join(self.get(ord(c), c) for c in base if not self.without_marks or not unicodedata.combining(c))
        if len(self) < _MOST_LETTERS:
            self[number] = plain
        return plain


@cache
def _file() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def listed() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    rules = _file()["rules"].items()
    return tuple(Rule(name, entry["why"], (entry["example"][0], entry["example"][1])) for name, entry in rules)


class Rules:
    """A set of rules, ready for use; ``without`` names those that are switched off; ``remember``: how many forms or
    pairs of parts are kept.

    Raises ``Problem`` where ``without`` names no rule.
    """

    def __init__(self, without: Iterable[str] = (), remember: int = REMEMBER) -> None:
        data = _file()
        self.remember = remember
        self.without = frozenset(without)
        if unknown := sorted(self.without - set(data["rules"])):
            allowed = tuple(data["rules"])
            raise Problem(f"there is no rule {unknown[0]!r}", field="without", allowed=allowed)
        entries = {name: entry for name, entry in data["rules"].items() if name not in self.without}
        self.limits: Mapping[str, float] = data["limits"]
        self.costs: Mapping[str, float] = data["costs"]
        self.kinds: Mapping[str, str] = data["kinds"]
        self.vowels = frozenset(data["sounds"]["vowels"])
        self.allow = frozenset(entry["allow"] for entry in entries.values() if "allow" in entry)
        self._read_letters(entries)
        self._read_patterns(entries)
        self.near, self.near_rule = self._nearness(entries, data["sounds"]["ambiguous"])
        self.lists: dict[str, frozenset[str]] = {}
        for entry in entries.values():
            for use, said in entry.get("lists", {}).items():
                self.lists[use] = self.lists.get(use, frozenset()) | {_plain(one) for one in said}
        self.says_alias = _alias_words(self.lists.get("alias", frozenset()))
        # Words that may be more than a part of a name: all others are read without asking list after list.
        self.listed_words = frozenset(word for said in self.lists.values() for one in said for word in one.split())
        self.remembered: dict[Hashable, dict[Any, Any]] = defaultdict(dict)

    def memory(self, of: Hashable) -> dict[Any, Any]:
        """What was worked out before, by what it is about, to be added to; begun anew when it grows too large.

        What another thread still reads is left as it is. Who only looks something up takes it from ``remembered``.
        """
        kept = self.remembered[of]
        if len(kept) > self.remember:
            kept = self.remembered[of] = {}
        return kept

    def reader(self, name: str) -> Reader:
        """How the letters of a name are read: one way for all, another where it looks German."""
        if not self._looks_foreign(name):
            return self._readers[()]
        which = tuple([place for place, (when, _) in enumerate(self._sometimes) if when.search(name)])
        return self._readers.get(which) or self._read_as(which)

    def _read_as(self, which: tuple[int, ...]) -> Reader:
        letters = dict(self._letters)
        for place in which:
            letters |= self._sometimes[place][1]
        found = self._readers[which] = _reader(letters, "bare-letters" in self.allow)
        return found

    def listed_as(self, word: str, use: str) -> bool:
        """Whether a word, lower-cased, stands in the list for this use (title, article ...)."""
        return word in self.lists.get(use, ())

    def _read_letters(self, entries: Mapping[str, Any]) -> None:
        always = {letter: letter for letter in ascii_lowercase} | {"'": ""}
        self.apostrophes: dict[int, str] = {}
        sometimes: list[tuple[re.Pattern[str], dict[str, str]]] = []
        for entry in entries.values():
            said = (pair.partition("=") for pair in entry.get("letters", "").split())
            letters = {_plain(written): sound for written, _, sound in said}
            if "'" in letters.values():
                self.apostrophes = {ord(written): sound for written, sound in letters.items()}
            elif "when" in entry:
                sometimes.append((re.compile(entry["when"]), letters))
            else:
                always |= letters
        self._letters, self._sometimes = always, sometimes
        self.has_apostrophe = re.compile(
            f"[{''.join(map(re.escape, map(chr, self.apostrophes)))}]" if self.apostrophes else "(?!)"
        ).search
        self._looks_foreign = re.compile("|".join(when.pattern for when, _ in sometimes) or "(?!)").search
        self._readers: dict[tuple[int, ...], Reader] = {}
        for which in ((), *((place,) for place in range(len(sometimes)))):  # no name waits for these
            self._read_as(which)

    def _read_patterns(self, entries: Mapping[str, Any]) -> None:
        def compiled(pattern: str) -> re.Pattern[str]:
            vowels = "".join(sorted(self.vowels))
            return re.compile(pattern.replace("{V}", f"[{vowels}]").replace("{C}", f"[^{vowels}y]"))

        def each(key: str) -> list[tuple[str, Any]]:
            return [(name, entry[key]) for name, entry in entries.items() if key in entry]

        folds, drops = each("fold"), each("drop")
        self.folds = [Fold(name, compiled(said), plain) for name, (said, plain, _) in folds]
        self.drops = [(compiled(said), float(cost)) for _, (said, cost, _) in drops]
        self.least_plain_drop = min(cost for name, cost in self.costs.items() if name.startswith("drop"))
        self.least_drop = min([self.least_plain_drop, *(cost for _, cost in self.drops)])
        self.may_fold, self.may_drop = (Needs([needs for _, (_, _, needs) in some]) for some in (folds, drops))
        self.changes = [
            (fold.pattern.search, fold.pattern.sub, fold.plain, self.may_fold.may_follow(place, fold.plain))
            for place, fold in enumerate(self.folds)
        ]
        self.fond = [(compiled(one[0]), float(one[1]), one[2]) for _, many in each("fond") for one in many]
        endings = [Ending(compiled(one[0]), *one[1:]) for _, many in each("ending") for one in many]
        self.endings = sorted(endings, key=lambda ending: ending.kind != "patronymic")  # -uly before -ly
        self.endings_by_last = _by_last((ending, ending.last) for ending in self.endings)
        self.fond_by_last = _by_last((one, one[2]) for one in self.fond)

    def _nearness(self, entries: Mapping[str, Any], ambiguous: str) -> tuple[Near, Mapping[tuple[str, str], str]]:
        vowels = sorted(self.vowels)
        table = {x: {y: 0.0 if x == y else self.costs["vowel"] for y in vowels} for x in vowels}
        whose: dict[tuple[str, str], str] = {}

        def near(x: str, y: str, cost: float, rule: str) -> None:
            for one, other in ((x, y), (y, x)):
                row = table.setdefault(one, {one: 0.0})
                if cost < row.get(other, self.costs["other"]):
                    row[other] = cost
                    whose[one, other] = rule

        for name, entry in entries.items():
            for line in entry.get("near", ()):
                x, y, cost = line.split(" ")
                near(x, y, float(cost), name)
        said = [(x, z, cost) for x in ambiguous for z, cost in table.get(x, {}).items() if z not in ambiguous]
        for x, z, cost in said:
            for y, more in list(table[z].items()):
                if (z, y) in whose and y != x:
                    near(x, y, cost + more, whose[z, y])
        return table, whose


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold().replace("i̇", "i"))


def _by_last(each: Iterable[tuple[_One, str]]) -> dict[str, list[_One]]:
    """What may be found in a word, by its last sound."""
    found: dict[str, list[_One]] = {}
    for one, last in each:
        for sound in last:
            found.setdefault(sound, []).append(one)
    return found


def _alias_words(said: frozenset[str]) -> re.Pattern[str] | None:
    words = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    return re.compile(rf"[;/|]|(?:^|(?<=[\s,])):?(?:{words})(?=[\s:])") if words else None


def _reader(letters: Mapping[str, str], without_marks: bool) -> Reader:
    longest = sorted((one for one in letters if len(one) > 1), key=len, reverse=True)
    sign = {one: chr(_PRIVATE + place) for place, one in enumerate(longest)}
    each = {letter: sound for letter, sound in letters.items() if len(letter) == 1}
    each |= {sign[one]: letters[one] for one in longest}
    return Reader(re.compile("|".join(map(re.escape, longest)) or "(?!)"), sign, Sounds(each, without_marks))


@cache
def rules() -> Rules:
    """All rules, the ones that everybody uses."""
    return Rules()
