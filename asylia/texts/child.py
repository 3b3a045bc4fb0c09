"""The child process that reads one document: standard input -> JSON on standard output. See ``extract.py``.

It shuts itself in before it looks at the first byte: limits on memory, time and what it writes, no network, and where
the system offers it (Landlock in Linux) no file to write, make or remove. Invariant: what a document can do to whoever
adds it ends with this process and its answer.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any, NoReturn

from asylia.problems import Problem
from asylia.texts.limits import Limits

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux
_MAKE_RULES, _OBEY_RULES = 444, 446  # landlock_create_ruleset, landlock_restrict_self
_WRITING = 1 << 1 | 0b1_1111_1111 << 4  # of Landlock's rights: to write, to remove, to make anything
_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT = 38, 1  # options of prctl


def main() -> None:
    """Read a document as the arguments say (JSON: limits, encoding) and answer with its text, or with what is wrong."""
    asked = json.loads(sys.argv[1])
    limits = Limits(**asked["limits"])
    shut_in(limits)
    try:
        from asylia.texts.formats import extract

        with sys.stdin.buffer as file:
            data = file.read(limits.size + 1)
        answer: dict[str, Any] = extract(data, limits, asked["encoding"])._asdict()
    except Problem as problem:
        answer = {"problem": asdict(problem)}
    except (MemoryError, RecursionError):
        answer = {"problem": {"what": _too_much(limits)}}
    except Exception as error:
        # Its words might hold words of the document, so only its kind is said.
        answer = {"problem": {"what": f"the file cannot be read ({type(error).__name__})"}}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def shut_in(limits: Limits) -> None:
    """Give up all that reading a document does not need."""
    _set(resource.RLIMIT_AS, limits.memory)
    _set(resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1)  # SIGXCPU first, which says what it was
    _set(resource.RLIMIT_FSIZE, 8 * limits.text)  # JSON may write one byte of text as six
    _set(resource.RLIMIT_CORE, 0)  # a core dump would leave words on the disk
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it; here it ends the process
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if libc.unshare(_NEW_NETWORK):
            libc.unshare(_NEW_USER | _NEW_NETWORK)
        if sys.platform == "linux":
            _write_nothing(libc)
    sys.addaudithook(_no_sockets)  # also where the system allows no namespace of our own


def _write_nothing(libc: Any) -> None:
    """Landlock: a set of rules that handles writing and allows none. Without it the size limit is what is left."""
    handled = ctypes.c_uint64(_WRITING)
    rules = libc.syscall(_MAKE_RULES, ctypes.byref(handled), ctypes.c_size_t(8), 0)
    if rules >= 0:
        libc.syscall(_OBEY_RULES, rules, 0)
        os.close(rules)


def _set(limit: int, soft: int, last: int | None = None) -> None:
    _, hard = resource.getrlimit(limit)
    most = (last or soft) if hard == resource.RLIM_INFINITY else min(last or soft, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(limit, (min(soft, most), most))


def _no_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        _refuse_network()


def _refuse_network() -> NoReturn:
    raise PermissionError("a document is read without a network")


def _too_much(limits: Limits) -> str:
    return f"reading the file takes more than {limits.memory // 1_000_000:,} MB of memory, which is the limit"


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # nothing of a hostile document is tidied up
