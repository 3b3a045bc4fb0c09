"""Give the second coding the ids of the first, so that what both found has one id, as the ledger needs.

The second coding was made blind and holds no ids, or ids of its own. Invariant: afterwards paired units have the
first's ids, all others ids that the first does not hold; nothing but ids, and names of blocks that become ids, is
written; all files change or none does.
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


def number(first: Path, second: Path, pairs: list[Pair]) -> Counter[str]:
    """Write the first coding's ids into the second's files; returns how many ids, names and mended ids were written.

    Raises ``Problem`` where the first lacks an id itself, and changes nothing then.
    """
    ours, theirs, done = read(first), read(second), Counter[str]()
    if bare := next((block for block in ours.blocks if not block.drawn), None):
        raise bare.file.problem(bare.at, "the first coding has no id here", mend="Run asylia register seal.")
    taken = {p.second.entity.id: p.first.entity.id for p in pairs if p.first and p.second}
    known = {block.id for block in ours.blocks}
    alone = [block for block in theirs.blocks if block.id not in taken and block.letter != "S"]
    new = [block for block in alone if not block.drawn or block.id in known]  # an id of its own may be another's
    ids = {**dict(draw(new, known.union(block.id for block in theirs.blocks))), **taken}
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
