"""What processes hold in memory, as Linux tells it."""

from collections.abc import Iterable
from pathlib import Path


def family_of(master: int) -> set[int]:
    """A process and all below it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended
    family = {master}
    while near := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= near
    return family


def share(pid: int) -> int:
    """The proportional share (PSS) of a process in kB: what several share counts once among them."""
    return _said(pid, "smaps_rollup", "Pss:")


class Peaks:
    """By how much processes grow from now on, at their peak."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._before = {}
        for pid in pids:
            Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak begins anew
            self._before[pid] = _said(pid, "status", "VmRSS:")

    def grew(self) -> float:
        """The growth of the one that grew most, in MB."""
        return max(_said(pid, "status", "VmHWM:") - before for pid, before in self._before.items()) / 1024


def _said(pid: int, file: str, label: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(label))
