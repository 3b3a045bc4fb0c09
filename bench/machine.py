"""The machine on which a figure was taken, and the versions of what took it."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path


def machine() -> dict[str, str]:
    """What to say of the machine beside its figures; no name, no path."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Django": version("django"),
    }


def _memory() -> str:
    kilobytes = (_first("/proc/meminfo", "MemTotal") or "0 kB").split()[0]
    return f"{int(kilobytes) / 2**20:.1f} GB"


def _first(file: str, label: str) -> str:
    """What stands after the first line that begins so."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(label)), "")
