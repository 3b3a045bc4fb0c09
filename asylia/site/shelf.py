"""Folders -> the editions that stand on the shelf of this process.

In: folders, each an edition or a folder of editions. Out: those that hold what they should, by number.
Invariant: what does not verify is not served, and why is said on the terminal alone. An edition that holds something
withdrawn since is stopped: the shelf still knows its number, and nothing of it is shown.
"""

import contextlib
import hashlib
import mmap
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from asylia.codebook.entities import TABLES
from asylia.edition.charts.listing import Chart, listing
from asylia.edition.check.sound import sound
from asylia.edition.check.verify import intact, verify
from asylia.edition.lists.apart import Reading
from asylia.edition.lists.index import Index
from asylia.edition.numbers import order, rank
from asylia.edition.reader import Edition
from asylia.edition.schema import DATABASE, MANIFEST
from asylia.problems import Problem
from asylia.site.headers import place_of_failure

LOOK_EVERY = 3.0  # seconds: so soon a new edition is seen
WITHDRAWN = "withdrawn"


class Shown:
    """One edition as the site shows it, with what is made of it once for all pages. ``mark`` is the sha256 of its
    manifest: it names the edition's content, on any host."""

    def __init__(self, edition: Edition, mark: str, ahead: Reading | None = None) -> None:
        self.edition, self.number, self.mark = edition, edition.number, mark
        self._ahead = ahead

    @cached_property
    def index(self) -> Index:
        """Its columns, for lists and counts."""
        return self._ahead.index(self.edition) if self._ahead else Index(self.edition)

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
        return self.shown[max(self.shown, key=rank)] if self.shown else None


class Shelf:
    """The editions in some folders. ``trust`` is a file of allowed signers: only what they signed is served then."""

    def __init__(self, roots: Sequence[Path], trust: Path | None = None) -> None:
        self._roots, self._trust = tuple(root.absolute() for root in roots), trust
        self._known: dict[Path, _Known] = {}
        self._standing = Standing()
        self._looking = threading.Lock()
        self._said = Said()
        self._ahead: tuple[str, Reading] | None = None  # with the mark of the folder when it began

    def read_ahead(self) -> None:
        """Begin to read what the first page will want of the edition that will be the newest, while it is looked at."""
        if self._ahead or self._known:
            return
        with contextlib.suppress(OSError, Problem):  # whoever looks closer says why
            marks = {folder: _mark(folder) for root in self._roots for folder in self._folders(root)}
            found = [edition for edition in map(Edition, marks) if order(edition.number)]
            newest = max(found, key=lambda each: rank(each.number), default=None)
            self._ahead = (marks[newest.path], Reading(newest)) if newest else None

    def standing(self) -> Standing:
        """What the last look found."""
        return self._standing

    def watch(self) -> None:
        """Look again every few seconds, beside whatever else this process does. Each worker asks for it: threads do
        not survive a fork."""
        threading.Thread(target=self._watch, name="shelf", daemon=True).start()

    def look(self) -> Standing:
        """Look through the folders now. What cannot be read at the moment stays as it was."""
        with self._looking:
            known: dict[Path, _Known] = {}
            for root in dict.fromkeys(self._roots):
                try:
                    known.update((folder, self._looked_at(folder)) for folder in self._folders(root))
                except FileNotFoundError:
                    self._say(root, "there is no such folder")
                except OSError as error:
                    self._say(root, _reason(error))
                    known.update((f, each) for f, each in self._known.items() if root in (f, f.parent))
            if known != self._known:
                self._standing = self._arranged([each.shown for _, each in sorted(known.items()) if each.shown])
                self._known = known
            return self._standing

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK_EVERY)
            try:
                self.look()
            except Exception:  # whatever is on the disk, the site goes on with what it has
                self._say(Path(), f"looking through the folders broke: {place_of_failure()}")

    def _folders(self, root: Path) -> Iterator[Path]:
        """The folders beneath a root that may be editions, or the root itself."""
        if _is_there(root / MANIFEST) or _is_there(root / DATABASE):
            yield root
            return
        for folder in sorted(root.iterdir()):
            if folder.name.startswith("."):
                continue  # it is still being copied
            try:
                if not _is_there(folder / MANIFEST):
                    continue
            except OSError:
                pass  # whoever looks closer says why
            if folder.is_symlink():
                self._say(folder, "it is a link")
            else:
                yield folder

    def _looked_at(self, folder: Path) -> "_Known":
        """What is known of a folder: as before where nothing in it changed, or where it cannot be read just now."""
        held = self._known.get(folder, _Known())
        try:
            mark = _mark(folder)
            return held if held.mark == mark else _Known(mark, self._opened(folder, mark))
        except FileNotFoundError:
            return _Known()  # it went away while it was looked at
        except OSError as error:
            self._say(folder, _reason(error))
            return held

    def _opened(self, folder: Path, mark: str) -> Shown | None:
        """The edition in a folder, or None, and why not is said. Raises ``OSError`` where the disk gives it not."""
        try:
            verdict = verify(folder, self._trust) if self._trust else intact(folder)
            if not verdict.holds:
                self._say(folder, str(verdict))
                return None
            edition = Edition(folder)
            if not order(edition.number):
                raise Problem(f"{edition.number!r} is no number of an edition", file=folder)
            sound(edition)
            edition.close()  # each thread opens it for itself
            return Shown(edition, hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest(), self._begun(mark))
        except OSError:
            raise
        except Problem as problem:
            self._say(folder, str(problem))
        except Exception:  # an edition is what a stranger wrote: it must not end the look through the others
            self._say(folder, f"it cannot be read: {place_of_failure()}")
        return None

    def _begun(self, mark: str) -> Reading | None:
        """What is being read of a folder that is as it was when that began; asked for once."""
        if self._ahead is None or self._ahead[0] != mark:
            return None
        reading, self._ahead = self._ahead[1], None
        return reading

    def _arranged(self, found: Sequence[Shown]) -> Standing:
        shown: dict[str, Shown] = {}
        for each in sorted(found, key=lambda each: order(each.number)):
            if each.number in shown:
                self._say(each.edition.path, f"edition {each.number} stands in {shown[each.number].edition.path} too")
            shown.setdefault(each.number, each)
        stopped = {old.number for old in shown.values() for new in shown.values() if _withdrawn_since(old, new)}
        for number in sorted(stopped):
            self._say(shown[number].edition.path, f"edition {number} holds what was withdrawn since")
        for each in shown.values():
            each.edition.close()
        return Standing({n: each for n, each in shown.items() if n not in stopped}, frozenset(stopped))

    def _say(self, folder: Path, why: str) -> None:
        line = f"asylia site: {folder.name} is not served: {why}"
        if self._said.is_new(line):
            # the name of a file may hold an escape code
            plain = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line)
            print(plain, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a look found in a folder: a mark that changes with any of its files, and the edition where it holds."""

    mark: str = ""
    shown: Shown | None = None


class Said:
    """What was said already, by this process or by one that was forked from the same: one line, one time."""

    _WIDTH, _MOST = 16, 512

    def __init__(self) -> None:
        self._held = mmap.mmap(-1, self._WIDTH * self._MOST)
        self._lock = multiprocessing.get_context("fork").Lock()

    def is_new(self, line: str) -> bool:
        """Whether nobody said it yet; from now on somebody did."""
        digest = hashlib.sha256(line.encode(errors="surrogateescape")).digest()[: self._WIDTH]
        mine = self._lock.acquire(timeout=1)  # one that was killed while it spoke silences no other
        try:
            held = self._held[:]
            places = [held[at : at + self._WIDTH] for at in range(0, len(held), self._WIDTH)]
            if digest in places:
                return False
            if (empty := bytes(self._WIDTH)) not in places:
                self._held[:] = bytes(len(held))
                places[0] = empty
            at = places.index(empty) * self._WIDTH
            self._held[at : at + self._WIDTH] = digest
            return True
        finally:
            if mine:
                self._lock.release()


def _is_there(file: Path) -> bool:
    """Whether there is such a file, of any kind. Raises ``OSError`` where that cannot be told."""
    try:
        os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _mark(folder: Path) -> str:
    """What changes with any file of a folder, whatever its kind. Raises ``OSError`` where it cannot be walked."""
    found = hashlib.sha256()
    for parent, folders, files in os.walk(folder, onerror=_raise):
        for name in sorted(files + folders):
            path = os.path.join(parent, name)
            stat = os.lstat(path)
            said = path, stat.st_mode, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
            found.update(repr(said).encode())
        folders.sort()
    return found.hexdigest()


def _raise(error: OSError) -> None:
    raise error


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _withdrawn_since(old: Shown, new: Shown) -> bool:
    """Whether the older edition holds an id that the newer one calls withdrawn."""
    if order(new.number) <= order(old.number) or "retired" not in new.edition.tables:
        return False
    ids = [record["id"] for record in new.edition.where("retired", why=WITHDRAWN)]
    return any(old.edition.one(TABLES[id[:1]], id) is not None for id in ids if id[:1] in TABLES)
