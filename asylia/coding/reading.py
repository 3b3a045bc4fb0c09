"""A register folder in, a ``Register`` out: every file parsed, every value made canonical, every passage found.

Invariant: reading never stops at what is wrong; it notes it with file, line and field, and goes on.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import ID, properties
from asylia.coding.blocks import OWN_KEYS, read_block
from asylia.coding.cited import read_passages
from asylia.coding.handles import Handles
from asylia.coding.places import Path as Keys
from asylia.coding.places import places
from asylia.coding.register import BLOCKS, DECISIONS, EDITION, FILES, PERSON, PERSONS, ROOTS, Block, File, Register
from asylia.coding.values import parse_assertion
from asylia.coding.words import meant
from asylia.problems import Problem

_FILE_NAME = re.compile(r"[a-z][a-z0-9_]*\.toml")
_LINE = re.compile(r"\(at line (\d+)")


@dataclass
class _Pass:
    """What the first pass over the files finds, so that the second may refer to any block from anywhere."""

    register: Register
    handles: Handles = field(default_factory=Handles)
    drawn: int = 0


def read(folder: Path) -> Register:
    """Read a register. All that is wrong is in ``problems``; raises ``Problem`` only where there is no such folder."""
    if not folder.is_dir():
        raise Problem("there is no such register folder", folder, mend="Name a folder that holds sources.toml.")
    register = Register(folder)
    first = _Pass(register)
    register.files.extend(_files(register))
    for file in register.files:
        for block in _blocks(first, file):
            register.blocks.append(block)
            if problem := first.handles.add(block):
                register.problems.append(problem)
    for file in register.files:
        _read_file(register, file, first.handles)
    return register


def _files(register: Register) -> Iterator[File]:
    for path in sorted(register.folder.glob("*.toml")) + sorted((register.folder / PERSONS).glob("*.toml")):
        if path.parent == register.folder and path.name in (DECISIONS, EDITION):
            continue
        if path.parent == register.folder and path.name not in FILES:
            where = (*sorted(FILES), f"{PERSONS}/<surname>_<given>.toml")
            register.problems.append(Problem("no file of a register has this name", path, allowed=where))
        elif not _FILE_NAME.fullmatch(path.name):
            allowed = ("lower-case ASCII letters, digits and _, as in karimov_anvar.toml",)
            register.problems.append(Problem("a file cannot have this name", path, allowed=allowed))
        else:
            yield from _parsed(register, path)
    for name in FILES:
        if not (register.folder / name).is_file():
            register.problems.append(Problem("the file is missing", register.folder / name, mend="It may be empty."))


def _parsed(register: Register, path: Path) -> Iterator[File]:
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        yield File(path, tomllib.loads(text), places(text))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        register.problems.append(Problem("the file is not UTF-8", path, line, mend="Save it as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        register.problems.append(Problem(f"this is no TOML: {error}", path, int(found[1]) if found else None))


def _blocks(first: _Pass, file: File) -> Iterator[Block]:
    """The blocks of a file, with their ids, or provisional ones where ``seal`` has drawn none yet."""
    root = ""
    if file.letter == PERSON:
        yield (person := _block(first, file, PERSON, (), file.table))
        root = person.id
    for name, tables in file.table.items():
        letter = BLOCKS.get(name)
        if letter is None or not isinstance(tables, list) or letter not in _letters_in(file):
            continue  # the second pass says so
        for number, table in enumerate(tables):
            if isinstance(table, dict):
                block = _block(first, file, letter, (name, number), table)
                block.root = root or block.id
                yield block


def _letters_in(file: File) -> frozenset[str]:
    return frozenset(ENTITIES) - ROOTS if file.letter == PERSON else frozenset({file.letter})


def _block(first: _Pass, file: File, letter: str, at: Keys, table: dict[str, Any]) -> Block:
    id, key, problems = table.get("id"), table.get("key", ""), first.register.problems
    drawn = isinstance(id, str) and bool(ID.fullmatch(id)) and id.startswith(f"{letter}-")
    if id is not None and not drawn:
        example = "S- and a name such as S-no-shelter-cape" if letter == "S" else f"{letter}- and six digits"
        problems.append(file.problem((*at, "id"), f"{id!r} is no id for this", allowed=(example,)))
    if id is None and letter == "S":
        problems.append(file.problem(at, "a source has no id", allowed=('id = "S-" and a name you choose',)))
    if not drawn:
        first.drawn += 1
        id = f"S-provisional-{first.drawn}" if letter == "S" else f"{letter}-{999999:06d}{first.drawn:06d}"
    return Block(letter, file, at, str(id), drawn, key if isinstance(key, str) else "", root=str(id))


def _read_file(register: Register, file: File, handles: Handles) -> None:
    blocks = [block for block in register.blocks if block.file is file]
    own = {"passages", "assertion"}
    if file.letter == PERSON:
        own |= OWN_KEYS | set(properties(ENTITIES[PERSON]))
    elif "assertion" in file.table:
        _check_assertion(register, file)
    allowed = {name for name, letter in BLOCKS.items() if letter in _letters_in(file)}
    for name, value in file.table.items():
        if name in allowed and not (isinstance(value, list) and all(isinstance(table, dict) for table in value)):
            register.problems.append(file.problem((name,), "this must be a block", allowed=(f"[[{name}]]",)))
        elif name not in allowed | own:
            what = _misplaced(name) or "there is no such property or block"
            register.problems.append(file.problem((name,), what, mend=meant(name, allowed | own)))
    passages = read_passages(file, register.problems)
    register.passages.extend(passages.values())
    used = set[str]()
    for block in blocks:
        used |= read_block(block, register, passages, handles)
    for key in passages.keys() - used:
        problem = file.problem(passages[key].at, "no value rests on this passage", mend="Cite it or delete it.")
        register.problems.append(problem)


def _check_assertion(register: Register, file: File) -> None:
    try:
        parse_assertion(str(file.table["assertion"]))
    except ValueError as error:
        register.problems.append(file.problem(("assertion",), str(error)))


def _misplaced(name: str) -> str:
    if name not in BLOCKS:
        return ""
    letter = BLOCKS[name]
    home = f"{TABLES[letter]}.toml" if letter in ROOTS else f"a person's file in {PERSONS}/"
    return f"a block {name!r} does not belong here, but in {home}"
