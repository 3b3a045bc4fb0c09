"""What comparing two names has found, part by part."""

from enum import IntEnum
from typing import NamedTuple

from asylia.names.parts import Part


class State(IntEnum):
    """What two parts are to each other."""

    OTHER = 0
    NEAR = 1
    SAME = 2


class Found(NamedTuple):
    """One thing found in comparing: about which parts, how far apart, and what that means."""

    about: str
    a: Part | None
    b: Part | None
    distance: float
    state: State
    note: str = ""
