"""One coding of a publication as units: each person, incident, protection ... with the place of its passages.

Invariant: every passage has a place, or all that lack one are told at once; what rests on a source whose access may
not leave is dropped before anything is looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from asylia.codebook.book import book
from asylia.coding.agreement.spans import Spans, joined
from asylia.coding.chapters import Volume
from asylia.coding.checking import check
from asylia.coding.folding import folded
from asylia.coding.register import CODINGS, FIRST, PERSON, ROOTS, SECOND, Block, Passage, Register
from asylia.names.keys import search_key
from asylia.problems import Problem, refuse
from asylia.texts.letters import letters_of

# The property whose words say that there is such a unit at all; the words for its other values may tell of others too.
CORE = {"X": "name", "I": "measure", "R": "protection", "T": "country", "L": "steps", "G": "measure", "A": "number"}
OF_A_PERSON = tuple(letter for letter in CORE if letter not in ROOTS)
ALONE = tuple(letter for letter in CORE if letter in ROOTS and letter != PERSON)
UNNAMED = "not named"  # what stands for the name of a person whom no source names


@dataclass(frozen=True)
class Unit:
    """One thing that a coder found. ``core`` are the words that say that it is there, ``whole`` all that it cites."""

    letter: str
    entity: Any
    person: str  # the name of the person's file; of what has no person, of its own
    chapter: str
    core: Spans
    whole: Spans
    names: frozenset[str] = frozenset()  # of a person: the search keys


@dataclass(frozen=True)
class Coding:
    """All units of a register, the persons in the order of their files, the rest in that of the lines."""

    folder: Path
    units: dict[str, list[Unit]] = field(default_factory=dict)  # by letter
    blocks: dict[str, Block] = field(default_factory=dict)  # by id, provisional ones too
    places: dict[int, int] = field(default_factory=dict)  # of each passage, by the ``id()`` of the object

    def of(self, letter: str, person: str | None = None) -> list[Unit]:
        """The units of one kind: all, or those in one person's file."""
        return [unit for unit in self.units.get(letter, ()) if person is None or unit.person == person]


class Round(NamedTuple):
    """Two codings of the same pages, made without sight of each other."""

    name: str
    first: Path
    second: Path


def rounds(folder: Path) -> list[Round]:
    """The codings that a register holds: ``codings/round-1/first`` and so on; those in ``codings/first`` come last.

    Raises ``Problem`` where there are none.
    """
    home = folder / CODINGS
    found = sorted(home.glob("round-*"), key=lambda path: (len(path.name), path.name))
    pairs = [(at / FIRST, at / SECOND) for at in [*found, home]]
    pairs = [pair for pair in pairs if all(path.is_dir() for path in pair)]
    if not pairs:
        mend = f"Keep the two codings in {CODINGS}/{FIRST} and {CODINGS}/{SECOND}, or name two folders."
        raise Problem("this register holds no two codings", folder, mend=mend)
    return [Round(str(number), *pair) for number, pair in enumerate(pairs, 1)]


def read_coding(folder: Path, text: Path | None = None) -> Coding:
    """Read a register, sealed or not, blind or with ids. ``text`` shows where unsealed words stand.

    Raises ``Problems`` for a register that ``check`` would not pass, and for passages whose place is not known.
    """
    register = check(folder, unsealed=True)
    refuse(register.problems)
    _drop_what_may_not_leave(register)
    places = _places(register, text)
    entities = {entity.id: entity for case in folded(register).cases for entity in case.entities()}
    persons = {block.id: block.file.path.stem for block in register.of(PERSON)}
    whole = dict[str, list[Passage]]()
    for block in register.blocks:
        for claim in block.claims:
            for id in {block.id, block.root}:
                whole.setdefault(id, []).extend(claim.passages)
    coding = Coding(folder, blocks={block.id: block for block in register.blocks}, places=places)
    for order, block in enumerate(register.blocks):
        if (core := _core(block)) and block.id in entities:
            person = persons.get(block.root) or f"{block.name} {order}"
            unit = Unit(
                letter=block.letter,
                entity=entities[block.id],
                person=person,
                chapter=core[0].source,
                core=_spans(core, places),
                whole=_spans(whole[block.id], places),
                names=_names(block),
            )
            coding.units.setdefault(block.letter, []).append(unit)
    return coding


def _core(block: Block) -> list[Passage]:
    """The passages of the property that a unit cannot do without; none for what is no unit."""
    return [p for claim in block.claims if claim.property.name == CORE.get(block.letter) for p in claim.passages]


def _names(block: Block) -> frozenset[str]:
    if block.letter != PERSON:
        return frozenset()
    return frozenset(search_key(name) for name in block.values(CORE[PERSON]) if name != UNNAMED)


def _drop_what_may_not_leave(register: Register) -> None:
    leaves = book().flagged("accesses", "leaves")
    open_ = {s.id for s in register.of("S") if (access := set(s.values("access"))) and access <= leaves}
    for block in register.blocks:
        block.claims = [c for c in block.claims if all(p.source in open_ for p in c.passages)]
        block.prefers = [p for p in block.prefers if p.value in block.values(p.property)]
    hidden = {block.id for block in register.of(PERSON) if not _core(block)}
    register.blocks = [block for block in register.blocks if block.root not in hidden]


def _spans(passages: Iterable[Passage], places: dict[int, int]) -> Spans:
    return joined((p.source, (places[id(p)], places[id(p)] + _length(p))) for p in passages)


def _length(passage: Passage) -> int:
    return len(letters_of(passage.quote)) if passage.quote is not None else passage.letters or 0


def _places(register: Register, text: Path | None) -> dict[int, int]:
    """The place of every passage, by the passage itself."""
    volume, wrong, places = Volume(register, text) if text else None, list[Problem](), dict[int, int]()
    for passage in register.passages:
        if passage.place is not None:
            places[id(passage)] = passage.place
            continue
        try:
            places[id(passage)] = _place(passage, volume)
        except Problem as problem:
            wrong.append(passage.file.problem(passage.at, problem.what, mend=problem.mend))
    refuse(wrong[:1] if volume is None else wrong)  # without a text they lack it all, and once is enough
    return places


def _place(passage: Passage, volume: Volume | None) -> int:
    if volume is None:
        raise Problem("nobody knows where the passage stands", mend="Seal the register with --text, or give --text.")
    return int(volume.where(passage)["place"])
