"""What a person has by records that hang under the person: the states of the incidents, the statuses of the stays.

Invariant: a value is certain where the person's own record states it, or one record beneath surely does.
"""

import numpy as np

from asylia.codebook.columns import line_of_column
from asylia.edition.lists.column import Column, Numbers, Values
from asylia.edition.lists.rows import Cells, broader_in
from asylia.edition.schema import split


def gathered(table: str, name: str, own: Cells, person: Numbers, theirs: Cells, several: bool) -> Column:
    """A column of persons: their own values, and those of the records of which ``person`` names the person.

    ``table`` and ``name`` say whose vocabulary it is, ``several`` whether one record may have several true values.
    """
    line = line_of_column(table, name)
    sets: dict[Values, int] = {}
    renumbered = [sets.setdefault(_values(dict.fromkeys(split(text), True)), len(sets)) for text in own.texts]
    of = np.array(renumbered, np.int32)[own.of]
    for row, found in _added(own, person, theirs, several).items():
        of[row] = sets.setdefault(_values(found), len(sets))
    return Column.made(of, sets, True, broader_in(line.kind.vocabulary if line else ""))


def _added(own: Cells, person: Numbers, theirs: Cells, several: bool) -> dict[int, dict[str, bool]]:
    """By row the values of each person under whom some record says more than the person's own cell."""
    pair = own.of[person].astype(np.int64) * len(theirs.texts) + theirs.of
    distinct, which = np.unique(pair, return_inverse=True)
    more = np.array([_says_more(own.texts[p // len(theirs.texts)], theirs.texts[p % len(theirs.texts)])
                     for p in distinct.tolist()], bool)  # fmt: skip
    found: dict[int, dict[str, bool]] = {}
    for at in np.flatnonzero(more[which]).tolist():
        row, values = int(person[at]), split(theirs.texts[theirs.of[at]])
        held = found.setdefault(row, dict.fromkeys(split(own.texts[own.of[row]]), True))
        for value in values:
            held[value] = held.get(value, False) or several or len(values) == 1
    return found


def _says_more(own: str, theirs: str) -> bool:
    return not set(split(own)).issuperset(split(theirs))


def _values(found: dict[str, bool]) -> Values:
    return tuple(sorted(found.items()))
