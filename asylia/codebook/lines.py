"""On which line of a TOML file a key or a table stands.

``tomllib`` forgets lines. So strings and comments are blanked, letter for letter, and what is left is simple enough to
scan. Only for text that ``tomllib`` has read without complaint.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping

Keys = tuple[str | int, ...]

_QUIET = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<comment>#[^\n]*)', re.DOTALL
)
_HEADER = re.compile(r"\s*(?P<array>\[)?\[(?P<keys>[^\[\]]+)\]\]?\s*")
_KEY = re.compile(r"\s*(?P<keys>[^=\[\]{}]+?)\s*=")


def lines_of(text: str) -> dict[Keys, int]:
    """The line (from 1) of every table header and key, by its path; tables of an array are counted from 0.

    Keys inside an inline table have no entry of their own: use ``line_of``.
    """
    found, table = dict[Keys, int](), Keys()
    counted = dict[Keys, int]()
    for number, keys, kind in _statements(text):
        if kind == "key":
            found.setdefault(table + keys, number)
            continue
        table = _through_arrays(keys, counted)
        if kind == "array":
            counted[table] = counted.get(table, -1) + 1
            found.setdefault(table, number)
            table = (*table, counted[table])
        for end in range(1, len(table) + 1):
            found.setdefault(table[:end], number)
    return found


def line_of(lines: Mapping[Keys, int], path: Keys) -> int:
    """The line of a path, or of the nearest table that holds it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statements(text: str) -> Iterator[tuple[int, Keys, str]]:
    """Each header and each key that begins a line outside arrays and strings: line, keys, what it is."""
    quiet = _QUIET.sub(lambda m: re.sub(r"[^\n]", " " if m["comment"] else "s", m[0]), text)
    depth = offset = 0
    for number, line in enumerate(quiet.split("\n"), start=1):
        header = _HEADER.fullmatch(line) if not depth else None
        begins = header or (_KEY.match(line) if not depth else None)
        if begins:
            start, end = begins.span("keys")
            kind = "key" if not header else "array" if header["array"] else "table"
            yield number, _keys(text[offset + start : offset + end]), kind
        if not header:
            depth += sum(map(line.count, "[{")) - sum(map(line.count, "]}"))
        offset += len(line) + 1


def _keys(words: str) -> Keys:
    """``measures."a b".label`` as ``("measures", "a b", "label")``."""
    keys, table = list[str](), tomllib.loads(f"{words} = 0")
    while isinstance(table, dict):
        keys.append(key := next(iter(table)))
        table = table[key]
    return tuple(keys)


def _through_arrays(keys: Keys, counted: Mapping[Keys, int]) -> Keys:
    """``[[a]]``, then ``[a.b]``: the path of the second goes through the last table of the first."""
    path = Keys()
    for place, key in enumerate(keys):
        path = (*path, key)
        if path in counted and place < len(keys) - 1:
            path = (*path, counted[path])
    return path
