"""Scanned pages are read by tesseract, where it is installed."""

import shutil
import subprocess
from io import BytesIO
from typing import Any, NamedTuple

from asylia.problems import Problem

_WANTED = ("eng", "rus")


class Reader(NamedTuple):
    """An installed tesseract and the languages it reads."""

    command: str
    languages: str
    version: str
    name: str = "tesseract"

    def read(self, image: Any) -> str:
        """The text of one page. ``image`` is a Pillow image. Raises ``Problem`` where tesseract fails."""
        page = BytesIO()
        image.convert("L").save(page, "PNG", compress_level=1)
        arguments = [self.command, "stdin", "stdout", "-l", self.languages]
        done = subprocess.run(arguments, input=page.getvalue(), capture_output=True, check=False)
        if done.returncode:
            raise Problem("tesseract could not read the scan")
        return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()


def reader(*, required: bool) -> Reader | None:
    """The installed tesseract; without one, None, or a ``Problem`` where there is no text without it."""
    command = shutil.which("tesseract")
    known = _output(command, "--list-langs").split() if command else []
    languages = "+".join(language for language in _WANTED if language in known)
    if command and languages:
        return Reader(command, languages, _output(command, "--version").split()[1])
    if not required:
        return None
    raise Problem(
        "this is a scan without text, and tesseract is not installed" if not command else "tesseract knows no language",
        mend="Install tesseract with its languages eng and rus, or give a file that holds the text.",
    )


def _output(*arguments: str) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    return done.stdout or done.stderr
