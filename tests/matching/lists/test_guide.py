"""The guide says what is so: its examples can be read, its columns and limits are those of the code."""

import re
from pathlib import Path

import pytest

from asylia.matching.link import BANDS, MOST
from asylia.matching.lists.listed import Bounds
from asylia.matching.lists.reading import FORMATS, read
from asylia.matching.matched import COLUMNS

GUIDE = (Path(__file__).parents[3] / "docs/linking.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.S))


@pytest.mark.parametrize("format", [each for each in FORMATS if each != "xlsx"])
def test_every_example_can_be_read(format: str, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text(EXAMPLES[format], encoding="utf-8")
    found = read(path)
    assert found.format == format
    first = found.records[0]
    assert first.id
    assert first.numbers or first.states == ("TJ",)
    if format != "hudoc":
        assert first.born == ("1970",)


def test_every_column_band_and_format_is_told() -> None:
    for word in (*COLUMNS, *BANDS):
        assert f"`{word}`" in GUIDE
    assert f"--format {'|'.join(FORMATS)}" in GUIDE


def test_every_limit_is_told() -> None:
    bounds = Bounds()
    megabytes = (f"{size // 1_000_000:,} MB" for size in (bounds.size, bounds.document, bounds.packed, bounds.unpacked))
    numbers = (f"{number:,}" for number in (bounds.rows, bounds.line, bounds.cell, bounds.columns))
    for words in (*megabytes, *numbers, f"more than {MOST} persons"):
        assert words in GUIDE
