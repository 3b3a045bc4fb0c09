"""Stages, made here and nowhere else: the rules of ``stage_rules.toml`` over the values of one incident.

In: the values of one incident, as canonical text. Out: 1, 2, 3, or None for no stage.
Invariant: a pure function of the values and the TOML; no rule, property or code is named here.

A rule is a list of cases, tried in order; the first whose every condition holds gives the stage, and no case, no stage.
A condition is a property and what it may be: a code (which stands for its narrower codes too), ``flag:`` and a flag of
its vocabulary, ``stated`` (any value but unknown and none), ``not_stated`` (no value), ``unknown`` or ``none`` (the
source's own words). Two conditions are no property: ``abroad`` compares place and state of concern, and
``least_assertion`` is matched against the assertion that the caller gives under that name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import Any

from asylia.codebook.book import Book, book
from asylia.codebook.entities import Incident
from asylia.codebook.kinds import SPECIAL, properties

STATED, NOT_STATED, FLAG = "stated", "not_stated", "flag:"
ABROAD, LEAST_ASSERTION, ASSERTIONS = "abroad", "least_assertion", "assertions"
_NO_CONDITION = ("stage", "because")
WHERE = ("place", "state_of_concern")


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a rule. ``allows`` holds, for each property, every value that satisfies it ("" is 'not stated')."""

    stage: int | None
    because: str
    allows: Mapping[str, frozenset[str]]
    stated: frozenset[str]  # the properties for which any stated value will do
    abroad: bool | None = None

    @property
    def conditions(self) -> frozenset[str]:
        """The properties that it looks at, one by one (``abroad`` compares two)."""
        return self.stated.union(self.allows)

    def fits(self, name: str, said: frozenset[str]) -> bool:
        """Whether the values of one property ({""} where none is stated) satisfy the condition on it."""
        stated = name in self.stated and said.difference(("", *SPECIAL))
        return bool(stated) or not said.isdisjoint(self.allows.get(name, ()))


class Rule:
    """One named stage rule, ready to be asked. Answers are remembered by the values that the rule looks at."""

    def __init__(self, name: str, table: Mapping[str, Any], words: Book) -> None:
        self.name = name
        self.label = str(table.get("label", name))
        self.definition = str(table.get("definition", ""))
        self.default = bool(table.get("default", False))
        self.cases = tuple(_case(case, words) for case in table.get("case", ()))
        self._book = words
        self._known: dict[tuple[str, ...], Case | None] = {}
        self._sets: dict[tuple[tuple[str, ...], ...], frozenset[int | None]] = {}

    @cached_property
    def mentions(self) -> tuple[str, ...]:
        """The properties that the rule looks at, sorted."""
        named = {name for case in self.cases for name in case.conditions}
        compared = WHERE if any(case.abroad is not None for case in self.cases) else ()
        return tuple(sorted(named.union(compared)))

    def case_of(self, values: Mapping[str, str]) -> Case | None:
        """The case that decides one combination of values, or None. Several values of one property: joined by ``|``."""
        return self._decide(tuple(values.get(name, "") for name in self.mentions))

    def stage_of(self, values: Mapping[str, str]) -> int | None:
        """The stage of one combination of values."""
        case = self.case_of(values)
        return case.stage if case else None

    def stages(self, standing: Mapping[str, Iterable[str]]) -> frozenset[int | None]:
        """Every stage that the standing values allow: more than one where what the rule looks at is contested.

        Rival values of a property with one true value are taken in turn; those of a property that may have several
        hold together.
        """
        key = tuple(tuple(standing.get(name, ())) for name in self.mentions)
        if key not in self._sets:
            together = _together()
            choices = [
                ("|".join(sorted(said)),) if name in together or not said else said
                for name, said in zip(self.mentions, key, strict=True)
            ]
            cases = map(self._decide, product(*choices))
            self._sets[key] = frozenset(case.stage if case else None for case in cases)
        return self._sets[key]

    def _decide(self, values: tuple[str, ...]) -> Case | None:
        if values not in self._known:
            said = {name: frozenset(value.split("|")) for name, value in zip(self.mentions, values, strict=True)}
            self._known[values] = next((case for case in self.cases if self._holds(case, said)), None)
        return self._known[values]

    def _holds(self, case: Case, said: Mapping[str, frozenset[str]]) -> bool:
        if not all(case.fits(name, said[name]) for name in case.conditions):
            return False
        return case.abroad is None or self.abroad(said) is case.abroad

    def abroad(self, said: Mapping[str, frozenset[str]]) -> bool | None:
        """Whether the place lies outside the state of concern; None where either is not known.

        A region lies in its state, but a state not in its region: what ``RU-CE`` does in ``RU`` it does abroad.
        """
        places, states = (said[name].difference(("", *SPECIAL)) for name in WHERE)
        if not places or not states:
            return None
        within = {outer for place in places for outer in (place, *self._book.broader("countries", place))}
        return within.isdisjoint(states)


@cache
def rule(name: str | None = None, words: Book | None = None) -> Rule:
    """A rule by its name, or the default one. Raises ``ValueError`` that says which there are."""
    words = words or book()
    name = default(words) if name is None else name
    if name not in words.stage_rules:
        raise ValueError(f"{name!r} is no stage rule; allowed: {', '.join(rules(words))}")
    return Rule(name, words.stage_rules[name], words)


def rules(words: Book | None = None) -> list[str]:
    """The names of all rules, the default first."""
    tables = (words or book()).stage_rules
    return sorted(tables, key=lambda name: (not tables[name].get("default", False), name))


def default(words: Book | None = None) -> str:
    """The name of the rule that counts where none is named. Raises ``ValueError`` where the codebook has no rule."""
    if not (names := rules(words)):
        raise ValueError("the codebook has no stage rule")
    return names[0]


def stage_of(values: Mapping[str, str], name: str | None = None) -> int | None:
    """The stage of one combination of values, by property, under a rule. ``ValueError`` for an unknown rule."""
    return rule(name).stage_of(values)


def stages(standing: Mapping[str, Iterable[str]], name: str | None = None) -> frozenset[int | None]:
    """The set of stages over all standing values, by property, under a rule. ``ValueError`` for an unknown rule."""
    return rule(name).stages(standing)


@cache
def _together() -> frozenset[str]:
    """The properties whose several values are all true."""
    return frozenset(name for name, line in properties(Incident).items() if line.many)


def _case(table: Mapping[str, Any], words: Book) -> Case:
    allows, stated = dict[str, frozenset[str]](), set[str]()
    for name, allowed in table.items():
        if name in _NO_CONDITION or name == ABROAD:
            continue
        allows[name] = frozenset(value for word in allowed for value in _values(name, word, words))
        if STATED in allowed:
            stated.add(name)
    return Case(
        stage=int(table["stage"]) or None,
        because=str(table.get("because", "")),
        allows=allows,
        stated=frozenset(stated),
        abroad=table.get(ABROAD),
    )


def _values(name: str, word: str, words: Book) -> frozenset[str]:
    """Every value that one word of a condition allows."""
    line = properties(Incident).get(name)
    vocabulary = ASSERTIONS if name == LEAST_ASSERTION else line.kind.vocabulary if line else ""
    codes = words.vocabularies.get(vocabulary, {})
    if word.startswith(FLAG):
        return words.flagged(vocabulary, word.removeprefix(FLAG)) if codes else frozenset()
    # A vocabulary may have a code of its own with the name of a special word; then the word means both.
    return words.narrower(vocabulary, word) | {word} | ({""} if word == NOT_STATED else set())
