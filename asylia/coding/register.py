"""What a register folder holds once it is read: blocks, their claims, and the passages that these rest on.

Invariant: a claim here has a canonical value and at least one passage; whatever could not be read so is a problem with
a file and a line, and a register with problems is neither sealed nor loaded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import Kind, Property
from asylia.coding.places import Path as Keys
from asylia.coding.places import Places
from asylia.coding.values import Assertion
from asylia.problems import Problem

PERSON = "X"
ROOTS = frozenset({"X", "G", "A", "S"})  # what a ledger row can belong to; all else belongs to a person
BLOCKS = {re.sub(r"(?<!^)(?=[A-Z])", "_", entity.__name__).lower(): letter for letter, entity in ENTITIES.items()}
PERSONS = TABLES[PERSON]  # the folder that holds one file a person
CODINGS, FIRST, SECOND = "codings", "first", "second"  # codings/first and codings/second, each a register folder
DECISIONS = "decisions.toml"  # how the differences between the two were decided
EDITION = "edition.toml"  # what an editor chose for the edition that the demo makes
FILES = {f"{TABLES[letter]}.toml": letter for letter in ROOTS - {PERSON}}  # one file each for what has no person


@dataclass(frozen=True)
class File:
    """One file of a register: what ``tomllib`` read, and where each key stands."""

    path: Path
    table: dict[str, Any]
    places: Places

    @property
    def letter(self) -> str:
        """Of what this file tells: ``X`` for a person's, else ``S``, ``G`` or ``A``."""
        return FILES.get(self.path.name, PERSON) if self.path.parent.name != PERSONS else PERSON

    def problem(self, keys: Keys, what: str, *, allowed: tuple[str, ...] = (), mend: str = "") -> Problem:
        """Something wrong at a key of this file."""
        name = ".".join(str(key) for key in keys if isinstance(key, str))
        return Problem(what, self.path, self.places.line(*keys), name, allowed, mend)


@dataclass(frozen=True)
class Passage:
    """Words of a source, by reference (``letters``, ``first``, ``all``, ``place``) or, while coding, as ``quote``."""

    key: str
    file: File
    at: Keys
    source: str
    page: int | None = None
    note: tuple[int, ...] = ()
    paragraph: int | None = None
    letters: int | None = None
    first: str = ""
    all: str = ""
    place: int | None = None
    quote: str | None = None

    @property
    def sealed(self) -> bool:
        """Whether count, hashes and place stand there, and no words."""
        return self.quote is None and bool(self.letters and self.first and self.all) and self.place is not None

    def body(self) -> dict[str, Any]:
        """The passage as it stands in a claim of the ledger, without its id."""
        names = ("source", "page", "paragraph", "letters", "first", "all", "place")
        parts = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return {**parts, "note": list(self.note)} if self.note else parts


@dataclass(frozen=True)
class Claim:
    """One property of one block has one value; ``keys`` leads to the line that says so."""

    property: Property
    value: str
    assertion: Assertion
    passages: tuple[Passage, ...]
    keys: Keys
    handle: tuple[str, str] = ("", "")  # the name by which it calls another block, and that block's id


@dataclass(frozen=True)
class Prefer:
    """Where the sources differ: the value that is shown, and why."""

    property: str
    value: str
    reason: str
    keys: Keys


@dataclass
class Block:
    """A person, or a table such as ``[[incident]]``. Until it is sealed its id is provisional."""

    letter: str
    file: File
    at: Keys  # () for a person, ("incident", 2) for a block
    id: str
    drawn: bool  # whether the file itself holds the id
    key: str = ""
    root: str = ""
    claims: list[Claim] = field(default_factory=list)
    prefers: list[Prefer] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the block is called in a file."""
        return next(name for name, letter in BLOCKS.items() if letter == self.letter)

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.file.places.line(*self.at) if self.at else 1

    @property
    def table(self) -> dict[str, Any]:
        """The block as ``tomllib`` read it."""
        table = self.file.table
        for key in self.at:
            table = table[key]  # type: ignore[index]  # ("incident", 2): a list of tables stands between
        return table

    def values(self, name: str) -> tuple[str, ...]:
        """All that it says for a property."""
        return tuple(claim.value for claim in self.claims if claim.property.name == name)


@dataclass
class Register:
    """A folder, read. ``problems`` holds all that is wrong with it."""

    folder: Path
    files: list[File] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the register is called: its folder's name."""
        return self.folder.resolve().name

    def of(self, letter: str) -> Iterator[Block]:
        """The blocks of one kind."""
        return (block for block in self.blocks if block.letter == letter)


def refers(kind: Kind[Any]) -> bool:
    """Whether the values of a kind hold the id of another block: an id, ``cousin X-310448``, a step."""
    return kind.name == "id" or kind.ordered or kind.name.startswith("code and")


def bundled() -> Path:
    """The register that ships with the product: inside the wheel, or beside the package in a checkout.

    Raises ``Problem`` where neither is there.
    """
    package = Path(str(resources.files("asylia")))
    for folder in (package / "registers" / "no_shelter", package.parent / "registers" / "no_shelter"):
        if folder.is_dir():
            return folder
    raise Problem("the bundled register is not there", mend="Install asylia again, or name a folder.")
