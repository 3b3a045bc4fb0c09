"""How well searching and comparing do, as the bench last measured them.

``figures.toml`` is written by ``bench/searching.py``, ``comparing.toml`` by ``bench/names.py``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("figures.toml")
COMPARING = Path(__file__).with_name("comparing.toml")


@dataclass(frozen=True, slots=True)
class Figures:
    """``recall``: the share of queries that had who was meant among the first so many; ``speed``: milliseconds by
    database, under which nineteen of twenty queries were answered, alone and with eight clients, and seconds to file
    everybody.
    """

    version: str
    date: str
    persons: int
    queries: int
    recall: Mapping[int, float]
    speed: Mapping[str, Mapping[str, float]]


@cache
def figures() -> Figures | None:
    """The frozen figures; None where nothing was measured yet."""
    if not FILE.is_file():
        return None
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    recall = {int(key.removeprefix("at_")): share for key, share in read["recall"].items()}
    return Figures(read["version"], read["date"], read["persons"], read["queries"], recall, read["speed"])


@dataclass(frozen=True, slots=True)
class Compared:
    """How one matcher did on one set of pairs. ``precision``, ``recall``, ``f1``: from 0 to 1; ``false_same``: pairs of
    two persons that it called one; ``pairs_per_second``: of one processor, with the reading of every name.
    """

    pairs: int
    precision: float
    recall: float
    f1: float
    best_f1: float
    false_same: int
    pairs_per_second: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """What compares names: this or a peer, its version, and how it did on each set of pairs."""

    name: str
    version: str
    sets: Mapping[str, Compared]


@dataclass(frozen=True, slots=True)
class Comparing:
    """All matchers on the same pairs in one run, ours first; the day in ISO 8601."""

    measured_on: str
    matchers: tuple[Matcher, ...]


@cache
def comparing() -> Comparing | None:
    """The frozen figures of comparing; None where nothing was measured yet."""
    if not COMPARING.is_file():
        return None
    read = tomllib.loads(COMPARING.read_text(encoding="utf-8"))
    matchers = [
        Matcher(each["name"], each["version"], {name: Compared(**found) for name, found in each["sets"].items()})
        for each in (read["ours"], *read.get("peers", ()))
    ]
    return Comparing(read["measured_on"], tuple(matchers))
