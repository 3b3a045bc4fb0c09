"""Where in a TOML file a key or an element stands: its line, and its characters.

``tomllib`` reads the values and forgets where they were; tomlkit remembers, but writes blocks of different names that
take turns back in another order. So a register file is read by the one, and mended by exact cuts in its own text.
Invariant: for a file that ``tomllib`` accepts, every key has a line (counted from 1) and a stretch of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
Stretch = tuple[int, int]  # offsets: the first character, and the one behind the last

_HEADER = re.compile(r"[ \t]*(?P<open>\[\[?)(?P<name>[^\]\[]+)\]\]?")
_KEY = re.compile(r"""[ \t]*(?P<name>(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*)[ \t]*=""")
_PIECE = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[\[\]{},=\n]|[^\s"'#\[\]{},=]+''',
    re.DOTALL,
)


@dataclass
class Places:
    """The places of all keys: ``("incident", 2, "date")``, and with one number more of each element of a list."""

    text: str
    lines: dict[Path, int] = field(default_factory=dict)
    values: dict[Path, Stretch] = field(default_factory=dict)  # of a key at the start of a line, and of an element
    entries: dict[Path, Stretch] = field(default_factory=dict)  # key and value, those in an inline table too

    def line(self, *path: str | int) -> int:
        """The line of a key, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def note(self, path: Path, at: int) -> None:
        """Something begins here."""
        self.lines.setdefault(path, self.text.count("\n", 0, at) + 1)


def places(text: str) -> Places:
    """Find the places of all keys, tables and elements of a TOML text."""
    found, prefix, counts, at = Places(text), Path(), dict[Path, int](), 0
    while at < len(text):
        if header := _HEADER.match(text, at):
            prefix = _table(header, counts)
            for length in range(1, len(prefix) + 1):
                found.note(prefix[:length], at)
            at = _end_of_line(text, header.end())
        elif key := _KEY.match(text, at):
            path = (*prefix, *_parts(key["name"]))
            for length in range(len(prefix) + 1, len(path) + 1):
                found.note(path[:length], at)
            start, end, at = _value(key.end(), path, found)
            found.values[path] = (start, end)
            found.entries[path] = (key.start("name"), end)
        else:
            at = _end_of_line(text, at)
    return found


def _table(header: re.Match[str], counts: dict[Path, int]) -> Path:
    path = Path()
    parts = _parts(header["name"])
    for number, part in enumerate(parts, 1):
        path = (*path, part)
        if number == len(parts) and header["open"] == "[[":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _value(at: int, path: Path, found: Places) -> tuple[int, int, int]:
    """Walk over one value, noting what a list or an inline table holds. Return its stretch, and the next line."""
    start = end = at
    depth, inner = 0, list[tuple[str, int, int]]()  # the pieces of the element at hand
    elements, table = 0, False
    for piece, first, last in _pieces(found.text, at):
        if piece == "\n" and not depth:
            return start, end, last
        if piece == "\n" or piece.startswith("#"):
            continue
        if start == at:
            start, table = first, piece == "{"
        end = last
        closes = piece in {"]", "}"}
        if depth == 1 and (piece == "," or closes) and inner:
            _element(path, elements, inner, table, found)
            elements, inner = elements + 1, []
        elif depth >= 1 and not (depth == 1 and (piece == "," or closes)):
            inner.append((piece, first, last))
        depth += (piece in {"[", "{"}) - closes
    return start, end, len(found.text)


def _element(path: Path, number: int, inner: list[tuple[str, int, int]], table: bool, found: Places) -> None:
    at = (*path, inner[0][0].strip("\"'") if table else number)
    found.note(at, inner[0][1])
    (found.entries if table else found.values)[at] = (inner[0][1], inner[-1][2])


def _pieces(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    while piece := _PIECE.search(text, at):
        yield piece[0], piece.start(), piece.end()
        at = piece.end()
