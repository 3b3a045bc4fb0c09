"""Which ids stand for which: union-find over the merges that stand.

A merge says that ``about`` and ``other`` are one, and that ``about`` is the id that survives. Merges are taken in the
order in which they were written; each lets the survivor of ``about`` stand for the survivor of ``other``. One that
joins what is already one changes nothing. Because the survivors are computed anew from what stands, a retracted merge
leaves no trace: a split restores exactly what was there.

What belongs to a person (an incident, a stay ...) is one with another only while both belong to one person: where the
merge of the persons is undone, or may not leave, theirs sleeps, and wakes when the persons are one again.
"""

from collections.abc import Iterable, Iterator, Mapping

from asylia.ledger.rows import Row


def survivors(merges: Iterable[Row], owners: Mapping[str, str] | None = None) -> dict[str, str]:
    """By each id that was merged away, the id that stands for it. ``merges`` are standing rows, in any order.

    ``owners`` says to whom each thing belongs that has no root of its own. Without it such merges hold always.
    """
    parent = dict[str, str]()
    for _, kept, gone in _joining(merges, parent, owners):
        parent[gone] = kept
    return {id: _root(parent, id) for id in parent}


def merged_by(merges: Iterable[Row], id: str, owners: Mapping[str, str] | None = None) -> Row | None:
    """The merge by which an id was merged away; None for one that stands for itself."""
    parent = dict[str, str]()
    for row, kept, gone in _joining(merges, parent, owners):
        if gone == id:
            return row
        parent[gone] = kept
    return None


def _joining(
    merges: Iterable[Row], parent: dict[str, str], owners: Mapping[str, str] | None
) -> Iterator[tuple[Row, str, str]]:
    """Each merge that joins what is not one yet, the id that survives it and the one that goes; persons first."""
    for row in sorted(merges, key=lambda row: (row.about != row.root, row.seq)):
        if not row.other or row.other[:1] != row.about[:1]:  # a person is no incident, whatever a row says
            continue
        if owners is not None and row.about != row.root and not _of_one(parent, owners, row):
            continue
        kept, gone = _root(parent, row.about), _root(parent, row.other)
        if kept != gone:
            yield row, kept, gone


def _of_one(parent: dict[str, str], owners: Mapping[str, str], row: Row) -> bool:
    """Whether both belong to one person. What nobody says anything of may stand for nothing in either."""
    one, other = owners.get(row.about, row.root), owners.get(row.other or "")
    return other is None or _root(parent, one) == _root(parent, other)


def _root(parent: dict[str, str], id: str) -> str:
    while (above := parent.get(id)) is not None:
        id = above
    return id
