"""The form of a name: read once, compared many times.

A form holds each name of a field with its *readings*: which part is taken for the family's and which are given. Where
the parts say it themselves (an ending, a comma) there is one reading; Nizom Qosim has two.
"""

from collections.abc import Sequence
from typing import NamedTuple

from asylia.names.parts import Name, Part, names_in
from asylia.names.rules import Rules
from asylia.names.rules import rules as all_rules
from asylia.names.sounds import folded, spelled

LONGEST = 3  # parts that one given name may be made of
_NOBODY = frozenset[str]()
_SEXES = {"": _NOBODY, "m": frozenset("m"), "f": frozenset("f")}


class Reading(NamedTuple):
    """One way to read a name. ``natural``: as its endings, its comma or the usual order say.

    ``firsts``: the first given name, and the same joined with the words beside it (Muhammad Ali, Muhammadali).
    ``perhaps``: what is taken for a title and may be a name (Said).
    """

    family: Part | None
    given: tuple[Part, ...]
    patronymics: tuple[Part, ...]
    firsts: tuple[Part, ...]
    natural: bool
    sexes: frozenset[str]
    perhaps: tuple[Part, ...]


class Form(NamedTuple):
    """A name as written, the names that it holds, and for each its readings."""

    written: str
    names: tuple[Name, ...]
    readings: tuple[tuple[Reading, ...], ...]
    key: tuple[tuple[str, ...], ...]


def form(name: str, rules: Rules | None = None) -> Form:
    """The form of a name; remembered by the rules."""
    used = rules or all_rules()
    found: Form | None = used.remembered["forms"].get(name)
    if found is None:
        names = names_in(name, used)
        key = tuple([tuple(sorted([part.whole.sounds for part in one.parts])) for one in names])
        found = Form(name, names, tuple([_readings(one, used) for one in names]), key)
        used.memory("forms")[name] = found
    return found


def _readings(name: Name, rules: Rules) -> tuple[Reading, ...]:
    families, given, fathers = _by_role(name.parts)
    if len(families) == 1:
        return (_reading(name, families[0], given, fathers, True, rules),)
    if families and given:
        return tuple([_reading(name, family, given, fathers, True, rules) for family in families])
    if families:
        return tuple([_reading(name, one, _without(families, one), fathers, True, rules) for one in families])
    found: list[Reading] = []
    words = [part for part in given if part.role == "name"]
    if len(given) > 1 and words:
        found.append(_reading(name, words[-1], _without(given, words[-1]), fathers, True, rules))
        if len(words) > 1 and "any-order" in rules.allow:
            found.append(_reading(name, words[0], _without(given, words[0]), fathers, False, rules))
    elif fathers and words:
        found.append(_reading(name, fathers[0], given, fathers[1:], True, rules))
        found.append(_reading(name, None, given, fathers, True, rules))
    return tuple(found) or (_reading(name, None, given, fathers, True, rules),)


def _reading(
    name: Name, family: Part | None, given: list[Part], fathers: list[Part], natural: bool, rules: Rules
) -> Reading:
    sexes = _SEXES[family.sex] if family else _NOBODY
    if fathers:
        sexes = sexes.union([part.sex for part in fathers if part.sex])
    firsts = mine = tuple(given)
    perhaps: tuple[Part, ...] = ()
    if len(name.parts) > len(mine) + len(fathers) + 1 or family is None:
        perhaps = name.of("perhaps")
    if len(mine) != 1 or len(name.parts) != 1 + (family is not None):
        firsts = _firsts(name, family, given, rules)
    return Reading(family, mine, tuple(fathers), firsts, natural, sexes, perhaps)


def _by_role(parts: tuple[Part, ...]) -> tuple[list[Part], list[Part], list[Part]]:
    """The parts that are a family's, a given name or its initial, a father's."""
    families, given, fathers = [], [], []
    for part in parts:
        role = part.role
        if role in ("name", "initial"):
            given.append(part)
        elif role == "family":
            families.append(part)
        elif role == "patronymic":
            fathers.append(part)
    return families, given, fathers


def _without(parts: Sequence[Part], part: Part) -> list[Part]:
    return [one for one in parts if one is not part]


def _firsts(name: Name, family: Part | None, given: Sequence[Part], rules: Rules) -> tuple[Part, ...]:
    """The first given name; and, where words stand beside it, the name that they make together."""
    if not given:
        return ()
    words = [part for part in name.parts if part is not family and part.role in ("name", "perhaps")]
    if len(words) < 2 or given[0] not in words or "joined" not in rules.allow:
        return (given[0],)
    place = words.index(given[0])
    found = [given[0]]
    for start in range(max(0, place - 1), place + 1):
        for end in range(place + 1, min(start + LONGEST, len(words)) + 1):
            if end - start > 1:
                found.append(_together(words[start:end], rules))
    return tuple(found)


def _together(parts: list[Part], rules: Rules) -> Part:
    said = folded("".join(part.whole.sounds for part in parts), rules)
    return Part(" ".join(part.written for part in parts), "name", spelled(said, rules))
