"""An edition in the entry templates of CAPE, 2016 and 2018, by the crosswalks of the codebook; and what that loses.

Invariant: no claim is made anew. A field holds what the edition shows, in the words of the codebook; what the template
cannot hold is counted in ``losses``, not bent.
"""

from collections.abc import Iterable, Iterator, Mapping

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import SPECIAL, properties
from asylia.edition.reader import CaseFile, Edition
from asylia.edition.schema import FLAGS, NO, OPEN, STAGES, YES, Record, split
from asylia.edition.stages import read
from asylia.edition.why import citation
from asylia.problems import Problem

FORMATS = ("cape-2016", "cape-2018")
_BOTH = ("State of concern", "Alleged affiliation", "Stages experienced")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    FORMATS[0]: (
        "Name", *_BOTH, "Original citizenship", "Class of most serious incident", "Year of most serious incident",
        "Countries of transit, asylum or residence", "Exiled", "Category", "Who, why, how", "Stage 1", "Stage 2",
        "Stage 3", "Other actions", "Legal status", "Current status", "Press sources",
    ),
    FORMATS[1]: (
        "Name", "Gender", *_BOTH, "Year of most serious incident", "Countries of transit, asylum or residence",
        "Category", "Who, why, how", "Stage 1", "International arrest warrant", "Stage 2", "Stage 3",
        "Violence experienced", "Other actions", "Legal status", "Acquired citizenship", "Current status",
        "Press sources",
    ),
}  # fmt: skip


def export(edition: Edition, format: str) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """The header and the rows of a template, one row a person of a counted kind. Raises ``Problem`` for no format."""
    if format not in _FIELDS:
        raise Problem(f"{format!r} is no format", field="--as", allowed=FORMATS)
    return _FIELDS[format], _rows(edition, format)


def losses(edition: Edition, format: str) -> Iterator[str]:
    """What a template cannot hold, with how much of it this edition has."""
    counted = book().flagged("person_kinds", "counted")
    others = sum(not counted.intersection(split(person["kind"])) for person in edition.all("persons"))
    contested = {(cell["id"], cell["column"]) for cell in edition.all("cells") if cell["contested"] == YES}
    counts = edition.counts
    yield f"What {format} loses of edition {edition.number}:"
    yield f"- {others} persons of other kinds have no entry; {counts['group_events']} group events have none either."
    yield f"- {len(contested)} contested values are written as 'a or b', without what each source says."
    yield f"- {counts['claims']} claims and {counts['passages']} passages shrink to a list of sources a person."
    yield f"- {counts['protections']} protections and {counts['proceedings']} proceedings have fields only in part."
    yield "- Who asserts a thing, who denies it, how far it went and how grave it was have no field of their own."
    yield "- Dates shrink to years; which country was host, place or third state is no longer told apart."
    yield f"- Stages follow the rule {edition.rule}; the template does not say by which rule it has them."


def _rows(edition: Edition, format: str) -> Iterator[tuple[str, ...]]:
    counted = book().flagged("person_kinds", "counted")
    for person in edition.all("persons"):
        if counted.intersection(split(person["kind"])) and (case := edition.case(person["id"])):
            fields = _entry(case, format.replace("-", "_"), edition)
            yield tuple(fields.get(name, "") for name in _FIELDS[format])


def _entry(case: CaseFile, into: str, edition: Edition) -> dict[str, str]:
    person, gravest = case.person, _gravest(case.parts["incidents"])
    citizen, category = _labels("X", "citizenship", person), _crossed("X", "category", person, into)
    lived = (_labels("T", "country", stay) for stay in case.parts["stays"])
    hosts = (_labels("I", "host_state", incident) for incident in case.parts["incidents"])
    said = (person["inclusion_ground"], person["profile"])
    return {
        **_details(case, into),
        "Name": " or ".join(split(person["name"])),
        "Gender": _labels("X", "sex", person),
        "State of concern": _labels("X", "state_of_concern", person),
        "Original citizenship": citizen,
        "Alleged affiliation": "; ".join(split(person["affiliation"])),
        "Stages experienced": _stages(person),
        "Class of most serious incident": _crossed("I", "measure", gravest, into) if gravest else "",
        "Year of most serious incident": _year(gravest["date"]) if gravest else "",
        "Countries of transit, asylum or residence": _several((*lived, *hosts)),
        "Exiled": YES,
        "Category": category,
        "Who, why, how": "; ".join(part for part in said if part),
        "Current status": _labels("X", "fate", person),
        "Press sources": _several(
            citation(s, edition.one("sources", s.get("volume", ""))) for s in case.sources.values()
        ),
    }


# What of a case a crosswalk may lead into a field: table, letter, property.
_LEADING = (("incidents", "I", "measure"), ("incidents", "I", "accusation"), ("protections", "R", "protection"))
_STATUS = ("stays", "T", "status")
_OTHER = "Other actions"


def _details(case: CaseFile, into: str) -> dict[str, str]:
    """The fields that crosswalks fill: a target 'stage 1: charges' stands in the field 'Stage 1'."""
    found: dict[str, list[str]] = {}
    for table, letter, name in (*_LEADING, _STATUS):
        vocabulary = properties(ENTITIES[letter])[name].kind.vocabulary
        for record in case.parts[table]:
            for code in split(record[name]):
                entry = book().vocabularies[vocabulary].get(code)
                target = entry.crosswalk.get(into, "") if entry else ""
                if entry and target:
                    head, _, tail = book().label(into, target).partition(": ")
                    what = entry.label if not tail or tail == entry.label else f"{tail}, {entry.label}"
                    field, whom = (_capital(head), "") if _own(record) else (_OTHER, _labels("I", "target", record))
                    found.setdefault(field, []).append(_told(f"{whom}: {what}" if whom else what, record))
    if statuses := [_labels("T", "status", stay) for stay in case.parts["stays"]]:
        found.setdefault("Legal status", statuses)
    return {name: _several(parts) for name, parts in found.items()}


def _own(record: Record) -> bool:
    """Whether it struck the person; what strikes relatives and associates has one field, whatever it was."""
    struck = split(record.get("target", ""))
    return not struck or not book().flagged("targets", "self").isdisjoint(struck)


def _told(what: str, record: Record) -> str:
    known = record.get("host_state", "") not in ("", *SPECIAL)
    where = _labels("I", "host_state", record) if known else ""
    parts = (what, _year(record.get("date", "")), where)
    return ", ".join(part for part in parts if part)


def _gravest(incidents: Iterable[Record]) -> Record | None:
    """The incident with the highest certain stage; of several the first by date, then by id."""
    staged = [(min(read(i["stage"])), i) for i in incidents if i["stage"]]
    return min(staged, key=lambda pair: (-pair[0], pair[1]["date"] or "~", pair[1]["id"]))[1] if staged else None


def _stages(person: Record) -> str:
    marks = {YES: "", OPEN: " (contested)", NO: None}
    found = ((stage, marks.get(person[flag])) for stage, flag in zip(STAGES, FLAGS, strict=True))
    return "; ".join(f"{stage}{mark}" for stage, mark in found if mark is not None)


def _year(date: str) -> str:
    years = sorted(
        {part[:4] for value in split(date) if value not in SPECIAL for part in value.split("/") if part[:4].isdigit()}
    )
    return years[0] if len(years) == 1 else "-".join((years[0], years[-1])) if years else ""


def _labels(letter: str, name: str, record: Record) -> str:
    line = properties(ENTITIES[letter])[name]
    labels = (book().label(line.kind.vocabulary, value) for value in split(record[name]))
    return ("; " if line.many else " or ").join(labels)


def _crossed(letter: str, name: str, record: Record, into: str) -> str:
    """The labels of the codes into which a cell leads; its own labels where no crosswalk does."""
    vocabulary = properties(ENTITIES[letter])[name].kind.vocabulary
    entries = (book().vocabularies[vocabulary].get(code) for code in split(record[name]))
    into_codes = ((entry, entry.crosswalk.get(into, "")) for entry in entries if entry)
    return _several(book().label(into, target) if target else entry.label for entry, target in into_codes)


def _several(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
