"""Make ``world.json`` and ``places.json`` of ``asylia/edition/charts``: the map on which an edition's charts are drawn.

    npm pack world-atlas@2.0.2
    python -m tools.world world-atlas-2.0.2.tgz

In: the npm package ``world-atlas`` 2.0.2 (ISC), which holds Natural Earth 4.1 (public domain) as TopoJSON.
Out: one JSON file with, by ISO 3166-1 alpha-2 code, the rings of each country in whole units of a projected grid, its
centre, and the lines between countries. Equal input gives equal bytes where the machine's libm does; drawing reads the
file alone and computes no sine.

Boundaries follow the United Nations, not Natural Earth's 'de facto' view: Crimea is Ukraine (General Assembly
resolution 68/262), the north of Cyprus is Cyprus, Somaliland is Somalia. Kosovo (XK) is drawn by itself. Lines whose
course or status is not agreed are kept apart, to be drawn dashed. Departments overseas that have a code of their own
are drawn as themselves.
"""

import argparse
import hashlib
import json
import math
import tarfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import Any

from babel.core import get_global

OUT = Path(__file__).parent.parent / "asylia" / "edition" / "charts"
LINES, PLACES = OUT / "world.json", OUT / "places.json"
WIDTH = 10_000  # units from the western to the eastern edge of the world
MIDDLE = 11.0  # the meridian in the middle: the cut then falls into the Bering Strait
DETAIL = 16.0  # square units: a bend that spans less is straightened
LEAST = 40.0  # square units: an island that is smaller is left out, unless it is all there is of a country
NAMED = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK"}
# Parts that Natural Earth draws with another country: (code there, west, south, east, north) and the code here.
PARTS = (
    ("RU", (32.0, 44.0, 36.8, 46.3), "UA"),
    ("NO", (8.0, 70.0, 36.0, 82.0), "SJ"),
    ("FR", (-56.0, 0.0, -50.0, 8.0), "GF"),
    ("FR", (-62.0, 15.7, -61.0, 16.6), "GP"),
    ("FR", (-61.5, 14.2, -60.6, 15.0), "MQ"),
    ("FR", (55.0, -22.0, 56.0, -20.5), "RE"),
    ("FR", (44.8, -13.2, 45.5, -12.4), "YT"),
    ("NL", (-70.0, 11.0, -62.0, 19.0), "BQ"),
    ("Indian Ocean Ter.", (104.0, -12.0, 107.0, -9.0), "CX"),
    ("Indian Ocean Ter.", (96.0, -13.0, 98.0, -11.0), "CC"),
)
EAST = ("RU", "FJ")  # countries of the east of which a part lies beyond the date line: it is drawn with the rest
LEFT_OUT = ("AQ",)
# Pairs between whose sides the line is not agreed; '' is land that the source gives to nobody.
OPEN = frozenset(
    map(frozenset, (("XK", "RS"), ("EH", "MA"), ("EH", "MR"), ("IL", "PS"), ("IN", "PK"), ("SD", "SS"), ("KP", "KR")))
)

Point = tuple[float, float]
Ring = list[int]  # numbers of arcs, as TopoJSON has them


class Topology:
    """A TopoJSON file: its arcs in degrees, and which arcs make which ring of which country."""

    def __init__(self, content: dict[str, Any]) -> None:
        (sx, sy), (tx, ty) = content["transform"]["scale"], content["transform"]["translate"]
        self.arcs = [_undone(arc, sx, sy, tx, ty) for arc in content["arcs"]]
        self.rings: list[tuple[str, Ring]] = []
        for shape in content["objects"]["countries"]["geometries"]:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            code = _code(shape)
            for polygon in polygons:
                own = self._part(code, self.points(polygon[0]))
                self.rings += [(own, ring) for ring in polygon]

    def points(self, ring: Ring) -> list[Point]:
        """The points of a ring; the first is not said again at the end."""
        found: list[Point] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            found += arc[:-1]
        return found

    @staticmethod
    def _part(code: str, points: Sequence[Point]) -> str:
        x, y = (sum(point[i] for point in points) / len(points) for i in (0, 1))
        inside = (to for from_, (w, s, e, n), to in PARTS if from_ == code and w <= x <= e and s <= y <= n)
        return next(inside, code)


def made(package: Path) -> dict[str, Any]:
    """The whole content of the data file."""
    with tarfile.open(package) as opened:
        about = json.load(opened.extractfile("package/package.json"))  # type: ignore[arg-type]
        licence = opened.extractfile("package/LICENSE").read().decode()  # type: ignore[union-attr]
        medium, large = (
            Topology(json.load(opened.extractfile(f"package/countries-{scale}.json")))  # type: ignore[arg-type]
            for scale in ("50m", "10m")
        )
    grid = Grid(medium)
    shapes = _shapes(medium, grid)
    centres = {code: _centre(rings) for code, rings in shapes.items()}
    for code, rings in _shapes(large, grid, centres).items():  # what the coarser file leaves out: a place, no shape
        centres[code] = _centre(rings)
    agreed, open = _lines(medium, grid)
    return {
        "source": {
            "package": f"npm {about['name']} {about['version']}",
            "sha512": hashlib.sha512(package.read_bytes()).hexdigest(),
            "licence": licence,
            "data": "Natural Earth 4.1, 1:50m, public domain",
            "made_by": "tools/world.py",
        },
        "size": [WIDTH, grid.height],
        "equator": round(grid.north * grid.scale),
        "shapes": {code: [_steps(ring) for ring in rings] for code, rings in sorted(shapes.items()) if code},
        "nobody": [_steps(ring) for ring in shapes.get("", [])],
        "borders": [_steps(line) for line in agreed],
        "open_borders": [_steps(line) for line in open],
        "centres": dict(sorted((code, centre) for code, centre in centres.items() if code)),
    }


class Grid:
    """The projection (Natural Earth, by Tom Patterson) onto whole units, y downwards."""

    def __init__(self, topology: Topology) -> None:
        rings = [r for code, r in topology.rings if code not in LEFT_OUT]
        ys = [_projected(0.0, lat)[1] for ring in rings for _, lat in topology.points(ring)]
        self.scale = WIDTH / (2 * _projected(180.0 + MIDDLE, 0.0)[0])
        self.north = max(ys)
        self.height = round((self.north - min(ys)) * self.scale)

    def __call__(self, lon: float, lat: float) -> Point:
        x, y = _projected(lon, lat)
        return WIDTH / 2 + x * self.scale, (self.north - y) * self.scale


def _projected(lon: float, lat: float) -> Point:
    a, b = math.radians(lon - MIDDLE), math.radians(lat)
    c = b * b
    d = c * c
    across = 0.8707 - 0.131979 * c + d * (-0.013791 + d * (0.003971 * c - 0.001529 * d))
    return a * across, b * (1.007226 + c * (0.015085 + d * (-0.044475 + 0.028874 * c - 0.005916 * d)))


def _code(shape: dict[str, Any]) -> str:
    name = shape["properties"]["name"]
    if "id" not in shape:
        return NAMED.get(name, name if any(name == part[0] for part in PARTS) else "")
    return str(get_global("territory_aliases")[shape["id"]][0])


def _undone(arc: list[list[int]], sx: float, sy: float, tx: float, ty: float) -> list[Point]:
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((x * sx + tx, y * sy + ty))
    return found


def _shapes(topology: Topology, grid: Grid, known: Collection[str] = ()) -> dict[str, list[list[Point]]]:
    """The rings of each country on the grid, the largest first; those too small to matter are left out."""
    found: dict[str, list[list[Point]]] = defaultdict(list)
    for code, ring in topology.rings:
        if code in LEFT_OUT or code in known:
            continue
        points: list[Point] = []
        for number in ring:
            arc = _simple(topology, grid, number if number >= 0 else ~number, code in EAST)
            points += (arc if number >= 0 else arc[::-1])[:-1]
        found[code].append(points)
    for code, rings in found.items():
        rings.sort(key=lambda ring: -abs(_area(ring)))
        found[code] = [rings[0], *(ring for ring in rings[1:] if abs(_area(ring)) >= LEAST)]
    return found


_known: dict[tuple[int, int, bool], list[Point]] = {}


def _simple(topology: Topology, grid: Grid, number: int, east: bool) -> list[Point]:
    """An arc on the grid without its lesser bends: the same for both countries beside it."""
    key = id(topology), number, east
    if key not in _known:
        line = [grid(lon + (360.0 if east and lon < 0 else 0.0), lat) for lon, lat in topology.arcs[number]]
        _known[key] = [(round(x), round(y)) for x, y in _straightened(line)]
    return _known[key]


def _straightened(line: list[Point]) -> list[Point]:
    """Visvalingam and Whyatt: the bend of least area goes first, until each that stays spans ``DETAIL``.

    A closed line keeps four points at least.
    """
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    left, least = len(line), 5 if line[0] == line[-1] else 2

    def bend(i: int) -> tuple[float, int, int, int]:
        return abs(_area((line[before[i]], line[i], line[after[i]]))), i, before[i], after[i]

    waiting = [bend(i) for i in range(1, len(line) - 1)]
    heapify(waiting)
    gone = set[int]()
    while waiting and left > least:
        area, i, a, b = heappop(waiting)
        if area >= DETAIL:
            break
        if i in gone or (a, b) != (before[i], after[i]):
            continue  # its neighbours changed since: it waits in another place too
        gone.add(i)
        left -= 1
        after[a], before[b] = b, a
        for near in (a, b):
            if 0 < near < len(line) - 1:
                heappush(waiting, bend(near))
    return [point for i, point in enumerate(line) if i not in gone]


def _area(ring: Sequence[Point]) -> float:
    """The area in square units; its sign is the direction."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def _lines(topology: Topology, grid: Grid) -> tuple[list[list[Point]], list[list[Point]]]:
    """The lines between two countries: those that are agreed, and those that are not."""
    beside: dict[int, set[str]] = defaultdict(set)
    for code, ring in topology.rings:
        for number in ring:
            beside[number if number >= 0 else ~number].add(code)
    agreed, open = [], []
    for number, sides in sorted(beside.items()):
        if len(sides) == 2:
            unsettled = "" in sides or frozenset(sides) in OPEN
            (open if unsettled else agreed).append(_simple(topology, grid, number, False))
    return agreed, open


def _centre(rings: list[list[Point]]) -> list[int]:
    """The point of the largest ring that is farthest from its edge, to a 48th of its size."""
    ring = rings[0]
    xs, ys = sorted(x for x, _ in ring), sorted(y for _, y in ring)
    best, at = -1.0, (sum(xs) / len(xs), sum(ys) / len(ys))
    for i in range(1, 48):
        for j in range(1, 48):
            point = xs[0] + (xs[-1] - xs[0]) * i / 48, ys[0] + (ys[-1] - ys[0]) * j / 48
            if _inside(point, ring) and (distance := _to_edge(point, ring)) > best:
                best, at = distance, point
    return [round(at[0]), round(at[1])]


def _edges(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _inside(point: Point, ring: Sequence[Point]) -> bool:
    x, y = point
    crossed = [(x1 - x0) * (y - y0) / (y1 - y0) + x0 > x for (x0, y0), (x1, y1) in _edges(ring) if (y0 > y) != (y1 > y)]
    return sum(crossed) % 2 == 1


def _to_edge(point: Point, ring: Sequence[Point]) -> float:
    return min(_distance(point, *edge) for edge in _edges(ring))


def _distance(point: Point, a: Point, b: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, a, b
    long = (x1 - x0) ** 2 + (y1 - y0) ** 2
    at = max(0.0, min(1.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / long)) if long else 0.0
    return math.hypot(x - x0 - at * (x1 - x0), y - y0 - at * (y1 - y0))


def _steps(points: Sequence[Point]) -> list[int]:
    """Whole units: the first point, then the way to each next one."""
    return list(_walk(points))


def _walk(points: Sequence[Point]) -> Iterator[int]:
    x = y = 0
    for i, (a, b) in enumerate(points):
        dx, dy = round(a) - x, round(b) - y
        if dx or dy or not i:
            yield from (dx, dy)
        x, y = round(a), round(b)


def main() -> None:
    """Read the package that the user names, write the data file."""
    parser = argparse.ArgumentParser(description="Make the map data of the charts.")
    parser.add_argument("package", type=Path, help="world-atlas-2.0.2.tgz, as npm serves it")
    content = made(parser.parse_args().package)
    for file, part in ((PLACES, content.pop("centres")), (LINES, content)):
        lines = (f"{json.dumps(key)}:{_written(value)}" for key, value in part.items())
        file.write_text("{" + ",\n".join(lines) + "}\n", encoding="ascii")
        print(f"{file}: {file.stat().st_size:,} bytes")


def _written(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
