"""An index that another process reads, while this one does something else: for a server that is about to start.

In: an edition. Out: its index, the columns of which lie in memory that all processes share for good.
Invariant: the same index as ``Index(edition)`` gives; what goes wrong apart is done again here, and so is said here.
What reading needs and leaves behind goes with the process that read.
"""

import contextlib
import mmap
import os
import pickle
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import IO

from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition

_ALIGNED = 64  # bytes: where a column may begin
_LONG = 8  # bytes of the last number: how much there is to say of the columns


class Reading:
    """An index on its way. Begin it before there are threads: a fork takes none of them along."""

    def __init__(self, edition: Edition) -> None:
        self._process = 0
        if hasattr(os, "fork"):
            edition.close()  # the other process opens it for itself
            self._file = _in_memory()
            self._process = _apart(edition, self._file)

    def index(self, edition: Edition) -> Index:
        """The index, as soon as it is read. Asked for once."""
        if self._process:
            with self._file, contextlib.suppress(Exception):
                if os.waitpid(self._process, 0)[1] == 0:
                    return _loaded(self._file, edition)
        return Index(edition)


def _apart(edition: Edition, file: IO[bytes]) -> int:
    """The number of a process that reads, and ends with 0 where it could."""
    if process := os.fork():
        return process
    try:
        _read(edition, file)
        os._exit(0)
    finally:
        os._exit(1)


def _read(edition: Edition, file: IO[bytes]) -> None:
    """Read an index into a file: its columns, then what holds them, then where each begins."""
    columns = list[pickle.PickleBuffer]()
    held = pickle.dumps(Index(edition), protocol=5, buffer_callback=columns.append)
    places = list[tuple[int, int]]()
    for column in (*(each.raw() for each in columns), memoryview(held)):
        file.write(bytes(-file.tell() % _ALIGNED))
        places.append((file.tell(), len(column)))
        file.write(column)
    said = pickle.dumps(places)
    file.write(said + len(said).to_bytes(_LONG, "little"))
    file.flush()


def _loaded(file: IO[bytes], edition: Edition) -> Index:
    shared = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    end = len(shared) - _LONG
    said = int.from_bytes(shared[end:], "little")
    # what is unpickled was written by this program, into a file that no other can open
    places: Sequence[tuple[int, int]] = pickle.loads(shared[end - said : end])  # noqa: S301
    *columns, held = (shared[at : at + size] for at, size in places)
    index: Index = pickle.loads(held, buffers=columns)  # noqa: S301
    index.edition = edition
    return index


def _in_memory() -> IO[bytes]:
    """A file without a name, in memory where the system has such."""
    return os.fdopen(os.memfd_create("index"), "w+b") if hasattr(os, "memfd_create") else TemporaryFile()
