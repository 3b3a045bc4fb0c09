"""Incidents by state of concern and host state: a shaded grid with its numbers."""

from asylia.edition.bounds import Bounds
from asylia.edition.charts import seen as facts
from asylia.edition.charts.drawn import SOURCE, Drawing, Page, bounds, caution, in_each, incidents, named, state, two
from asylia.edition.charts.places import is_country
from asylia.edition.charts.scale import Scale
from asylia.edition.charts.seen import Seen
from asylia.languages.language import Language, language

NAME = "matrix"
_ROWS, _COLUMNS = 20, 16
_REST = "rest"
_Cells = dict[str, dict[str, Bounds]]


def drawing(seen: Seen) -> Drawing:
    """The chart ``matrix``."""
    cells = facts.crossed(seen, facts.states, facts.hosts)
    downs = _ordered(facts.counted(seen, facts.states))
    acrosses = _ordered(facts.counted(seen, facts.hosts))
    source = language(SOURCE)
    rows = [
        (down, state(source, down), across, state(source, across), *two(cells[down][across]))
        for down in downs
        for across in acrosses
        if across in cells[down]
    ]
    header = ("state_of_concern", "state_of_concern_label", "host_state", "host_state_label", "least", "most")
    of = facts.total(seen)
    return Drawing(NAME, header, rows, in_each(lambda each: _page(each, cells, downs, acrosses, of)))


def _ordered(counts: dict[str, Bounds]) -> list[str]:
    """States with most incidents first, what names no state last."""
    return sorted(counts, key=lambda code: (not is_country(code), -counts[code].high, code))


def _columns(acrosses: list[str]) -> list[str]:
    """The host states with most incidents, all others as one, and what names no state."""
    countries = [code for code in acrosses if is_country(code)]
    others = [code for code in acrosses if code not in countries]
    room = _COLUMNS - len(others)
    return [*(countries if len(countries) <= room else [*countries[: room - 1], _REST]), *others]


def _page(language: Language, cells: _Cells, downs: list[str], acrosses: list[str], of: int) -> Page:
    title = language.gettext("Incidents by state of concern and host state")
    shown, columns = downs[:_ROWS], _columns(acrosses)
    grid = {down: _with_rest(cells[down], columns) for down in shown}
    scale = Scale(max((count.high for row in grid.values() for count in row.values()), default=1))
    heads = [language.gettext("all others") if c == _REST else state(language, c) for c in columns]
    pairs = [
        (count, down, across) for down, row in cells.items() for across, count in row.items() if is_country(across)
    ]
    most = sorted(pairs, key=lambda item: (-item[0].high, item[1:]))[:3]
    said = ((f"{state(language, down)} – {state(language, across)}", count) for count, down, across in most)
    all_ = incidents(language, Bounds(of, of))
    alt = language.gettext(
        "Grid: %(all)s, states of concern in rows, host states in columns. Most (state of concern – host state): "
        "%(most)s."
    )
    caption = language.gettext(
        "%(all)s of all persons; an empty field means that none is told. One whose state is open may belong to several "
        "fields. %(caution)s"
    )
    picture = {
        "kind": "matrix",
        "title": title,
        "subtitle": caution(language),
        "corner": [language.gettext("state of concern"), language.gettext("host state")],
        "heads": heads,
        "rows": [
            {"label": state(language, down), "cells": [_cell(language, row.get(c), scale) for c in columns]}
            for down, row in grid.items()
        ],
        "foot": _foot(language, len(downs) - len(shown)),
    }
    return Page(
        title,
        alt % {"all": all_, "most": named(language, said)},
        caption % {"all": all_, "caution": caution(language)},
        picture,
    )


def _with_rest(row: dict[str, Bounds], columns: list[str]) -> dict[str, Bounds]:
    left = [count for code, count in row.items() if code not in columns]
    rest = Bounds(sum(count.low for count in left), sum(count.high for count in left))
    return {**row, **({_REST: rest} if rest.high else {})}


def _cell(language: Language, count: Bounds | None, scale: Scale) -> dict[str, object]:
    if count is None:
        return {"tint": -1, "count": ""}
    return {"tint": scale.tint(count.low), "count": bounds(language, count)}


def _foot(language: Language, left: int) -> str:
    if left <= 0:
        return ""
    more = language.ngettext("%(number)s more state is in the table.", "%(number)s more states are in the table.", left)
    return more % {"number": language.number(left)}
