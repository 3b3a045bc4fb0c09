"""The table of agreement: was the same found, and do the values agree; whole, and chapter by chapter.

A row of scale ``found`` tells of units: how many each coder found and how many both; precision is the share of the
second coder's units that the first found too, recall the share of the first's that the second found, so that the two
change places where the second is the measure. ``low`` and ``high`` are the bootstrapped 95 per cent interval, over
persons, of alpha, and in those rows of F1. AC1 and raw agreement ask only whether two values are the same, whatever the
scale. Invariant: the same codings give the same rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from asylia.codebook.entities import TABLES
from asylia.coding.agreement.alpha import alpha_of
from asylia.coding.agreement.bootstrap import interval
from asylia.coding.agreement.codings import CORE, Round, read_coding
from asylia.coding.agreement.fields import FIELDS, METRICS, Field, ratings
from asylia.coding.agreement.kappas import gwet_ac1, raw_agreement
from asylia.coding.agreement.pairing import Pair, pair

ALL = ""  # in the column of sources (chapters): all of them
FOUND = "found"
_DIGITS = 4


@dataclass(frozen=True)
class Row:
    """One line of ``agreement.csv``; what a row does not speak of, or what is not defined, is None."""

    round: str
    source: str
    unit: str
    field: str
    scale: str
    n: int  # pairs of ratings; of found, units that either found
    silent: int | None = None  # units both found where only one coder states the field
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    ac1: float | None = None
    ac1_error: float | None = None
    agreement: float | None = None
    first: int | None = None
    second: int | None = None
    both: int | None = None
    tied: int | None = None  # of both, pairs that stand on the same words as another and were told apart by their order
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None

    def cells(self) -> dict[str, Any]:
        """The row by column, figures rounded."""
        said = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: round(value, _DIGITS) if isinstance(value, float) else value for name, value in said}


COLUMNS = tuple(field.name for field in fields(Row))


def agreement(rounds: Iterable[Round], text: Path | None = None) -> list[Row]:
    """All rows, round by round. Raises ``Problem`` or ``Problems`` as ``read_coding`` does."""
    return [row for each in rounds for row in _of_round(each, text)]


def rows(pairs: Sequence[Pair], *, round: str = "1", chapter: str = ALL) -> Iterator[Row]:
    """The rows of some pairs of units. Kinds of unit and fields of which there is nothing have none."""
    for letter in CORE:
        if of_kind := [pair for pair in pairs if pair.letter == letter]:
            yield _found(round, chapter, TABLES[letter], of_kind)
    for field in FIELDS:
        if any(pair.both and pair.letter == field.letter for pair in pairs):
            yield _agreed(round, chapter, field, pairs)


def _of_round(round: Round, text: Path | None) -> Iterator[Row]:
    pairs = pair(*(read_coding(folder, text) for folder in (round.first, round.second)))
    yield from rows(pairs, round=round.name)
    by_chapter = defaultdict[str, list[Pair]](list)
    for each in pairs:
        by_chapter[each.chapter].append(each)
    for chapter in sorted(by_chapter):
        yield from rows(by_chapter[chapter], round=round.name, chapter=chapter)


def _agreed(round: str, chapter: str, field: Field, pairs: Sequence[Pair]) -> Row:
    by_person, silent = ratings(field, pairs)
    units, metric = [unit for person in by_person.values() for unit in person], METRICS[field.scale]
    within = interval(by_person, lambda drawn: alpha_of(drawn, metric))
    gwet = gwet_ac1(units)
    return Row(
        round=round,
        source=chapter,
        unit=TABLES[field.letter],
        field=field.name,
        scale=field.scale,
        n=len(units),
        silent=silent,
        alpha=alpha_of(Counter(units), metric),
        low=within[0] if within else None,
        high=within[1] if within else None,
        ac1=gwet.ac1 if gwet else None,
        ac1_error=gwet.error if gwet else None,
        agreement=raw_agreement(units),
    )


def _found(round: str, chapter: str, unit: str, pairs: Sequence[Pair]) -> Row:
    by_person = defaultdict[str, list[tuple[bool, bool]]](list)
    for each in pairs:
        by_person[each.person].append((each.first is not None, each.second is not None))
    counted = Counter(found for person in by_person.values() for found in person)
    within = interval(by_person, _f1)
    both = counted[True, True]
    first, second = both + counted[True, False], both + counted[False, True]
    return Row(
        round=round,
        source=chapter,
        unit=unit,
        field="",
        scale=FOUND,
        n=len(pairs),
        low=within[0] if within else None,
        high=within[1] if within else None,
        first=first,
        second=second,
        both=both,
        tied=sum(each.tied for each in pairs),
        precision=both / second if second else None,
        recall=both / first if first else None,
        f1=_f1(counted),
    )


def _f1(counted: Counter[Any]) -> float | None:
    """Twice what both found, over what each found: the harmonic mean of precision and recall."""
    both = counted[True, True]
    found = 2 * both + counted[True, False] + counted[False, True]
    return 2 * both / found if found else None
