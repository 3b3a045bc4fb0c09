"""One invented edition for all tests of the site: every state a page can be in. ``python -m tests.editions DIR``.

It is made in a process of its own, since the tests' own process has the settings of the desk.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from asylia.texts.passages import by_reference, passage_id
from tests.publish.invented import CHAPTER, FIRST, OTHER, QUIET, SECRET, invented, lay, secrets
from tests.written import Written

PLENTY, LONG, MERGED, UNSAFE, UNNAMED = "X-100010", "X-100011", "X-100098", "X-100012", "X-100013"
COPIED, MISSING = "A boatman saw three men wait at the ferry until dusk.", "These words stand in no copy at all, ever."
OPENING = "The harbour lay still that winter."
DOCUMENT = f"{OPENING}\n{COPIED} Then it rained.\n"
CROWD = 120  # persons, for a list of several pages


def ledger() -> Written:
    """The invented ledger of the tests of publishing with its secrets, and what else a page must be able to show."""
    made = invented()
    secrets(made)
    _plenty(made)
    _strange(made)
    made.merge(PLENTY, MERGED, CHAPTER)
    for number in range(CROWD):
        id = f"X-2{number:05d}"
        made.claim(id, "name", f"Crowd Namuna {number:03d}", CHAPTER)
        made.claim(id, "kind", "exile", CHAPTER)
        made.claim(id, "state_of_concern", "UZ" if number % 2 else "TM", CHAPTER)
    return made


def _plenty(made: Written) -> None:
    """A person over whom sources differ in every way, cited by reference."""
    for name, value in (("kind", "exile"), ("name", "Ğulom O‘ktam Nāmunā"), ("name", "Ғулом Намуна")):
        made.claim(PLENTY, name, value, CHAPTER)
    made.claim(PLENTY, "inclusion_ground", "invented, so that a page has everything", CHAPTER)
    made.claim(PLENTY, "tie", f"cousin {FIRST}", CHAPTER)
    made.claim(PLENTY, "citizenship", "none", CHAPTER)
    made.claim(PLENTY, "fate", "in_custody", CHAPTER, how="alleged")
    made.claim(PLENTY, "fate", "at_liberty_abroad", OTHER)
    made.prefer(made.claim(PLENTY, "sex", "male", CHAPTER), CHAPTER)
    made.claim(PLENTY, "sex", "female", OTHER)
    attack = "I-200050"
    said = (
        ("measure", "physical_attack"), ("state_of_concern", "UZ"), ("target", "relative"), ("factuality", "attempted"),
        ("host_state", "TR"), ("place", "TR"), ("date", "2014-05-03~"), ("actor", "contractor"),
    )  # fmt: skip
    for name, value in said:
        made.claim(attack, name, value, CHAPTER, root=PLENTY)
    made.claim(attack, "accusation", "smuggling", CHAPTER, root=PLENTY)
    made.claim(attack, "actor", "contractor", OTHER, how="denied", root=PLENTY)
    made.claim(attack, "actor", "embassy", OTHER, how="disputed", root=PLENTY)
    opening = _by_reference(OPENING, place=0)
    made.claim(attack, "means", "knife", OTHER, root=PLENTY, passages=[opening, _by_reference(COPIED, page=1)])
    made.claim(attack, "duration", "until dusk", OTHER, root=PLENTY, passages=[_by_reference(MISSING, page=2)])


def _by_reference(words: str, **where: int) -> dict[str, object]:
    passage = {"source": OTHER, **by_reference(words), "place": 30, **where}
    return {"id": passage_id(passage), **passage}


def _strange(made: Written) -> None:
    """Names that are long, that are none, and that would be a page of their own."""
    long = (
        "Abdurahmonbek Muhammadsharifxo‘jayevich Namunazoda-Ulgiyevskaya ibn Sinovovnamunabekovichzodaevna al-Misoliy"
    )
    unsafe = '<script>alert("1")</script> & Sons'
    for id, name, kind in ((LONG, long, "exile"), (UNSAFE, unsafe, "exile"), (UNNAMED, "not named", "relative")):
        made.claim(id, "name", name, CHAPTER)
        made.claim(id, "kind", kind, CHAPTER)
        made.claim(id, "inclusion_ground", "sister of somebody who is pursued", CHAPTER)
    made.claim(LONG, "affiliation", "Congress-of-" + "very-" * 30 + "long-words", CHAPTER)
    made.claim(LONG, "profile", f"{SECRET} profile", QUIET)


def make(folder: Path) -> Path:
    """The edition, in a new folder."""
    with tempfile.TemporaryDirectory(prefix="asylia-edition-") as home:
        environment = {**os.environ, "ASYLIA_HOME": home, "DJANGO_SETTINGS_MODULE": "asylia.settings.desk"}
        environment.pop("ASYLIA_DATABASE", None)
        root = Path(__file__).parent.parent
        subprocess.run([sys.executable, "-m", "tests.editions", str(folder)], cwd=root, env=environment, check=True)
    return folder


if __name__ == "__main__":
    from asylia.home import open_desk
    from asylia.publish.build import build

    desk = open_desk()
    lay(desk, ledger().rows)
    build(desk, Path(sys.argv[1]), number="2026.1", date="2026-11-24")
