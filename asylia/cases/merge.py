"""Which ids stand for which: union-find over the merges that stand.

A merge says that ``about`` and ``other`` are one, and that ``about`` is the id that survives. Merges are taken in the
order in which they were written; each lets the survivor of ``about`` stand for the survivor of ``other``. One that
joins what is already one changes nothing. Because the survivors are computed anew from what stands, a retracted merge
leaves no trace: a split restores exactly what was there.
"""

from collections.abc import Iterable

from asylia.ledger.rows import Row


def survivors(merges: Iterable[Row]) -> dict[str, str]:
    """By each id that was merged away, the id that stands for it. ``merges`` are standing rows, in any order."""
    parent = dict[str, str]()
    for row in sorted(merges, key=lambda row: row.seq):
        if row.other and row.other[:1] == row.about[:1]:  # a person is no incident, whatever a row says
            kept, gone = _root(parent, row.about), _root(parent, row.other)
            if kept != gone:
                parent[gone] = kept
    return {id: _root(parent, id) for id in parent}


def _root(parent: dict[str, str], id: str) -> str:
    while (above := parent.get(id)) is not None:
        id = above
    return id
