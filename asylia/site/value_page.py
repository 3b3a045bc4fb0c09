"""One value and every claim beneath it: what the page 'who says what' shows. Pure functions of one person's records."""

from dataclasses import dataclass

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import properties
from asylia.edition.reader import CaseFile
from asylia.edition.schema import NO, Record, split
from asylia.edition.why import how_coded
from asylia.site import present, words

_RULE = "rule"
BASES = {
    "single": "The only value that is stated.",
    "included": "The most precise of values that agree.",
    "": "Stated; several values may be true at once.",
    **present.WHY,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: what it says where that is of another property, how and by whom, and where."""

    id: str
    text: str
    manner: str
    denies: bool
    places: tuple[present.Place, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One value with its claims. ``standing`` says whether the page of the person shows it, and why."""

    value: present.Value
    shown: bool
    standing: str
    claims: tuple[Said, ...]


def values(page: present.Page, cells: tuple[Record, ...], rule: str) -> list[Told]:
    """The values of one property, those shown first."""
    return [_told(page, cell, rule) for cell in sorted(cells, key=lambda c: (c["shown"] == NO, c["value"]))]


def _told(page: present.Page, cell: Record, rule: str) -> Told:
    line = properties(ENTITIES[cell["id"][0]]).get(cell["column"])
    shown = cell["shown"] != NO
    if line is None:
        value = present.Value(words.stage((cell["value"],)) or words.first_upper(cell["value"]))
        standing = f"Made by stage rule {rule} from the values below."
    else:
        value = page.words(line.kind, cell["value"])
        standing = BASES.get(cell["basis"], "") if shown else "Not shown: another value stands before it."
        standing = standing if cell["claims"] else "Only denied; nobody here says so."
        standing = f"{standing} {words.first_upper(how_coded(cell['coded']))}.".lstrip()
    claims = [_said(page, id, cell, denies=key == "denied_by") for key in _UNDER for id in split(cell[key])]
    return Told(value, shown, standing, tuple(claims))


_UNDER = ("claims", "denied_by")


def _said(page: present.Page, id: str, cell: Record, *, denies: bool) -> Said:
    claim = page.case.claims[id]
    line = properties(ENTITIES[claim["about"][0]])[claim["property"]]
    value = page.words(line.kind, claim["value"])
    text = ""  # the value itself stands above
    if cell["basis"] == _RULE:
        stated = " ".join(filter(None, (value.text, value.linked)))
        text = f"{words.heading(claim['property'])} of {claim['about']}, {stated}"
    places = tuple(present.place(page.case, passage) for passage in split(claim["passages"]))
    return Said(id, text, words.in_full(claim), denies, places)


def block_title(case: CaseFile, id: str) -> str:
    """What an entity of a case is called on its person's page; '' for the person."""
    records = case.parts.get(TABLES[id[0]], ())
    return next((present.title_of(id[0], record) for record in records if record["id"] == id), "")
