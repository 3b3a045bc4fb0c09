"""The coding manual's worked example is a register: it is checked, sealed against its own page, and checked again."""

import re
from pathlib import Path

import pytest

from asylia.coding.checking import check
from asylia.coding.sealing import seal

MANUAL = Path(__file__).parents[2] / "docs" / "coding-manual.md"
SOURCES = """
assertion = "reported by author"
[[source]]
id = "S-long-road-harbours"
opening = {{ quote = "{opening}" }}
kind = "chapter"
title = "Harbours"
licence = "all_rights_reserved"
access = "public"
"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    section = MANUAL.read_text(encoding="utf-8").partition("A complete worked example")[2]
    page = " ".join(line[2:] for line in section.splitlines() if line.startswith("> "))
    (tmp_path / "page.txt").write_text("Harbours of the long road. " + page, encoding="utf-8")
    folder = tmp_path / "register"
    (folder / "persons").mkdir(parents=True)
    for name in ("group_events.toml", "aggregates.toml"):
        (folder / name).write_text("")
    (folder / "sources.toml").write_text(SOURCES.format(opening="Harbours of the long road."))
    for name, text in re.findall(r"`(persons/[a-z_]+\.toml)`[^`]*```toml\n(.*?)```", section, re.S):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_worked_example_of_the_manual_can_be_coded_so(example: Path) -> None:
    assert len(list((example / "persons").iterdir())) == 2
    assert [str(problem) for problem in check(example, unsealed=True).problems] == []
    seal(example, example.parent / "page.txt")
    assert check(example).problems == []
