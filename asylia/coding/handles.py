"""What one block may call another before ids are drawn, and after.

A block may hold a ``key``; a person's file is called by its name. So ``after = "arrest"`` is a block of the same file,
``through = "karimov_anvar"`` a person, ``linked = "karimov_anvar.arrest"`` a block of that person's file, and
``member`` of a group event may name persons the same way. ``seal`` writes the ids in.
"""

from dataclasses import dataclass, field

from asylia.coding.register import Block, File
from asylia.coding.values import KEY
from asylia.problems import Problem


@dataclass
class Handles:
    """All ids and keys of a register."""

    by_id: dict[str, Block] = field(default_factory=dict)
    by_name: dict[str, Block] = field(default_factory=dict)  # "karimov_anvar", "karimov_anvar.arrest"

    def add(self, block: Block) -> Problem | None:
        """Note a block. Return what is wrong where its id or key is taken already."""
        if block.drawn and (other := self.by_id.get(block.id)):
            what = f"{block.id} stands twice, the other at {other.file.path}:{other.line}"
            return block.file.problem((*block.at, "id"), what, mend="Delete one; seal draws another.")
        self.by_id[block.id] = block
        stem = block.file.path.stem
        if not block.at:
            self.by_name[stem] = block
        if not block.key:
            return None
        if not KEY.fullmatch(block.key):
            what, allowed = f"{block.key!r} is no key", ("lower-case letters, digits and _",)
            return block.file.problem((*block.at, "key"), what, allowed=allowed)
        name = f"{stem}.{block.key}"
        if other := self.by_name.get(name):
            what = f"the key {block.key!r} stands twice, the other at line {other.line}"
            return block.file.problem((*block.at, "key"), what)
        self.by_name[name] = block
        return None

    def find(self, word: str, file: File) -> Block | None:
        """The block that a word of a file names: its key, a person's file, or a key in another file."""
        return self.by_name.get(f"{file.path.stem}.{word}") or self.by_name.get(word)

    def named_in(self, words: str, file: File, *, coded: bool) -> tuple[str, str]:
        """The name of a block that some words are, or that stands after their code, and its id; or twice ``""``."""
        head, _, last = words.rpartition(" ")
        block = self.find(last, file) if bool(head) == coded and " " not in head else None
        return (last, block.id) if block else ("", "")
