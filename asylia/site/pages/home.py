"""The front page of the site, and of each edition: what this is, four numbers, three ways in, Table 1, the years."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.edition.lists.cross import cross
from asylia.edition.sums.alike import alike
from asylia.edition.sums.table1 import COLUMNS, Line, Table1, table1
from asylia.site import metadata, tongue
from asylia.site.addresses import of_edition
from asylia.site.shelf import Shown

YEARS = "years"


@lru_cache(maxsize=8)
def counted(shown: Shown) -> Table1:
    """Table 1, counted once: an edition never changes. ``serve`` asks for it before any reader does."""
    rule = shown.index.rule
    return table1(shown.edition, rule, alike(shown.index, (rule,))[rule])


@of_edition
def home(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """The front page."""
    return render(
        request, "site/home.html", {**front(shown, get_language() or ""), "metadata": metadata.of(shown, request)}
    )


@lru_cache(maxsize=16)
def front(shown: Shown, language: str) -> dict[str, Any]:
    """What the front page shows in one language."""
    speak = tongue.current()
    states = [line for line in counted(shown).lines() if line.code]
    return {
        "counts": dict(shown.edition.counts),
        "rows": list(map(row_of_table1, counted(shown).lines())),
        "states": sorted(
            ((line.code, speak.country(line.code)) for line in states), key=lambda s: speak.sort_key(s[1])
        ),
        "years": list(_years(shown)),
        "chart": shown.charts.get(YEARS),
    }


def row_of_table1(line: Line) -> dict[str, Any]:
    """A row of Table 1: our cells, the report's own, the share that is told one by one."""
    cape = book().flagged("countries", "cape")
    label = tongue.current().country(line.code) if line.code else _((_TOTALS | _NO_STATE).get(line.label, line.label))
    return {
        "code": line.code,
        "label": label,
        "is_total": not line.code and line.label in _TOTALS,
        "is_cape": line.code in cape,
        "cells": [str(line.cells[column]).replace("-", "–") for column in COLUMNS],
        "reported": [line.reported.get(column, "") for column in COLUMNS],
        "share": line.share.replace("-", "–"),
    }


_NO_STATE = {"state not stated": gettext_noop("state of concern not stated")}
# What summaries call their totals.
_TOTALS = {"CAPE states": gettext_noop("the five states of CAPE"), "all states": gettext_noop("all states")}


def _years(shown: Shown) -> Iterator[tuple[str, str]]:
    """Incidents by year, as the sources date them."""
    found = cross(shown.index, "incidents", "year")
    for (year, _column), count in sorted(found.items()):
        yield year or _("not stated"), str(count.records).replace("-", "–")
