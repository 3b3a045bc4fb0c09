"""What goes wrong, said for people: what, where (file, line, field), what is allowed, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(eq=False)  # not frozen: Python itself writes to an exception that is raised
class Problem(Exception):
    """One thing that is wrong with what somebody gave us. The command line prints it and exits with 2.

    ``what`` is one sentence; the rest is said where it is known. ``allowed`` lists what may stand there and ``mend``
    says what to do.
    """

    what: str
    file: Path | str | None = None
    line: int | None = None
    field: str = ""
    allowed: tuple[str, ...] = ()
    mend: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        name = f"{self.field}: " if self.field else ""
        allowed = f" Allowed: {', '.join(self.allowed)}." if self.allowed else ""
        mend = f" {self.mend}" if self.mend else ""
        stop = "." if (allowed or mend) and self.what[-1:] not in ".?!:" else ""
        return f"{where}{name}{self.what}{stop}{allowed}{mend}"


@dataclass(eq=False)  # not frozen: Python itself writes to an exception that is raised
class Problems(Exception):
    """Several at once, so that a coder mends a file in one go."""

    all: tuple[Problem, ...] = field(default=())

    def __str__(self) -> str:
        return "\n".join(map(str, self.all))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise all of them together, or do nothing if there is none."""
    if found := tuple(problems):
        raise Problems(found)
