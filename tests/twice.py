"""The invented register, coded twice: a decided register with both codings, sealed and of one set of ids."""

from pathlib import Path

from asylia.coding.agreement.numbering import number, paired
from asylia.coding.sealing import seal
from tests.invented import write_register

NAMUNA = "persons/namuna_farrukh.toml"
CODERS = """\
[first]
code  = "c1"
human = true

[second]
code    = "c2"
model   = "Example"
version = "3"
"""
DECISION = """\
[[decision]]
about    = "{about}"
property = "{property}"
accepted = "{accepted}"
rejected = "{rejected}"
cause    = "manual"
entry    = "R44"
reason   = "{reason}"

"""


def change(folder: Path, old: str, new: str, file: str = NAMUNA) -> None:
    """Write ``new`` in place of the first ``old`` in a file."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def id_of(folder: Path, letter: str, place: int = 0, file: str = NAMUNA) -> str:
    """The id of a block of a file: the first of its kind, or a later one."""
    lines = (folder / file).read_text("utf-8").splitlines()
    return [line.split('"')[1] for line in lines if line.startswith("id ") and f'"{letter}-' in line][place]


def decide(folder: Path, about: str, name: str, accepted: str, rejected: str, reason: str = "the text says so") -> None:
    """Add a decision to a register."""
    said = DECISION.format(about=about, property=name, accepted=accepted, rejected=rejected, reason=reason)
    file = folder / "decisions.toml"
    file.write_text((file.read_text("utf-8") if file.exists() else "") + said, encoding="utf-8")


def write_twice(folder: Path, report: Path) -> Path:
    """Write it. All three are the same, so nothing is decided yet."""
    first, second = (folder / "codings" / name for name in ("first", "second"))
    write_register(first)
    seal(first, report)
    write_register(second)
    number(first, second, paired(first, second, report))
    seal(second, report)
    (folder / "codings" / "coders.toml").write_text(CODERS, encoding="utf-8")
    for file in [*first.glob("*.toml"), *first.glob("persons/*.toml")]:
        there = folder / file.relative_to(first)
        there.parent.mkdir(exist_ok=True)
        there.write_bytes(file.read_bytes())
    return folder
