"""The columns by which records are compared: what their names sound like, read once by our rules.

The sounds are those of ``asylia.names``: a given and a family name, the latter without an ending that another spelling
lacks, in the order of the alphabet, so that it does not matter which of two stands first. What writers mix up has one
sound here. The keys hold two parts together as broad classes of consonants.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from asylia.matching.named import is_name
from asylia.names.forms import Reading, form
from asylia.names.parts import Part
from asylia.names.rules import Rules
from asylia.names.tokens import FINE, skeletons

_AT_ONCE = 5_000  # names that a process reads before it hands them over
_REMEMBER = 20_000  # forms that it keeps meanwhile
_NO_CONSONANT = str.maketrans("", "", "aäâeëiıoõöuüœŷhyj")
_SEXES = {frozenset("m"): "m", frozenset("f"): "f"}


class Columns(NamedTuple):
    """One name in columns; '' or nothing where the name does not say it.

    ``sounds``: of both parts; ``spines``: of both without vowels; ``classes``: of their consonants. ``keys``: all by
    which the name may be found. ``given`` and ``family``, and their spines and classes: for how frequent they are.
    ``father``, ``fathers``: the sounds of the father's name, and its classes. ``sex``: m or f.
    """

    sounds: str
    spines: str
    classes: str
    keys: tuple[str, ...]
    given: str
    family: str
    given_spine: str
    family_spine: str
    given_class: str
    family_class: str
    father: str
    fathers: tuple[str, ...]
    sex: str


def columns_of(name: str, rules: Rules) -> tuple[Columns, ...]:
    """The columns of each full name that a field holds; none where nobody is named by it."""
    if not is_name(name):
        return ()
    found = map(_columns, form(name, rules).readings)
    return tuple(dict.fromkeys(one for one in found if one))


def read_all(names: Iterable[str], processes: int) -> Iterator[tuple[Columns, ...]]:
    """The columns of many names, in their order; read by several processes."""
    parts = _parts(names)
    if processes < 2:
        yield from (columns for part in parts for columns in _read(part))
        return
    with ProcessPoolExecutor(processes) as pool:
        for found in pool.map(_read, parts):
            yield from found


def _parts(names: Iterable[str]) -> Iterator[list[str]]:
    names = iter(names)
    while part := list(islice(names, _AT_ONCE)):
        yield part


_rules: list[Rules] = []


def _read(names: list[str]) -> list[tuple[Columns, ...]]:
    if not _rules:
        _rules.append(Rules(remember=_REMEMBER))
    return [columns_of(name, _rules[0]) for name in names]


def _columns(readings: tuple[Reading, ...]) -> Columns | None:
    pairs = [(given, reading.family) for reading in readings if reading.family for given in reading.firsts]
    pairs = [(given, family) for given, family in pairs if given.role != "initial"]
    if not pairs:
        return None
    keys = tuple(sorted({key for given, family in pairs for key in _keys(given, family)}))
    given, family = pairs[0]
    father = _father(readings[0])
    said = (_said(given.whole.sounds), _said(_stem(family)))
    spines = (_spine(said[0]), _spine(said[1]))
    classes = (min(_skeletons(given.whole.sounds)), min(_skeletons(_stem(family))))
    return Columns(
        " ".join(sorted(said)),
        " ".join(sorted(spines)),
        ".".join(sorted(classes)),
        keys,
        *said,
        *spines,
        *classes,
        _said(_stem(father)) if father else "",
        tuple(sorted(_skeletons(_stem(father)))) if father else (),
        _SEXES.get(readings[0].sexes, ""),
    )


def _keys(given: Part, family: Part) -> Iterator[str]:
    firsts = {one.sounds for one in (given.whole, given.fond) if one and one.sounds}
    for a in {skeleton for one in firsts for skeleton in _skeletons(one)}:
        for b in _skeletons(_stem(family)):
            yield f"{a}.{b}" if a < b else f"{b}.{a}"


def _father(reading: Reading) -> Part | None:
    """The father's name: with an ending that says so, else a second given name, which may be it."""
    bare = [part for part in reading.given[1:] if part.role != "initial"]
    return next(iter((*reading.patronymics, *bare)), None)


@lru_cache(maxsize=_REMEMBER)
def _skeletons(sounds: str) -> frozenset[str]:
    """The consonants in classes; where kh is written for h, which has no class, also without it."""
    return frozenset(skeletons(sounds) | skeletons(sounds.replace("x", "")))


def _stem(part: Part) -> str:
    return (part.stem or part.whole).sounds


def _spine(said: str) -> str:
    """The consonants in their order, each once; h and y, which one way of writing has and another has not, are none."""
    return "".join(sound for sound, _ in groupby(said.translate(_NO_CONSONANT)))


def _said(sounds: str) -> str:
    return sounds.translate(FINE)
