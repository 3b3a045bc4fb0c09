"""All in which two codings differ, for those who decide: what only one found, and each property whose values differ.

Two values are one where their texts are, once ids of paired units are the same, and both are asserted or both denied.
Passages are shown and not compared. Invariant: a pure function of two codings; nothing is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import ID, TEXT, properties
from asylia.coding.agreement.codings import CORE, Coding
from asylia.coding.agreement.pairing import Pair, pair
from asylia.coding.decisions import Decisions
from asylia.coding.register import Block, Claim, refers
from asylia.coding.showing import where
from asylia.coding.values import write_assertion


class Said(NamedTuple):
    """One value as one coder has it."""

    value: str
    assertion: str
    line: int
    passages: list[str]


class Side(NamedTuple):
    """One coder's block: its file and line, what it is called, and its values, all or those of one property."""

    file: str
    line: int
    name: str
    values: dict[str, list[Said]]


class Difference(NamedTuple):
    """One difference. ``property`` is '' where only one coder found the unit; the other side is None then.

    ``id`` and ``root`` are the first coding's, or the second's where it alone has the unit.
    """

    id: str
    root: str
    unit: str
    name: str
    property: str
    first: Side | None
    second: Side | None

    def record(self) -> dict[str, Any]:
        """As JSON."""
        first, second = (_record(side) for side in (self.first, self.second))
        return {
            "id": self.id,
            "unit": self.unit,
            "name": self.name,
            "property": self.property,
            "first": first,
            "second": second,
        }


def differences(first: Coding, second: Coding) -> list[Difference]:
    """Pair two codings, and say all in which they differ, in the order of the first coding's files and lines."""
    pairs = pair(first, second)
    ours, theirs = ({id: called(block) for id, block in coding.blocks.items()} for coding in (first, second))
    theirs |= {p.second.entity.id: ours[p.first.entity.id] for p in pairs if p.first and p.second}
    found = [difference for each in pairs for difference in _of_pair(each, (first, second), (ours, theirs))]
    return sorted(found, key=lambda d: (_at(d.first or d.second), d.first is None))


def called(block: Block) -> str:
    """What a block is called: its id, and the name by which files refer to it."""
    name = block.file.path.stem + (f".{block.key}" if block.key else f":{block.line}" if block.at else "")
    return f"{block.id} ({name})" if block.drawn else name


def coded(difference: Difference) -> bool:
    """Whether it is more than other words: a unit that one did not find, or a value that is no free text."""
    letter = next(letter for letter, table in TABLES.items() if table == difference.unit)
    return not difference.property or properties(ENTITIES[letter])[difference.property].kind is not TEXT


def undecided(difference: Difference, decisions: Decisions) -> bool:
    """Whether nobody has decided on it: on the property, or on the unit or its person as a whole."""
    id, name = difference.id, difference.property
    return not decisions.on(id, name) and decisions.whole(id, difference.root) is None


def as_text(found: Iterable[Difference]) -> str:
    """A paragraph for each difference."""
    return "\n\n".join(map(_paragraph, found))


def _of_pair(
    pair: Pair, codings: tuple[Coding, Coding], names: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[Difference]:
    units = (pair.first, pair.second)
    blocks = [coding.blocks[unit.entity.id] if unit else None for unit, coding in zip(units, codings, strict=True)]
    sides = [_side(b, c, n) if b else None for b, c, n in zip(blocks, codings, names, strict=True)]
    told = next(block for block in blocks if block)
    head = told.id, told.root, TABLES[pair.letter], called(told)
    first, second = sides
    if first is None or second is None:
        yield Difference(*head, "", first, second)
        return
    for property in properties(ENTITIES[pair.letter]):
        one, other = (_values(block, property, n) for block, n in zip(blocks, names, strict=True) if block)
        if one != other:
            yield Difference(*head, property, _only(first, property), _only(second, property))


def _values(block: Block, property: str, names: Mapping[str, str]) -> set[tuple[str, bool]]:
    """The values of a property that are compared, each with whether it is denied."""
    denies = book().flagged("assertions", "denies")
    return {
        (_value(claim, names), claim.assertion.how in denies)
        for claim in block.claims
        if claim.property.name == property
    }


def _value(claim: Claim, names: Mapping[str, str]) -> str:
    if not refers(claim.property.kind):
        return claim.value
    return " ".join(names.get(word, word) if ID.fullmatch(word) else word for word in claim.value.split(" "))


def _side(block: Block, coding: Coding, names: Mapping[str, str]) -> Side:
    values = dict[str, list[Said]]()
    for claim in block.claims:
        passages = [f"{where(p)}, place {coding.places[id(p)]}" for p in claim.passages]
        said = Said(_value(claim, names), write_assertion(claim.assertion), _line(block, claim), passages)
        values.setdefault(claim.property.name, []).append(said)
    return Side(str(block.file.path), block.line, called(block), values)


def _line(block: Block, claim: Claim) -> int:
    return block.file.places.line(*claim.keys)


def _only(side: Side, property: str) -> Side:
    return side._replace(values={property: side.values.get(property, [])})


def _at(side: Side | None) -> tuple[str, int]:
    assert side is not None
    return side.file.rpartition("/")[2], side.line


def _record(side: Side | None) -> dict[str, Any] | None:
    return side and {**side._asdict(), "values": {k: [s._asdict() for s in v] for k, v in side.values.items()}}


def _paragraph(difference: Difference) -> str:
    unit, sides = difference.unit, (("first", difference.first), ("second", difference.second))
    if difference.property:
        lines = [f"{unit}  {difference.name}  {difference.property}"]
        for who, side in sides:
            assert side is not None
            lines.append(f"  {who:6}  {side.file}:{side.line}")
            lines += _lines(side, (difference.property,)) or ["    not stated"]
        return "\n".join(lines)
    who, side = next((who, side) for who, side in sides if side)
    core = next(CORE[letter] for letter, table in TABLES.items() if table == unit)
    told = _lines(side, (core, *(name for name in side.values if name != core)))
    return "\n".join([f"{unit}  {side.name}  only in the {who}", f"  {side.file}:{side.line}", *told])


def _lines(side: Side, names: Iterable[str]) -> list[str]:
    return [
        f"    {name}  {said.value}  [{said.assertion}: {'; '.join(said.passages)}; line {said.line}]"
        for name in names
        for said in side.values.get(name, ())
    ]
