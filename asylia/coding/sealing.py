"""Sealing a register: ids are drawn, names of blocks become ids, quoted words become a count, hashes and a place.

Invariant: all files change or none does; sealing what is sealed changes no byte; everything but the cuts that
``sealing`` makes, comments and layout with it, stays as it was written.
"""

import os
import re
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from asylia.coding.chapters import Volume
from asylia.coding.checking import check
from asylia.coding.places import Stretch
from asylia.coding.register import Block, Claim, File, Passage, Register
from asylia.problems import Problem, refuse
from asylia.texts.passages import by_reference

Cut = tuple[int, int, str]  # from, to, and what stands there instead


def seal(folder: Path, text: Path | None = None, only: Collection[Path] = ()) -> Counter[str]:
    """Seal a register, or ``only`` some of its files. Returns how many ids, names and passages were written.

    ``text`` is the publication as plain text, form feeds between its pages: it shows that the words are there, their
    place in their chapter, and their page. Raises ``Problems`` and changes nothing where anything is wrong.
    """
    register = check(folder, unsealed=True)
    chosen = {path.resolve() for path in only}
    files = [file for file in register.files if not chosen or file.path.resolve() in chosen]
    if missing := chosen - {file.path.resolve() for file in files}:
        raise Problem("this is no file of the register", sorted(missing)[0])
    paths = {str(file.path) for file in files}
    refuse(problem for problem in register.problems if not chosen or str(problem.file) in paths)
    volume = Volume(register, text) if text else None
    new = [block for block in register.blocks if not block.drawn and block.file in files]
    ids = dict(draw(new, (block.id for block in register.blocks)))
    done, wrong, changed = Counter[str](), list[Problem](), dict[Path, str]()
    for file in files:
        cuts = [*id_cuts(register, file, ids, done), *name_cuts(register, file, ids, done)]
        cuts += _passages(register, file, volume, done, wrong)
        if cuts:
            changed[file.path] = cut(file.places.text, cuts)
    refuse(wrong)
    write(changed)
    return done


def draw(blocks: Iterable[Block], taken: Iterable[str]) -> Iterator[tuple[str, str]]:
    """For the id of each block the one that is drawn; six random digits, unlike any that is taken."""
    known = set(taken)
    for block in blocks:
        while (id := f"{block.letter}-{secrets.randbelow(10**6):06d}") in known:
            pass
        known.add(id)
        yield block.id, id


def id_cuts(register: Register, file: File, ids: Mapping[str, str], done: Counter[str]) -> Iterator[Cut]:
    """Write the ids of ``ids`` (by provisional id) into the blocks of a file that hold none."""
    for block in register.blocks:
        if block.file is file and not block.drawn and block.id in ids:
            done["ids"] += 1
            at, gap = _head(block)
            yield at, at, f'id{" " * gap} = "{ids[block.id]}"\n'


def _head(block: Block) -> tuple[int, int]:
    """Where the first key of a block stands, and how many spaces put the ``=`` of an id under its own."""
    entries, text = block.file.places.entries, block.file.places.text
    keys = [stretch for path, stretch in entries.items() if len(path) == len(block.at) + 1 and path[:-1] == block.at]
    if not keys:  # [[stay]] with nothing in it is refused before
        return 0, 0
    at = min(keys)[0]
    key = re.compile(r"[^=]*").match(text, at)
    return at, max(len(key[0].rstrip()) - 2, 0) + len(key[0]) - len(key[0].rstrip()) - 1 if key else 0


def name_cuts(register: Register, file: File, ids: Mapping[str, str], done: Counter[str]) -> Iterator[Cut]:
    """Where a value of a file calls a block by a name, its id instead, in so far as there is one by now."""
    for block in register.blocks:
        for claim in block.claims if block.file is file else ():
            name, id = claim.handle
            id = ids.get(id, id)
            if name and not _provisional(register, id) and (at := _name_at(file, claim)):
                done["names"] += 1
                yield at[0], at[1], id


def _provisional(register: Register, id: str) -> bool:
    return any(block.id == id and not block.drawn for block in register.blocks)


def _name_at(file: File, claim: Claim) -> Stretch | None:
    """Where the name of a block stands in its value: alone, or behind a code that may be the same word."""
    start, end = file.places.values[claim.keys]
    before = r"\w[ \t]+" if claim.property.kind.vocabulary else r"(?<![\w.@])"
    pattern = re.compile(rf"{before}({re.escape(claim.handle[0])})(?![\w.])")
    found = pattern.search(file.places.text, start, end)
    return found.span(1) if found else None  # a name that is written with escapes stays, and is as good as an id


def _passages(
    register: Register, file: File, volume: Volume | None, done: Counter[str], wrong: list[Problem]
) -> Iterator[Cut]:
    for passage in register.passages:
        if passage.file is not file or passage.sealed:
            continue
        try:
            parts = _reference(passage, volume)
        except Problem as problem:
            wrong.append(passage.file.problem((*passage.at, "quote"), problem.what, mend=problem.mend))
            continue
        if parts:
            done["passages"] += 1
            yield _passage_cut(file, passage, parts)


def _reference(passage: Passage, volume: Volume | None) -> dict[str, int | str]:
    """What a passage holds instead of its words, or besides its hashes."""
    where = volume.where(passage) if volume else {}
    return {**where, **(by_reference(passage.quote) if passage.quote is not None else {})}


def _passage_cut(file: File, passage: Passage, parts: dict[str, int | str]) -> Cut:
    order = ("page", "letters", "first", "all", "place")
    entries, at = file.places.entries, passage.at
    written = [f"{name} = {_toml(parts[name])}" for name in order if name in parts]
    comma = "\n" if at not in entries else ", "  # [passages.a] has a line for each, an inline table a comma
    if passage.quote is not None:
        return (*entries[(*at, "quote")], comma.join(written))
    end = entries[(*at, "all")][1]
    return end, end, comma + comma.join(written)


def _toml(value: int | str) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def cut(text: str, cuts: list[Cut]) -> str:
    """A text with other words in some stretches that do not overlap."""
    for start, end, words in sorted(cuts, reverse=True):  # from the end, so that the offsets before it hold
        text = text[:start] + words + text[end:]
    return text


def write(changed: Mapping[Path, str]) -> None:
    """Write all the new files beside the old ones, then put each in its place; where one fails, none stays."""
    beside = {path: path.with_name(f".{path.name}.sealing") for path in changed}
    before = {path: path.read_bytes() for path in changed}
    done = list[Path]()
    try:
        for path, text in changed.items():
            ends = "\r\n" if b"\r\n" in before[path] else "\n"
            beside[path].write_bytes(text.replace("\n", ends).encode())
        for path, new in beside.items():
            os.replace(new, path)
            done.append(path)
    except BaseException:
        for path in done:
            path.write_bytes(before[path])
        raise
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)
