"""A file -> its text, read in a child process with limits on memory, time and output, and without a network.

Invariant: this process never parses a document; whatever a document does to its reader ends as a ``Problem`` that
names the file, and the limit where there was one.
"""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, NamedTuple

from asylia.problems import Problem
from asylia.texts.limits import MEGABYTE, Limits

_ROOT = Path(__file__).resolve().parents[2]  # the folder that holds the package
_KEPT = ("PATH", "TESSDATA_PREFIX")  # of the environment: nothing else is the child's business


class Extracted(NamedTuple):
    """A text, of what media type its bytes were, and what drew it from them."""

    text: str
    media_type: str
    extractor: str
    version: str


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[IO[bytes]]:
    """Open a regular file without following a link. Raises ``Problem`` for anything else, and beyond the size limit."""
    try:
        # NONBLOCK: opening a named pipe must not wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink():
            raise Problem("this is a symbolic link, and links are not followed", file=path) from None
        raise Problem(f"the file cannot be opened: {error.strerror}", file=path) from None
    try:
        _check(os.fstat(descriptor), path, limits)
    except Problem:
        os.close(descriptor)
        raise
    with os.fdopen(descriptor, "rb") as file:
        yield file


def _check(status: os.stat_result, path: Path, limits: Limits) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Problem("this is no regular file", file=path)
    if status.st_size > limits.size:
        what = f"the file has {status.st_size / MEGABYTE:,.0f} MB; the limit is {limits.size / MEGABYTE:,.0f} MB"
        raise Problem(what, file=path)
    if not status.st_size:
        raise Problem("the file is empty", file=path)


def extract(file: IO[bytes], name: Path, limits: Limits | None = None, encoding: str = "") -> Extracted:
    """The text of an open file. ``name`` is what a ``Problem`` calls it; ``encoding`` is of a plain text or a page.

    Raises ``Problem`` for whatever is wrong with the file, for a limit that it meets, and where its reader dies.
    """
    limits = limits or Limits()
    asked = json.dumps({"limits": asdict(limits), "encoding": encoding})
    with _scratch() as answer:
        _run(file, answer, asked, limits, name)
        answer.seek(0)
        try:
            found: dict[str, Any] = json.loads(answer.read())
        except ValueError:
            raise Problem("reading the file broke off", file=name) from None
    if "problem" in found:
        raise Problem(**{**found["problem"], "allowed": tuple(found["problem"].get("allowed", ())), "file": name})
    return Extracted(**found)


def _run(file: IO[bytes], answer: IO[bytes], asked: str, limits: Limits, name: Path) -> None:
    file.seek(0)
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "asylia.texts.child", asked],
        stdin=file, stdout=answer, stderr=subprocess.DEVNULL, env=environment, cwd="/", start_new_session=True,
    )  # fmt: skip
    try:
        code = child.wait(limits.wall)
    except subprocess.TimeoutExpired:
        raise Problem(f"reading the file takes longer than {limits.wall} s, which is the limit", file=name) from None
    finally:
        _end(child)
    if code:
        raise Problem(_death(code, limits), file=name)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started (its session), and wait for it."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _death(code: int, limits: Limits) -> str:
    if code == -signal.SIGXCPU:
        return f"reading the file takes more than {limits.cpu} s of processor time, which is the limit"
    if code == -signal.SIGXFSZ:
        return f"the text is longer than {limits.text:,} bytes, which is the limit"
    if code == -signal.SIGABRT:
        return f"reading the file takes more than {limits.memory // MEGABYTE:,} MB of memory, which is the limit"
    return f"the file made its reader die (signal {-code})" if code < 0 else f"reading the file failed (status {code})"


def _scratch() -> IO[bytes]:
    """Where the child writes: in memory where the system can, so that no words are left on a disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("asylia-text"), "w+b")
    return tempfile.TemporaryFile()
