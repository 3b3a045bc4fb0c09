"""The countries of one person on a map, in the order of time. Only of persons whom the editor names.

Invariant: a country is marked at its own centre, and nothing finer is known here. An arrow leads only from one country
where the person is said to have been to the next; where something else was done is marked, and no arrow leads there.
What cannot be drawn stands beside the map.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import sqrt

from asylia.codebook.kinds import SPECIAL
from asylia.edition.charts.drawn import SOURCE, Drawing, Page, in_each, state
from asylia.edition.charts.journey import HOST, PLACE, STAY, Journey, Step, Stop, journey
from asylia.edition.charts.places import Point, centres, drawn_as
from asylia.edition.charts.world import View, base, disclaimer, world
from asylia.edition.reader import Edition
from asylia.edition.schema import split
from asylia.languages.language import Language, language
from asylia.problems import Problem

_WIDTH, _SHAPE = 452.0, 0.62  # points; height by width
_LEAST_WIDE = 1900.0  # units: no map is nearer than this
_LETTER = 4.5  # points: how wide a letter of a name is, about
Box = tuple[float, float, float, float]  # left, top, width, height


def drawings(edition: Edition, wanted: Sequence[str]) -> list[Drawing]:
    """The charts ``journey-X-…``. Raises ``Problem`` for an id of which the edition shows no person."""
    return [_drawing(edition, id) for id in sorted(set(wanted))]


def _drawing(edition: Edition, id: str) -> Drawing:
    person = edition.one("persons", id)
    if person is None:
        mend = "Name the id of a person whom this edition shows."
        raise Problem(f"the edition shows no person {id}, so no journey either", field="--journey", mend=mend)
    found = journey(*(edition.where(table, person=id) for table in ("stays", "incidents", "protections")))
    view, source = _view(found), language(SOURCE)
    header = ("number", "code", "label", "what", "from", "to", "id")
    rows = [(number, code, state(source, code), *rest) for number, code, *rest in _rows(found)]
    maps = {id: base(view, lambda code: 2 if code in found.codes() else None)}
    name = edition.called(id).get(id, id)
    return Drawing(f"journey-{id}", header, rows, in_each(lambda each: _page(each, id, name, found, view)), maps)


def _rows(found: Journey) -> Iterator[tuple[str, ...]]:
    for number, stop in enumerate(found.stops, start=1):
        yield from ((str(number), stop.code, s.what, s.when, s.to, s.id) for s in stop.steps)
    for stop in (*found.undated, *found.elsewhere):
        yield from (("", stop.code, s.what, s.when, s.to, s.id) for s in stop.steps)
    for step in found.beside:
        yield from (("", code, step.what, step.when, step.to, step.id) for code in step.codes or ("",))


def _view(found: Journey) -> View:
    """A window with all its countries, at least so wide that a reader knows where it is."""
    if not (at := [centres()[code] for code in sorted(found.codes())]):
        return View(0.0, 0.0, float(world().width), float(world().height), _WIDTH)
    xs, ys = [x for x, _ in at], [y for _, y in at]
    wide = max((max(xs) - min(xs)) * 1.5, (max(ys) - min(ys)) * 1.7 / _SHAPE, _LEAST_WIDE)
    wide = min(wide, float(world().width))
    high = min(wide * _SHAPE, float(world().height))
    left, top = (max(xs) + min(xs) - wide) / 2, (max(ys) + min(ys) - high) / 2
    return View(
        min(max(left, 0.0), world().width - wide), min(max(top, 0.0), world().height - high), wide, high, _WIDTH
    )  # fmt: skip


def _page(language: Language, id: str, name: str, found: Journey, view: View) -> Page:
    title = language.gettext("%(name)s: countries in the order of time") % {"name": name}
    picture = {
        "kind": "journey",
        "title": title,
        "subtitle": _note(language),
        "map": id,
        "arrows": _arrows(found, view),
        "stops": _markers(language, found, view),
        "legend": _legend(language, found),
        "lists": _lists(language, found),
        "foot": disclaimer(language),
    }
    return Page(title, _alt(language, name, found), f"{_note(language)} {disclaimer(language)}", picture)


def _note(language: Language) -> str:
    return language.gettext(
        "Countries as the sources tell them, never where the person is now. No place is finer than a country: each "
        "mark stands in the middle of its country."
    )


def _legend(language: Language, found: Journey) -> list[tuple[str, str]]:
    """The marks that occur, with what they mean."""
    kinds = (
        ("stop", language.gettext("in the order of time"), found.stops),
        ("undated", language.gettext("no date told"), found.undated),
        ("elsewhere", language.gettext("no stay told, but something was done there"), found.elsewhere),
    )
    return [(kind, words) for kind, words, stops in kinds if stops]


def _markers(language: Language, found: Journey, view: View) -> list[dict[str, object]]:
    """One mark a country: its numbers, or its kind where it has none; each with its name beside it."""
    numbers: dict[str, list[str]] = {}
    for number, stop in enumerate(found.stops, start=1):
        numbers.setdefault(drawn_as(stop.code), []).append(language.number(number))
    kinds = {drawn_as(stop.code): kind for kind, stops in _unnumbered(found) for stop in stops}
    marks = {code: ", ".join(numbers.get(code, ())) for code in sorted(found.codes())}
    at = {code: view.at(centres()[code]) for code in marks}
    half = {code: 9.0 + 2.2 * max(len(words) - 1, 0) for code, words in marks.items()}
    taken = [(at[code][0] - half[code], at[code][1] - 8, 2 * half[code], 16.0) for code in marks]
    markers = list[dict[str, object]]()
    for code, words in marks.items():
        name = state(language, code)
        side, label = _free(at[code], half[code], _LETTER * len(name) + 4, taken, view)
        taken.append(label)
        mark = {"at": at[code], "numbers": words, "kind": "stop" if words else kinds[code]}
        markers.append({**mark, "name": name, "label": label, "side": side})
    return markers


def _free(at: Point, half: float, wide: float, taken: Sequence[Box], view: View) -> tuple[str, Box]:
    """A place for a name: right of its mark, else left, below or above it, where nothing stands yet.

    With it, to which side of the place the letters keep.
    """
    (x, y), high = at, 12.0
    tried: list[tuple[str, Box]] = [
        ("left", (x + half, y - 6, wide, high)),
        ("right", (x - half - wide, y - 6, wide, high)),
        ("middle", (x - wide / 2, y + 8, wide, high)),
        ("middle", (x - wide / 2, y - 20, wide, high)),
    ]
    inside = [(s, b) for s, b in tried if min(b[:2]) >= 0 and b[0] + wide <= view.points and b[1] + high <= view.drawn]
    free = (each for each in inside if not any(_meet(each[1], other) for other in taken))
    return next(free, (inside or tried)[0])


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def _unnumbered(found: Journey) -> tuple[tuple[str, tuple[Stop, ...]], ...]:
    return ("elsewhere", found.elsewhere), ("undated", found.undated)


def _arrows(found: Journey, view: View) -> list[dict[str, Point]]:
    """Bent lines from each stop to the next, with the three corners of their heads."""
    middles = [view.at(centres()[drawn_as(stop.code)]) for stop in found.stops]
    return [_arrow(a, b) for a, b in pairwise(middles) if a != b]


def _arrow(a: Point, b: Point) -> dict[str, Point]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = sqrt(dx * dx + dy * dy)
    bend = (a[0] + b[0]) / 2 + dy * 0.16, (a[1] + b[1]) / 2 - dx * 0.16
    ux, uy = _unit(b[0] - bend[0], b[1] - bend[1])
    room = min(10.5, long / 4)  # the head ends at the edge of the mark
    tip = b[0] - ux * room, b[1] - uy * room
    foot = tip[0] - ux * 6, tip[1] - uy * 6
    corners = {"one": (foot[0] - uy * 3, foot[1] + ux * 3), "two": (foot[0] + uy * 3, foot[1] - ux * 3)}
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in {
        "from": a, "bend": bend, "foot": foot, "tip": tip, **corners
    }.items()}  # fmt: skip


def _unit(x: float, y: float) -> Point:
    long = sqrt(x * x + y * y) or 1.0
    return x / long, y / long


def _lists(language: Language, found: Journey) -> list[list[object]]:
    """What stands beside the map: each stop with what is told of it, then what could not be numbered or drawn."""
    stops = [[str(i), _told(language, stop)] for i, stop in enumerate(found.stops, start=1)]
    lists: list[list[object]] = [["", stops]] if stops else []
    for head, group in (
        (language.gettext("No date told"), found.undated),
        (language.gettext("No stay told, but something was done there"), found.elsewhere),
    ):
        if group:
            lists.append([head, [["–", _told(language, stop)] for stop in group]])
    if found.beside:
        lists.append([language.gettext("Not on the map"), [["–", text] for text in _beside(language, found.beside)]])
    return lists


def _beside(language: Language, steps: Sequence[Step]) -> Iterator[str]:
    """What cannot be drawn, by what the sources say of the country."""
    grouped: dict[str, list[Step]] = {}
    for step in steps:
        where = language.listed([state(language, code) for code in step.codes] or [state(language, "")], "or")
        grouped.setdefault(where, []).append(step)
    for where in sorted(grouped, key=language.sort_key):
        yield f"{where}: {_said(language, grouped[where])}"


def _told(language: Language, stop: Stop) -> str:
    return f"{state(language, stop.code)}: {_said(language, stop.steps)}"


def _said(language: Language, steps: Sequence[Step]) -> str:
    """What is told of a country: 'stay from 2014; incidents while living there: June 2015, no date told'."""
    words = list(dict.fromkeys(_stay(language, step) for step in steps if step.what == STAY))
    hosts, places = ([step for step in steps if step.what == what] for what in (HOST, PLACE))
    if hosts:
        said = language.ngettext(
            "incident while living there: %(when)s", "incidents while living there: %(when)s", len(hosts)
        )
        words.append(said % {"when": _times(language, hosts)})
    if places:
        said = language.ngettext("incident there: %(when)s", "incidents there: %(when)s", len(places))
        words.append(said % {"when": _times(language, places)})
    return "; ".join(words)


def _stay(language: Language, step: Step) -> str:
    dated = {"since": _dates(language, step.when), "until": _dates(language, step.to)}
    if step.when and step.to:
        return language.gettext("stay (since: %(since)s; until: %(until)s)") % dated
    if step.when:
        return language.gettext("stay (since: %(since)s)") % dated
    return language.gettext("stay (until: %(until)s)") % dated if step.to else language.gettext("stay")


def _times(language: Language, steps: Sequence[Step]) -> str:
    """When each was; those without a date are counted at the end."""
    ordered = sorted(steps, key=lambda step: (step.first or date.max, step.id))
    dated = Counter(_dates(language, step.when) for step in ordered if step.when)
    found = [when if count == 1 else f"{when} (× {language.number(count)})" for when, count in dated.items()]
    if none := len(steps) - dated.total():
        words = language.ngettext("%(number)s without a date", "%(number)s without a date", none)
        found.append(words % {"number": language.number(none)})
    return ", ".join(found)


def _dates(language: Language, cell: str) -> str:
    said = (language.special(value) if value in SPECIAL else language.date(value) for value in split(cell))
    return language.listed(said, "or")


def _alt(language: Language, name: str, found: Journey) -> str:
    route = [state(language, stop.code) for stop in found.stops]
    if not found.codes():
        words = language.gettext("Map without any mark: no country of %(name)s can be drawn.")
        return words % {"name": name}
    if not route:
        words = language.gettext("Map of the countries of %(name)s, none with a date: %(countries)s.")
        stops = (*found.undated, *found.elsewhere)
        return words % {"name": name, "countries": ", ".join(state(language, stop.code) for stop in stops)}
    words = language.gettext("Map of the countries of %(name)s in the order of time: %(route)s.")
    return words % {"name": name, "route": " → ".join(route)}
