"""The figures that ship with the bundled register are those of its codings."""

from pathlib import Path

from asylia.coding.agreement.report import report
from asylia.coding.register import CODINGS, bundled

NOTES = bundled() / "notes"


def test_the_notes_are_what_the_codings_give(tmp_path: Path) -> None:
    assert (bundled() / CODINGS).is_dir()
    report(bundled()).write(tmp_path)
    for file in sorted(tmp_path.iterdir()):
        assert (NOTES / file.name).read_bytes() == file.read_bytes()
