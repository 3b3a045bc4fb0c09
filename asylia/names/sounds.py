"""A word as written becomes a string of sounds; and what it costs to take one string for another.

Invariant: pure; the cost is the same both ways round, and nought for a word and itself.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from asylia.names.rules import LONG, Reader, Rules

# Groups of sounds that no rule takes for one another. Two words that have them in other numbers cannot be near: each
# sound too many in one costs a letter left out, or half of one taken for another.
_GROUPS = ("m", "nŋ", "l", "r", "td", "pfb")
_FIELD = LONG  # bits for each group, one set for each sound of it
_ONE = {sound: 1 << place * _FIELD for place, group in enumerate(_GROUPS) for sound in group}
Costly = tuple[str, tuple[float, ...]]  # sounds, and what each costs to leave out
_ROUNDING = 1e-9
_NOTHING: dict[str, float] = {}
_UNWRITTEN = 0.03  # a short vowel that Arabic script does not write


class Spelling(NamedTuple):
    """A word in sounds."""

    sounds: str
    vowelless: bool


def sounds(word: str, reader: Reader, rules: Rules) -> str:
    """The sounds of a word, lower-cased, whose letters are read in this way."""
    return folded(_letter_by_letter(word, reader), rules)


def folded(said: str, rules: Rules) -> str:
    """The sounds after every rule that makes of several spellings one."""
    todo = rules.may_fold.met(said)
    while todo:
        place = (todo & -todo).bit_length() - 1
        finds, change, plain, then = rules.changes[place]
        todo &= todo - 1
        if finds(said):
            said = change(plain, said)
            todo |= then
    return said


def folds_of(word: str, rules: Rules) -> Iterator[str]:
    """The names of the rules that change this word, for the reasons given to people."""
    said = _letter_by_letter(word, rules.reader(word))
    for fold in rules.folds:
        before, said = said, fold.pattern.sub(fold.plain, said)
        if before != said:
            yield fold.rule


def _letter_by_letter(word: str, reader: Reader) -> str:
    return reader.several.sub(lambda found: reader.sign[found[0]], word).translate(reader.sounds)


def spelled(said: str, rules: Rules) -> Spelling:
    """A string of sounds, ready to be held against another; ``vowelless``: no vowel is written."""
    return Spelling(said, len(said) > 1 and rules.vowels.isdisjoint(said))


def groups(said: str, rules: Rules) -> int:
    """How many sounds a word has of each group, a bit for each."""
    found: int | None = rules.remembered["groups"].get(said)
    if found is None:
        found = 0
        for sound in said:
            if bit := _ONE.get(sound):
                while found & bit:
                    bit <<= 1
                found |= bit
        rules.memory("groups")[said] = found
    return found


def drops(said: str, rules: Rules, unwritten: bool = False) -> tuple[float, ...]:
    """What each sound of a word costs to leave out. ``unwritten``: beside a word that does not write short vowels."""
    known = "drops beside no vowels" if unwritten else "drops"
    found: tuple[float, ...] | None = rules.remembered[known].get(said)
    if found is None:
        found = rules.memory(known)[said] = tuple(_drops(said, rules, unwritten))
    return found


def _drops(said: str, rules: Rules, unwritten: bool) -> list[float]:
    vowel, consonant = rules.costs["drop_vowel"], rules.costs["drop_consonant"]
    each = [vowel if c in rules.vowels else consonant for c in said]
    if said and said[0] in rules.vowels:
        each[0] = rules.costs["drop_first_vowel"]
    if said and said[-1] in rules.vowels:
        each[-1] = rules.costs["drop_last_vowel"]
    todo = rules.may_drop.met(said)
    while todo:
        pattern, cost = rules.drops[(todo & -todo).bit_length() - 1]
        for match in pattern.finditer(said):
            for place in range(match.start(), match.end()):
                each[place] = min(each[place], cost)
        todo &= todo - 1
    if unwritten and "unwritten-vowels" in rules.allow:
        return [_UNWRITTEN if c in rules.vowels else cost for c, cost in zip(said, each, strict=True)]
    return each


def apart(x: Spelling, y: Spelling, rules: Rules) -> float:
    """How far two spellings are apart: 0 is the same, 1 quite another; a cost per sound of the longer one."""
    if x.sounds == y.sounds:
        return 0.0
    if x.sounds > y.sounds:
        x, y = y, x
    key = (x.sounds, y.sounds)
    found: float | None = rules.remembered["apart"].get(key)
    if found is None:
        found = rules.memory("apart")[key] = _apart(x, y, rules)
    return found


def _apart(x: Spelling, y: Spelling, rules: Rules) -> float:
    longer = max(len(x.sounds), len(y.sounds))
    if longer > LONG or not x.sounds or not y.sounds:
        return 1.0
    limit = rules.limits["near"] * longer
    cost = _sound_for_sound(x, y, rules, limit)
    if cost is None:
        if (groups(x.sounds, rules) ^ groups(y.sounds, rules)).bit_count() * 0.5 > limit:
            return 1.0
        x_drops, y_drops = drops(x.sounds, rules, y.vowelless), drops(y.sounds, rules, x.vowelless)
        cost = cheapest((x.sounds, x_drops), (y.sounds, y_drops), rules, limit)
    same = rules.limits["same"]
    if cost > same * longer and "swapped" in rules.allow and _swapped(x.sounds, y.sounds, rules):
        return same
    return min(cost / longer, 1.0)


def _sound_for_sound(x: Spelling, y: Spelling, rules: Rules, limit: float) -> float | None:
    """What it costs to take one word for the other sound for sound, where no other way is cheaper: any other way
    between two words of one length leaves out a sound of each. None where another may be, and above the limit.
    """
    if len(x.sounds) != len(y.sounds) or x.vowelless or y.vowelless:
        return None
    cost = _exchanges(x.sounds, y.sounds, rules)
    if cost > limit or cost > 2 * rules.least_plain_drop:
        return None
    if cost > 2 * rules.least_drop and (rules.may_drop.met(x.sounds) or rules.may_drop.met(y.sounds)):
        return None
    return cost


def _exchanges(a: str, b: str, rules: Rules) -> float:
    """What the sounds of two words of one length cost, each for the other's."""
    near, other, cost = rules.near, rules.costs["other"], 0.0
    for one, two in zip(a, b, strict=True):
        if one != two:
            cost += near.get(one, _NOTHING).get(two, other)
    return cost


def cheapest(x: Costly, y: Costly, rules: Rules, limit: float) -> float:
    """The least cost of turning one string of sounds into the other; above ``limit``, any number above it.

    Row by row through the table of all beginnings, without the cells that already cost more than the limit.
    """
    theirs, their_drops = y
    width, far, other = len(theirs), limit + 1, rules.costs["other"]
    limit = min(limit, _at_most(x, y, rules) + _ROUNDING)
    row = [0.0]
    for drop in their_drops:
        row.append(row[-1] + drop)
    first, last = 0, width
    for sound, drop in zip(*x, strict=True):
        costs = rules.near.get(sound) or {sound: 0.0}
        new = [far] * (width + 1)
        left, lowest, highest = far, -1, -1
        for place in range(first, width + 1):
            best = row[place] + drop
            if place:
                if (cost := row[place - 1] + costs.get(theirs[place - 1], other)) < best:
                    best = cost
                if (cost := left + their_drops[place - 1]) < best:
                    best = cost
            if best <= limit:
                new[place] = left = best
                lowest, highest = lowest if lowest >= 0 else place, place
            elif place > last:
                break
            else:
                left = far
        if lowest < 0:
            return far
        row, first, last = new, lowest, highest
    return row[-1]


def _at_most(x: Costly, y: Costly, rules: Rules) -> float:
    """What it costs at most: sound for sound where two words are alike but for a middle; so less is looked at."""
    (mine, my_drops), (theirs, their_drops) = x, y
    shorter = min(len(mine), len(theirs))
    start = end = 0
    while start < shorter and mine[start] == theirs[start]:
        start += 1
    while end < shorter - start and mine[-1 - end] == theirs[-1 - end]:
        end += 1
    a, b = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    if not a or not b:
        return sum(my_drops[start : start + len(a)]) + sum(their_drops[start : start + len(b)])
    if len(a) != len(b):
        return inf
    return _exchanges(a, b, rules)


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
