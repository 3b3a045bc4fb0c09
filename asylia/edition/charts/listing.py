"""What ``charts/charts.json`` says of an edition's pictures, for those who show them.

Invariant: only names of files that lie beside ``charts.json`` come out of it, whatever it says.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asylia.edition.reader import Edition
from asylia.problems import Problem

FOLDER = "charts"
LISTING = "charts.json"


@dataclass(frozen=True, slots=True)
class Words:
    """One chart in one language. ``png`` and ``svg`` are paths in the edition's folder.

    ``width`` and ``height`` are CSS pixels at full size; the PNG has twice as many.
    """

    title: str
    alt: str
    caption: str
    png: str
    svg: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name, the path of its CSV in the edition's folder, and what it is in each language."""

    name: str
    csv: str
    words: Mapping[str, Words]

    def said(self, language: str) -> Words:
        """The chart in a language; in the first that it has where it has not that one."""
        return self.words.get(language) or next(iter(self.words.values()))


def listing(edition: Edition) -> dict[str, Chart]:
    """The charts of an edition by name, in order; {} where it was published without. Raises ``Problem`` where the
    list was changed so that it cannot be read."""
    file = edition.path / FOLDER / LISTING
    if not file.is_file():
        return {}
    try:
        found = [_chart(each) for each in json.loads(file.read_bytes())]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Problem(f"the list of charts was changed ({error!r})", file=file) from error
    return {chart.name: chart for chart in found if chart.words}


def _chart(said: Mapping[str, Any]) -> Chart:
    words = {code: _words(each) for code, each in said["words"].items()}
    return Chart(str(said["name"]), _path(said["csv"]), words)


def _words(said: Mapping[str, Any]) -> Words:
    title, alt, caption = (str(said[key]) for key in ("title", "alt", "caption"))
    return Words(title, alt, caption, _path(said["png"]), _path(said["svg"]), int(said["width"]), int(said["height"]))


def _path(stated: str) -> str:
    if not stated.startswith(f"{FOLDER}/") or ".." in stated.split("/"):
        raise ValueError(stated)
    return stated
