"""Matches as rows of a file for whoever decides, as a preview, and as JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asylia.edition.schema import joined
from asylia.matching.link import BANDS, MOST, Linked, Match
from asylia.matching.lists.listed import plain
from asylia.matching.written import write_rows

COLUMNS = (
    "row", "record", "listed_as", "person", "names", "band", "score", "why", "against", "birth_year", "nationality",
    "application",
)  # fmt: skip
_FIRST = 5  # matches of the preview


def write(linked: Linked, out: Path) -> None:
    """Write the matches as CSV."""
    write_rows(COLUMNS, map(_cells, linked.matches), out)


def preview(linked: Linked) -> Iterator[str]:
    """How many there are in each band, and the likeliest."""
    yield f"{linked.records} records read, {len(linked.matches)} matches"
    yield from (f"{count:>7,}  {band}" for band, count in _counts(linked).items())
    if linked.nameless:
        yield f"{linked.nameless} records name nobody in full and were compared with nobody"
    if linked.crowded:
        yield f"of {linked.crowded} records more than {MOST} persons are near; the likeliest {MOST} are kept"
    for match in linked.matches[:_FIRST]:
        yield ""
        yield from map(plain, _lines(match))
    if (left := len(linked.matches) - _FIRST) > 0:
        yield f"\n... and {left} more"


def _lines(match: Match) -> Iterator[str]:
    yield f"{match.band}  {match.score:.2f}  row {match.record.row}  {match.listed_as}"
    yield f"      {match.person}  {' | '.join(match.names)}"
    yield from (f"        for: {words}" for words in match.why)
    yield from (f"    against: {words}" for words in match.against)


def as_json(linked: Linked) -> dict[str, Any]:
    """Everything, for programs."""
    counts = {"records": linked.records, "without_full_name": linked.nameless, "crowded": linked.crowded}
    return {**counts, "bands": _counts(linked), "matches": [_as_json(match) for match in linked.matches]}


def _counts(linked: Linked) -> dict[str, int]:
    bands = [match.band for match in linked.matches]
    return {band: bands.count(band) for band in BANDS}


def _as_json(match: Match) -> dict[str, Any]:
    return {
        "row": match.record.row,
        "record": match.record.id,
        "listed_as": match.listed_as,
        "person": match.person,
        "names": list(match.names),
        "band": match.band,
        "score": match.score,
        "why": list(match.why),
        "against": list(match.against),
        "birth_year": list(match.record.born),
        "nationality": list(match.record.states),
        "application": list(match.record.numbers),
    }


def _cells(match: Match) -> Iterator[str]:
    for column, value in _as_json(match).items():
        if column in ("why", "against"):
            yield "; ".join(value)
        elif isinstance(value, list):
            yield joined(value)
        else:
            yield f"{value:.3f}" if isinstance(value, float) else str(value)
