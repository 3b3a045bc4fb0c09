"""Table 1 as bars: persons by state of concern and highest stage."""

from typing import Any

from asylia.edition.charts.drawn import Drawing, Page, bounds, caution, in_each, named, state, two
from asylia.edition.reader import Edition
from asylia.edition.schema import STAGES
from asylia.edition.sums.table1 import COLUMNS, TOTAL, Line, Table1, table1
from asylia.languages.language import Language

NAME = "table1"
_MOST = 30  # rows of states outside CAPE that one picture holds
_HEADER = ("state", "label", *(f"{c}_{e}" for c in COLUMNS for e in ("least", "most")), "no_stage_most", "reported")


def drawing(edition: Edition) -> Drawing:
    """The chart ``table1``."""
    found = table1(edition)
    return Drawing(NAME, _HEADER, [_row(line) for line in found.lines()], in_each(lambda each: _page(each, found)))


def _row(line: Line) -> tuple[str, ...]:
    cells = (number for column in COLUMNS for number in two(line.cells[column]))
    return (line.code, line.label, *cells, str(line.none.high), line.reported.get(TOTAL, ""))


def _page(language: Language, found: Table1) -> Page:
    shown = (*found.cape, found.cape_total, *found.others[:_MOST], found.total)
    labels = {id(found.cape_total): language.gettext("CAPE states"), id(found.total): language.gettext("all states")}
    rows = [_bar(language, line, labels.get(id(line), "")) for line in shown]
    title = language.gettext("Persons by state of concern and highest stage")
    return Page(
        title,
        _alt(language, found),
        _caption(language, found),
        {
            "kind": "stages",
            "title": title,
            "subtitle": language.gettext("Stage rule %(rule)s. %(caution)s")
            % {"rule": found.rule, "caution": caution(language)},
            "legend": [
                *(language.gettext("stage %(number)s") % {"number": stage} for stage in STAGES),
                language.gettext("contested: may belong here"),
            ],
            "rows": rows,
            "greatest": max(row["end"] for row in rows),
            "foot": _foot(language, len(found.others) - _MOST),
        },
    )


def _bar(language: Language, line: Line, total: str) -> dict[str, Any]:
    low = [line.cells[stage].low for stage in STAGES]
    end = max(line.cells[TOTAL].high, sum(low))
    return {
        "label": total or state(language, line.code),
        "low": low,
        "numbers": [language.number(count) for count in low],
        "open": end - sum(low),
        "count": bounds(language, line.cells[TOTAL]),
        "total": bool(total),
        "end": end,
    }


def _foot(language: Language, left: int) -> str:
    foot = language.gettext("Who was pursued by two states stands in both rows, and once in the total.")
    if left <= 0:
        return foot
    more = language.ngettext("%(number)s more state is in the table.", "%(number)s more states are in the table.", left)
    return f"{foot} {more % {'number': language.number(left)}}"


def _alt(language: Language, found: Table1) -> str:
    cells = found.total.cells
    most = sorted((*found.cape, *found.others), key=lambda line: -line.cells[TOTAL].high)[:3]
    words = language.gettext(
        "Bars: persons by state of concern and highest stage. All states: %(total)s persons; highest stage 1: %(one)s, "
        "2: %(two)s, 3: %(three)s. Most: %(most)s."
    )
    return words % {
        "total": bounds(language, cells[TOTAL]),
        **{name: bounds(language, cells[stage]) for name, stage in zip(("one", "two", "three"), STAGES, strict=True)},
        "most": named(language, ((state(language, line.code), line.cells[TOTAL]) for line in most)),
    }


def _caption(language: Language, found: Table1) -> str:
    words = language.gettext(
        "%(total)s persons of a counted kind with at least one stage, under the stage rule %(rule)s; counted persons "
        "without any stage: %(none)s. %(caution)s"
    )
    return words % {
        "total": bounds(language, found.total.cells[TOTAL]),
        "rule": found.rule,
        "none": bounds(language, found.total.none),
        "caution": caution(language),
    }
