"""Finding who may be one among invented persons who share family names: how many comparisons are saved, and the time.

Pair completeness is measured where the reference names are at hand; the reduction ratio anywhere.
"""

import csv
import json
import re
import time
from collections.abc import Iterator
from itertools import accumulate, combinations, product
from pathlib import Path
from random import Random
from typing import Any

from asylia.matching.blocks import look_of, may_be_one, pairs
from bench.figures import Figure

# Syllables of invented names, in the sounds of the region; what they make is nobody's name or everybody's.
_FIRST = re.findall(
    r"\w+", "Ab Az Bah Bek Dav Dil Er Far Gul Ham Is Jam Kam Lut Mir Nar Ol Par Qod Rah Sa Tur Um Vah Yus Zar"
)
_MIDDLE = re.findall(r"\w+", "a ba da fi go ha i ka li ma ni o ra sa ta u va ya zi")
_LAST = re.findall(r"\w+", "bek dod gul jon kul lo mat mon nur rod shod tam vor zam")
_ENDINGS = ("ov", "ov", "ov", "zoda", "iy", "ev")
PERSONS = 100_000
_FAMILIES, _GIVEN = 4_000, 700


def measure(number: int, reference: Path) -> Iterator[Figure]:
    """The figures of so many persons, and of the reference names where they are at hand."""
    if reference.is_dir():
        found = completeness(reference)
        note = f"{found['variants']} pairs of spellings of one person"
        yield Figure("matching: pair completeness", found["ratio"], "of 1", 0.98, at_least=True, note=note)
    left = reduction(persons(number))
    note = f"{number:,} persons, {left['left']:,} pairs left"
    yield Figure("matching: reduction ratio", left["ratio"], "of 1", 0.999, at_least=True, note=note)
    yield Figure("matching: blocking", left["seconds"], "s", None, note=note)


def persons(number: int, seed: int = 1) -> dict[str, list[str]]:
    """The names of so many invented persons by id; a few family names are common, most are rare."""
    chance = Random(seed)
    families = chance.sample([f"{a}{b}{c}" for a, b, c in product(_FIRST, _MIDDLE, _LAST)], _FAMILIES)
    given = chance.sample([f"{a}{b}{c}" for a, b, c in product(_FIRST, ("", *_MIDDLE), _LAST)], _GIVEN)
    who, whose, fathers = (chance.choices(g, cum_weights=_shares(len(g)), k=number) for g in (given, families, given))
    found = {}
    for at in range(number):
        father = f" {fathers[at]}ovich" if chance.random() < 0.3 else ""
        found[f"X-{at:06d}"] = [f"{who[at]}{father} {whose[at]}{chance.choice(_ENDINGS)}"]
    return found


def reduction(names: dict[str, list[str]]) -> dict[str, Any]:
    """How many pairs are left to compare, the share of all that is saved, and the seconds it took."""
    start = time.perf_counter()
    left = sum(1 for _ in pairs(names))
    everything = len(names) * (len(names) - 1) // 2
    return {"left": left, "ratio": 1 - left / everything, "seconds": time.perf_counter() - start}


def completeness(reference: Path) -> dict[str, Any]:
    """The share of the variants in a folder of reference names that would be compared, and those that would not."""
    variants = list(_variants(reference))
    lost = [(a, b) for a, b in variants if not may_be_one(look_of(a), look_of(b))]
    return {"variants": len(variants), "ratio": 1 - len(lost) / len(variants), "lost": lost}


def _shares(number: int) -> list[float]:
    return list(accumulate(1 / (place + 20) for place in range(number)))


def _variants(folder: Path) -> Iterator[tuple[str, str]]:
    with (folder / "central_asia_pairs_dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        yield from ((row["name_a"], row["name_b"]) for row in rows if row["same"] == "1" and row["kind"] == "variant")
    with (folder / "everypolitician_tajikistan_2015_latin_cyrillic.tsv").open(encoding="utf-8", newline="") as file:
        yield from ((row["name_latin"], row["name_tajik_cyrillic"]) for row in csv.DictReader(file, delimiter="\t"))
    labels = json.loads((folder / "wikidata_kyrgyz_variants_sample.json").read_text(encoding="utf-8"))
    yield from (pair for names in labels.values() if isinstance(names, list) for pair in combinations(names, 2))
