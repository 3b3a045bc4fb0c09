"""What no single line shows: unsealed passages, ids that lead nowhere, blocks that lack what they must have, copies.

Invariant: every problem is found in one run, each with its file, line and field.
"""

from collections.abc import Iterator
from pathlib import Path

from asylia.codebook.entities import (
    ENTITIES,
    Aggregate,
    GroupEvent,
    Incident,
    Person,
    Proceeding,
    Protection,
    Source,
    Stay,
)
from asylia.codebook.kinds import ID
from asylia.coding.reading import read
from asylia.coding.register import Block, Claim, Passage, Register, refers
from asylia.problems import Problem

# What a block cannot do without. All else may be 'not stated'.
REQUIRED: dict[type, tuple[str, ...]] = {
    Person: ("name", "kind", "inclusion_ground", "state_of_concern"),
    Incident: ("measure", "target", "factuality", "state_of_concern"),
    GroupEvent: ("measure", "described_as", "factuality", "state_of_concern"),
    Protection: ("protection",),
    Stay: ("country",),
    Proceeding: ("steps",),
    Aggregate: ("number", "counts", "unit"),
    Source: ("kind", "title", "licence", "access"),
}
SEAL = "Run asylia register seal."


def check(folder: Path, *, unsealed: bool = False) -> Register:
    """Read a register and add to its ``problems`` all that no single line shows, sorted by file and line.

    ``unsealed`` accepts what ``seal`` will mend: passages with their quote, blocks without id.
    """
    register = read(folder)
    register.problems.extend(_cross_checks(register))
    if not unsealed:
        register.problems.extend(_unsealed(register))
    register.problems.sort(key=lambda problem: (str(problem.file), problem.line or 0, problem.field))
    return register


def _cross_checks(register: Register) -> Iterator[Problem]:
    yield from _required(register)
    yield from _dangling(register)
    yield from _unknown_sources(register)
    yield from _copies(register)


def _required(register: Register) -> Iterator[Problem]:
    for block in register.blocks:
        for name in REQUIRED.get(ENTITIES[block.letter], ()):
            if name not in block.table:  # a value that is wrong has been named already
                yield block.file.problem((*block.at, name), f"the {_called(block)} has no {name}", mend="Write it.")


def _called(block: Block) -> str:
    return block.name.replace("_", " ") + (f" {block.id}" if block.drawn else "")


def _dangling(register: Register) -> Iterator[Problem]:
    known = {block.id for block in register.blocks}
    for block in register.blocks:
        for claim in block.claims:
            for id in _ids_in(claim):
                if id == block.id:
                    yield block.file.problem(claim.keys, f"{id} refers to itself")
                elif id not in known:
                    what = f"{id} is nowhere in the register"
                    yield block.file.problem(claim.keys, what, mend="Mend the id, or write the key of a block.")


def _ids_in(claim: Claim) -> Iterator[str]:
    """The ids that a value holds: it is one, or one stands after its code."""
    if refers(claim.property.kind):
        yield from (word for word in claim.value.split(" ") if ID.fullmatch(word))


def _unknown_sources(register: Register) -> Iterator[Problem]:
    sources = {block.id for block in register.of("S")}
    for passage in register.passages:
        if passage.source not in sources:
            what, allowed = f"{passage.source!r} is not in sources.toml", tuple(sorted(sources))
            yield passage.file.problem((*passage.at, "source"), what, allowed=allowed)


def _copies(register: Register) -> Iterator[Problem]:
    """What is done to a relative to reach a person stands in that person's file, and not again in the relative's."""
    incidents: dict[str, list[Block]] = {}
    for block in register.blocks:
        if ENTITIES[block.letter] is Incident:
            incidents.setdefault(block.root, []).append(block)
    for incident in [block for blocks in incidents.values() for block in blocks]:
        for id in incident.values("through"):
            for other in incidents.get(id, ()) if id != incident.root else ():
                if _same(incident, other):
                    what = f"a copy of {_called(incident)} in {incident.file.path.name}:{incident.line}"
                    mend = "What is done to a relative to reach a person stands only in that person's file."
                    yield other.file.problem(other.at, what, mend=mend)


def _same(one: Block, other: Block) -> bool:
    """Whether two incidents tell of one act: the same measure, at the same time or by the same words."""
    if not set(one.values("measure")) & set(other.values("measure")):
        return False
    dates, others = set(one.values("date")), set(other.values("date"))
    return bool(dates & others) if dates and others else bool(_words(one) & _words(other))


def _words(block: Block) -> set[tuple[str, str]]:
    """The words that say what was done; the rest of an act may stand in words that tell of others too."""
    passages = (passage for claim in block.claims if claim.property.name == "measure" for passage in claim.passages)
    return {(passage.source, passage.quote or passage.all) for passage in passages}


def _unsealed(register: Register) -> Iterator[Problem]:
    for block in register.blocks:
        if not block.drawn and block.letter != "S":  # the id of a source is not drawn, and its lack is named already
            yield block.file.problem((*block.at, "id"), f"the {_called(block)} has no id", mend=SEAL)
    yield from (_unsealed_passage(passage) for passage in register.passages if not passage.sealed)


def _unsealed_passage(passage: Passage) -> Problem:
    if passage.quote is not None:
        return passage.file.problem(
            (*passage.at, "quote"), "the passage still holds the words of its source", mend=SEAL
        )
    return passage.file.problem((*passage.at, "place"), "the place is not known", mend=f"{SEAL[:-1]} with --text FILE.")
