"""What our comparison of names says of the pairs that the columns leave open; each pair of spellings once.

Invariant: the verdicts are those of ``names.compare``, however many processes share the work.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from numpy.typing import NDArray

from asylia.names.compare import Verdict, compare
from asylia.names.rules import Rules

Numbers = NDArray[np.int64]
VERDICTS: tuple[Verdict, ...] = ("different", "unsure", "same")
DIFFERENT, UNSURE, SAME = range(3)
_AT_ONCE = 5_000  # pairs that a process compares before it hands over what it found
_REMEMBER = 50_000  # forms, and pairs of parts, that it keeps meanwhile


def verdicts(names: Sequence[str], left: Numbers, right: Numbers, processes: int) -> NDArray[np.int8]:
    """The verdict of each pair as its place in ``VERDICTS``; the pairs are places in ``names``.

    Names that sound alike stand beside one another in ``names`` at best, so that a process reads each but once.
    """
    low, high = np.minimum(left, right), np.maximum(left, right)
    pairs, back = np.unique(low * len(names) + high, return_inverse=True)
    found = np.empty(len(pairs), np.int8)
    at = 0
    for part in _judged(names, pairs, processes):
        found[at : at + len(part)] = bytearray(part)
        at += len(part)
    return found[back]


def _judged(names: Sequence[str], pairs: Numbers, processes: int) -> Iterator[bytes]:
    parts = (pairs[at : at + _AT_ONCE] for at in range(0, len(pairs), _AT_ONCE))
    said = ([(names[a], names[b]) for a, b in zip(*np.divmod(part, len(names)), strict=True)] for part in parts)
    if processes < 2 or len(pairs) <= _AT_ONCE:
        yield from map(_compare, said)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(_compare, said)


_rules: list[Rules] = []


def _compare(pairs: list[tuple[str, str]]) -> bytes:
    if not _rules:
        _rules.append(Rules(remember=_REMEMBER))
    return bytes(VERDICTS.index(compare(a, b, _rules[0]).verdict) for a, b in pairs)
