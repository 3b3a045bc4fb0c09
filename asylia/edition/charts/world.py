"""The map: lines of countries from ``world.json`` (see tools/world.py), cut and scaled for a picture.

Invariant: whole numbers in, tenths of a point out, by sums and products alone; neighbours share their lines, since the
same point is rounded the same way.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from asylia.edition.charts.places import Point
from asylia.languages.language import Language

_DATA = Path(__file__).with_name("world.json")
_MARGIN = 60.0  # points around a picture within which lines are still drawn true
_FINE = 0.6  # points: of what lies nearer together one point is drawn

Line = tuple[Point, ...]


@dataclass(frozen=True)
class World:
    """The lines of the world in units of its grid."""

    width: int
    height: int
    shapes: Mapping[str, tuple[Line, ...]]
    nobody: tuple[Line, ...]
    borders: tuple[Line, ...]
    open_borders: tuple[Line, ...]

    @cached_property
    def areas(self) -> Mapping[str, float]:
        """The area of the largest part of each country, in square units."""
        return {code: abs(_area(rings[0])) for code, rings in self.shapes.items()}


@cache
def world() -> World:
    """The map, read once."""
    found = json.loads(_DATA.read_bytes())
    (width, height) = found["size"]
    nobody, borders, open_borders = (tuple(map(_points, found[name])) for name in ("nobody", "borders", "open_borders"))
    shapes = {code: tuple(map(_points, rings)) for code, rings in found["shapes"].items()}
    return World(width, height, shapes, nobody, borders, open_borders)


@dataclass(frozen=True)
class View:
    """A window on the map, in units from its left and upper edge, and how wide it is drawn, in points."""

    left: float
    top: float
    wide: float
    high: float
    points: float

    @property
    def scale(self) -> float:
        """Points a unit."""
        return self.points / self.wide

    @property
    def drawn(self) -> float:
        """How high it is drawn, in points."""
        return round(self.high * self.scale, 1)

    def at(self, point: Point) -> Point:
        """A point of the map in the picture, in points."""
        return round((point[0] - self.left) * self.scale, 1), round((point[1] - self.top) * self.scale, 1)

    def holds(self, point: Point) -> bool:
        """Whether a point of the map lies in the picture."""
        return 0 <= point[0] - self.left <= self.wide and 0 <= point[1] - self.top <= self.high

    def lines(self, lines: Iterable[Line]) -> list[list[float]]:
        """Lines as the picture needs them: x and y by turns, without what lies outside or too near together."""
        return [found for line in lines if len(found := self._line(line)) > 2]

    def _line(self, line: Line) -> list[float]:
        margin = _MARGIN / self.scale
        xs, ys = (x for x, _ in line), (y for _, y in line)
        if _apart(tuple(xs), self.left, self.wide) or _apart(tuple(ys), self.top, self.high):
            return []
        found, last = list[float](), None
        for x, y in line:
            near = (
                min(max(x, self.left - margin), self.left + self.wide + margin),
                min(max(y, self.top - margin), self.top + self.high + margin),
            )
            step = tuple(round(at / _FINE) for at in self.at(near))
            if step != last:
                found += (round(at * _FINE, 1) for at in step)
                last = step
        return found


def base(view: View, tints: Callable[[str], int | None]) -> dict[str, Any]:
    """A map for ``charts.typ``: land by tint (-1: plain), the lines between countries, those that are not agreed."""
    known, by_tint = world(), dict[int, list[Line]]()
    for code, rings in known.shapes.items():
        tint = tints(code)
        by_tint.setdefault(-1 if tint is None else tint, []).extend(rings)
    by_tint.setdefault(-1, []).extend(known.nobody)
    return {
        "width": view.points,
        "height": view.drawn,
        "land": [{"tint": tint, "rings": view.lines(rings)} for tint, rings in sorted(by_tint.items())],
        "borders": view.lines(known.borders),
        "open_borders": view.lines(known.open_borders),
    }


def disclaimer(language: Language) -> str:
    """What stands under every map."""
    return language.gettext(
        "Boundaries are drawn for orientation and imply no opinion on any status. Map: Natural Earth, public domain."
    )


def _points(steps: Sequence[int]) -> Line:
    x = y = 0
    found = []
    for i in range(0, len(steps), 2):
        x, y = x + steps[i], y + steps[i + 1]
        found.append((float(x), float(y)))
    return tuple(found)


def _apart(along: Sequence[float], start: float, long: float) -> bool:
    return max(along) < start or min(along) > start + long


def _area(ring: Line) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2
