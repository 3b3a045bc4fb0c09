"""Pictures of all pages at three widths, light and dark: ``python -m tests.shots [EDITION] [OUT]`` (``make shots``).

Without an edition: the demo's where ``make demo`` made one, else an invented one. Pictures go into ``shots/``.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from asylia.edition.reader import Edition
from tests.browser import open_chromium
from tests.editions import make
from tests.serving import served

ROOT = Path(__file__).parent.parent
WIDTHS = (360, 768, 1440)


def pages(folder: Path) -> dict[str, str]:
    """Names of pictures and the addresses that they show, those with the most on them first."""
    edition = Edition(folder)
    incidents: dict[str, int] = {}
    for record in edition.all("incidents"):
        incidents[record["person"]] = incidents.get(record["person"], 0) + 1
    contested = min(edition.where("cells", contested="yes"), key=lambda c: (c["id"][0] != "I", c["id"]), default=None)
    found = {"home": "/", "persons": "/persons", "nobody": "/persons?q=nobody+at+all", "edition": "/edition"}
    found |= {"about": "/about", "not-found": "/persons/X-000000"}
    for place, person in enumerate(sorted(incidents, key=lambda id: (-incidents[id], id))[:2]):
        found[f"person-{place + 1}"] = f"/persons/{person}"
    if contested:
        id, column = contested["id"], contested["column"]
        person = id if id[0] == "X" else (edition.one("incidents", id) or {"person": ""})["person"]
        found["person-contested"] = f"/persons/{person}"
        found["value"] = f"/persons/{person}/{id}/{column}"
    edition.close()
    return found


def shoot(edition: Path, out: Path, chromium: str) -> int:
    """Write all pictures; returns how many."""
    out.mkdir(parents=True, exist_ok=True)
    taken = 0
    with served(edition) as site, sync_playwright() as playwright:
        browser = open_chromium(playwright, chromium)
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                for name, address in pages(edition).items():
                    page.goto(site.address + address)
                    page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
                    taken += 1
                context.close()
        browser.close()
    return taken


def main(*arguments: str) -> None:
    """Take them."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("chromium is absent: install Debian's package")
    out = Path(arguments[1]) if len(arguments) > 1 else ROOT / "shots"
    with tempfile.TemporaryDirectory() as folder:
        demo = sorted((ROOT / ".demo").glob("edition-*"))
        given = Path(arguments[0]) if arguments else demo[-1] if demo else make(Path(folder) / "edition")
        print(f"{shoot(given, out, chromium)} pictures of {given} in {out}")


if __name__ == "__main__":
    main(*sys.argv[1:])
