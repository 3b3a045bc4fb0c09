"""Draw every chart of an edition into its folder: one typst document, a page for each chart and language.

Invariant: a name of a chart or a language is a plain word; the files of a chart are written whole before
``charts.json`` names them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from asylia.edition.charts import hosts, journeys, matrix, over_time, ranked, seen, staged
from asylia.edition.charts.drawn import Drawing, Page
from asylia.edition.charts.listing import FOLDER, LISTING
from asylia.edition.charts.png import smaller
from asylia.edition.reader import Edition
from asylia.edition.schema import csv_lines

_SOURCE = Path(__file__).with_name("charts.typ")
_WIDTH = 480  # points of a page, as charts.typ has it
_PPI = 192  # of a PNG: two pixels to a CSS pixel where a chart is shown 640 pixels wide
_CSS = 640 / _WIDTH


def write_charts(edition: Edition, folder: Path, wanted: Sequence[str] = ()) -> None:
    """Write the charts into a new folder. ``wanted`` names the persons whose journey is drawn.

    Raises ``Problem`` for one whom the edition does not show.
    """
    drawn = drawings(edition, wanted)
    folder.mkdir()
    pages = [(each, code, page) for each in drawn for code, page in each.pages.items()]
    svgs, pngs = _compiled(drawn, [page for _, _, page in pages])
    formats = {"svg": svgs, "png": [smaller(png) for png in pngs]}
    for format, files in formats.items():
        for (each, code, _), content in zip(pages, files, strict=True):
            (folder / code).mkdir(exist_ok=True)
            (folder / code / f"{each.name}.{format}").write_bytes(content)
    for each in drawn:
        with (folder / f"{each.name}.csv").open("wb") as opened:
            opened.writelines(csv_lines(each.header, each.rows))
    heights = [_height(png) for png in formats["png"]]
    told = [_told(each, pages, heights) for each in drawn]
    (folder / LISTING).write_bytes((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def drawings(edition: Edition, wanted: Sequence[str] = ()) -> list[Drawing]:
    """Every chart of an edition, not drawn yet."""
    found = seen.incidents(edition)
    fixed = [staged.drawing(edition), over_time.drawing(found), ranked.drawing(found), hosts.drawing(found)]
    return [*fixed, matrix.drawing(found), *over_time.drawings_of_states(found), *journeys.drawings(edition, wanted)]


def _compiled(drawn: Iterable[Drawing], pages: Sequence[Page]) -> Iterable[list[bytes]]:
    """All pages as SVG, then all as PNG."""
    maps: dict[str, Any] = {}
    for each in drawn:
        maps |= each.maps
    data = json.dumps({"pages": [page.picture for page in pages], "maps": maps}, ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=False)
    compiler = typst.Compiler(_SOURCE, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"data": data})
    for found in (compiler.compile(format="svg"), compiler.compile(format="png", ppi=_PPI)):
        yield [found] if isinstance(found, bytes) else [bytes(page) for page in found or []]


def _height(png: bytes) -> int:
    """The height of a PNG in CSS pixels, from its first chunk."""
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    return round(high * _WIDTH * _CSS / wide)


def _told(each: Drawing, pages: Iterable[tuple[Drawing, str, Page]], heights: Sequence[int]) -> Mapping[str, Any]:
    words = {
        code: {
            "title": page.title,
            "alt": page.alt,
            "caption": page.caption,
            "png": f"{FOLDER}/{code}/{each.name}.png",
            "svg": f"{FOLDER}/{code}/{each.name}.svg",
            "width": round(_WIDTH * _CSS),
            "height": height,
        }
        for (own, code, page), height in zip(pages, heights, strict=True)
        if own is each
    }
    return {"name": each.name, "csv": f"{FOLDER}/{each.name}.csv", "words": words}
