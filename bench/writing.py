"""An invented name, spoken in a Cyrillic of the region, as fourteen scripts and systems write it."""

import re
from functools import cache

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "gh", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "ӣ": "i", "й": "y", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ӯ": "u", "ф": "f", "х": "kh", "ҳ": "h", "ч": "ch", "ҷ": "j", "ш": "sh", "ъ": "", "ы": "y",
    "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_RUSSIAN = {"ғ": "г", "ӣ": "и", "қ": "к", "ӯ": "у", "ҳ": "х", "ҷ": "дж"}
_ARABIC = {
    "а": "", "б": "ب", "в": "و", "г": "گ", "ғ": "غ", "д": "د", "е": "ی", "ё": "یا", "ж": "ژ", "з": "ز", "и": "ی",
    "ӣ": "ی", "й": "ی", "к": "ک", "қ": "ق", "л": "ل", "м": "م", "н": "ن", "о": "ا", "п": "پ", "р": "ر", "с": "س",
    "т": "ت", "у": "و", "ӯ": "و", "ф": "ف", "х": "خ", "ҳ": "ه", "ч": "چ", "ҷ": "ج", "ш": "ش", "ъ": "ع", "ы": "ی",
    "э": "ی", "ю": "یو", "я": "یا",
}  # fmt: skip
_PASSPORT = {**_LATIN, "ғ": "g", "қ": "k", "ҳ": "kh", "ҷ": "dzh", "ё": "e"}
_GERMAN = {
    **_LATIN, "ғ": "gh", "ё": "jo", "ж": "sch", "й": "j", "қ": "k", "х": "ch", "ҳ": "h", "ч": "tsch", "ҷ": "dsch",
    "ш": "sch", "ю": "ju", "я": "ja", "в": "w",
}  # fmt: skip
_FRENCH = {**_LATIN, "ж": "j", "қ": "k", "ч": "tch", "ҷ": "dj", "ш": "ch", "у": "ou", "ӯ": "ou", "й": "ï"}
_UZBEK = {**_LATIN, "ғ": "gʻ", "х": "x", "ӯ": "oʻ", "ж": "j"}
_TURKISH = {**_LATIN, "ғ": "ğ", "ж": "j", "қ": "k", "х": "h", "ч": "ç", "ҷ": "c", "ш": "ş", "ы": "ı"}
_POLISH = {**_LATIN, "ж": "ż", "й": "j", "қ": "k", "х": "ch", "ҳ": "h", "ч": "cz", "ҷ": "dż", "ш": "sz", "в": "w"}
_CZECH = {**_LATIN, "ж": "ž", "й": "j", "қ": "k", "х": "ch", "ч": "č", "ҷ": "dž", "ш": "š"}

# By name: how each letter is written, and how often a list is written so.
_LETTERS: dict[str, tuple[dict[str, str], int]] = {
    "english": (_LATIN, 32),
    "passport": (_PASSPORT, 14),
    "passport, a for o": (_PASSPORT, 4),
    "russian": (_RUSSIAN, 12),
    "russian, a for o": (_RUSSIAN, 4),
    "own": ({}, 9),
    "uzbek": (_UZBEK, 8),
    "turkish": (_TURKISH, 5),
    "german": (_GERMAN, 3),
    "french": (_FRENCH, 2),
    "polish": (_POLISH, 1),
    "czech": (_CZECH, 1),
    "typed": ({**_TURKISH, "ғ": "g", "ч": "c", "ш": "s", "ы": "i"}, 2),
    "arabic": (_ARABIC, 1),
}
SYSTEMS = {name: often for name, (_, often) in _LETTERS.items()}
CYRILLIC = ("own", "russian", "russian, a for o")
_O = re.compile("о(?!в(?:а|ич|на|)$)")  # not that of an ending
_VOWELS = frozenset("аеёиӣоуӯыэюя")


@cache
def written(word: str, system: str) -> str:
    """A word in lower case in this system, with a capital where the script has them."""
    letters = _LETTERS[system][0]
    if system.endswith("a for o"):
        word = _O.sub("а", word)
    found = []
    for place, letter in enumerate(word):
        before = word[place - 1] if place else ""
        if letter == "е" and system in ("english", "turkish", "uzbek") and (not before or before in _VOWELS):
            found.append("ye")
        elif letter == "а" and system == "arabic" and not place:
            found.append("ا")
        elif letter == "с" and system == "german" and before in _VOWELS and word[place + 1 : place + 2] in _VOWELS:
            found.append("ss")
        else:
            found.append(letters.get(letter, letter))
    said = "".join(found)
    return said[:1].upper() + said[1:]
