"""The parts of a name: what is given, what is the family's, what the father's, what only a title.

In: a name as written. Out: for each name that the field holds (X aka Y holds two), its parts with their roles.
A part that carries no mark of its own (Nizom Qosim) stays 'name': which of two is the family's is for the comparison
to try.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from asylia.names.rules import Reader, Rules
from asylia.names.sounds import Spelling, sounds, spelled
from asylia.names.words import Word, aliases, clean, joined, plain, words

Role = Literal["name", "family", "patronymic", "title", "perhaps", "initial"]

MOST = 12  # parts of one name that are looked at; no name in use has more
# The shortest stem that an ending may leave: endings that many given names share ask for more.
_LEAST = {"azerbaijani": 4, "persian": 4, "nisba": 4, "patronymic": 3}


class Part(NamedTuple):
    """One part of a name.

    ``stem``, ``kind``, ``sex``: what stands before a family's or a father's ending, and what the ending is.
    ``fond``: the name without -jon or -bek, and what it costs to leave that out.
    """

    written: str
    role: Role
    whole: Spelling
    stem: Spelling | None = None
    kind: str = ""
    sex: str = ""
    fond: Spelling | None = None
    fond_cost: float = 0.0


class Name(NamedTuple):
    """One name in its parts, in the order in which they are written. ``borrowed``: a part of it is an alias."""

    parts: tuple[Part, ...]
    borrowed: bool = False

    def of(self, *roles: Role) -> tuple[Part, ...]:
        """The parts that have one of these roles."""
        return tuple([part for part in self.parts if part.role in roles])


def names_in(name: str, rules: Rules) -> tuple[Name, ...]:
    """The names that a field holds: one; several where it says 'aka' or has brackets; none without letters."""
    text = clean(name, rules)
    ordinary, before = plain(text, rules)
    if ordinary:
        return (_plain_name(text, ordinary, before, rules),)
    main, *others = aliases(text, rules)
    first = _name(main, rules)
    found = [first]
    for other in others:
        alias = _name(other, rules)
        if len(others) == len(first.parts) == len(alias.parts) == 1 and alias.parts[0].role == "family":
            found = [Name(first.parts + alias.parts)]  # Karim aka Salimov: elder brother, in Uzbek
        elif len(alias.parts) == 1 and len(first.parts) > 1:
            found += _with_one_replaced(first, alias.parts[0])
        else:
            found.append(alias)
    return tuple(dict.fromkeys(one for one in found if one.parts))


def _plain_name(text: str, words: list[str], before: int, rules: Rules) -> Name:
    reader = rules.reader(text)
    known = rules.remembered[reader].get
    parts = [
        (known(word) or _part(word, "name", reader, rules)) if len(word) > 1 else _part(word, "initial", reader, rules)
        for word in words[:MOST]
    ]
    if before < len(words):
        parts = _by_comma(parts, [place < before for place in range(len(parts))])
    return Name(tuple(_one_family(parts)))


def _with_one_replaced(name: Name, part: Part) -> Iterator[Name]:
    """A single word in brackets is another given name, or another family name."""
    for place, old in enumerate(name.parts):
        if old.role in ("name", "family") and part.role in ("name", old.role):
            yield Name((*name.parts[:place], part._replace(role=old.role), *name.parts[place + 1 :]), borrowed=True)


def _name(text: str, rules: Rules) -> Name:
    found, comma = words(text)
    reader = rules.reader(text)

    def family(word: str) -> bool:
        return _part(word, "name", reader, rules).role == "family"

    taken = list(joined(found, rules, family))[:MOST]
    parts, first = [], []
    for word, role in _roles(taken, rules):
        parts.append(_part(word.text, role, reader, rules))
        first.append(word.first)
    parts = _settle_titles(parts)
    if comma:
        parts = _by_comma(parts, first)
    return Name(tuple(_one_family(parts)))


def _roles(taken: Sequence[Word], rules: Rules) -> Iterator[tuple[Word, Role]]:
    """What each word is by the lists and by its place; an ending may say more."""
    father = False
    for place, word in enumerate(taken):
        following = taken[place + 1].text if place + 1 < len(taken) else ""
        if rules.listed_as(word.text, "before_father") and following:
            father = True
            continue
        if rules.listed_as(word.text, "after_father") and place:
            continue  # it has marked the word before
        if rules.listed_as(word.text, "title"):
            yield word, "title"
        elif rules.listed_as(following, "after_father") or father:
            yield word, "patronymic"
            father = False
        elif word.kunya or rules.listed_as(word.text, "title_or_name"):
            yield word, "perhaps"
        elif len(word.text) == 1 or (word.dotted and len(word.text) <= 3):
            yield word, "initial"
        else:
            yield word, "name"


def _part(word: str, role: Role, reader: Reader, rules: Rules) -> Part:
    key = word if role == "name" else (word, role)
    part: Part | None = rules.remembered[reader].get(key)
    if part is None:
        part = rules.memory(reader)[key] = _new_part(word, role, reader, rules)
    return part


def _new_part(word: str, role: Role, reader: Reader, rules: Rules) -> Part:
    said = sounds(word, reader, rules)
    whole = spelled(said, rules)
    if role in ("title", "perhaps", "initial"):
        return Part(word, role, whole)
    stem, kind, sex = _ending(said, rules)
    if kind == "patronymic":
        return Part(word, "patronymic", whole, spelled(stem, rules), kind, sex)
    if role == "patronymic":
        return Part(word, role, whole)
    ended = spelled(stem, rules) if kind else None
    if kind and kind != "nisba":
        return Part(word, "family", whole, ended, kind, sex)
    fond, cost = _fond(said, rules)
    return Part(word, role, whole, ended, kind, sex, spelled(fond, rules) if fond else None, cost)


def _ending(said: str, rules: Rules) -> tuple[str, str, str]:
    """The stem before an ending, the kind of the ending, and of whom it is said; kind '' where there is none."""
    for ending in rules.endings_by_last.get(said[-1:], ()):
        match = ending.pattern.search(said)
        if match and match.start() >= _LEAST.get(ending.kind, 2):
            return said[: match.start()], ending.kind, ending.sex
    return said, "", ""


def _fond(said: str, rules: Rules) -> tuple[str, float]:
    for pattern, cost, _ in rules.fond_by_last.get(said[-1:], ()):
        match = pattern.search(said)
        if match and match.start() >= 3:
            return said[: match.start()], cost
    return "", 0.0


def _settle_titles(parts: list[Part]) -> list[Part]:
    """Hoji and Said are names where no other given name stands; a title alone is all the name there is."""
    roles = [part.role for part in parts]
    firm = roles.count("name") + roles.count("initial")
    title = firm > 1 or (firm == 1 and "family" in roles)
    if not title:
        parts = [part._replace(role="name") if part.role == "perhaps" else part for part in parts]
    if all(part.role == "title" for part in parts):
        parts = [part._replace(role="name") for part in parts]
    return parts


def _by_comma(parts: list[Part], first: list[bool]) -> list[Part]:
    """What stands before the comma is the family's, and nothing after it is. ``first``: which stand before it."""
    both = list(zip(parts, first, strict=True))
    if len({before for part, before in both if part.role not in ("title", "perhaps")}) < 2:
        return parts

    def role(part: Part, before: bool) -> Role:
        if part.role == "name" and before:
            return "family"
        if part.role == "family" and not before:
            return "patronymic" if part.kind == "tajik" else "name"
        return part.role

    return [part._replace(role=role(part, before)) for part, before in both]


def _one_family(parts: list[Part]) -> list[Part]:
    """Of several parts that look like a family's, -ov is; else the first; -zoda beside it is the father's."""
    families = [part for part in parts if part.role == "family"]
    if not families:
        return _patronymic_as_family(parts)
    if len(families) == 1:
        return parts
    strong = [part for part in families if part.kind in ("russian", "")]  # or the comma says so
    others = [part for part in families if part not in strong and part is not [*strong, *families][0]]
    if not others or not any(part.role in ("name", "initial") for part in parts):
        return parts
    changed = {id(part): part._replace(role="patronymic" if part.kind == "tajik" else "name") for part in others}
    return [changed.get(id(part), part) for part in parts]


def _patronymic_as_family(parts: list[Part]) -> list[Part]:
    """Of two patronymics with no family name beside them, the one that stands first is used as one."""
    if parts and parts[0].role == "patronymic" and sum(part.role == "patronymic" for part in parts) > 1:
        return [parts[0]._replace(role="family"), *parts[1:]]
    return parts
