"""An invented edition with one person of 500 incidents, for the weight of a page. ``python -m tests.site.crowded DIR``.

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


def ledger() -> Written:
    """One person, each incident with what incidents usually have, from two sources with names of a usual length."""
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
    return made


def make(folder: Path) -> Path:
    """The edition, in a new folder."""
    with tempfile.TemporaryDirectory(prefix="asylia-crowded-") as home:
        environment = {**os.environ, "ASYLIA_HOME": home, "DJANGO_SETTINGS_MODULE": "asylia.settings.desk"}
        environment.pop("ASYLIA_DATABASE", None)
        root = Path(__file__).parent.parent.parent
        subprocess.run([sys.executable, "-m", "tests.site.crowded", str(folder)], cwd=root, env=environment, check=True)
    return folder


if __name__ == "__main__":
    from asylia.home import open_desk
    from asylia.publish.build import build

    desk = open_desk()
    lay(desk, ledger().rows)
    build(desk, Path(sys.argv[1]), number="2026.1")
