"""Incidents, protections, stays and proceedings of one person on one axis, in order of time.

Each entry has its date in words and a mark on the axis whose form says how certain the date is: the years are the
same for all, so marks can be compared by eye. Pure functions of a ``Case``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from asylia.codebook.dates import span
from asylia.edition.schema import Record, split
from asylia.site.pages.case import PARTS, Case, dates, when

# The axis has so many steps, whatever its years; ``site.css`` has a class for each.
STEPS = 48
_DAYS_OF_A_MONTH = 31
EXACT, WITHIN, ABOUT, UNCERTAIN, LASTING, DIFFER = "exact", "within", "about", "uncertain", "lasting", "differ"
# What the form of a mark says, in the order of the legend.
FORMS = {
    EXACT: gettext_noop("a day or a month is told"),
    WITHIN: gettext_noop("some time within this span"),
    ABOUT: gettext_noop("about then"),
    UNCERTAIN: gettext_noop("uncertain"),
    LASTING: gettext_noop("lasted, or went on"),
    DIFFER: gettext_noop("sources give different dates"),
}
_APPROXIMATE, _DOUBTFUL = "~%", "?%"
Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before the axis is known. ``first`` is None where no date is told, ``last`` where the end is open."""

    id: str
    said: str
    form: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Year:
    """One year head and what stands beneath it, as HTML."""

    head: str
    items: SafeString


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole axis: the years at its two ends ('' where no date is told), the forms that occur, the years."""

    start: str
    end: str
    forms: tuple[tuple[str, str], ...]
    years: tuple[Year, ...]


def timeline(case: Case) -> Timeline:
    """The timeline of a person."""
    entries = sorted(
        (_entry(case, record) for record in case.blocks),
        key=lambda e: (e.first is None, e.first or date.min, e.last or date.max, case.steps_to(e.id)),
    )
    known = [day for e in entries for day in (e.first, e.last) if day]
    start, end = (min(known).year, max(known).year) if known and not _of_one_year(entries) else (0, 0)
    years = groupby(entries, key=lambda e: e.first.year if e.first else None)
    used = {entry.form for entry in entries if entry.form}
    return Timeline(
        str(start or ""),
        str(end or ""),
        tuple((form, _(said)) for form, said in FORMS.items() if form in used),
        tuple(Year(str(year or _("No date is told")), _items(case, list(each), start, end)) for year, each in years),
    )


def _of_one_year(entries: Iterable[Entry]) -> bool:
    """Whether nothing finer is told than one year, the same for all: then an axis would show nothing."""
    spans = {(e.first, e.last) for e in entries if e.first}
    return len(spans) == 1 and spans <= {
        (date(first.year, 1, 1), date(first.year, 12, 31)) for first, _ in spans if first
    }


def _items(case: Case, entries: Iterable[Entry], start: int, end: int) -> SafeString:
    kinds = {letter: escape(_(kind)) for letter, (_title, kind) in PARTS.items()}
    items = (
        f'<li><span class="when">{escape(_beside_year(case, e))}</span>'
        f'<span><a href="{case.to_block(e.id)}">{escape(case.title_of(e.id[0], _undated(case.own[e.id])))}</a>'
        f" <i>{kinds[e.id[0]]}</i></span>{_mark(e, start, end)}</li>"
        for e in entries
    )
    return mark_safe("".join(items))  # noqa: S308 - escaped above


def _beside_year(case: Case, entry: Entry) -> str:
    """The date of an entry; '' where it says no more than the year that stands above."""
    return "" if entry.first and entry.said == case.language.date(str(entry.first.year)) else entry.said


def _undated(record: Record) -> Record:
    """The record without its date, which stands beside it."""
    return {**record, "date": "", "from": ""}


def _mark(entry: Entry, start: int, end: int) -> str:
    if entry.first is None or not start:
        return ""
    whole = (date(end, 12, 31) - date(start, 1, 1)).days + 1
    last = entry.last or date(end, 12, 31)
    from_ = (entry.first - date(start, 1, 1)).days * STEPS // whole
    to = (last - date(start, 1, 1)).days * STEPS // whole
    return (
        f'<span class="axis" aria-hidden="true"><i class="a{from_} w{max(1, to - from_ + 1)} {entry.form}"></i></span>'
    )


def _entry(case: Case, record: Record) -> Entry:
    """What one entity shows. A proceeding without a date of its own stands where its steps stand."""
    id, language = record["id"], case.language
    if "from" in record:
        return _stay(case, record)
    told = dates(when(record))
    if told:
        first, last = _around(map(span, told))
        said = language.listed([language.date(each) for each in told], "or")
        return Entry(id, said, DIFFER if len(told) > 1 else _form(told[0], first, last), first, last)
    spans = [span(each) for step in _steps(case, record) for each in dates(when(step))]
    if spans:
        first, last = _around(spans)
        ends = sorted({str(day.year) for day in (first, last) if day})
        return Entry(id, _("%(years)s, by its steps") % {"years": "–".join(ends)}, LASTING, first, last)
    return Entry(id, "", "", None, None)


def _stay(case: Case, record: Record) -> Entry:
    begun, ended = dates(record["from"]), dates(record.get("to", ""))
    language = case.language
    first = _around(map(span, begun))[0] if begun else None
    last = _around(map(span, ended))[1] if ended else None
    if len(begun) <= 1 and len(ended) <= 1 and not any("/" in each for each in (*begun, *ended)):
        said = language.date(f"{''.join(begun)}/{''.join(ended)}") if begun or ended else ""
    else:
        said = " – ".join(language.listed([language.date(each) for each in ends], "or") for ends in (begun, ended))
    if first is None and last is not None:  # its beginning is not told: it stands where it ended
        first = last
    return Entry(record["id"], said, LASTING if first else "", first, last)


def _steps(case: Case, record: Record) -> Iterator[Record]:
    for step in split(record.get("steps", "")):
        if (pointed := case.own.get(step.rpartition(" ")[2])) is not None:
            yield pointed


def _around(spans: Iterable[Span]) -> Span:
    """The first day of all and the last; an open end stays open, a beginning that is not known is where it ends."""
    found = list(spans)
    first = min(start or end or date.max for start, end in found)
    last = None if any(end is None for _start, end in found) else max(end for _start, end in found if end)
    return first, last


def _form(edtf: str, first: date | None, last: date | None) -> str:
    if any(mark in edtf for mark in _DOUBTFUL):
        return UNCERTAIN
    if any(mark in edtf for mark in _APPROXIMATE):
        return ABOUT
    if first and last:
        return EXACT if (last - first).days < _DAYS_OF_A_MONTH else WITHIN
    return LASTING
