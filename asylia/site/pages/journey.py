"""The countries of one person in order of time: where the person lived, and where the person was held.

Invariant: no place finer than a country, and nothing but what a stay or an incident says. Where a thing happened is
not always where the person was: a charge may be brought at home while its target lives abroad.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.codebook.dates import span
from asylia.edition.schema import Record, split
from asylia.site.pages.case import Case, dates, stated, when

_MOST_LINKS = 8


@dataclass(slots=True)
class Leg:
    """One country, when, and the blocks that say so. ``when`` is '' where no date is told."""

    country: str
    dates: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    when: str = ""
    links: SafeString = SafeString("")


def journey(case: Case) -> list[Leg]:
    """The legs in order of time, neighbours in one country as one; countries without a date stand last."""
    legs: list[Leg] = []
    for code, record in sorted(_met(case), key=lambda met: (_moment(met[1]), met[1]["id"])):
        told = _dates(record)
        last = legs[-1] if legs else None
        if last is None or last.country != code or bool(last.dates) != bool(told):
            undated = next((leg for leg in legs if leg.country == code and not leg.dates), None) if not told else None
            last = undated or Leg(code)
            if undated is None:
                legs.append(last)
        last.dates += [each for each in told if each not in last.dates]
        last.ids.append(record["id"])
    for leg in legs:
        leg.when, leg.links, leg.country = _when(case, leg), _links(case, leg), case.language.country(leg.country)
    return legs


def _met(case: Case) -> list[tuple[str, Record]]:
    """Each country with the record that tells of it. Where sources differ over a country it is none of the journey."""
    met = [(country, record) for record in case.part("T") for country in _certain(record, "country")]
    for record in case.part("I"):
        lived = _certain(record, "host_state")
        where = (_certain(record, "place") or lived) if _was_there(record) else lived
        met += [(country, record) for country in where]
    return met


def _was_there(record: Record) -> bool:
    """Whether it is told that the person, and nobody else, was held there."""
    plain = (("target", "targets", "self"), ("factuality", "factualities", "done"))
    if not all(set(split(record.get(column, ""))) <= book().flagged(words, flag) for column, words, flag in plain):
        return False
    return bool(record.get("measure")) and set(split(record["measure"])) <= _holding()


@cache
def _holding() -> frozenset[str]:
    """The measures that hold somebody."""
    families = book().flagged("measures", "holds")
    return families.union(*(book().narrower("measures", family) for family in families))


def _certain(record: Record, column: str) -> tuple[str, ...]:
    values = stated(record.get(column, ""))
    return values if len(values) == 1 else ()


def _moment(record: Record) -> date:
    days = [start or end for start, end in map(span, dates(when(record)))]
    return min((day for day in days if day), default=date.max)


def _dates(record: Record) -> tuple[str, ...]:
    """When somebody was there: the date of an incident, the two ends of a stay."""
    begun, ended = dates(when(record)), dates(record.get("to", ""))
    if "from" in record and len(begun) == 1 and not ended and "/" not in begun[0]:
        return (f"{begun[0]}/",)  # since then; until when is not known
    return (*begun, *ended)


def _when(case: Case, leg: Leg) -> str:
    """One date in words; of several the years from the first to the last."""
    if len(leg.dates) == 1:
        return case.language.date(leg.dates[0])
    years = sorted({day.year for each in leg.dates for day in span(each) if day})
    return "–".join(map(str, dict.fromkeys((years[0], years[-1])))) if years else ""


def _links(case: Case, leg: Leg) -> SafeString:
    shown = leg.ids[:_MOST_LINKS]
    links = ", ".join(
        f'<a href="{case.to_block(id)}">{escape(case.lead(id[0], case.own[id]))}</a>'
        if id[0] == "I"
        else f'<a href="{case.to_block(id)}">{escape(_("stay"))}</a>'
        for id in shown
    )
    more = len(leg.ids) - len(shown)
    rest = escape(_(" and %(count)s more") % {"count": case.language.number(more)}) if more else ""
    return mark_safe(links + rest)  # noqa: S308 - escaped above
