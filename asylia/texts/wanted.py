"""The passages that a register or an edition cites by reference, and the publications in which they stand.

Invariant: ids are those of the ledger and of editions, so what is found can be shown beside the citation.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from asylia.problems import Problem
from asylia.texts.passages import by_reference, passage_id

_PARTS = ("source", "page", "paragraph", "letters", "first", "all", "place")


@dataclass
class Wanted:
    """Passages by id, for each source the passage that opens it, and the titles of the publications."""

    passages: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    openings: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    publications: tuple[str, ...] = ()

    def want(self, passage: Mapping[str, Any]) -> None:
        """Add one passage. That with no letter before it opens its source."""
        self.passages[passage["id"]] = passage
        if passage.get("place") == 0:
            self.openings[passage["source"]] = passage


def of_register(folder: Path | None = None) -> Wanted:
    """What a register cites; the bundled one where no folder is named. Raises ``Problem`` where there is none."""
    folder = folder or _bundled()
    wanted, titles, volumes = Wanted(), dict[str, str](), dict[str, str]()
    for file in sorted({*folder.glob("*.toml"), *folder.glob("persons/*.toml")}):  # not those of codings/
        table = _read(file)
        for block in table.get("source", ()):
            titles[block["id"]] = str(block.get("title", block["id"]))
            if "volume" in block:
                volumes[block["id"]] = str(block["volume"]).split(" @")[0]
            if opening := block.get("opening"):
                wanted.want(_passage({"place": 0, **opening, "source": block["id"]}))
        for passage in table.get("passages", {}).values():
            wanted.want(_passage(passage))
    return _published(wanted, titles, volumes, folder)


def of_edition(folder: Path) -> Wanted:
    """What an edition cites. Raises ``Problem`` where the folder holds none."""
    wanted = Wanted()
    for row in _rows(folder / "tables" / "passages.csv"):
        numbers = {name: int(row[name]) for name in ("page", "letters", "place") if row.get(name)}
        if "letters" in numbers:
            wanted.want({"id": row["id"], "source": row["source"], "first": row["first"], "all": row["all"], **numbers})
    sources = list(_rows(folder / "tables" / "sources.csv"))
    titles = {row["id"]: row["title"] or row["id"] for row in sources}
    return _published(wanted, titles, {row["id"]: row["volume"] for row in sources if row["volume"]}, folder)


def _passage(table: Mapping[str, Any]) -> dict[str, Any]:
    """A passage of a register file as it stands in a claim. One that is not sealed yet has its words."""
    parts = {name: table[name] for name in _PARTS if name in table}
    if "quote" in table:
        parts = {**parts, **by_reference(table["quote"])}
    if note := table.get("note"):
        parts["note"] = [note] if isinstance(note, int) else list(note)
    return {"id": passage_id(parts), **parts}


def _published(wanted: Wanted, titles: Mapping[str, str], volumes: Mapping[str, str], folder: Path) -> Wanted:
    if not wanted.passages:
        raise Problem("there is no passage by reference here", file=folder, mend="Name a register or an edition.")
    cited = {str(passage["source"]) for passage in wanted.passages.values()}
    publications = {volumes.get(source, source) for source in cited}
    wanted.publications = tuple(sorted(titles.get(source, source) for source in publications))
    return wanted


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(f"the file cannot be read: {error}", file=file, mend="Ask `asylia register check`.") from error


def _rows(file: Path) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
    except OSError as error:
        raise Problem(f"this table of the edition cannot be read: {error.strerror}", file=file) from error


def _bundled() -> Path:
    """Inside the wheel, or beside the package in a checkout."""
    package = Path(str(resources.files("asylia")))
    for folder in (package / "registers" / "no_shelter", package.parent / "registers" / "no_shelter"):
        if folder.is_dir():
            return folder
    raise Problem("the bundled register is not there", mend="Install asylia again, or name --register or --edition.")
