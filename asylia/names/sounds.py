"""A word as written becomes a string of sounds; and what it costs to take one string for another.

Invariant: pure; the cost is the same both ways round, and nought for a word and itself.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from asylia.names.rules import LONG, Near, Reader, Rules

# Groups of sounds that no rule takes for one another. Two words that differ in several groups cannot be near.
_GROUPS = ("m", "nŋ", "l", "r", "td", "pfb")
_BIT = {sound: 1 << place for place, group in enumerate(_GROUPS) for sound in group}
_UNWRITTEN = 0.03  # a short vowel that Arabic script does not write


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word in sounds. ``drops``: what each costs to leave out; ``unwritten``: the same beside Arabic script."""

    sounds: str
    drops: tuple[float, ...]
    unwritten: tuple[float, ...]
    groups: int
    vowelless: bool


def sounds(word: str, reader: Reader, rules: Rules) -> str:
    """The sounds of a word, lower-cased, whose letters are read in this way."""
    said = _letter_by_letter(word, reader, rules)
    for _, fold, plain in rules.folds:
        said = fold.sub(plain, said)
    return said


def folds_of(word: str, rules: Rules) -> Iterator[str]:
    """The names of the rules that change this word, for the reasons given to people."""
    said = _letter_by_letter(word, rules.reader(word), rules)
    for rule, fold, plain in rules.folds:
        before, said = said, fold.sub(plain, said)
        if before != said:
            yield rule


def _letter_by_letter(word: str, reader: Reader, rules: Rules) -> str:
    letters = reader.letters
    found = reader.pattern.findall(word)
    return "".join([letters[c] if c in letters else _unlisted(c, letters, rules) for c in found])


def _unlisted(found: str, letters: Mapping[str, str], rules: Rules) -> str:
    """A letter that no alphabet has: without its marks, or itself."""
    if "bare-letters" not in rules.allow:
        return found
    base = "".join(c for c in unicodedata.normalize("NFKD", found) if not unicodedata.combining(c))
    return "".join(letters.get(c, c) for c in base)


def spelled(said: str, rules: Rules) -> Spelling:
    """A string of sounds with what each costs to leave out."""
    kept = rules.memory("spellings")
    if said not in kept:
        kept[said] = _spelled(said, rules)
    found: Spelling = kept[said]
    return found


def _spelled(said: str, rules: Rules) -> Spelling:
    costs = rules.costs
    drops = [costs["drop_vowel"] if c in rules.vowels else costs["drop_consonant"] for c in said]
    if said and said[-1] in rules.vowels:
        drops[-1] = costs["drop_last_vowel"]
    for _, pattern, cost in rules.drops:
        for match in pattern.finditer(said):
            for place in range(match.start(), match.end()):
                drops[place] = min(drops[place], cost)
    vowelless = len(said) > 1 and not rules.vowels & set(said)
    unwritten = drops
    if "unwritten-vowels" in rules.allow:
        unwritten = [_UNWRITTEN if c in rules.vowels else cost for c, cost in zip(said, drops, strict=True)]
    groups = 0
    for c in said:
        groups |= _BIT.get(c, 0)
    return Spelling(said, tuple(drops), tuple(unwritten), groups, vowelless)


def apart(x: Spelling, y: Spelling, rules: Rules) -> float:
    """How far two spellings are apart: 0 is the same, 1 quite another; a cost per sound of the longer one."""
    if x.sounds == y.sounds:
        return 0.0
    if x.sounds > y.sounds:
        x, y = y, x
    key = (x.sounds, y.sounds)
    kept = rules.memory("apart")
    if key not in kept:
        kept[key] = _apart(x, y, rules)
    found: float = kept[key]
    return found


def _apart(x: Spelling, y: Spelling, rules: Rules) -> float:
    longer = max(len(x.sounds), len(y.sounds))
    if longer > LONG or not x.sounds or not y.sounds:
        return 1.0
    limit = rules.limits["near"] * longer
    if (x.groups ^ y.groups).bit_count() * 0.5 > limit:
        return 1.0
    x_drops = x.unwritten if y.vowelless else x.drops
    y_drops = y.unwritten if x.vowelless else y.drops
    cost = cheapest((x.sounds, x_drops), (y.sounds, y_drops), rules.near, rules.costs["other"], limit)
    same = rules.limits["same"]
    if cost > same * longer and "swapped" in rules.allow and _swapped(x.sounds, y.sounds, rules):
        return same
    return min(cost / longer, 1.0)


def cheapest(
    x: tuple[str, tuple[float, ...]], y: tuple[str, tuple[float, ...]], near: Near, other: float, limit: float
) -> float:
    """The least cost of turning one string of sounds into the other; above ``limit``, any number above it."""
    row = [0.0]
    for drop in y[1]:
        row.append(row[-1] + drop)
    for sound, drop in zip(x[0], x[1], strict=True):
        costs = near.get(sound) or {sound: 0.0}
        above, left = row[0], row[0] + drop
        new = [left]
        for place, (theirs, their_drop) in enumerate(zip(y[0], y[1], strict=True), 1):
            best = above + costs.get(theirs, other if theirs != sound else 0.0)
            above = row[place]
            best = min(best, above + drop, left + their_drop)
            left = best
            new.append(left)
        row = new
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _swapped(x: str, y: str, rules: Rules) -> bool:
    """Whether two long words differ only in two neighbouring consonants that changed places."""
    one = [c for c in x if c not in rules.vowels]
    other = [c for c in y if c not in rules.vowels]
    if len(x) < 6 or len(x) != len(y) or len(one) != len(other) or x[0] != y[0]:
        return False
    differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    vowels = [c for c in x if c in rules.vowels] == [c for c in y if c in rules.vowels]
    swap = len(differ) == 2 and differ[1] == differ[0] + 1
    return vowels and swap and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
