"""Folders -> the editions that stand on the shelf of this process.

In: folders, each an edition or a folder of editions. Out: those that hold what they should, by number.
Invariant: what does not verify is not served, and why is said on the terminal alone. An edition that holds something
withdrawn since is stopped: the shelf still knows its number, and nothing of it is shown.
"""

import hashlib
import mmap
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from asylia.codebook.entities import TABLES
from asylia.edition.charts.listing import Chart, listing
from asylia.edition.index import Index
from asylia.edition.numbers import order
from asylia.edition.reader import Edition
from asylia.edition.schema import DATABASE, MANIFEST
from asylia.edition.verify import intact, verify
from asylia.problems import Problem

LOOK_EVERY = 5.0  # seconds: so soon a new edition is seen
WITHDRAWN = "withdrawn"


class Shown:
    """One edition as the site shows it, with what is made of it once for all pages."""

    def __init__(self, edition: Edition, mark: str) -> None:
        self.edition, self.number, self.mark = edition, edition.number, mark

    @cached_property
    def index(self) -> Index:
        """Its columns, for lists and counts."""
        return Index(self.edition)

    @cached_property
    def charts(self) -> Mapping[str, Chart]:
        """Its pictures, by name."""
        return listing(self.edition)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the shelf at one moment, by number in the order of time; ``stopped`` are shown no more."""

    shown: Mapping[str, Shown] = field(default_factory=dict)
    stopped: frozenset[str] = frozenset()

    @property
    def newest(self) -> Shown | None:
        """The last final edition; where there is none, the last candidate."""
        finals = [number for number in self.shown if len(order(number)) == 2]
        return self.shown[(finals or [*self.shown])[-1]] if self.shown else None


class Shelf:
    """The editions in some folders. ``trust`` is a file of allowed signers: only what they signed is served then."""

    def __init__(self, roots: Sequence[Path], trust: Path | None = None) -> None:
        self._roots, self._trust = tuple(root.absolute() for root in roots), trust
        self._known: dict[Path, tuple[str, Shown | None]] = {}
        self._standing = Standing()
        self._looked, self._looking = 0.0, threading.Lock()
        self._said = _Said()

    def standing(self) -> Standing:
        """What stands now. Where the last look was long ago, another begins beside, and nobody waits for it."""
        if time.monotonic() - self._looked > LOOK_EVERY and self._looking.acquire(blocking=False):
            self._looked = time.monotonic()
            threading.Thread(target=self._look_beside, daemon=True).start()
        return self._standing

    def look(self) -> Standing:
        """Look through the folders now."""
        known: dict[Path, tuple[str, Shown | None]] = {}
        for folder in sorted(set(self._folders())):
            mark = _mark(folder)
            held = self._known.get(folder)
            known[folder] = held if held and held[0] == mark else (mark, self._opened(folder, mark))
        self._known = known
        self._standing = self._arranged([shown for _, shown in known.values() if shown])
        self._looked = time.monotonic()
        return self._standing

    def _look_beside(self) -> None:
        try:
            self.look()
        finally:
            self._looking.release()

    def _folders(self) -> Iterator[Path]:
        for root in self._roots:
            if (root / MANIFEST).is_file() or (root / DATABASE).is_file():
                yield root
            elif root.is_dir():
                inside = (folder for folder in root.iterdir() if not folder.name.startswith("."))
                yield from (f for f in inside if not f.is_symlink() and (f / MANIFEST).is_file())
            else:
                self._say(root, "there is no such folder")

    def _opened(self, folder: Path, mark: str) -> Shown | None:
        """The edition in a folder, or None, and why not is said."""
        try:
            verdict = verify(folder, self._trust) if self._trust else intact(folder)
            if not verdict.holds:
                self._say(folder, str(verdict))
                return None
            edition = Edition(folder)
            if not order(edition.number):
                raise Problem(f"{edition.number!r} is no number of an edition", file=folder)
            edition.close()  # each thread opens it for itself
            return Shown(edition, mark)
        except (Problem, OSError) as problem:
            self._say(folder, str(problem))
            return None

    def _arranged(self, found: Sequence[Shown]) -> Standing:
        shown: dict[str, Shown] = {}
        for each in sorted(found, key=lambda each: order(each.number)):
            if each.number in shown:
                self._say(each.edition.path, f"edition {each.number} stands in {shown[each.number].edition.path} too")
            shown.setdefault(each.number, each)
        stopped = {old.number for old in shown.values() for new in shown.values() if _withdrawn_since(old, new)}
        for number in sorted(stopped):
            self._say(shown[number].edition.path, f"edition {number} holds what was withdrawn since")
        return Standing({n: each for n, each in shown.items() if n not in stopped}, frozenset(stopped))

    def _say(self, folder: Path, why: str) -> None:
        line = f"asylia site: {folder.name} is not served: {why}"
        if self._said.is_new(line):
            print(line, file=sys.stderr, flush=True)


class _Said:
    """What was said already, by this process or by one that was forked from the same."""

    _WIDTH, _MOST = 16, 512

    def __init__(self) -> None:
        self._held = mmap.mmap(-1, self._WIDTH * self._MOST)

    def is_new(self, line: str) -> bool:
        """Whether nobody said it yet; from now on somebody did."""
        digest = hashlib.sha256(line.encode()).digest()[: self._WIDTH]
        held = self._held[:]
        places = [held[at : at + self._WIDTH] for at in range(0, len(held), self._WIDTH)]
        if digest in places:
            return False
        empty = bytes(self._WIDTH)
        if empty in places:
            at = places.index(empty) * self._WIDTH
            self._held[at : at + self._WIDTH] = digest
        return True


def _mark(folder: Path) -> str:
    """What changes where an edition in a folder is replaced."""
    found = []
    for name in (MANIFEST, DATABASE):
        try:
            stat = (folder / name).stat()
        except OSError:
            continue
        found.append(f"{stat.st_ino}-{stat.st_size}-{stat.st_mtime_ns}")
    return " ".join(found)


def _withdrawn_since(old: Shown, new: Shown) -> bool:
    """Whether the older edition holds an id that the newer one calls withdrawn."""
    if order(new.number) <= order(old.number) or "retired" not in new.edition.tables:
        return False
    ids = [record["id"] for record in new.edition.where("retired", why=WITHDRAWN)]
    return any(old.edition.one(TABLES[id[:1]], id) is not None for id in ids if id[:1] in TABLES)
