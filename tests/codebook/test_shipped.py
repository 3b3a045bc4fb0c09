"""The codebook that ships: sound, and with every flag that the program asks for."""

import re
from pathlib import Path

import asylia
from asylia.codebook.book import book
from asylia.codebook.check import check
from asylia.codebook.stages import default, rule, rules

FLAGGED = re.compile(r"""flagged\(\s*["'](?P<vocabulary>\w+)["'],\s*["'](?P<flag>\w+)["']\s*\)""")


def test_it_is_sound() -> None:
    assert [str(problem) for problem in check()] == []


def test_some_code_has_every_flag_that_the_program_asks_for() -> None:
    files = sorted(Path(asylia.__file__).parent.rglob("*.py"))
    asked = {tuple(found) for file in files for found in FLAGGED.findall(file.read_text(encoding="utf-8"))}
    assert [pair for pair in sorted(asked) if not book().flagged(*pair)] == []


def test_every_rule_can_be_asked() -> None:
    for name in rules():
        assert rule(name).stages({}) == {None}
    assert rule().name == default() == rules()[0]
