"""An invented edition with one person of 500 incidents, and two who are gone since the edition before.

``python -m tests.site.crowded DIR NUMBER BEFORE``.

It is made in a process of its own, since the tests' own process has the settings of the desk.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.publish.invented import CHAPTER, OTHER, lay
from tests.written import Written

MANY, INCIDENTS = "X-100500", 500
CORRECTED, WITHDRAWN = "X-100501", "X-100502"


def ledger() -> tuple[Written, int]:
    """One person, each incident with what incidents usually have, from two sources with names of a usual length.

    And two others who were there up to the row whose number is given.
    """
    made = Written()
    long = "The transnationalisation of invented struggles: New threats and methods of pressure"
    for source in (CHAPTER, OTHER):
        made.source(source, kind="ngo_report", title=long, author="A. N. Author", licence="cc_by", date="2016")
    for name, value in (("name", "Namuna Misol"), ("kind", "exile"), ("state_of_concern", "UZ")):
        made.claim(MANY, name, value, CHAPTER)
    for number in range(INCIDENTS):
        said = {
            "state_of_concern": "UZ", "measure": "warrant", "target": "self", "factuality": "completed",
            "date": f"{1995 + number % 21}-{1 + number % 12:02}", "host_state": "RU", "place": "RU", "actor": "embassy",
            "accusation": "smuggling", "article": "159", "duration": "until dusk", "host_cooperation": "refused",
        }  # fmt: skip
        for name, value in said.items():
            source = OTHER if number % 3 else CHAPTER
            made.claim(f"I-5{number:05}", name, value, source, root=MANY)
    said = ("kind", "exile"), ("name", "Gone Namuna")
    wrong, _asked = ([made.claim(id, *each, CHAPTER) for each in said] for id in (CORRECTED, WITHDRAWN))
    before = len(made.rows)
    for row in wrong:
        made.retract(row)
    made.withhold(WITHDRAWN)
    return made, before


def make(folder: Path, number: str = "2026.1", before: Path | None = None) -> Path:
    """The edition, in a new folder; ``before`` is where the one before it is left, if it is wanted."""
    with tempfile.TemporaryDirectory(prefix="asylia-crowded-") as home:
        environment = {**os.environ, "ASYLIA_HOME": home, "DJANGO_SETTINGS_MODULE": "asylia.settings.desk"}
        environment.pop("ASYLIA_DATABASE", None)
        root = Path(__file__).parent.parent.parent
        previous = before or Path(home) / "before"
        command = [sys.executable, "-m", "tests.site.crowded", str(folder), number, str(previous)]
        subprocess.run(command, cwd=root, env=environment, check=True)
    return folder


if __name__ == "__main__":
    from asylia.home import open_desk
    from asylia.publish.build import build

    desk, out, number, previous = open_desk(), Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    made, before = ledger()
    lay(desk, made.rows)
    build(desk, previous, number=number.replace(".", ".0.", 1), upto=before)
    build(desk, out, number=number, previous=previous, may_shrink=("persons",), journeys=(MANY,))
