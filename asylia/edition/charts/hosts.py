"""Incidents by host state on a map of the world, with Europe and western Asia enlarged below it."""

from asylia.edition.bounds import Bounds
from asylia.edition.charts import seen as facts
from asylia.edition.charts.drawn import (
    MOST_NAMED,
    SOURCE,
    Drawing,
    Page,
    bounds,
    caution,
    in_each,
    incidents,
    named,
    state,
    two,
)
from asylia.edition.charts.places import centres, drawn_as, is_country
from asylia.edition.charts.scale import Scale
from asylia.edition.charts.seen import Seen
from asylia.edition.charts.world import View, base, disclaimer, world
from asylia.languages.language import Language, language

NAME = "hosts"
_WIDTH = 452.0
_WHOLE = View(250.0, 100.0, 9700.0, 3950.0, _WIDTH)
_NEAR = View(4420.0, 400.0, 2560.0, 1440.0, _WIDTH)
_ROOM, _LETTER = 60.0, 20.0  # square points, and more for each letter: a smaller country has no number on the map
_LISTED = 40  # states that are listed under the maps
_SEEN = 7.0  # square points: one that is smaller has a mark, since its shape cannot be seen
_Counts = dict[str, Bounds]


def drawing(seen: Seen) -> Drawing:
    """The chart ``hosts``."""
    counts = facts.counted(seen, facts.hosts)
    source = language(SOURCE)
    ordered = sorted(counts, key=lambda code: (not is_country(code), -counts[code].high, state(source, code)))
    rows = [(code, state(source, code), *two(counts[code])) for code in ordered]
    on_map = _on_map(counts)
    scale = Scale(max((count.high for count in on_map.values()), default=1))

    def tints(code: str) -> int | None:
        return scale.tint(on_map[code].low) if code in on_map else None

    maps = {"whole": base(_WHOLE, tints), "near": base(_NEAR, tints)}
    of = facts.total(seen)
    pages = in_each(lambda each: _page(each, counts, ordered, scale, of))
    return Drawing(NAME, ("code", "label", "least", "most"), rows, pages, maps)


def _on_map(counts: _Counts) -> _Counts:
    """The counts of what the map shows: an actor below a state counts where that state lies."""
    found: _Counts = {}
    for code, count in counts.items():
        if at := drawn_as(code):
            sum_ = found.setdefault(at, Bounds())
            sum_.low, sum_.high = sum_.low + count.low, sum_.high + count.high
    return found


def _page(language: Language, counts: _Counts, ordered: list[str], scale: Scale, of: int) -> Page:
    title = language.gettext("Incidents by host state")
    on_map = _on_map(counts)
    off = [code for code in ordered if not drawn_as(code)]
    states = [code for code in ordered if code not in off]
    numbers, marks, written = _numbers(language, on_map, scale)
    bare = sorted(set(on_map) - written, key=lambda code: (-on_map[code].high, state(language, code)))
    all_ = incidents(language, Bounds(of, of))
    most = named(language, ((state(language, code), counts[code]) for code in states[:MOST_NAMED]))
    lists = [
        (language.gettext("Without a number on the maps:"), _list(language, bare, on_map)),
        (language.gettext("On no map:"), _list(language, off, counts)),
    ]
    picture = {
        "kind": "hosts",
        "title": title,
        "subtitle": caution(language),
        "legend": _legend(language, scale),
        "near": language.gettext("Europe, the Caucasus and Central Asia, enlarged"),
        "numbers": numbers,
        "marks": marks,
        "lists": [[head, text] for head, text in lists if text],
        "foot": disclaimer(language),
    }
    return Page(title, _alt(language, all_, states, most), _caption(language, all_), picture)


def _list(language: Language, codes: list[str], counts: _Counts) -> str:
    listed = named(language, ((state(language, code), counts[code]) for code in codes[:_LISTED]))
    if (left := len(codes) - _LISTED) <= 0:
        return listed
    more = language.ngettext("%(number)s more state is in the table", "%(number)s more states are in the table", left)
    return f"{listed}; {more % {'number': language.number(left)}}"


def _numbers(
    language: Language, on_map: _Counts, scale: Scale
) -> tuple[dict[str, list[dict[str, object]]], dict[str, list[dict[str, object]]], set[str]]:
    """For each of the two maps the numbers that stand on it, and the marks of states too small to see."""
    numbers: dict[str, list[dict[str, object]]] = {"whole": [], "near": []}
    marks: dict[str, list[dict[str, object]]] = {"whole": [], "near": []}
    written = set[str]()
    for code, count in on_map.items():
        centre, tint = centres()[code], scale.tint(count.low)
        for name, view in (("whole", _WHOLE), ("near", _NEAR)):
            x, y = view.at(centre)
            area = world().areas.get(code, 0.0) * view.scale**2
            if not view.holds(centre) or (name == "whole" and _NEAR.holds(centre) and area >= _SEEN):
                continue
            if area < _SEEN:
                marks[name].append({"x": x, "y": y, "tint": tint})
            elif area >= _ROOM + _LETTER * len(words := bounds(language, count)):
                numbers[name].append({"x": x, "y": y, "tint": tint, "count": words})
                written.add(code)
    return numbers, marks, written


def _legend(language: Language, scale: Scale) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [
        {"tint": i, "label": bounds(language, Bounds(*ends))} for i, ends in enumerate(scale.classes(), start=1)
    ]
    return [*found, {"tint": 0, "label": language.gettext("may be: the sources leave it open")}]


def _alt(language: Language, all_: str, states: list[str], most: str) -> str:
    if not states:
        return language.gettext("Map of the world without any shading: no host state is told.")
    words = language.ngettext(
        "Map of the world: %(all)s, shaded by host state, in %(number)s state. Most: %(most)s.",
        "Map of the world: %(all)s, shaded by host state, in %(number)s states. Most: %(most)s.",
        len(states),
    )
    return words % {"all": all_, "number": language.number(len(states)), "most": most}


def _caption(language: Language, all_: str) -> str:
    words = language.gettext(
        "%(all)s of all persons, by the country in which the exile lived then; no place is finer than a country. The "
        "shade says how many at least. %(caution)s %(disclaimer)s"
    )
    return words % {"all": all_, "caution": caution(language), "disclaimer": disclaimer(language)}
