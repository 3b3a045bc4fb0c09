"""Every kind of page of the public site, by name: one list for pictures and for all checks.

The persons, states and the rest that are shown are found in the editions themselves, so that the list fits a demo's
edition as well as an invented one; a kind that an edition has nothing for is left out.
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from asylia.edition.numbers import order
from asylia.edition.reader import Edition
from asylia.edition.sums.table1 import UNNAMED
from asylia.languages.language import languages
from tests import editions
from tests.site import crowded

MANY = 100  # a person with so many incidents is on several pages
OF_WORDS = ("editions", "about", "method", "names", "ethics", "accessibility", "privacy", "contact", "api")
OF_AN_EDITION = (
    "persons", "incidents", "group-events", "protections", "states", "measures", "codebook", "stages", "sources",
    "aggregates", "edition",
)  # fmt: skip
QUERIES = {
    "persons-filtered": "persons?stage=3&measure=informal_rendition&sort=name",
    "persons-nobody": "persons?q=nobody+at+all",
    "persons-page-2": "persons?page=2",
    "persons-az": "persons/az",
    "incidents-filtered": "incidents?target=relative&contested=yes",
}
NO_PAGE, GONE = 404, 410


class Asked(NamedTuple):
    """One page in one language: ``address`` from the root of the site, the ``status`` of its answer."""

    kind: str
    language: str
    address: str
    status: int

    @property
    def name(self) -> str:
        """For a file or a test: ``person-long-ru``."""
        return f"{self.kind}-{self.language}"


def shelf(folder: Path) -> Path:
    """A folder of invented editions: the newest, an older one with a crowded person, and one that is shown no more."""
    crowded.make(folder / "older", number="2025.1", before=folder / "stopped")
    editions.make(folder / "newest")
    return folder


def every(*folders: Path, only: str = "") -> list[Asked]:
    """Every kind of page of some editions in each language, or in one."""
    codes = [only] if only else [*languages()]
    status = {"404": NO_PAGE, "410": GONE, "410-edition": GONE}
    return [
        Asked(kind, code, in_language(address, code), status.get(kind, 200))
        for kind, address in kinds(*folders).items()
        for code in codes
    ]


def in_language(address: str, code: str) -> str:
    """An English address in another language."""
    return address if code == next(iter(languages())) else f"/{code}{address}"


def kinds(*folders: Path) -> dict[str, str]:
    """Kinds of pages and the English addresses that show them. ``folders`` are editions, or folders of them."""
    inside = [f for folder in folders for f in (folder, *sorted(folder.iterdir())) if (f / "manifest.json").is_file()]
    opened = sorted(map(Edition, inside), key=lambda edition: order(edition.number))
    gone, stopped = _gone(opened)
    shown = [edition for edition in opened if edition.number not in stopped]
    newest = shown[-1]
    at = f"/{newest.number}/"
    found = {"home": "/", "edition-home": at}
    found |= {name: at + name for name in OF_AN_EDITION} | {name: at + rest for name, rest in QUERIES.items()}
    found |= {kind: at + rest for kind, rest in _of_codes(newest).items()}
    found |= {kind: at + person for kind, person in _persons(newest).items()}
    for edition in shown:
        found |= {f"person-{kind}": f"/{edition.number}/{rest}" for kind, rest in _crowded(edition).items()}
    found |= {name: f"/{name}" for name in OF_WORDS} | {"404": "/nothing"} | gone
    if len(shown) > 1:
        found |= {"edition-older": f"/{shown[-2].number}/edition"}
        found |= {"compare": f"/compare/{shown[-2].number}/{newest.number}"}
    for edition in opened:
        edition.close()
    return found


def _persons(edition: Edition) -> dict[str, str]:
    """Persons who differ in what there is to show of them."""
    names = {record["id"]: record["name"] for record in edition.all("persons")}
    incidents = Counter(record["person"] for record in edition.all("incidents"))
    few = {id: number for id, number in incidents.items() if number < MANY}
    people = {
        "person": max(sorted(few), key=lambda id: few[id]),
        "person-plain": min(sorted(few), key=lambda id: few[id]),
    }
    named = {id: name for id, name in names.items() if name and name not in UNNAMED}
    people["person-long-name"] = max(sorted(named), key=lambda id: len(named[id]))
    telling = {
        "person-unnamed": (id for id in names if id not in named),
        "person-no-incident": (id for id in named if id not in incidents),
        "person-unsafe": (id for id, name in named.items() if "<" in name),
        "person-cyrillic": (r["person"] for r in edition.all("names") if re.search("[А-я]", r["name"])),
        "person-contested": (r["id"] for r in edition.where("cells", contested="yes") if r["id"] in names),
    }
    for kind, ids in telling.items():
        if id := min(set(ids) - set(people.values()), default=""):
            people[kind] = id
    return people


def _crowded(edition: Edition) -> dict[str, str]:
    """A person of so many incidents that they stand on several pages."""
    incidents = Counter(record["person"] for record in edition.all("incidents"))
    if not incidents or max(incidents.values()) < MANY:
        return {}
    person = max(sorted(incidents), key=lambda id: incidents[id])
    return {"crowded": person, "crowded-page-2": f"{person}?page=2"}


def _of_codes(edition: Edition) -> dict[str, str]:
    """Pages of one code or one record: that of which the edition tells most."""
    said = {name: Counter(r[name].split("|")[0] for r in edition.all("incidents")) for name in _PAGE_OF}
    found = {}
    for column, page in _PAGE_OF.items():
        if codes := {code: number for code, number in said[column].items() if code}:
            found[page.rstrip("s")] = f"{page}/{max(sorted(codes), key=lambda code: codes[code])}"
    found |= {"vocabulary": "codebook/factualities", "vocabulary-long": "codebook/countries"}
    for kind, table in (("group-event", "group_events"), ("source", "sources")):
        if ids := sorted(record["id"] for record in edition.all(table)):
            found[kind] = ids[0]
    return found


_PAGE_OF = {"state_of_concern": "states", "host_state": "hosts", "measure": "measures"}


def _gone(opened: list[Edition]) -> tuple[dict[str, str], set[str]]:
    """Addresses of what is shown no more, and the numbers of editions that are."""
    found, stopped = dict[str, str](), set[str]()
    for edition in opened:
        for record in edition.where("retired", why="withdrawn"):
            found["410"] = f"/{edition.number}/{record['id']}"
            held = (old for old in opened if order(old.number) < order(edition.number))
            stopped |= {old.number for old in held if old.one("persons", record["id"])}
    if stopped:
        found["410-edition"] = f"/{min(stopped)}/persons"
    return found, stopped
