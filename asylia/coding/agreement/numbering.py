"""Give the second coding the ids of the first, so that what both found has one id, as the ledger needs.

The second coding was made blind and holds no ids, or ids of its own. The same brings what the decided register took
over from the second coding to that coding's ids. Invariant: afterwards a unit that held no id has that of its pair,
or one that the first does not hold; nothing but ids, and names of blocks that become ids, is written; all files change
or none does.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from asylia.codebook.kinds import ID
from asylia.coding.agreement.codings import read_coding
from asylia.coding.agreement.pairing import Pair, pair
from asylia.coding.reading import read
from asylia.coding.register import File, Register, refers
from asylia.coding.sealing import Cut, cut, draw, id_cuts, name_cuts, write


def paired(first: Path, second: Path, text: Path | None = None) -> list[Pair]:
    """Pair two codings that are folders. Raises as ``read_coding`` does."""
    return pair(read_coding(first, text), read_coding(second, text))


def number(first: Path, second: Path, pairs: list[Pair], *, over: bool = False, leave: bool = False) -> Counter[str]:
    """Write the first coding's ids into the second's files; returns how many ids, names and mended ids were written.

    ``over``: in place of ids that the second holds already, too; else those stay as they are. ``leave``: what has no
    pair is left without an id; else one is drawn.
    Raises ``Problem`` where the first lacks an id itself, and changes nothing then.
    """
    ours, theirs, done = read(first), read(second), Counter[str]()
    if bare := next((block for block in ours.blocks if not block.drawn), None):
        raise bare.file.problem(bare.at, "the first coding has no id here", mend="Run asylia register seal.")
    kept = set() if over else {block.id for block in theirs.blocks if block.drawn}
    both = [(p.first.entity.id, p.second.entity.id) for p in pairs if p.first and p.second]
    taken = {own: id for id, own in both if own not in kept and id not in kept}
    known = {block.id for block in ours.blocks}
    alone = [block for block in theirs.blocks if block.id not in taken and block.id not in kept and block.letter != "S"]
    new = [block for block in alone if not block.drawn or block.id in known]  # an id of its own may be another's
    drawn = dict(draw(() if leave else new, known.union(block.id for block in theirs.blocks)))
    ids = drawn | taken
    changed = dict[Path, str]()
    for file in theirs.files:
        cuts = [*id_cuts(theirs, file, ids, done), *name_cuts(theirs, file, ids, done)]
        cuts += _mended(theirs, file, ids, done)
        if cuts:
            changed[file.path] = cut(file.places.text, cuts)
    write(changed)
    return done


def _mended(register: Register, file: File, ids: Mapping[str, str], done: Counter[str]) -> Iterator[Cut]:
    """Ids that the file holds already and that are another's now: in the blocks, and where a value names them."""
    for block in register.blocks:
        if block.file is not file:
            continue
        if block.drawn and ids.get(block.id, block.id) != block.id:
            yield from _in(file, (*block.at, "id"), ids, done)
        for claim in block.claims:
            if refers(claim.property.kind) and not claim.handle[0]:
                yield from _in(file, claim.keys, ids, done)


def _in(file: File, keys: tuple[str | int, ...], ids: Mapping[str, str], done: Counter[str]) -> Iterator[Cut]:
    start, end = file.places.values[keys]
    for found in re.compile(ID.pattern).finditer(file.places.text, start, end):
        if (id := ids.get(found[0], found[0])) != found[0]:
            done["mended"] += 1
            yield found.start(), found.end(), id
