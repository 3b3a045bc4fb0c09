"""How a value was coded: once, twice and agreed, or decided between two who differed.

Worked out from what leaves: accepted claims, their accepts, and what prefers one. Invariant: a rejected claim cannot
move it, nor can one that rests on a source that may not leave; and no coder is named.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Any

from asylia.codebook.kinds import Said
from asylia.edition.schema import DECIDED, ONCE, TWICE
from asylia.ledger.rows import Row

_MARK = "decision"  # in the body of an accept or prefer that ends a difference between coders


def decisions(rows: Iterable[Row]) -> frozenset[str]:
    """The ids of the claims on which somebody decided, of rows that passed the gate."""
    rows = list(rows)
    on = {row.acts_on for row in rows if row.kind in ("accept", "prefer") and row.body and _MARK in row.body}
    return frozenset(row.id for row in rows if row.seq in on) if on else frozenset()


class Coded:
    """What to say of the values of one case."""

    def __init__(self, claims: Mapping[str, Row], decided: Collection[str]) -> None:
        """``claims`` are those that count, by id; ``decided`` the ids of those on which somebody decided."""
        self._claims, self._decided = claims, decided

    def __call__(self, said: Said[Any]) -> str:
        """How one value was coded."""
        if len(said.claims) + len(said.denied_by) == 1:  # nearly always
            return DECIDED if (said.claims or said.denied_by)[0] in self._decided else ONCE
        if any(id in self._decided for id in (*said.claims, *said.denied_by)):
            return DECIDED
        return TWICE if self._agreed(said.claims) or self._agreed(said.denied_by) else ONCE

    def _agreed(self, ids: Iterable[str]) -> bool:
        """Whether two coders say so, each of a source that the other read too."""
        rows = [self._claims[id] for id in ids]
        return any(one.by != other.by and _sources(one) & _sources(other) for one, other in combinations(rows, 2))


def _sources(row: Row) -> set[str]:
    return {passage["source"] for passage in row.body["passages"]} if row.body else set()
