"""Which of several patterns may find anything in a word: known from its sounds, before any pattern is tried.

Of twenty-six patterns a word needs two or three; to try them all is most of what reading a name would take. What each
pattern needs stands beside it in ``rules.toml``, and ``tests/names/test_sounds.py`` holds it against trying them all.
"""

from collections.abc import Sequence
from operator import eq

TWICE = "2"  # stands for any sound that comes twice in a row


class Needs:
    """For patterns in their order what they need: ``"e v"`` is a sound of the first group and one of the second."""

    def __init__(self, said: Sequence[str]) -> None:
        self._width = len(said)
        self._groups = max((len(one.split()) for one in said), default=1)
        self._given, self._bits = 0, dict[str, int]()
        for place, one in enumerate(said):
            groups = one.split()
            for group in range(self._groups):
                bit = 1 << group * self._width + place
                if group >= len(groups):
                    self._given |= bit
                for sound in groups[group] if group < len(groups) else "":
                    self._bits[sound] = self._bits.get(sound, 0) | bit
        self._all = (1 << self._width) - 1

    def met(self, sounds: str) -> int:
        """A bit for each pattern whose needs are met, the lowest for the first."""
        have, of = self._given, set(sounds)
        if len(of) < len(sounds) and any(map(eq, sounds, sounds[1:])):
            of.add(TWICE)
        for bits in map(self._bits.get, of):
            if bits:
                have |= bits
        found = have & self._all
        for _ in range(1, self._groups):
            have >>= self._width
            found &= have
        return found

    def may_follow(self, place: int, made: str) -> int:
        """A bit for each later pattern that may find something only since these sounds were put into a word."""
        sounds = {*made, TWICE}
        later = self._all >> place + 1 << place + 1
        found = 0
        for sound in sounds & set(self._bits):
            for group in range(self._groups):
                found |= self._bits[sound] >> group * self._width & later
        return found
