"""How well searching does, as the bench last measured it: ``figures.toml``, written by ``bench/searching.py``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("figures.toml")


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
