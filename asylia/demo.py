"""The whole way once: the bundled register, the ledger, an edition, its signature, its proof, a page.

Each step is the function that the verb of its room calls. The demo has a home of its own and makes an edition again
only where the register or the code changed. Invariant: what is served was verified a moment before.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import click

from asylia.edition.reader import Edition

NUMBER = "2026.1"
CODER = "a1"  # whose code stands beside what the bundled register decides, or says by itself
NOTES = "notes"  # the folder of a register with what its edition takes over: how far its codings agree
SIGNER = "demonstration"


@click.command()
@click.option("--home", "folder", type=click.Path(path_type=Path), help="Its own home; by default one in ASYLIA_HOME.")
def command(folder: Path | None) -> None:
    """Load the bundled register, publish, sign and verify an edition, print what it says, and serve it.

    With SERVE=0 in the environment it ends before the last step.
    """
    from asylia.home import home

    own = (folder or home() / "demo").absolute()
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["ASYLIA_HOME"] = str(own)
    os.environ.pop("ASYLIA_DATABASE", None)
    edition = make(own)
    for line in told(edition):
        click.echo(line)
    if os.environ.get("SERVE") != "0":
        _serve(edition)


def make(own: Path) -> Path:
    """The edition folder in a home, made anew where anything changed since; verified in any case.

    Raises ``Problem`` or ``Problems`` where a step refuses.
    """
    from asylia.coding.register import bundled
    from asylia.edition.check.verify import verify

    register, edition, keys, stamp = bundled(), own / f"edition-{NUMBER}", own / "trusted_keys", own / "made-from"
    now = _digest(register)
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != now or not edition.is_dir():
        stamp.unlink(missing_ok=True)
        _publish(register, edition, keys)
        stamp.write_text(now, encoding="ascii")
    else:
        click.echo(f"edition {NUMBER} stands already: neither register nor code changed")
    verdict = verify(edition, keys if keys.exists() else None)
    click.echo(f"verified: {verdict}")
    if not verdict.holds:
        raise SystemExit(1)
    return edition


def told(path: Path) -> Iterator[str]:
    """What the demo prints of an edition: Table 1, and the whole provenance of one value."""
    from asylia.edition.sums.table1 import table1
    from asylia.edition.why import why

    edition = Edition(path)
    yield ""
    yield from table1(edition).text()
    if cell := _telling(edition):
        yield ""
        yield from why(edition, cell["id"], cell["column"])
    edition.close()


def chosen(register: Path) -> Mapping[str, Any]:
    """What the editor of a register chose for its edition; {} where nothing was."""
    from asylia.coding.register import EDITION

    file = register / EDITION
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _telling(edition: Edition) -> Mapping[str, str] | None:
    """A cell worth a look: over which the sources differ, an incident's date before others; else any measure."""
    cells = edition.where("cells", contested="yes") or edition.where("cells", column="measure")
    return min(cells, key=lambda cell: (cell["id"][0] != "I", cell["column"] != "date", cell["id"]), default=None)


def _publish(register: Path, edition: Path, keys: Path) -> None:
    from asylia.coding.loading import load
    from asylia.home import open_desk
    from asylia.publish.build import build

    for left in (edition, edition.with_name(f".{edition.name}.unfinished")):
        shutil.rmtree(left, ignore_errors=True)  # of an earlier register, or of a demo that was stopped
    db = open_desk()
    loaded = load(db, register, by=CODER)
    click.echo(f"loaded {loaded.claims} claims from {register}: {loaded.added.total()} rows added to the ledger")
    notes = register / NOTES
    held = build(
        db,
        edition,
        number=NUMBER,
        notes=notes if notes.is_dir() else None,
        journeys=chosen(register).get("journeys", ()),
    )
    click.echo(f"published edition {NUMBER} in {edition}; held back: {held.total()}")
    _sign(edition, keys)


def _sign(edition: Path, keys: Path) -> None:
    """Sign with a key that is drawn for this and thrown away; its public half is what the demo trusts."""
    from asylia.publish.sign import sign

    keys.unlink(missing_ok=True)
    if not (keygen := shutil.which("ssh-keygen")):
        click.echo("not signed: ssh-keygen is absent")
        return
    key = edition.with_name("key")
    public = key.with_suffix(".pub")
    try:
        key.unlink(missing_ok=True)
        draw = [keygen, "-q", "-t", "ed25519", "-N", "", "-C", SIGNER, "-f", str(key)]
        subprocess.run(draw, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        click.echo(f"signed with {sign(edition, key)}")
        keys.write_text(f"{SIGNER} {public.read_text(encoding='ascii')}", encoding="ascii")
    finally:
        key.unlink(missing_ok=True)
        public.unlink(missing_ok=True)


def _digest(register: Path) -> str:
    """One digest of all that the edition is made from: the register and the code."""
    digest = hashlib.sha256()
    for folder in (register, Path(str(resources.files("asylia")))):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _serve(edition: Path) -> None:
    """Become the public process: a new one, that has loaded nothing of the desk and knows none of its settings."""
    given = len(sys.argv) - 1
    itself = sys.orig_argv[:-given] if given else sys.orig_argv
    desk = {"ASYLIA_HOME", "ASYLIA_DATABASE", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in desk}
    sys.stdout.flush()
    os.execve(sys.executable, [*itself, "site", "serve", str(edition)], environment)  # noqa: S606 (no shell)
