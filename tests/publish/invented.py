"""An invented ledger for tests of editions: persons, what was done to them, sources public and not."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import properties
from asylia.ledger.append import append
from asylia.ledger.rows import Draft, Row
from asylia.publish.build import build
from tests.written import Written

SECRET = "zq7vCANARYx3"
VOLUME, CHAPTER, OTHER, QUIET = "S-volume", "S-volume-one", "S-other", "S-interview"
FIRST, SECOND, THIRD, BROTHER = "X-100001", "X-100002", "X-100003", "X-100004"


def invented() -> Written:
    """A ledger of four persons with some forty claims, of which several are held back."""
    ledger = Written()
    ledger.source(VOLUME, kind="volume", title="A volume", licence="all_rights_reserved")
    ledger.source(CHAPTER, kind="chapter", title="A chapter", author="A. Author", volume=VOLUME, date="2016")
    ledger.source(OTHER, kind="ngo_report", title="Another report", licence="cc_by", quotes_released="yes")
    ledger.source(QUIET, access="confidential", kind="interview", title=f"{SECRET} title")
    _first(ledger)
    _second(ledger)
    for id, name, kind in ((THIRD, "Şöhrət Nümunə", "exile"), (BROTHER, "Bahrom Namuna", "relative")):
        ledger.claim(id, "name", name, CHAPTER)
        ledger.claim(id, "kind", kind, CHAPTER)
    ledger.claim("A-700001", "number", "9", CHAPTER)
    ledger.claim("A-700001", "stage", "2", CHAPTER)
    ledger.claim("A-700001", "state_of_concern", "TJ", CHAPTER)
    ledger.claim("A-700001", "counts", "persons in a table", CHAPTER)
    ledger.claim("G-600001", "measure", "arrest", OTHER)
    ledger.claim("G-600001", "member", FIRST, OTHER)
    return ledger


def _first(ledger: Written) -> None:
    for name, value, source in (
        ("kind", "exile", CHAPTER),
        ("name", "Farrukh Namuna", CHAPTER),
        ("name", "Фаррух Намуна", OTHER),
        ("state_of_concern", "TJ", CHAPTER),
        ("category", "opposition", CHAPTER),
        ("affiliation", "A movement | with a bar", CHAPTER),
        ("tie", f"brother {BROTHER}", OTHER),
    ):
        ledger.claim(FIRST, name, value, source)
    notice, detention, rendition = "I-200001", "I-200002", "I-200003"
    ledger.claim(notice, "measure", "warrant", CHAPTER)
    ledger.claim(notice, "date", "2014-05", CHAPTER)
    ledger.claim(notice, "date", "2014-06", OTHER)
    for incident, measure in ((notice, ""), (detention, "detention_by_court"), (rendition, "informal_rendition")):
        if measure:
            ledger.claim(incident, "measure", measure, CHAPTER)
        for name, value in (("state_of_concern", "TJ"), ("target", "self"), ("host_state", "RU"), ("place", "RU")):
            ledger.claim(incident, name, value, CHAPTER)
    ledger.claim(notice, "factuality", "completed", CHAPTER)
    ledger.claim(detention, "factuality", "completed", CHAPTER)
    ledger.claim(rendition, "factuality", "completed", CHAPTER)
    ledger.claim(rendition, "factuality", "attempted", OTHER)
    ledger.claim(rendition, "actor", "RU-police", CHAPTER, how="denied")
    ledger.claim(detention, "through", BROTHER, OTHER)
    ledger.claim("R-300001", "protection", "rule_39", OTHER)
    ledger.claim("R-300001", "outcome", "granted", OTHER)
    ledger.claim("T-400001", "country", "RU", CHAPTER)
    ledger.claim("L-500001", "steps", f"1 detained {detention}", OTHER)
    ledger.claim("L-500001", "application", "99999/14", OTHER)


def _second(ledger: Written) -> None:
    ledger.claim(SECOND, "kind", "exile", CHAPTER)
    ledger.claim(SECOND, "name", "Zuhra Misol", CHAPTER)
    ledger.claim(SECOND, "state_of_concern", "UZ", CHAPTER)
    quote = "Words of an open licence."
    cited = {"id": "P-00000000abcd", "source": OTHER, "page": 3, "quote": quote, "layer": "0" * 64, "start": 1}
    cited |= {"end": 26, "prefix": f"{SECRET} before", "suffix": f"{SECRET} after"}
    ledger.claim("I-200009", "measure", "threat", OTHER, root=SECOND, passages=[cited])
    ledger.claim("I-200009", "state_of_concern", "UZ", OTHER, root=SECOND)
    ledger.claim("I-200009", "target", "self", OTHER, root=SECOND)
    ledger.claim("I-200009", "factuality", "completed", OTHER, root=SECOND)


def secrets(ledger: Written) -> None:
    """A secret in every silent column, in every public column from a confidential source, in drafts and reasons."""
    for letter, entity in ENTITIES.items():
        about = {"X": FIRST, "I": "I-200001", "G": "G-600001", "R": "R-300001", "T": "T-400001", "L": "L-500001"}
        about |= {"A": "A-700001", "S": CHAPTER}
        for name, line in properties(entity).items():
            if line.kind.name not in ("text", "name"):  # other values are canonical, and cannot hold any word
                continue
            if not line.public:
                ledger.claim(about[letter], name, f"{SECRET} {letter} {name}", CHAPTER)
            ledger.claim(about[letter], name, f"{SECRET} {letter} {name}", QUIET)
            ledger.claim(about[letter], name, f"{SECRET} {letter} {name}", CHAPTER, accept=False)
            ledger.reject(ledger.claim(about[letter], name, f"{SECRET} no {name}", CHAPTER))
    kept = ledger.claim(FIRST, "profile", "a singer", CHAPTER)
    ledger.withhold(ledger.claim(FIRST, "profile", f"{SECRET} withheld", CHAPTER))
    prefer = ledger.prefer(kept, CHAPTER)
    prefer.body["reason"] = f"{SECRET} reason"
    merge = ledger.merge(FIRST, "X-100099", CHAPTER)
    merge.body["reason"] = f"{SECRET} reason"


def lay(db: Any, rows: Iterable[Row], at: str = "2026-01-02T03:04:05Z", by: str = "") -> None:
    """Append rows of ``Written`` to an empty ledger: their numbers stay what they were. ``by``: all by one coder."""
    for coder, run in groupby(rows, key=lambda row: by or row.by):
        drafts = [Draft(r.kind, r.root, r.about, r.body, r.acts_on, r.other, r.id) for r in run]  # type: ignore[arg-type]
        append(db, drafts, by=coder, at=at)


def published(db: Any, out: Path, ledger: Written, number: str = "2026.1", **options: Any) -> Path:
    """Lay a ledger and publish it."""
    lay(db, ledger.rows)
    build(db, out, number=number, **options)
    return out


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}
