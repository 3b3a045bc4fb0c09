"""In which encoding bytes are text. A text that two encodings could both have written is refused, never guessed.

Invariant: what is returned was decoded without a single replaced character.
"""

import codecs
import re

from asylia.problems import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1251", "koi8-r", "cp1252")
_COMMON = frozenset("оеаинтсрвл")  # two thirds of all Russian letters; a third of what a wrong encoding shows
_ENOUGH = 12  # letters beyond ASCII below which nothing is certain
_WORD = re.compile(r"[^\W\d_]+")
_AS_UTF8 = "Save it as UTF-8, or name its encoding with --encoding."


def decode(data: bytes, encoding: str = "") -> str:
    """The text of some bytes: by its mark, as UTF-8, or in an old encoding that its letters leave no doubt of.

    ``encoding`` ends the question. Raises ``Problem`` where no encoding, or more than one, fits.
    """
    if encoding:
        return _as(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _as(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise Problem("the file is neither text nor of a format that is read") from None
        return _old(data, error.start)


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise Problem(
            f"{encoding!r} is no encoding that is known", allowed=("utf-8", *_OLD), field="encoding"
        ) from None
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig")
        raise Problem(f"the text is not {name}: byte {error.start} fits nothing", mend=_AS_UTF8) from None


def _old(data: bytes, bad: int) -> str:
    fits = {name: (_likeness(text, name), text) for name in _OLD if (text := _tried(data, name)) is not None}
    ranked = sorted(fits, key=lambda name: fits[name][0], reverse=True)
    best, second = [*(fits[name][0] for name in ranked), 0.0, 0.0][:2]
    if best >= 0.4 and best >= 1.5 * second:
        return fits[ranked[0]][1]
    possible = f"it could be {' or '.join(ranked)}" if ranked else "and fits no encoding that is known"
    raise Problem(f"the encoding is not certain: byte {bad} is no UTF-8; {possible}", mend=_AS_UTF8)


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeness(text: str, encoding: str) -> float:
    """How much, from 0 to 1, the words beyond ASCII look like words of a language that the encoding is for."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    beyond = [letter for word in words for letter in word if letter > "\x7f"]
    if len(beyond) < _ENOUGH:
        return 0.0
    if encoding == "cp1252":  # its languages write most letters in ASCII
        return sum(sum(map(str.isascii, word)) * 2 >= len(word) for word in words) / len(words)
    plausible = sum(_one_script(word) and word[1:] in (word[1:].lower(), word[1:].upper()) for word in words)
    common = sum(letter.lower() in _COMMON for letter in beyond) / len(beyond)
    return plausible / len(words) * min(1.0, common / 0.65) ** 2


def _one_script(word: str) -> bool:
    return all("\u0400" <= letter <= "\u052f" for letter in word)
