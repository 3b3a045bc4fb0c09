"""Pictures of every kind of page: ``python -m tests.shots [EDITION] [OUT]`` (``make shots``).

Each kind in each language at three widths, and in the dark at the widest; beside them contact sheets, for a look at
many at once. Without an edition: the demo's where ``make demo`` made one, else invented ones. Pictures go into
``shots/``, named as in ``persons-filtered-ru-360-light.png``.
"""

import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from tests.browser import open_chromium
from tests.pages import Asked, every, shelf
from tests.serving import served

ROOT = Path(__file__).parent.parent
LIGHT, DARK = "light", "dark"
VIEWS = ((360, LIGHT), (768, LIGHT), (1440, LIGHT), (1440, DARK))
TALLEST = 9000  # pixels of a page: what is below is more of the same
THUMBNAIL, TALL, ROW, SHEET, GAP = 250, 700, 6, 12, 12  # of a contact sheet, in pixels; so many pictures on one


def shoot(editions: Path, out: Path, chromium: str) -> int:
    """Write all pictures and sheets; returns how many pictures. ``editions`` is an edition, or a folder of them."""
    out.mkdir(parents=True, exist_ok=True)
    taken: dict[str, list[Path]] = defaultdict(list)
    with served(editions) as site, sync_playwright() as playwright:
        browser = open_chromium(playwright, chromium)
        for width, scheme in VIEWS:
            for asked, picture in _pictures(browser, site.address, every(editions), out, width, scheme):
                taken[f"sheet-{width}-{scheme}-{asked.language}"].append(picture)
        browser.close()
    for name, pictures in taken.items():
        for first in range(0, len(pictures), SHEET):
            sheet(pictures[first : first + SHEET]).save(out / f"{name}-{first // SHEET + 1}.png")
    return sum(map(len, taken.values()))


def _pictures(
    browser: Browser, root: str, pages: list[Asked], out: Path, width: int, scheme: str
) -> list[tuple[Asked, Path]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, found = context.new_page(), []
    for asked in pages:
        page.goto(root + asked.address)
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        picture = out / f"{asked.name}-{width}-{scheme}.png"
        page.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
        found.append((asked, picture))
    context.close()
    return found


def sheet(pictures: list[Path]) -> Image.Image:
    """The tops of many pictures beside each other, each under its name."""
    across, down = THUMBNAIL + GAP, TALL + 3 * GAP
    rows = -(-len(pictures) // ROW)
    made = Image.new("RGB", (ROW * across + GAP, rows * down + GAP), "white")
    write = ImageDraw.Draw(made)
    for place, path in enumerate(pictures):
        x, y = GAP + place % ROW * across, GAP + place // ROW * down
        with Image.open(path) as whole:
            scale = THUMBNAIL / whole.width
            top = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, round(TALL / scale))))
        write.text((x, y), path.stem.rpartition("-")[0].rpartition("-")[0], fill="black")
        made.paste(top.resize((THUMBNAIL, round(top.height * scale))), (x, y + GAP + GAP // 2))
    return made


def main(*arguments: str) -> None:
    """Take them."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("chromium is absent: install Debian's package")
    out = Path(arguments[1]) if len(arguments) > 1 else ROOT / "shots"
    with tempfile.TemporaryDirectory() as folder:
        demo = sorted((ROOT / ".demo").glob("edition-*"))
        given = Path(arguments[0]) if arguments else demo[-1] if demo else shelf(Path(folder))
        print(f"{shoot(given, out, chromium)} pictures of {given} in {out}")


if __name__ == "__main__":
    main(*sys.argv[1:])
