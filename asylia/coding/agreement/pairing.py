"""Which unit of one coding is which of the other: paired one to one, by where their passages stand.

Persons pair by a shared name first, then by the letters that their passages share; two who are both named and share no
word of a name are never one. What lies in a person's file pairs within a pair of persons. For two units to be one, the
words by which one coder found it must be cited for it by the other. Greatest is the sum of letters shared so; of equal
sums the one whose units share more letters at all, then the one whose passages lie nearer to each other, then the one
that keeps the order of the files. No value is looked at, so agreement on values is not made by the pairing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from asylia.coding.agreement.assignment import MOST, Weights, assign, weight
from asylia.coding.agreement.codings import ALONE, OF_A_PERSON, Coding, Unit
from asylia.coding.agreement.spans import distance, shared
from asylia.coding.register import PERSON

Aims = Callable[[Unit, Unit, int], int]  # two units and how far they are from the same place in the order; 0: no pair


@dataclass(frozen=True)
class Pair:
    """What both found, or one of them: then the other is None. ``person`` names whom to draw together.

    ``tied``: one of the coders tells another such thing by just the same words, so that only the order told them apart.
    """

    letter: str
    first: Unit | None
    second: Unit | None
    person: str
    tied: bool = False

    @property
    def entities(self) -> tuple[Any, Any]:
        """What each coder wrote of it. Ask only where both found it."""
        assert self.first is not None
        assert self.second is not None
        return self.first.entity, self.second.entity

    @property
    def both(self) -> bool:
        """Whether both found it."""
        return self.first is not None and self.second is not None

    @property
    def chapter(self) -> str:
        """The chapter whose words tell it, as the first coder cites them; the second, where only that one found it."""
        unit = self.first or self.second
        assert unit is not None
        return unit.chapter


def pair(first: Coding, second: Coding) -> list[Pair]:
    """Pair two codings. Every unit of each is in just one pair."""
    persons = _paired(first.of(PERSON), second.of(PERSON), _aims_of_persons, PERSON)
    pairs = list(persons)
    for person in persons:
        for letter in OF_A_PERSON:
            ours = first.of(letter, person.first.person) if person.first else []
            theirs = second.of(letter, person.second.person) if person.second else []
            pairs += _paired(ours, theirs, _aims, letter, person.person)
    for letter in ALONE:
        pairs += _paired(first.of(letter), second.of(letter), _aims, letter)
    return pairs


def _paired(ours: Sequence[Unit], theirs: Sequence[Unit], aims: Aims, letter: str, person: str = "") -> list[Pair]:
    weights: Weights = {
        (i, j): aim for i, one in enumerate(ours) for j, other in enumerate(theirs) if (aim := aims(one, other, i - j))
    }
    of, ties = assign(weights), [*_same_words(ours), *_same_words(theirs)]
    pairs = list[Pair]()
    for i, one in enumerate(ours):
        other = theirs[of[i]] if i in of else None
        tied = other is not None and (one in ties or other in ties)
        pairs.append(Pair(letter, one, other, person or one.person, tied))
    alone = (other for j, other in enumerate(theirs) if j not in of.values())
    return [*pairs, *(Pair(letter, None, other, person or f"only second: {other.person}") for other in alone)]


def _same_words(units: Sequence[Unit]) -> list[Unit]:
    """Those that have the same passages as another, and so cannot be told from it by them."""
    words = [(unit.core, unit.whole) for unit in units]
    return [unit for unit, own in zip(units, words, strict=True) if words.count(own) > 1]


def _aims(one: Unit, other: Unit, apart: int) -> int:
    found = shared(one.core, other.whole) + shared(one.whole, other.core)
    if not found:
        return 0
    return weight(found, shared(one.whole, other.whole), _nearness(one, other), MOST - apart**2)


def _aims_of_persons(one: Unit, other: Unit, apart: int) -> int:
    same_name = not one.names.isdisjoint(other.names)
    found = shared(one.core, other.whole) + shared(one.whole, other.core)
    if not same_name and (not found or (one.names and other.names and not _words(one) & _words(other))):
        return 0
    return weight(int(same_name), found, shared(one.whole, other.whole), _nearness(one, other), MOST - apart**2)


def _nearness(one: Unit, other: Unit) -> int:
    far = distance(one.core, other.core)
    return 0 if far is None else MOST - far


def _words(unit: Unit) -> set[str]:
    return {word for name in unit.names for word in name.split() if len(word) > 2}
