"""Where the bytes of captures and the texts of layers lie: files under the home, named by their sha256.

Invariant: a file appears whole under its name or not at all, is readable by its owner alone, and never changes.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from asylia.home import home
from asylia.problems import Problem
from asylia.texts.limits import MEGABYTE, Limits

_CHUNK = 1 << 20
_UNFINISHED = 3600  # seconds after which a file that no row knows was left by a crash


def capture_path(digest: str) -> Path:
    """The file of a capture."""
    return _folder("captures") / digest


def layer_path(digest: str) -> Path:
    """The file of a text layer."""
    return _folder("layers") / f"{digest}.txt"


def layer_text(digest: str) -> str:
    """The text of a layer. Raises ``Problem`` where it is gone or is not the text it was."""
    path = layer_path(digest)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem("the text layer is not there", file=path) from error
    if sha256(data).hexdigest() != digest:
        raise Problem("the text layer is not the text it was: its sha256 differs", file=path)
    return data.decode()


@contextmanager
def incoming(file: IO[bytes], name: Path, limits: Limits) -> Iterator[tuple[IO[bytes], Path, str, int]]:
    """Copy a file to a nameless place beside the captures: the copy, its path, sha256 and size in bytes.

    The copy is deleted at the end unless ``keep`` gave it its name. Raises ``Problem`` beyond the size limit.
    """
    descriptor, path = tempfile.mkstemp(prefix=".incoming-", dir=_folder("captures"))
    try:
        with os.fdopen(descriptor, "w+b") as copy:
            digest, size = sha256(), 0
            while chunk := file.read(_CHUNK):
                if (size := size + len(chunk)) > limits.size:
                    raise Problem(f"the file grew beyond the limit of {limits.size / MEGABYTE:,.0f} MB", file=name)
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(descriptor)
            yield copy, Path(path), digest.hexdigest(), size
    finally:
        Path(path).unlink(missing_ok=True)


def keep(temporary: Path, path: Path) -> bool:
    """Give a finished file its name, on the disk when this returns. False where it has the name already."""
    if new := not path.exists():
        os.replace(temporary, path)
        _sync(path.parent)
    return new


def keep_text(text: str, digest: str) -> bool:
    """Write a text layer. False where it is there already."""
    path = layer_path(digest)
    if path.exists():
        return False
    descriptor, temporary = tempfile.mkstemp(prefix=".incoming-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(descriptor)
        return keep(Path(temporary), path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def tidy(known: set[str]) -> None:
    """Delete what a crash left: files older than an hour that no row knows (``known``: sha256 of all that rows do)."""
    for folder in ("captures", "layers"):
        for path in _folder(folder).iterdir():
            if path.name.removesuffix(".txt") not in known and time.time() - path.stat().st_mtime > _UNFINISHED:
                path.unlink(missing_ok=True)


def _folder(name: str) -> Path:
    folder = home() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
