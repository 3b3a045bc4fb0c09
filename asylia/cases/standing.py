"""Which rows count.

A row counts unless a standing ``retract`` acts on it; so the retraction of a retraction restores. A claim counts while
its latest standing ``accept`` or ``reject`` is an accept.

An erased row has lost its words. What rests on words (a claim, prefer, merge or differ) then counts no more. What
another kind of row does stands in its header, and outlives its reason: else the erasure of a reason would lift a
withhold, or bring back what was retracted. An ``erase`` row counts from the moment it is written, whether or not the
words are gone yet.

Invariant: a pure function of the set of rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from asylia.ledger.rows import Row

_RESTS_ON_WORDS = ("claim", "prefer", "merge", "differ")


class Standing(NamedTuple):
    """The rows that count, by kind, each list in the order in which they were written.

    ``claims`` are the accepted ones. ``decided`` holds the latest standing accept or reject by the claim's number.
    """

    claims: list[Row]
    prefers: list[Row]
    merges: list[Row]
    differs: list[Row]
    withholds: list[Row]
    decided: Mapping[int | None, Row]


def stand(rows: Iterable[Row]) -> Standing:
    """Sort out which rows count."""
    by_seq = {row[0]: row for row in rows}
    kinds = defaultdict[str, list[Row]](list)
    for seq in sorted(by_seq):
        row = by_seq[seq]
        kinds[row[2]].append(row)
    erased = {row[6] for row in kinds["erase"]}  # no retract brings erased words back
    undone = retracted(kinds["retract"]) if kinds["retract"] else frozenset[int | None]()
    if undone:
        kinds = defaultdict(list, {kind: [row for row in rows if row[0] not in undone] for kind, rows in kinds.items()})
    for kind in _RESTS_ON_WORDS:
        kinds[kind] = [row for row in kinds[kind] if row[9] is not None and row[0] not in erased]
    decided = {row[6]: row for row in kinds["accept"]}
    for row in kinds["reject"]:
        accept = decided.get(row[6])
        if accept is None or accept[0] < row[0]:
            decided[row[6]] = row
    claims = [row for row in kinds["claim"] if (last := decided.get(row[0])) is not None and last[2] == "accept"]
    return Standing(claims, kinds["prefer"], kinds["merge"], kinds["differ"], kinds["withhold"], decided)


def retracted(retracts: Iterable[Row]) -> frozenset[int | None]:
    """The numbers of all rows that a standing retract acts on."""
    undone = set[int | None]()
    # A row acts only on an earlier one. So the last retract stands for certain, and each before it once we reach it.
    for row in sorted(retracts, key=lambda row: row.seq, reverse=True):
        if row.seq not in undone:
            undone.add(row.acts_on)
    return frozenset(undone)
