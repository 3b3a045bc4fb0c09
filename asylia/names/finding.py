"""Under what a person is filed, and how well what somebody types fits one: the pure half of every search.

A person is filed under *tokens*, told apart by their first letter: ``n`` one part of one name, with its sounds; ``w`` a
word of a name as written, case and diacritics folded; ``a`` a word of an affiliation; ``p`` an application number.
Parts of names are few beside persons, so what is *like* a part is looked up among the parts, under *keys*: ``~`` the
classes of its consonants, which all ways of writing share, and ``-`` what is left of its letters, or of its sounds,
when one is taken away: two words that are one insertion, deletion, substitution or transposition apart leave something
alike. A short word leaves the same under ``.``: so much is one letter away from it that it is looked up there only
where nobody has all that was typed.

Invariant: pure; the same names give the same tokens and keys, and a hit is a function of the query and the names alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from asylia.names.compare import compare
from asylia.names.forms import Form, form
from asylia.names.keys import search_key
from asylia.names.parts import Part
from asylia.names.rules import Rules
from asylia.names.sounds import Spelling, apart, spelled
from asylia.names.tokens import FINE, skeletons
from asylia.names.why import took

PART, WORD, AFFILIATION, NUMBER = "n", "w", "a", "p"
CLASSES, SLIP, SHORT_SLIP = "~", "-", "."
MOST_PARTS = 8  # of a query that are looked for
_APPLICATION = re.compile(r"(?<!\d)\d{1,6}/\d{2,4}(?!\d)")
_BETWEEN = " "
_REMEMBER = 4_000  # forms or pairs of parts, so that a server does not grow
_TYPED = 0.15  # how far apart one wrong letter puts two parts
_CHANGED = 0.03  # the same for another ending on one stem
_SHORT = 4  # letters from which one of them may be wrong; up to which, only where another part is right
_SHORTEST = 2  # letters that a short part has at the least
_TYPED_SHORT = 0.2  # how far apart one wrong letter puts two short parts
_HALF = 2  # parts of several that a weak hit has at the least
_ALIKE = 0.3  # the share of sounds, two by two, that spellings of one part have in common at the least
_FURTHEST = 3  # letters by which two stems of one name differ in length at the most

How = Literal["written", "spelling", "ending", "letter", "near"]
Kind = Literal["id", "number", "affiliation", "begins", "letter", "spelling", "ending", "near", "written"]


@cache
def finding_rules() -> Rules:
    """The rules by which is filed and found."""
    return Rules(remember=_REMEMBER)


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for a hit: what was typed, what stands there, and the rules that make the two alike."""

    kind: Kind
    typed: str = ""
    there: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A person who was found. ``score``: from 0 to 1; ``name``: the one that fits best, '' where no name was asked."""

    person: str
    score: float
    name: str = ""
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One part that was typed, or what several make together; ``numbers``: which of the parts it stands for."""

    part: Part
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, read once: its parts, how many they are, its words, and application numbers."""

    typed: str
    form: Form
    wanted: tuple[Wanted, ...]
    parts: int
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def short(self) -> tuple[Wanted, ...]:
        """The short parts that stand beside another part."""
        several = self.parts > 1
        return tuple(one for one in self.wanted if several and len(one.numbers) == 1 and _is_short(one.part))


def asked(query: str) -> Asked:
    """Read what somebody typed. Never raises."""
    read = form(query, finding_rules())
    single, together = _telling(read)
    parts = {part.whole.sounds: part for part in reversed(single[:MOST_PARTS])}
    number = {sounds: place for place, sounds in enumerate(parts)}
    wanted = [Wanted(part, (number[sounds],)) for sounds, part in parts.items()]
    for part, of in together:
        if numbers := tuple(number[sounds] for sounds in of if sounds in number):
            wanted.append(Wanted(part, numbers))
    words = tuple(dict.fromkeys(search_key(query).split()))[:MOST_PARTS]
    applications = tuple(dict.fromkeys(_APPLICATION.findall(query)))
    return Asked(query, read, tuple(wanted[: 2 * MOST_PARTS]), len(parts), words, applications)


def tokens_of(names: Iterable[str], affiliations: Iterable[str] = (), numbers: Iterable[str] = ()) -> set[str]:
    """All tokens under which a person is filed."""
    found = {f"{NUMBER}{number}" for said in numbers for number in _APPLICATION.findall(said)}
    found |= {f"{AFFILIATION}{word}" for said in affiliations for word in search_key(said).split()}
    for name in names:
        found |= {f"{WORD}{word}" for word in search_key(name).split()}
        found |= {token for token, _ in parts_of(name)}
    return found


def parts_of(name: str) -> Iterator[tuple[str, Part]]:
    """The parts of a name with their tokens; and what two or three given names make together."""
    single, together = _telling(form(name, finding_rules()))
    yield from ((token_of(part), part) for part in (*single, *(part for part, _ in together)))


def token_of(part: Part) -> str:
    """A part as a token: its letters, its sounds, and those that are left where it has an ending."""
    sounds = [part.whole.sounds, *(stem.sounds for stem in (part.stem, part.fond) if stem)]
    return PART + _BETWEEN.join((part.written, *dict.fromkeys(sounds)))


def _is_short(part: Part) -> bool:
    return _SHORTEST <= min(len(search_key(part.written)), len(part.whole.sounds)) <= _SHORT


def keys_of(token: str) -> set[str]:
    """The keys under which a part's token stands."""
    written, whole, *stems = token[len(PART) :].split(_BETWEEN)
    found = {f"{CLASSES}{skeleton}" for said in (whole, *stems) for skeleton in skeletons(said)}
    for word in {search_key(written), whole.translate(FINE)}:
        if len(word) >= _SHORT:
            found |= {f"{SLIP}{left}" for left in without_one(word)}
        if _SHORTEST <= len(word) <= _SHORT:
            found |= {f"{SHORT_SLIP}{left}" for left in without_one(word)}
    return found


def without_one(word: str) -> set[str]:
    """A word, and what is left of it when one letter is taken away."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@dataclass(frozen=True, slots=True)
class Like:
    """How a part that was typed and one that stands there are alike; ``distance`` 0 is the same."""

    distance: float
    how: How


def like(part: Part, token: str, typed: bool = True) -> Like | None:
    """How a part is like the one of a token; None where it is another. ``typed``: one wrong letter is looked for."""
    written, *there = token[len(PART) :].split(_BETWEEN)
    if written == part.written:
        return Like(0.0, "written")
    rules = finding_rules()
    same, near = rules.limits["same"], rules.limits["near"]
    distance = apart(part.whole, spelled(there[0], rules), rules) if _may_be(part.whole, there[0]) else 1.0
    if distance <= same:
        return Like(distance, "spelling")
    stem = min(_stems_apart(part, there, rules), default=1.0)
    if stem <= same:
        return Like(stem + _CHANGED, "ending")
    if typed and one_letter(search_key(part.written), search_key(written)):
        return Like(min(distance, _TYPED), "letter")
    if distance <= near:
        return Like(distance, "near")
    slip = typed and one_letter(part.whole.sounds.translate(FINE), there[0].translate(FINE))
    return Like(_TYPED, "letter") if slip else None


def like_short(part: Part, token: str) -> Like | None:
    """Whether a short part that was typed is one typing error away from the one of a token."""
    written, whole = token[len(PART) :].split(_BETWEEN)[:2]
    words = (
        (search_key(part.written), search_key(written)),
        (part.whole.sounds.translate(FINE), whole.translate(FINE)),
    )
    slip = any(one_letter(mine, there, _SHORTEST + 1) for mine, there in words)
    return Like(_TYPED_SHORT, "letter") if slip else None


def _may_be(one: Spelling, there: str) -> bool:
    """Whether enough sounds, two by two, are in both: a quick look before the comparison."""
    mine, theirs = _two_by_two(one.sounds), _two_by_two(there)
    return one.vowelless or 2 * len(mine & theirs) >= _ALIKE * (len(mine) + len(theirs))


@lru_cache(maxsize=_REMEMBER)
def _two_by_two(sounds: str) -> frozenset[str]:
    word = f"^{sounds.translate(FINE)}$"
    return frozenset(word[at : at + 2] for at in range(len(word) - 1))


def _stems_apart(part: Part, there: Sequence[str], rules: Rules) -> Iterator[float]:
    mine = [part.whole, *(stem for stem in (part.stem, part.fond) if stem)]
    for place, one in enumerate(mine):
        for other in there[1:] if place == 0 else there:
            if abs(len(one.sounds) - len(other)) <= _FURTHEST and _may_be(one, other):
                yield apart(one, spelled(other, rules), rules)


def one_letter(a: str, b: str, least: int = _SHORT) -> bool:
    """Whether two words, one of them of so many letters at the ``least``, are one typing error apart."""
    if a == b or abs(len(a) - len(b)) > 1 or max(len(a), len(b)) < least:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    left, right = a[start:], b[start:]
    swapped = len(left) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


Alike = Mapping[str, Mapping[int, tuple[Part, Like]]]  # by the token of a part, for the parts that it is like


def judge(query: Asked, alike: Alike, person: str, names: Iterable[str]) -> Hit | None:
    """The best of a person's names as a hit, its reasons left out; None where too little of what was typed is there."""
    hits = [hit for name in sorted(set(names)) if (hit := _fits(query, alike, person, name))]
    return max(hits, key=lambda hit: hit.score, default=None)


def _fits(query: Asked, alike: Alike, person: str, name: str) -> Hit | None:
    found = _matched(alike, name)
    if not found:
        return None
    if query.parts == 1:  # nothing to compare but what was found
        score, verdict = 0.0, "unsure"
    else:
        compared = compare(query.form, form(name, finding_rules()), finding_rules())
        score, verdict = compared.score, compared.verdict
    if len(found) == query.parts:
        likeness = 1.0
        for _, _, one in found.values():
            likeness *= 1 - 2 * one.distance
        score = max(score, 0.4 + 0.29 * likeness)
    elif verdict == "different" and len(found) < _HALF:
        return None
    if search_key(name) == search_key(query.typed):
        score = 1.0
    return Hit(person, round(score, 4), name)


def _matched(alike: Alike, name: str) -> dict[int, tuple[Part, Part, Like]]:
    """For each part that was typed the nearest of a name: what was typed, what stands there, and how they are alike."""
    best: dict[int, tuple[Part, Part, Like]] = {}
    for token, there in parts_of(name):
        for number, (part, one) in alike.get(token, {}).items():
            if number not in best or one.distance < best[number][2].distance:
                best[number] = part, there, one
    return best


def reasons(alike: Alike, hit: Hit) -> tuple[Why, ...]:
    """One reason for each part of a hit's name that is not as it was typed; one for all where every part is."""
    found: dict[tuple[str, str], Why] = {}
    for part, there, one in _matched(alike, hit.name).values():
        if one.how != "written":
            rules = _rules_between(part, there) if one.how != "letter" else ()
            found.setdefault((part.written, there.written), Why(one.how, part.written, there.written, rules))
    return tuple(found.values()) or (Why("written"),)


def _rules_between(part: Part, there: Part) -> tuple[str, ...]:
    """The rules that make two parts alike; the same pairs come again and again."""
    known, key = finding_rules().memory("between"), (part.written, there.written)
    found = known.get(key)
    if found is None:
        found = known[key] = tuple(sorted(set(took(part, there, finding_rules()))))
    return tuple(found)


def _telling(read: Form) -> tuple[list[Part], list[tuple[Part, tuple[str, ...]]]]:
    """The parts of a form that tell who is meant; and what given names make together, with the sounds of each."""
    single: dict[str, Part] = {}
    for name in read.names:
        for part in name.of("name", "family", "patronymic", "perhaps"):
            single.setdefault(part.written, part)
    together: dict[str, tuple[Part, tuple[str, ...]]] = {}
    for reading in (reading for each in read.readings for reading in each):
        for part in reading.firsts[1:]:
            written = part.written.split(" ")
            of = tuple(single[word].whole.sounds for word in written if word in single)
            one = part._replace(written="".join(written))
            together.setdefault(one.written, (one, of))
    return [part for part in single.values() if part.whole.sounds], list(together.values())
