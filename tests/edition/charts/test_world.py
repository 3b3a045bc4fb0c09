"""The map data: small, whole, and with the boundaries that the United Nations know."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from asylia.codebook.book import book
from asylia.edition.charts import world as module
from asylia.edition.charts.places import centres, drawn_as, is_country
from asylia.edition.charts.scale import Scale
from asylia.edition.charts.world import View, base, world
from tools.world import MIDDLE, WIDTH, _inside, _projected

FILE = Path(module.__file__).with_name("world.json")


def holder(lon: float, lat: float) -> set[str]:
    """The countries whose land is at a place."""
    scale = WIDTH / (2 * _projected(180.0 + MIDDLE, 0.0)[0])
    x, y = _projected(lon, lat)
    at = WIDTH / 2 + x * scale, json.loads(FILE.read_bytes())["equator"] - y * scale
    return {code for code, rings in world().shapes.items() if sum(_inside(at, ring) for ring in rings) % 2}


def test_it_is_small_and_says_where_it_is_from() -> None:
    assert FILE.stat().st_size <= 200_000
    source = json.loads(FILE.read_bytes())["source"]
    assert source["package"] == "npm world-atlas 2.0.2"
    assert len(source["sha512"]) == 128
    assert "public domain" in source["data"]
    assert "Permission to use" in source["licence"]


@pytest.mark.parametrize(
    ("place", "lon", "lat", "code"),
    [
        ("Simferopol", 34.1, 44.95, "UA"),
        ("Kherson", 32.6, 46.7, "UA"),
        ("north of Nicosia", 33.35, 35.27, "CY"),
        ("Hargeisa", 44.06, 9.56, "SO"),
        ("Pristina", 21.16, 42.66, "XK"),
        ("Dushanbe", 68.8, 38.55, "TJ"),
        ("Grozny", 45.7, 43.3, "RU"),
        ("Bilibino, before the date line", 166.4, 67.9, "RU"),
        ("Chukotka, beyond the date line", 184.0, 66.4, "RU"),
        ("Cayenne", -53.0, 4.5, "GF"),
        ("Maseru, within another country", 28.3, -29.5, "LS"),
    ],
)
def test_land_belongs_to_whom_the_united_nations_say(place: str, lon: float, lat: float, code: str) -> None:
    assert holder(lon, lat) == {code}, place


def test_every_country_of_the_codebook_is_drawn_or_has_a_reason() -> None:
    off = {code for code in book().vocabularies["countries"] if not drawn_as(code)}
    assert off == {"AQ", "BV", "TK", "ZZ", *book().flagged("countries", "historical")}
    assert not is_country("ZZ")
    assert not is_country("unknown")
    assert is_country("SU")


def test_a_centre_lies_within_its_country() -> None:
    for code, rings in world().shapes.items():
        if world().areas[code] > 400:
            assert _inside(centres()[code], rings[0]), code


def test_no_line_crosses_the_whole_map() -> None:
    for rings in world().shapes.values():
        for ring in rings:
            for (x0, _), (x1, _) in pairwise(ring):
                assert abs(x1 - x0) < 1200


def test_what_lies_outside_a_view_is_not_drawn() -> None:
    view = View(4420.0, 400.0, 2560.0, 1440.0, 452.0)
    drawn = base(view, lambda code: 1 if code == "BR" else None)
    assert [len(each["rings"]) for each in drawn["land"] if each["tint"] == 1] == [0]
    assert all(-61 <= x <= 513 for each in drawn["land"] for ring in each["rings"] for x in ring[::2])


def test_the_tints_grow_with_the_numbers() -> None:
    assert Scale(1).classes() == [(1, 1)]
    assert Scale(23).classes() == [(1, 1), (2, 4), (5, 9), (10, 19), (20, 23)]
    for greatest in (1, 2, 3, 7, 50, 999, 123_456):
        scale = Scale(greatest)
        assert len(scale.classes()) <= 5
        assert scale.tint(0) == 0
        assert scale.tint(1) == 1
        assert scale.tint(greatest) == len(scale.classes())
        assert all(a <= b for a, b in scale.classes())
