"""Whether an edition is what its publishers made: signature, checksums, files, and every cell down to its sources.

In: a folder, and the keys that the reader trusts. Out: a verdict that names the file and the first thing wrong.
Invariant: any byte changed in any file of an edition is found. ``edition.sqlite`` is signed by the digest of its rows;
its bytes are compared with the unsigned sum beside it, and whoever changes both still has to leave every row, every
index and the whole schema as they were (docs/decisions/0004-edition-database.md).
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from asylia.edition.check.provenance import gaps
from asylia.edition.schema import (
    ASIDE,
    CODEBOOK,
    DATABASE,
    DATABASE_SUM,
    MANIFEST,
    SIGNATURE,
    Table,
    create,
    digest,
    rows_of,
    tables,
)
from asylia.problems import Problem

_TEXTS = ("number", "date", "rule", "codebook")
_FORMAT = 1
_LARGE = 64 << 20  # bytes of a database
_LONGEST = 4 << 20  # bytes of a manifest: ours have a few kilobytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``wrong`` is the first thing wrong; ``signer`` is the trusted name, or '' where there is none."""

    wrong: Problem | None = None
    signed: bool = False
    key: str = ""
    signer: str = ""
    asked: bool = False

    @property
    def holds(self) -> bool:
        """Whether all is well, and signed by a trusted key where keys were given."""
        return self.wrong is None and (bool(self.signer) or not self.asked)

    def __str__(self) -> str:
        if self.wrong:
            return f"not intact: {self.wrong}"
        if not self.signed:
            return "intact, not signed"
        if self.signer:
            return f"intact and signed by {self.signer}"
        return f"intact, but signed by a key that is not trusted: {self.key}" if self.asked else _UNCHECKED


_UNCHECKED = "intact, origin not checked"


def verify(path: Path, trust: Path | None = None) -> Verdict:
    """Check an edition folder; ``trust`` is a file of allowed signers or public keys.

    Raises ``Problem`` where there is no folder to check or ``trust`` cannot be read.
    """
    if not path.is_dir():
        raise Problem("there is no edition here", file=path, mend="Name the folder of an edition.")
    from asylia.edition.check.signature import (  # keys and signatures are for those who ask for them
        fingerprint,
        trusted,
    )

    signers = trusted(trust) if trust else ()
    signed, key, name = False, b"", ""
    try:
        manifest = _manifest(path)
        signed = (path / SIGNATURE).exists()
        if signed:
            key = _signer(path)
        if wrong := next(_wrong(path, manifest), None):
            raise wrong
        name = next((signer.name for signer in signers if signer.key == key), "")
    except Problem as problem:
        return Verdict(wrong=problem, signed=signed, asked=trust is not None)
    return Verdict(None, signed, fingerprint(key) if signed else "", name, trust is not None)


def intact(path: Path) -> Verdict:
    """Check the bytes of an edition folder: every file against its sum, no file too many, the schema of the database,
    what the manifest says of itself, the signature where there is one. Any byte changed by accident is found, at the
    speed of the disk; ``verify`` also counts the rows of the database again. (Of a large edition that is not signed,
    the digests of tables that stand in the database alone are taken as they are: counting takes longer than a start.)

    Raises ``Problem`` where there is no folder to check.
    """
    if not path.is_dir():
        raise Problem("there is no edition here", file=path, mend="Name the folder of an edition.")
    try:
        manifest = _manifest(path)
        if wrong := next(chain(_files(path, manifest), _sums(path, manifest)), None):
            raise wrong
        with closing(_open(path / DATABASE)) as db:  # it is a plain file: a pipe would be waited for
            signed = (path / SIGNATURE).exists()
            counted = ASIDE if not signed and (path / DATABASE).stat().st_size < _LARGE else ()
            again = (wrong for table in counted for wrong in _rows(db, path, manifest, table))
            if wrong := next(chain(_schema(db, path), _facts(db, path, manifest), again), None):
                raise wrong
        if signed:
            _signer(path)
        return Verdict(signed=signed)
    except sqlite3.DatabaseError as error:
        return Verdict(Problem(f"SQLite cannot read it ({error})", file=path / DATABASE))
    except Problem as problem:
        return Verdict(problem)


def _signer(path: Path) -> bytes:
    """The key that signed the manifest. Raises ``Problem`` where the signature does not hold."""
    from asylia.edition.check.signature import signed_with

    file = path / SIGNATURE
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _LONGEST:
        raise Problem("this is no plain file, or longer than any signature is", file=file)
    return signed_with(path / MANIFEST, file)


def _manifest(path: Path) -> Mapping[str, Any]:
    file = path / MANIFEST
    if not file.is_file():
        raise Problem("the manifest is missing", file=file)
    if file.is_symlink() or file.stat().st_size > _LONGEST:
        raise Problem("the manifest is a link, or longer than any manifest is", file=file)
    text = file.read_bytes()
    try:
        found: dict[str, Any] = json.loads(text)
        again = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        rows = {*tables(), *(table.name for table in ASIDE)}
        sound = again.encode() == text and set(found) == {"format", "files", "rows", *_TEXTS}
        sound = sound and found["format"] == _FORMAT and set(found["rows"]) == rows
        sound = sound and all(set(file) == {"bytes", "sha256"} for file in found["files"].values())
        sound = sound and {CODEBOOK, *(f"tables/{name}.csv" for name in tables())} <= set(found["files"])
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Problem(f"the manifest was changed ({error})", file=file) from error
    if not sound:
        raise Problem("the manifest was changed, or is of a format that is not known here", file=file)
    return found


def _wrong(path: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _files(path, manifest)
    with ThreadPoolExecutor(1) as beside:
        whole = beside.submit(_integrity, path / DATABASE)  # SQLite works while Python hashes
        yield from _sums(path, manifest)
        if found := whole.result():
            yield Problem(found, file=path / DATABASE)
    yield from _database(path, manifest)


def _files(path: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    expected = {*manifest["files"], MANIFEST, DATABASE, DATABASE_SUM}
    folders = {parent.as_posix() for name in expected for parent in Path(name).parents}
    there = {entry.relative_to(path).as_posix(): entry for entry in path.rglob("*")}
    for name in sorted(expected - set(there)):
        yield Problem("this file is missing", file=path / name)
    for name, entry in sorted(there.items()):
        if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
            yield Problem("this is no plain file", file=entry)
        elif name not in expected | {SIGNATURE} and not (entry.is_dir() and name in folders):
            yield Problem("this does not belong to the edition", file=entry)


def _sums(path: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    names = sorted(manifest["files"])
    with ThreadPoolExecutor(2) as beside:
        database = beside.submit(_sha256, path / DATABASE)  # by far the largest
        sums = dict(zip(names, map(_sha256, (path / name for name in names)), strict=True))
    for name, listed in sorted(manifest["files"].items()):
        if {"bytes": (path / name).stat().st_size, "sha256": sums[name]} != listed:
            yield Problem(_where_it_differs(path, name), file=path / name)
    expected = f"{database.result()}  {DATABASE}\n".encode()
    if (path / DATABASE_SUM).read_bytes() != expected:
        yield Problem(f"it is not what {DATABASE_SUM} says, or that file was changed", file=path / DATABASE)
    if manifest["codebook"] != sums[CODEBOOK][:12]:
        yield Problem(f"it names another codebook than {CODEBOOK}", file=path / MANIFEST)


def _where_it_differs(path: Path, name: str) -> str:
    """What can be said of a changed file; of a table, the first line that is not as in the database."""
    what = "it is not what the manifest says"
    table = Path(name).stem
    if Path(name).parent.name != "tables" or table not in tables() or (path / DATABASE).stat().st_size > _LARGE:
        return what  # of a large table that would take more memory than a site has
    try:
        with closing(_open(path / DATABASE)) as db:
            right = b"".join(rows_of(db, tables()[table])).split(b"\n")
    except sqlite3.DatabaseError:
        return what
    lines = (path / name).read_bytes().split(b"\n")
    differing = (i for i, (a, b) in enumerate(zip_longest(lines, right), start=1) if a != b)
    return f"{what}: line {next(differing, 1)} is not as in {DATABASE}"


def _integrity(database: Path) -> str:
    """What SQLite itself finds wrong with a file: its pages, its indexes; '' where nothing is."""
    try:
        with closing(_open(database)) as db:
            found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            return "" if found == "ok" else f"SQLite finds it damaged ({found.splitlines()[-1]})"
    except sqlite3.DatabaseError as error:
        return f"SQLite cannot read it ({error})"


def _database(path: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    file = path / DATABASE
    with closing(_open(file)) as db:
        try:
            yield from _schema(db, path)
            yield from (wrong for table in _tables(path) for wrong in _rows(db, path, manifest, table))
            yield from _facts(db, path, manifest)
            yield from gaps(db)
        except sqlite3.DatabaseError as error:
            yield Problem(f"SQLite cannot read it ({error})", file=file)


def _rows(db: sqlite3.Connection, path: Path, manifest: Mapping[str, Any], table: Table) -> Iterator[Problem]:
    if digest(rows_of(db, table)) != manifest["rows"][table.name]:
        yield Problem(f"its table {table.name} is not what the manifest says", file=path / DATABASE)


def _facts(db: sqlite3.Connection, path: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    """The manifest says of the edition what the database and its own list of files say."""
    if dict(db.execute("SELECT key, value FROM edition")) != {key: manifest[key] for key in _TEXTS}:
        yield Problem("number, date, rule or codebook are not those of the database", file=path / MANIFEST)
    for name in tables():
        if manifest["rows"][name] != manifest["files"][f"tables/{name}.csv"]["sha256"]:
            yield Problem(f"it says two things of the table {name}", file=path / MANIFEST)


def _schema(db: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    """No table, index, view or trigger but ours, each made by the very statement that makes it."""
    expected = {statement for table in _tables(path) for statement in create(table)}
    there = {statement for (statement,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if expected != there:
        odd = sorted(expected ^ there)[0]
        yield Problem(f"its schema is not that of an edition: {odd.split('(')[0].strip()}", file=path / DATABASE)


def _tables(path: Path) -> Iterator[Table]:
    """The tables with the columns that this edition gives them: a later codebook may have more."""
    for table in tables().values():
        with (path / "tables" / f"{table.name}.csv").open(encoding="utf-8", errors="replace") as opened:
            columns = tuple(opened.readline().rstrip("\n").split(","))
        yield replace(table, columns=columns)
    yield from ASIDE


def _open(database: Path) -> sqlite3.Connection:
    uri = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
