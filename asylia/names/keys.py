"""The key by which a name is found, and the script in which it is written."""

import unicodedata
from collections import Counter

# Letters that decompose to nothing, yet are typed without their stroke or hook on most keyboards.
_PLAIN = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "ʻ": "",
        "ʼ": "",
        "‘": "",
        "’": "",
        "'": "",
        "`": "",
    }
)


def search_key(name: str) -> str:
    """Fold case and diacritics: ``Şöhrət Ağayev`` and ``sohret agayev`` have one key.

    Apostrophes, which one transliteration writes and another leaves out, vanish; any other run of characters that are
    neither letters nor digits becomes one space. Cyrillic stays Cyrillic.
    """
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def script(name: str) -> str:
    """The script of most letters of a name, as Unicode names it: ``latin``, ``cyrillic``, ``arabic``; '' for none."""
    found = Counter(unicodedata.name(c, "").split(" ")[0].lower() for c in name if c.isalpha())
    return min(found, key=lambda s: (-found[s], s)) if found else ""
