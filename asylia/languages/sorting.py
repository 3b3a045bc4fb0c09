"""An alphabet -> keys to sort by.

Letters come in the order of the alphabet; a letter that it lacks sorts as the one that it is without its marks, or
after the alphabet by its code point. Digits come first, apostrophes do not count, anything else is a space.
"""

from asylia.names.keys import search_key

_SPACE, _DIGITS, _LETTERS, _OTHERS = 1, 2, 16, 0x1000


class Alphabet:
    """The letters of a language, lower-case, in order."""

    def __init__(self, letters: str) -> None:
        self._ranks = _Ranks({ord(letter): chr(_LETTERS + place) for place, letter in enumerate(letters)})

    def key(self, text: str) -> str:
        """What to sort by. Texts that differ only by case or marks stand side by side, always in one order."""
        return f"{text.casefold().translate(self._ranks)}\0{text}"


class _Ranks(dict[int, str]):
    """The rank of each character, found when it is first met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if character.isdecimal():
            rank = chr(_DIGITS + int(character))
        elif (plain := search_key(character)) in ("", character):
            rank = chr(_OTHERS + point) if plain else "" if _counts_not(character) else chr(_SPACE)
        else:
            rank = "".join(self[ord(part)] for part in plain)
        self[point] = rank
        return rank


def _counts_not(character: str) -> bool:
    """Whether ``Oʻ`` sorts as ``O`` for it: an apostrophe vanishes between two letters, a space does not."""
    return search_key(f"a{character}a") == "aa"
