"""Incidents by year: of all states, and of each state of concern with the host states that see its reach."""

from asylia.codebook.kinds import SPECIAL
from asylia.edition.bounds import Bounds
from asylia.edition.charts import seen as facts
from asylia.edition.charts.drawn import (
    MOST_NAMED,
    SOURCE,
    Drawing,
    Page,
    Picture,
    bounds,
    caution,
    doubt,
    in_each,
    incidents,
    named,
    state,
    two,
)
from asylia.edition.charts.places import is_country
from asylia.edition.charts.seen import Seen
from asylia.languages.language import Language, language

NAME = "years"
_WIDEST = 80  # years side by side; earlier ones are in the table
_HOSTS = 8  # host states beside the years of one state
_Counts = dict[str, Bounds]


def drawing(seen: Seen) -> Drawing:
    """The chart ``years``."""
    by_year = facts.counted(seen, facts.years)
    rows = [(year, *two(by_year[year])) for year in sorted(by_year)]
    of = Bounds(facts.total(seen), facts.total(seen))
    return Drawing(NAME, ("year", "least", "most"), rows, in_each(lambda each: _page(each, by_year, of)))


def drawings_of_states(seen: Seen) -> list[Drawing]:
    """The charts ``state-XX``, one a state of concern that an incident may have."""
    found = {code for each in seen for code in facts.states(each)}
    return [_of_state(seen, code) for code in sorted(found) if code and code not in SPECIAL]


def _of_state(seen: Seen, code: str) -> Drawing:
    by_year, by_host, all_ = dict[str, Bounds](), dict[str, Bounds](), Bounds()
    for each, count, certain in facts.of(seen, code):
        all_.add(certain, count)
        for found, codes in ((by_year, facts.years(each)), (by_host, facts.hosts(each))):
            for one in codes:
                found.setdefault(one, Bounds()).add(certain and len(codes) == 1, count)
    source = language(SOURCE)
    rows = [("year", year, year, *two(by_year[year])) for year in sorted(by_year)]
    rows += [("host_state", host, state(source, host), *two(count)) for host, count in _most(source, by_host)]
    header = ("by", "code", "label", "least", "most")
    return Drawing(f"state-{code}", header, rows, in_each(lambda each: _of(each, code, by_year, by_host, all_)))


def _page(language: Language, by_year: _Counts, of: Bounds) -> Page:
    title = language.gettext("Incidents by year")
    picture = {
        "kind": "years",
        "title": title,
        "subtitle": caution(language),
        "legend": [language.gettext("at least"), doubt(language)],
        **_columns(language, by_year),
        "foot": _undated(language, by_year, of),
    }
    return Page(title, _alt(language, by_year, of), _caption(language, by_year, of), picture)


def _of(language: Language, code: str, by_year: _Counts, by_host: _Counts, of: Bounds) -> Page:
    who = language.country(code)
    title = language.gettext("%(state)s: incidents by year and by host state") % {"state": who}
    ranked = _most(language, by_host)
    picture = {
        "kind": "state",
        "title": title,
        "subtitle": caution(language),
        "legend": [language.gettext("at least"), doubt(language)],
        **_columns(language, by_year),
        "heads": [language.gettext("By year"), language.gettext("By host state")],
        "rows": [_bar(language, host, count) for host, count in ranked[:_HOSTS]],
        "most": max((count.high for _, count in ranked), default=1),
        "more": _more(language, ranked[_HOSTS:]),
        "foot": _undated(language, by_year, of),
    }
    where = [(state(language, host), count) for host, count in ranked if is_country(host)][:MOST_NAMED]
    alt = _alt(language, by_year, of)
    if where:
        said = language.gettext("Host states with most: %(most)s.") % {"most": named(language, where)}
        alt = f"{alt} {said}"
    return Page(title, f"{who}. {alt}", _caption(language, by_year, of), picture)


def _most(language: Language, counts: _Counts) -> list[tuple[str, Bounds]]:
    """The states with most first; what names no state comes last."""
    return sorted(
        counts.items(),
        key=lambda item: (not is_country(item[0]), -item[1].high, -item[1].low, state(language, item[0])),
    )


def _bar(language: Language, host: str, count: Bounds) -> Picture:
    return {
        "label": state(language, host),
        "low": count.low,
        "open": count.high - count.low,
        "count": bounds(language, count),
    }


def _more(language: Language, left: list[tuple[str, Bounds]]) -> str:
    if not left:
        return ""
    words = language.ngettext(
        "and %(number)s more row in the table", "and %(number)s more rows in the table", len(left)
    )
    return words % {"number": language.number(len(left))}


def _columns(language: Language, by_year: _Counts) -> Picture:
    """A bar for every year from the first to the last, also for those in which nothing is told."""
    known = [int(year) for year in by_year if year]
    span = range(max(min(known), max(known) - _WIDEST + 1), max(known) + 1) if known else range(0)
    step = next(step for step in (1, 2, 5, 10, 20) if len(span) <= 16 * step)
    counts = [by_year.get(f"{year:04d}", Bounds()) for year in span]
    return {
        "years": [
            {
                "year": str(year) if year % step == 0 else "",
                "low": count.low,
                "open": count.high - count.low,
                "count": bounds(language, count) if count.high else "",
            }
            for year, count in zip(span, counts, strict=True)
        ],
        "greatest": max((count.high for count in counts), default=0),
        "empty": "" if known else language.gettext("No incident has a date."),
    }


def _undated(language: Language, by_year: _Counts, of: Bounds) -> str:
    none = by_year.get("", Bounds())
    words = language.gettext("Not in the picture: %(none)s of %(all)s incidents, of which no year is told.")
    return words % {"none": bounds(language, none), "all": bounds(language, of)}


def _alt(language: Language, by_year: _Counts, of: Bounds) -> str:
    dated = sorted(
        ((year, count) for year, count in by_year.items() if year), key=lambda item: (-item[1].high, item[0])
    )
    undated = bounds(language, by_year.get("", Bounds()))
    if not dated:
        words = language.gettext("No bars: no year is told of any of the %(all)s incidents.")
        return words % {"all": bounds(language, of)}
    words = language.gettext(
        "Bars: incidents by year, from %(first)s to %(last)s. Most: %(most)s. Without a year: %(none)s of %(all)s."
    )
    years = [year for year, _ in dated]
    most = named(language, dated[:MOST_NAMED])
    return words % {
        "first": min(years), "last": max(years), "most": most, "none": undated, "all": bounds(language, of)
    }  # fmt: skip


def _caption(language: Language, by_year: _Counts, of: Bounds) -> str:
    words = language.gettext(
        "%(incidents)s of all persons, of which %(none)s without a year. One whose date spans several years may belong "
        "to each of them. %(caution)s"
    )
    return words % {
        "incidents": incidents(language, of),
        "none": bounds(language, by_year.get("", Bounds())),
        "caution": caution(language),
    }
