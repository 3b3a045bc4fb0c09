"""The countries of one person in the order that the picture of the journey has too (``edition/charts/journey.py``).

Invariant: no place finer than a country, and nothing but what a stay or an incident says. Where a thing was done is not
always where the person was, so such countries stand apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from asylia.codebook.dates import span
from asylia.codebook.kinds import SPECIAL
from asylia.edition.charts.journey import STAY, Step
from asylia.edition.charts.journey import journey as ordered
from asylia.site.pages.case import Case, dates

_MOST_LINKS = 8


@dataclass(frozen=True, slots=True)
class Leg:
    """One country, when, and the blocks that say so. ``when`` is '' where no date is told."""

    country: str
    when: str
    links: SafeString


@dataclass(frozen=True, slots=True)
class Legs:
    """Where the person lived, in order of time; the same without a date; where other things were done; what is open."""

    stops: tuple[Leg, ...]
    undated: tuple[Leg, ...]
    elsewhere: tuple[Leg, ...]
    beside: tuple[Leg, ...]

    def __bool__(self) -> bool:
        return bool(self.stops or self.undated or self.elsewhere or self.beside)


def journey(case: Case) -> Legs:
    """The countries of a case, in words."""
    found = ordered(case.part("T"), case.part("I"), case.part("R"))
    stops, undated, elsewhere = (
        tuple(_leg(case, (stop.code,), stop.steps) for stop in stops)
        for stops in (found.stops, found.undated, found.elsewhere)
    )
    beside = tuple(_leg(case, codes, steps) for codes, steps in _by_countries(found.beside))
    return Legs(stops, undated, elsewhere, beside)


def _by_countries(steps: Iterable[Step]) -> Iterable[tuple[tuple[str, ...], Sequence[Step]]]:
    found: dict[tuple[str, ...], list[Step]] = {}
    for step in steps:
        found.setdefault(step.codes, []).append(step)
    return sorted(found.items())


def _leg(case: Case, codes: tuple[str, ...], steps: Sequence[Step]) -> Leg:
    speak = case.language
    names = [speak.special(code) if code in SPECIAL else speak.country(code) for code in codes]
    ids = list(dict.fromkeys(step.id for step in steps))
    return Leg(speak.listed(names, "or") if names else _("not stated"), _when(case, steps), _links(case, ids))


def _when(case: Case, steps: Sequence[Step]) -> str:
    """One date in words; of several the years from the first to the last."""
    told = dict.fromkeys(date for step in steps for date in _dates(step))
    if len(told) == 1:
        return case.language.date(next(iter(told)))
    years = sorted({day.year for date in told for day in span(date) if day})
    return "–".join(map(str, dict.fromkeys((years[0], years[-1])))) if years else ""


def _dates(step: Step) -> tuple[str, ...]:
    """When somebody was there: the date of an incident, the two ends of a stay."""
    begun, ended = (dates(cell) for cell in (step.when, step.to))
    if step.what == STAY and len(begun) == 1 and not ended and "/" not in begun[0]:
        return (f"{begun[0]}/",)  # since then; until when is not known
    return (*begun, *ended)


def _links(case: Case, ids: Sequence[str]) -> SafeString:
    links = ", ".join(
        f'<a href="{case.to_block(id)}">{escape(case.lead(id[0], case.own[id]))}</a>'
        if id[0] == "I"
        else f'<a href="{case.to_block(id)}">{escape(_("stay"))}</a>'
        for id in ids[:_MOST_LINKS]
    )
    more = len(ids) - _MOST_LINKS
    rest = escape(_(" and %(count)s more") % {"count": case.language.number(more)}) if more > 0 else ""
    return mark_safe(links + rest)  # noqa: S308 - escaped above
