"""What one value of a register file says: ``"2014-12-03 @d, found by court"``.

    value text = words { " @" passage key } [ ", " assertion ]
    assertion  = how [ " by " asserter { ", " asserter } ]

Invariant: a text whose end is no assertion keeps its commas; ``parse(write(parse(text))) == parse(text)``.
"""

import re
from dataclasses import dataclass
from functools import cache

from asylia.codebook.book import Entry, book

KEY = re.compile(r"[a-z][a-z0-9_]*")  # of a passage, and of a block
_KEYS = re.compile(rf"(?:(?:^|[ \t]+)@{KEY.pattern})+[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Assertion:
    """Who asserts a value, and how: a code of ``assertions`` and codes of ``asserters``."""

    how: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueText:
    """One value as written: its words, the keys of its own passages, and its own assertion if it has one."""

    words: str
    passages: tuple[str, ...] = ()
    assertion: Assertion | None = None


def parse(text: str) -> ValueText:
    """Take a value text apart. Never fails: what is no key and no assertion belongs to the words."""
    text, keys = _without_keys(text.strip())
    assertion = None
    if found := _grammar().search(text):
        text, assertion = text[: found.start()].rstrip(), _assertion(found)
        text, before = _without_keys(text)
        keys = before + keys
    return ValueText(text, tuple(dict.fromkeys(keys)), assertion)


def parse_assertion(text: str) -> Assertion:
    """Read a block's ``assertion``. Raises ``ValueError`` that says what is allowed."""
    if found := _grammar().fullmatch(f", {text.strip()}"):
        return _assertion(found)
    hows, bys = (", ".join(sorted(spelt(e) for e in book().vocabularies[v].values())) for v in _VOCABULARIES)
    raise ValueError(f"{text!r} is no assertion; allowed: {hows}; then 'by' and {bys}")


def write(value: ValueText) -> str:
    """The text of a value, as ``parse`` reads it."""
    text = " ".join([*filter(None, [value.words]), *(f"@{key}" for key in value.passages)])
    return f"{text}, {write_assertion(value.assertion)}" if value.assertion else text


def write_assertion(assertion: Assertion) -> str:
    """The words of an assertion: ``alleged by victim, lawyer``."""
    how = spelt(book().entry("assertions", assertion.how))
    by = ", ".join(spelt(book().entry("asserters", code)) for code in assertion.by)
    return f"{how} by {by}" if by else how


def spelt(entry: Entry) -> str:
    """How a coder writes the code of an assertion or asserter: its first ``words``, or itself with spaces."""
    return _spellings(entry)[0]


_VOCABULARIES = ("assertions", "asserters")


def _without_keys(text: str) -> tuple[str, tuple[str, ...]]:
    if not (found := _KEYS.search(text)):
        return text, ()
    return text[: found.start()], tuple(key.removeprefix("@") for key in found[0].split())


def _assertion(found: re.Match[str]) -> Assertion:
    hows, bys = _codes()
    by = re.findall(_any(bys), found["by"] or "")
    return Assertion(hows[found["how"]], tuple(dict.fromkeys(bys[words] for words in by)))


@cache
def _grammar() -> re.Pattern[str]:
    how, by = map(_any, _codes())
    return re.compile(rf",[ \t]*(?P<how>{how})(?: by (?P<by>(?:{by})(?:, (?:{by}))*))?\Z")


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # the longest first


@cache
def _codes() -> tuple[dict[str, str], dict[str, str]]:
    """Every spelling of an assertion, and of an asserter, with its code."""
    hows, bys = (
        {word: entry.code for entry in book().vocabularies[v].values() for word in _spellings(entry)}
        for v in _VOCABULARIES
    )
    return hows, bys


def _spellings(entry: Entry) -> tuple[str, ...]:
    words = entry.flags.get("words") or entry.code.replace("_", " ")
    return tuple(dict.fromkeys([*((words,) if isinstance(words, str) else words), entry.code]))
