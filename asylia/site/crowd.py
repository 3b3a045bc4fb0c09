"""How many readers each worker has, where all of them see it: so that the one with fewest takes the next.

A reader keeps a connection for many pages. Left to chance, the worker that wakes first takes all who come together, and
the others stand idle. Invariant: a number here is a hint. One that is wrong, or a worker that does not come, costs a
reader ``PATIENCE`` steps of waiting and no more.
"""

import mmap
from itertools import repeat

PATIENCE, STEP = 20, 0.001  # so often a worker with more waits for one with fewer; seconds
_PLACES, _MOST, _NOBODY = 256, 254, 255

_held = mmap.mmap(-1, _PLACES)  # shared with every process that is forked from this one
_held[:] = bytes(repeat(_NOBODY, _PLACES))


def tell(worker: int, readers: int) -> None:
    """Say how many readers a worker has; ``worker`` is its number, which grows with each that is begun."""
    _held[worker % _PLACES] = min(readers, _MOST)


def leave(worker: int) -> None:
    """Say that a worker is no more."""
    _held[worker % _PLACES] = _NOBODY


def has_fewest(worker: int) -> bool:
    """Whether no other worker has fewer readers."""
    return _held[worker % _PLACES] <= min(_held[:])
