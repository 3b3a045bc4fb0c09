"""One block of a register file: each line becomes claims, each with a canonical value, an assertion and passages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import SPECIAL, Property, properties
from asylia.coding import values
from asylia.coding.cited import OPENING, read_passage
from asylia.coding.handles import Handles
from asylia.coding.places import Path as Keys
from asylia.coding.register import Block, Claim, Passage, Prefer, Register, refers
from asylia.coding.values import Assertion
from asylia.coding.words import listed, meant

OWN_KEYS = frozenset({"id", "key", "at", "assertion", "prefer"})  # of a block, and no properties


@dataclass
class _Reading:
    """One block while it is read. ``cited`` collects the keys of the passages that anything in it names."""

    block: Block
    register: Register
    passages: Mapping[str, Passage]
    handles: Handles
    at: tuple[Passage, ...] = ()
    assertion: Assertion | None = None
    cited: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    wrongly: set[str] = field(default_factory=set)  # properties with a value that could not be read

    def wrong(self, keys: Keys, what: str, *, allowed: tuple[str, ...] = (), mend: str = "") -> None:
        at = (*self.block.at, *keys)
        self.register.problems.append(self.block.file.problem(at, what, allowed=allowed, mend=mend))

    def once(self, missing: str, keys: Keys, what: str, mend: str) -> None:
        """Say that the block lacks a default; not again for each of its values, nor where the default is wrong."""
        if missing not in self.said:
            self.wrong(keys, what, mend=mend)
        self.said.add(missing)

    def cite(self, key: Any, keys: Keys) -> Iterator[Passage]:
        """The passage of a key; where there is none, say so."""
        if isinstance(key, str) and key in self.passages:
            self.cited.add(key)
            yield self.passages[key]
        else:
            allowed = listed(self.passages) or ("none: the file has no [passages]",)
            self.wrong(keys, f"there is no passage {key!r} in this file", allowed=allowed)


def read_block(block: Block, register: Register, passages: Mapping[str, Passage], handles: Handles) -> set[str]:
    """Fill a block with its claims; note what is wrong. Returns the keys of the passages that it cites."""
    table = block.table
    reading = _Reading(block, register, passages, handles)
    known = properties(ENTITIES[block.letter])
    own = OWN_KEYS | ({OPENING} if block.letter == "S" else set())
    if OPENING in own:
        _read_opening(reading, table)
    _read_defaults(reading, table)
    for name, raw in table.items():
        if name in known:
            _read_line(reading, known[name], raw)
        elif block.at and name not in own:
            every = own | set(known)
            mend = meant(name, every)
            reading.wrong((name,), f"the {block.name} has no such property", allowed=listed(known), mend=mend)
    if "prefer" in table:
        _read_prefer(reading, table["prefer"], known)
    return reading.cited


def _read_opening(reading: _Reading, table: Mapping[str, Any]) -> None:
    """The first words of a source are a passage of it, and what its own lines rest on."""
    block, problems = reading.block, reading.register.problems
    if OPENING not in table:
        if "at" not in table:
            mend = 'Give the first words of the source as opening = { quote = "..." }.'
            reading.wrong((), "a source has neither an opening nor a passage", mend=mend)
        return
    at = (*block.at, OPENING)
    if passage := read_passage(block.file, at, table[OPENING], problems, source=block.id):
        reading.passages = {**reading.passages, OPENING: passage}
        reading.register.passages.append(passage)
        reading.at = (passage,)


def _read_defaults(reading: _Reading, table: Mapping[str, Any]) -> None:
    if "at" in table:
        reading.said.add("at")
        keys = table["at"] if isinstance(table["at"], list) else [table["at"]]
        reading.at = tuple(passage for key in keys for passage in reading.cite(key, ("at",)))
    own = "assertion" in table
    if (text := table.get("assertion", reading.block.file.table.get("assertion"))) is None:
        return
    try:
        reading.assertion = values.parse_assertion(str(text))
    except ValueError as error:
        reading.said.add("assertion")
        if own:  # a file's own is looked at once, where the file is read
            reading.wrong(("assertion",), str(error))


def _read_line(reading: _Reading, property: Property, raw: Any) -> None:
    """One property: a value, or several in a list."""
    if raw == []:
        reading.wrong((property.name,), "there is no value", mend="Leave the line out where the source is silent.")
    said = set[tuple[str, Assertion]]()
    for number, element in enumerate(raw if isinstance(raw, list) else [raw]):
        keys: Keys = (property.name, number) if isinstance(raw, list) else (property.name,)
        claim = _read_value(reading, property, element, keys, number + 1)
        if claim is None:
            reading.wrongly.add(property.name)
            continue
        if (claim.value, claim.assertion) in said:
            mend = 'Write it once, with all its passages: "value @a @b".'
            reading.wrong(keys, f"{claim.value!r} stands twice", mend=mend)
        said.add((claim.value, claim.assertion))
        reading.block.claims.append(claim)


def _read_value(reading: _Reading, property: Property, raw: Any, keys: Keys, ordinal: int) -> Claim | None:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        reading.wrong(keys, f"{raw!s} is no text", mend="Put the value in quotes.")
        return None
    text = values.parse(raw)
    handle = _handle(reading, property, text.words)
    words = text.words.removesuffix(handle[0]) + handle[1]
    value = _canonical(reading, property, words, keys, ordinal)
    passages = tuple(p for key in text.passages for p in reading.cite(key, keys)) if text.passages else reading.at
    assertion = text.assertion or reading.assertion
    if not passages and not text.passages:
        mend = 'Write at = "a" in the block, or @a after the value; a is a key of [passages].'
        reading.once("at", keys, "the value rests on no passage", mend)
    if assertion is None:
        mend = 'Write assertion = "..." in the block or at the top of the file.'
        reading.once("assertion", keys, "nobody asserts the value", mend)
    if value is None or not passages or assertion is None:
        return None
    return Claim(property, value, assertion, passages, (*reading.block.at, *keys), handle)


def _handle(reading: _Reading, property: Property, words: str) -> tuple[str, str]:
    if not refers(property.kind):
        return "", ""
    return reading.handles.named_in(words, reading.block.file, coded=bool(property.kind.vocabulary))


def _canonical(reading: _Reading, property: Property, words: str, keys: Keys, ordinal: int) -> str | None:
    if words in SPECIAL:
        return words
    kind = property.kind
    try:
        return str(kind.parse(f"{ordinal} {words}" if kind.ordered else words))
    except ValueError as error:
        what, _, allowed = str(error).partition("; allowed: ")
        codes = book().vocabularies.get(kind.vocabulary, {})
        mend = meant(words.split(" ", maxsplit=1)[0], codes)
        if "@" in words:
            mend = f"{mend} A passage is cited as ' @key' at the end.".strip()
        choice = listed(codes) if codes else (allowed,) if allowed else ()
        reading.wrong(keys, what, allowed=choice, mend=mend)
        return None


def _read_prefer(reading: _Reading, table: Any, known: Mapping[str, Property]) -> None:
    if not isinstance(table, dict):
        reading.wrong(("prefer",), "this names no property", allowed=('prefer.date = "2014-05: the reason"',))
        return
    for name, text in table.items():
        keys = ("prefer", name)
        if name not in known:
            reading.wrong(keys, "there is no such property", allowed=listed(known), mend=meant(name, known))
        elif known[name].many:
            reading.wrong(keys, "several values of this may be true, so none can be preferred")
        elif found := _preferred(reading.block.values(name), text):
            reading.block.prefers.append(Prefer(name, *found, (*reading.block.at, *keys)))
        elif name not in reading.wrongly:
            what = f"{text!r} chooses none of the block's values and gives a reason"
            reading.wrong(keys, what, allowed=tuple(f"{value}: the reason" for value in reading.block.values(name)))


def _preferred(said: tuple[str, ...], text: Any) -> tuple[str, str] | None:
    if not isinstance(text, str):
        return None
    for value in sorted(said, key=len, reverse=True):  # the longest first: a value may itself hold a colon
        if text.startswith(f"{value}:") and (reason := text[len(value) + 1 :].strip()):
            return value, reason
    return None
