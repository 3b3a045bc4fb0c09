"""The persons of an edition as Table 1 asks for them, counted from an index under any rule.

Invariant: what ``table1`` finds when it reads the edition itself, but for the names: all are taken for named.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from asylia.codebook.book import book
from asylia.edition.lists.column import Column, Numbers
from asylia.edition.lists.facets import INCIDENTS, PERSONS, STAGE, STATE
from asylia.edition.lists.index import Index
from asylia.edition.lists.rows import positions, read
from asylia.edition.schema import SEPARATOR, split
from asylia.edition.stages import Stages
from asylia.edition.stages import read as stages_read
from asylia.edition.sums.table1 import Alike


def alike(index: Index, rules: Sequence[str]) -> Mapping[str, Counter[Alike]]:
    """By rule persons of a counted kind (or who may be of one), those together of whom a table asks the same."""
    persons = _persons(index)
    return {rule: _alike(index, rule, *persons) for rule in rules}


def _alike(
    index: Index, rule: str, kinds: Sequence[str], kind: Numbers, states: Sequence[str], state: Numbers
) -> Counter[Alike]:
    counted = book().flagged("person_kinds", "counted")
    told, of = _incidents(index, rule)
    whose = np.concatenate(([0], np.cumsum(index.incidents_of())))
    found = Counter[Alike]()
    for (kind_, state_, incidents), count in _groups(kind, state, of, whose):
        if counted.intersection(split(kinds[kind_])):
            placed = tuple(told[number] for number in incidents)
            found[Alike(kinds[kind_], states[state_], True, placed)] += count
    return found


_Group = tuple[int, int, tuple[int, ...]]


def _groups(kind: Numbers, state: Numbers, of: Numbers, whose: Numbers) -> Iterator[tuple[_Group, int]]:
    """Persons by kind, own states and incidents. Most have one incident at most: these are counted all at once."""
    sizes = np.diff(whose)
    few = np.flatnonzero(sizes <= 1)
    only = np.where(sizes[few] == 1, of[np.minimum(whose[few], max(0, len(of) - 1))] if len(of) else -1, -1)
    rows, counts = np.unique(np.stack((kind[few], state[few], only), axis=1), axis=0, return_counts=True)
    for (kind_, state_, incident), count in zip(rows.tolist(), counts.tolist(), strict=True):
        yield (kind_, state_, (incident,) if incident >= 0 else ()), count
    several = Counter[_Group]()
    for person in np.flatnonzero(sizes > 1).tolist():
        incidents = tuple(sorted(of[whose[person] : whose[person + 1]].tolist()))
        several[int(kind[person]), int(state[person]), incidents] += 1
    yield from several.items()


def _persons(index: Index) -> tuple[tuple[str, ...], Numbers, tuple[str, ...], Numbers]:
    """The kinds and the own states of persons: the texts of the cells, and for each person the number of its text."""
    found = read(index.edition, PERSONS, ("kind", "state_of_concern"))
    order = positions(found.ids, index.persons.ids)
    kind, state = (found.cells[name] for name in ("kind", "state_of_concern"))
    return kind.texts, kind.of[order].astype(np.int64), state.texts, state.of[order].astype(np.int64)


def _incidents(index: Index, rule: str) -> tuple[list[tuple[str, Stages]], Numbers]:
    """State and stages of each kind of incident, and for each incident the number of its kind."""
    states, stages = (index.column(INCIDENTS, facet, rule) for facet in (STATE, STAGE))
    width = len(stages.sets)
    pairs, of = np.unique(states.of.astype(np.int64) * width + stages.of, return_inverse=True)
    texts, sets = _texts(states), [stages_read(text) for text in _texts(stages)]
    return [(texts[pair // width], sets[pair % width]) for pair in pairs.tolist()], of


def _texts(column: Column) -> list[str]:
    return [SEPARATOR.join(values) for values in column.sets]
