"""Index tokens of a name: under which words a search finds it, and in which small groups it is compared.

Three kinds, told apart by their first letter. ``=``: a part as it sounds, vowels and all but for what writers mix up.
``~``: its consonants in broad classes, which every way of writing shares. ``+``: two parts' classes together, so that
names are compared only where two of their parts may be the same.
"""

from itertools import combinations

from asylia.names.forms import form
from asylia.names.parts import Part
from asylia.names.rules import Rules
from asylia.names.rules import rules as all_rules

# Consonants in classes; what is not listed (h, y, w, vowels) is left out, for writers leave it out.
_CLASSES = {
    "p": "pfb",
    "t": "td",
    "s": "szšʂžżśßǰjčʧçcχ",
    "k": "kqgğxh",
    "m": "mnŋ",
    "l": "l",
    "r": "r",
}
_CLASS = {sound: letter for letter, sounds in _CLASSES.items() for sound in sounds}
FINE = str.maketrans(
    {"ä": "a", "â": "a", "o": "a", "õ": "u", "ö": "u", "ü": "u", "œ": "u", "ë": "a", "ı": "i", "e": "i", "y": "i"}
    | {
        "q": "k",
        "x": "h",
        "ğ": "g",
        "ʧ": "č",
        "j": "ǰ",
        "ž": "ǰ",
        "ç": "ǰ",
        "ś": "s",
        "ż": "s",
        "ʂ": "š",
        "ß": "s",
        "χ": "s",
        "ŋ": "n",
    }
)


def tokens(name: str, rules: Rules | None = None) -> frozenset[str]:
    """The tokens of a name; none where it has no letters. Two spellings of one name share at least one of each kind."""
    found: set[str] = set()
    for one in form(name, rules or all_rules()).names:
        parts = one.of("name", "family", "patronymic")
        coarse = [{skeleton for stem in _stems(part) for skeleton in skeletons(stem)} for part in parts]
        found |= {f"={stem.translate(FINE)}" for part in parts for stem in _stems(part)}
        found |= {f"~{skeleton}" for each in coarse for skeleton in each}
        for mine, theirs in combinations(coarse, 2):
            found |= {"+" + ".".join(sorted((a, b))) for a in mine for b in theirs}
    return frozenset(found)


def _stems(part: Part) -> set[str]:
    """A part whole, and without an ending that another spelling may lack."""
    return {one.sounds for one in (part.whole, part.stem, part.fond) if one and one.sounds}


def skeletons(sounds: str) -> set[str]:
    """The classes of the consonants, sorted, for two that changed places; ch is read as ч and as х, j as ж and as й."""
    readings = {sounds, sounds.replace("ʧ", "x"), sounds.replace("j", ""), sounds.replace("ʧ", "x").replace("j", "")}
    return {"".join(sorted(_once(one))) or "a" for one in readings}


def _once(sounds: str) -> str:
    """The classes of the consonants in their order, each run of one class once."""
    found = ""
    for sound in sounds:
        letter = _CLASS.get(sound, "")
        if not found.endswith(letter) or not found:
            found += letter
    return found
