"""The passages of a register file: ``[passages]``, and the ``opening`` of a source."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from asylia.coding.places import Path as Keys
from asylia.coding.register import File, Passage
from asylia.coding.values import KEY
from asylia.coding.words import meant
from asylia.problems import Problem

OPENING = "opening"


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _hex(length: int) -> Callable[[Any], bool]:
    pattern = re.compile(rf"[0-9a-f]{{{length}}}")
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _notes(value: Any) -> bool:
    return _whole(value) or (isinstance(value, list) and bool(value) and all(map(_whole, value)))


# What may stand in a passage, whether a value is such, and how that is said.
_PARTS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "source": (_text, "the id of a source in sources.toml, in quotes"),
    "page": (_whole, "a number"),
    "note": (_notes, "the number of a footnote, or several: [80, 81]"),
    "paragraph": (_whole, "a number"),
    "quote": (_text, "the words of the source, while coding"),
    "letters": (_whole, "a number, drawn by seal"),
    "first": (_hex(8), "eight hexadecimal digits, drawn by seal"),
    "all": (_hex(16), "sixteen hexadecimal digits, drawn by seal"),
    "place": (_whole, "a number, drawn by seal"),
}


def read_passages(file: File, problems: list[Problem]) -> dict[str, Passage]:
    """The passages of a file by key. Notes what is wrong, and leaves such a passage out."""
    tables = file.table.get("passages", {})
    if not isinstance(tables, dict):
        problems.append(file.problem(("passages",), "this must be a table", allowed=("[passages]",)))
        return {}
    found = {}
    for key, table in tables.items():
        if not KEY.fullmatch(key):
            allowed = ("a lower-case letter, then letters, digits and _",)
            problems.append(file.problem(("passages", key), f"{key!r} is no key of a passage", allowed=allowed))
        elif passage := read_passage(file, ("passages", key), table, problems):
            found[key] = passage
    return found


def read_passage(file: File, at: Keys, table: Any, problems: list[Problem], *, source: str = "") -> Passage | None:
    """One passage, or None where something is wrong with it. ``source`` is given for the opening of a source."""
    if not isinstance(table, dict):
        problems.append(file.problem(at, "a passage is a table", allowed=('{ source = "S-...", quote = "..." }',)))
        return None
    wrong = []
    for name, value in table.items():
        if name not in _PARTS:
            wrong.append(file.problem((*at, name), "there is no such part of a passage", mend=meant(name, _PARTS)))
        elif not _PARTS[name][0](value):
            wrong.append(file.problem((*at, name), f"{value!r} cannot stand here", allowed=(_PARTS[name][1],)))
    if not (source or "source" in table):
        wrong.append(file.problem(at, "the passage names no source", allowed=(_PARTS["source"][1],)))
    if not ("quote" in table or {"letters", "first", "all"} <= set(table)):
        mend = "Write its words as quote, then run asylia register seal."
        wrong.append(file.problem(at, "the passage has no words and no hashes", mend=mend))
    if "quote" in table and (both := {"letters", "first", "all", "place"} & set(table)):
        mend = f"Delete {', '.join(sorted(both))}; seal writes them anew."
        wrong.append(file.problem(at, "the passage has both words and hashes", mend=mend))
    problems.extend(wrong)
    if wrong:
        return None
    note = table.get("note", ())
    parts = {**table, "source": table.get("source", source), "note": (note,) if isinstance(note, int) else tuple(note)}
    return Passage(str(at[-1]), file, at, **parts)
