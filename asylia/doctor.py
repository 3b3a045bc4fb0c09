"""What is installed, missing or misconfigured, and how to mend it.

Invariant: looking changes nothing but the home, which is made where it is absent; a password is never printed.
"""

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import click

from asylia.problems import Problem, Problems

State = Literal["ok", "absent", "wrong"]

PYTHON = (3, 11)
SQLITE = (3, 31)  # the oldest that Django 5.2 takes
POSTGRESQL = 15
ROOM = 200  # megabytes that a ledger, an edition and their copies want at least
LINK = ("splink", "duckdb", "pyarrow", "openpyxl")  # the packages of the extra [link]
PATIENCE = 5  # seconds for a tool or a server to answer


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``needed``: without it the product does not do its main job."""

    name: str
    state: State
    says: str
    mend: str = ""
    needed: bool = True

    @property
    def bad(self) -> bool:
        """Whether the doctor ends with 1 because of it."""
        return self.needed and self.state != "ok"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> None:
    """Say what is installed, missing or misconfigured, and how to mend it. Exit 1 if something needed is wrong."""
    findings = list(examine())
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(_line(finding))
    if any(finding.bad for finding in findings):
        raise SystemExit(1)


def examine() -> Iterator[Finding]:
    """Look at everything, in the order in which it is needed."""
    looks = (_python, _packages, _sqlite, _home, _room, _database, _codebook, _register, _output)
    for look in looks:
        try:
            yield look()
        except (Problem, Problems, OSError) as error:
            name = look.__name__.strip("_")
            yield Finding(name, "wrong", str(error))
    yield _link()
    yield _tool("ssh-keygen", ["ssh-keygen"], "signs editions", "openssh-client")
    yield _tesseract()
    yield _tool("chromium", ["chromium", "chromium-browser", "google-chrome"], "runs the tests of pages", "chromium")


def _line(finding: Finding) -> str:
    mark = {"ok": "ok    ", "absent": "absent", "wrong": "WRONG "}[finding.state]
    needed = "" if finding.needed or finding.state == "ok" else " (not needed)"
    return f"{mark}  {finding.name}: {finding.says}{needed}" + (f"\n        {finding.mend}" if finding.mend else "")


def _python() -> Finding:
    if sys.version_info < PYTHON:
        return Finding("python", "wrong", platform.python_version(), f"Install Python {'.'.join(map(str, PYTHON))}.")
    return Finding("python", "ok", f"{platform.python_version()} at {sys.executable}")


def _packages() -> Finding:
    try:
        wanted = [line for line in metadata.requires("asylia") or () if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        return Finding("packages", "wrong", "asylia runs from its source", "make demo installs it.", needed=False)
    names = [line.split(";")[0].split("[")[0].split("<")[0].split(">")[0].split("=")[0].strip() for line in wanted]
    if absent := [name for name in names if not _installed(name)]:
        return Finding("packages", "absent", ", ".join(absent), f"python -m pip install {' '.join(absent)}")
    return Finding("packages", "ok", f"all {len(names)}, with Django {metadata.version('django')}")


def _installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _sqlite() -> Finding:
    if sqlite3.sqlite_version_info < SQLITE:
        return Finding("sqlite", "wrong", sqlite3.sqlite_version, f"Python needs SQLite {'.'.join(map(str, SQLITE))}.")
    return Finding("sqlite", "ok", sqlite3.sqlite_version)


def _home() -> Finding:
    from asylia.home import home

    folder = home()
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding("home", "wrong", f"{folder} cannot be written", f"chmod u+rwx {folder}, or set ASYLIA_HOME.")
    if (mode := folder.stat().st_mode & 0o777) & 0o077:
        return Finding("home", "wrong", f"{folder} is open to others (mode {mode:03o})", f"chmod 700 {folder}")
    return Finding("home", "ok", str(folder))


def _room() -> Finding:
    from asylia.home import home

    free = shutil.disk_usage(home()).free // 2**20
    if free < ROOM:
        return Finding("disk", "wrong", f"{free} MB are free", f"Make room: at least {ROOM} MB.")
    return Finding("disk", "ok", f"{free:,} MB are free")


def _database() -> Finding:
    from asylia.home import database

    settings = database()
    if "postgresql" not in settings["ENGINE"]:
        file = Path(settings["NAME"])
        if file.exists() and (mode := file.stat().st_mode & 0o777) & 0o077:
            return Finding("database", "wrong", f"{file} is open to others (mode {mode:03o})", f"chmod 600 {file}")
        return Finding("database", "ok", f"SQLite, {file}" + ("" if file.exists() else " (made on first use)"))
    where = f"{settings['NAME']} on {settings['HOST'] or 'the local socket'}"
    if not _installed("psycopg"):
        mend = "python -m pip install 'asylia[server]'"
        return Finding("database", "absent", f"PostgreSQL {where}, but psycopg is not installed", mend)
    return _postgresql(where, settings)


def _postgresql(where: str, settings: dict[str, object]) -> Finding:
    import psycopg

    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {key: str(settings[name]) for key, name in parts.items() if settings[name]}
    try:
        with psycopg.connect(connect_timeout=PATIENCE, **given) as connection:  # type: ignore[arg-type]
            version = connection.info.server_version // 10000
    except psycopg.OperationalError:
        return Finding(
            "database", "wrong", f"PostgreSQL {where} does not answer", "See ASYLIA_DATABASE and the server."
        )
    if version < POSTGRESQL:
        return Finding("database", "wrong", f"PostgreSQL {version}, {where}", f"At least {POSTGRESQL} is needed.")
    return Finding("database", "ok", f"PostgreSQL {version}, {where}")


def _codebook() -> Finding:
    from asylia.codebook.book import DATA, book
    from asylia.codebook.check import check

    if problems := list(check(DATA)):
        return Finding("codebook", "wrong", f"{len(problems)} problems", "Run asylia codebook check.")
    codes = sum(map(len, book().vocabularies.values()))
    return Finding("codebook", "ok", f"{codes:,} codes in {len(book().vocabularies)} vocabularies")


def _register() -> Finding:
    from asylia.coding.checking import check
    from asylia.coding.register import bundled

    register = check(bundled())
    if register.problems:
        return Finding("register", "wrong", f"{len(register.problems)} problems", "Run asylia register check.")
    return Finding("register", "ok", f"{len(list(register.of('X')))} persons in {register.folder}")


def _output() -> Finding:
    encoding = sys.stdout.encoding or "ascii"
    if encoding.lower().replace("-", "") != "utf8":
        return Finding("output", "wrong", f"the terminal is told {encoding}", "Set PYTHONUTF8=1.", needed=False)
    return Finding("output", "ok", encoding)


def _link() -> Finding:
    does = "brings together the records of long lists, and reads XLSX"
    if absent := [name for name in LINK if not _installed(name)]:
        mend = "python -m pip install 'asylia[link]'"
        return Finding("link", "absent", f"{', '.join(absent)}; the extra {does}", mend, needed=False)
    return Finding("link", "ok", f"{', '.join(f'{name} {metadata.version(name)}' for name in LINK)}", needed=False)


def _tool(name: str, names: list[str], does: str, package: str) -> Finding:
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return Finding(name, "ok", f"{found}, {does}", needed=False)
    return Finding(name, "absent", f"it {does}", f"Install it; on Debian: apt install {package}", needed=False)


def _tesseract() -> Finding:
    finding = _tool("tesseract", ["tesseract"], "reads scans", "tesseract-ocr tesseract-ocr-rus")
    if finding.state != "ok":
        return finding
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=PATIENCE, check=True
        ).stdout.split()
    except (subprocess.SubprocessError, OSError) as error:
        return Finding("tesseract", "wrong", f"it does not answer: {error}", "Install it anew.", needed=False)
    if missing := {"eng", "rus"} - set(listed):
        packages = " ".join(f"tesseract-ocr-{language}" for language in sorted(missing))
        return Finding(
            "tesseract", "wrong", f"it cannot read {', '.join(sorted(missing))}", f"apt install {packages}", False
        )
    return finding
