"""An invented person's file, made of a head, passages and whatever blocks a test gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from asylia.coding.folding import folded
from asylia.coding.lint.run import lint
from asylia.coding.reading import read
from tests.invented import SOURCES

HEAD = """\
at               = "a"
assertion        = "reported by author"
kind             = "{kind}"
inclusion_ground = "opposition abroad"
name             = "Farrukh Namuna"
state_of_concern = "TJ"
profile          = "organiser @b"
{head}

[passages]
a = {{ source = "S-report-shelters", quote = "Farrukh Namuna fled in 2010." }}
b = {{ source = "S-report-shelters", quote = "{b}" }}
"""
BLOCK = {
    "incident": {"state_of_concern": "TJ", "measure": "threat", "target": "self", "factuality": "completed"},
    "protection": {"protection": "release"},
    "stay": {"country": "RU"},
    "proceeding": {},
}
Block = tuple[str, dict[str, str]]
Look = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a register with one person: ``write(("incident", {"measure": "arrest"}), ...)``."""

    def written(
        *blocks: Block, b: str = "He was held for a week in December 2014.", head: str = "", kind: str = "exile"
    ) -> Path:
        (tmp_path / "persons").mkdir(exist_ok=True)
        text = HEAD.format(b=b, head=head, kind=kind)
        for name, said in blocks:
            values = {"at": "b", **BLOCK.get(name, {}), **said}
            lines = (
                f"{key} = {value}" if value.startswith("[") else f'{key} = "{value}"'
                for key, value in values.items()
                if value
            )
            text += f"\n[[{name}]]\n" + "\n".join(lines) + "\n"
        (tmp_path / "persons/namuna_farrukh.toml").write_text(text, encoding="utf-8")
        for name in ("group_events", "aggregates"):
            (tmp_path / f"{name}.toml").write_text("", encoding="utf-8")
        (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
        return tmp_path

    return written


@pytest.fixture
def look(write: Callable[..., Path]) -> Look:
    """The same, and what the linter finds: pairs of rule and message."""

    def found(*blocks: Block, **said: str) -> list[tuple[str, str]]:
        register = read(write(*blocks, **said))
        assert not register.problems, register.problems
        return [(finding.rule, finding.message) for finding in lint(folded(register).cases).findings]

    return found
