"""Readers are shared between the workers."""

import os
import signal
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from asylia.site import crowd
from bench.memory import family_of
from tests.serving import Served, served


def connections(pid: int) -> int:
    """How many connections of readers a process holds: its sockets, by inode, that are established."""
    sockets = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    lines = Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]
    return sum(f"socket:[{line.split()[9]}]" in sockets for line in lines if line.split()[3] == "01")


def ready(site: Served, but: int = 0) -> list[int]:
    """The two workers, as soon as both listen."""
    ends = time.monotonic() + 20
    while True:
        workers = sorted(family_of(site.process.pid) - {site.process.pid, but})
        if len(workers) == 2:
            time.sleep(1)  # until they wait at the door
            return workers
        assert time.monotonic() < ends
        time.sleep(0.1)


def test_readers_who_stay_are_shared_between_the_workers(edition: Path) -> None:
    with served(edition, "--workers", "2") as site, ExitStack() as open_ones:
        workers = ready(site)
        at = urlsplit(site.address)
        readers = [HTTPConnection(at.hostname or "", at.port, timeout=20) for _ in range(16)]
        for reader in readers:
            reader.connect()
            open_ones.callback(reader.close)
        for reader in readers:
            reader.request("GET", "/about")
        assert all(reader.getresponse().read() for reader in readers)
        held = [connections(pid) for pid in workers]
    assert sum(held) == 16
    assert min(held) >= 6


def test_nobody_waits_for_a_worker_that_was_killed(edition: Path) -> None:
    with served(edition, "--workers", "2") as site:
        first, _second = ready(site)
        os.kill(first, signal.SIGKILL)
        ready(site, but=first)
        assert all(site.ask("/about").status == 200 for _ in range(10))


def test_a_worker_that_does_not_come_is_waited_for_a_moment_and_no_longer(edition: Path) -> None:
    with served(edition, "--workers", "2") as site:
        first, _second = ready(site)
        os.kill(first, signal.SIGSTOP)
        try:
            assert all(site.ask("/about").status == 200 for _ in range(10))
        finally:
            os.kill(first, signal.SIGCONT)


def test_who_has_fewest_is_who_is_there_and_has_no_more_than_any() -> None:
    crowd.tell(1, 3)
    assert crowd.has_fewest(1)
    crowd.tell(2, 2)
    assert not crowd.has_fewest(1)
    assert crowd.has_fewest(2)
    crowd.tell(2, 100_000)
    assert crowd.has_fewest(1)
    crowd.tell(2, 0)
    crowd.leave(2)
    assert crowd.has_fewest(1)
    crowd.leave(1)
