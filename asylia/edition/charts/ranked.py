"""Incidents by measure: the most frequent ones as bars, the others as a line."""

from asylia.edition.bounds import Bounds
from asylia.edition.charts import seen as facts
from asylia.edition.charts.drawn import (
    MOST_NAMED,
    SOURCE,
    Drawing,
    Page,
    bounds,
    caution,
    doubt,
    in_each,
    incidents,
    label,
    named,
    two,
)
from asylia.edition.charts.seen import Seen
from asylia.languages.language import Language, language

NAME = "measures"
_SHOWN = 15
_Ranked = list[tuple[str, Bounds]]


def drawing(seen: Seen) -> Drawing:
    """The chart ``measures``."""
    counts = facts.counted(seen, facts.measures)
    source = language(SOURCE)
    words = {code: label(source, NAME, code) for code in counts}
    ranked = sorted(counts.items(), key=lambda item: (-item[1].high, -item[1].low, words[item[0]]))
    rows = [(code, words[code], *two(count)) for code, count in ranked]
    of = facts.total(seen)
    return Drawing(NAME, ("code", "label", "least", "most"), rows, in_each(lambda each: _page(each, ranked, of)))


def _page(language: Language, ranked: _Ranked, of: int) -> Page:
    title = language.gettext("Incidents by measure")
    all_ = Bounds(of, of)
    most = [(label(language, NAME, code), count) for code, count in ranked[:MOST_NAMED]]
    alt = language.gettext("Bars: %(all)s by measure, of %(kinds)s different ones. Most: %(most)s.")
    caption = language.gettext(
        "%(all)s of all persons. One that may be either of two measures may belong to each of them. %(caution)s"
    )
    picture = {
        "kind": "ranked",
        "title": title,
        "subtitle": caution(language),
        "legend": [language.gettext("at least"), doubt(language)],
        "rows": [_bar(language, code, count) for code, count in ranked[:_SHOWN]],
        "most": max((count.high for _, count in ranked), default=1),
        "foot": _rest(language, ranked[_SHOWN:], of),
    }
    said = {"all": incidents(language, all_), "caution": caution(language)}
    kinds = language.number(len(ranked))
    return Page(title, alt % {**said, "kinds": kinds, "most": named(language, most)}, caption % said, picture)


def _bar(language: Language, code: str, count: Bounds) -> dict[str, object]:
    return {
        "label": label(language, NAME, code),
        "low": count.low,
        "open": count.high - count.low,
        "count": bounds(language, count),
    }


def _rest(language: Language, left: _Ranked, of: int) -> str:
    all_ = language.gettext("Of %(all)s.") % {"all": incidents(language, Bounds(of, of))}
    if not left:
        return all_
    rest = Bounds(sum(count.low for _, count in left), sum(count.high for _, count in left))
    words = language.ngettext(
        "Not in the picture: %(number)s more measure, with %(count)s.",
        "Not in the picture: %(number)s more measures, with %(count)s.",
        len(left),
    )
    return f"{all_} {words % {'number': language.number(len(left)), 'count': incidents(language, rest)}}"
