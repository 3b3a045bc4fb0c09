"""The stages of all incidents at once, under each rule.

In: the cells that a rule looks at. Out: for each incident the set of stages that its standing values allow.
Invariant: the same as ``stages_of`` gives one by one (a test compares them). Where nothing is contested, the conditions
of a rule are asked once of each text of a column instead of once of each incident; the others are asked one by one.
"""

from collections.abc import Mapping

import numpy as np

from asylia.codebook.entities import Incident
from asylia.codebook.kinds import NONE, properties
from asylia.codebook.stages import WHERE, Rule
from asylia.edition.lists.column import Column, Flags, Numbers
from asylia.edition.lists.rows import Cells
from asylia.edition.schema import SEPARATOR
from asylia.edition.stages import Stages, stages_of

_NO_STAGE = 0


def stage_column(rule: Rule, cells: Mapping[str, Cells], rows: int) -> Column:
    """The stages under a rule as a column: one property, its codes ``1``, ``2``, ``3`` and ``none``."""
    contested = _contested(rule, cells, rows)
    stages = _decided(rule, cells, ~contested)
    sets: dict[Stages, int] = {frozenset({stage}): stage for stage in range(int(stages.max(initial=0)) + 1)}
    known: dict[tuple[int, ...], int] = {}
    for row in np.flatnonzero(contested):
        key = tuple(int(cells[name].of[row]) for name in rule.mentions)
        if key not in known:
            said = {name: cells[name].texts[at] for name, at in zip(rule.mentions, key, strict=True)}
            known[key] = sets.setdefault(stages_of(said, rule.name), len(sets))
        stages[row] = known[key]
    return set_column(stages, list(sets))


def set_column(of: Numbers, sets: list[Stages]) -> Column:
    """Numbered sets of stages as a column."""
    return Column.made(of, (tuple((str(s) if s else NONE, True) for s in sorted(each)) for each in sets), False)


def _contested(rule: Rule, cells: Mapping[str, Cells], rows: int) -> Flags:
    """The incidents of which rival values stand in a property that has one true value."""
    found, lines = np.zeros(rows, bool), properties(Incident)
    for name in rule.mentions:
        if name not in lines or not lines[name].many:
            found |= np.array([SEPARATOR in text for text in cells[name].texts])[cells[name].of]
    return found


def _decided(rule: Rule, cells: Mapping[str, Cells], left: Flags) -> Numbers:
    """The stage of each incident that is left, by the first case of which every condition holds; 0 for no stage."""
    stages = np.zeros(len(left), np.int16)
    said = {name: [frozenset(text.split(SEPARATOR)) for text in cells[name].texts] for name in rule.mentions}
    abroad = _abroad(rule, cells) if any(case.abroad is not None for case in rule.cases) else None
    for case in rule.cases:
        holds = left.copy()
        for name in case.conditions:
            holds &= np.array([case.fits(name, values) for values in said[name]])[cells[name].of]
        if case.abroad is not None and abroad is not None:
            holds &= abroad == int(case.abroad)
        stages[holds] = case.stage or _NO_STAGE
        left = left & ~holds
    return stages


def _abroad(rule: Rule, cells: Mapping[str, Cells]) -> Numbers:
    """For each incident whether its place lies outside the state of concern: 1, 0, or -1 where it is not known."""
    places, states = (cells[name] for name in WHERE)
    pair = places.of.astype(np.int64) * len(states.texts) + states.of
    answers = np.full(len(places.texts) * len(states.texts), -1, np.int8)
    for each in np.flatnonzero(np.bincount(pair, minlength=1)):
        texts = places.texts[each // len(states.texts)], states.texts[each % len(states.texts)]
        answer = rule.abroad({name: frozenset(text.split(SEPARATOR)) for name, text in zip(WHERE, texts, strict=True)})
        answers[each] = -1 if answer is None else int(answer)
    return np.asarray(answers[pair])
