"""From a value back to the words: the claims that make it, their passages, the source of each.

Invariant: nothing is summed up. Every claim under a cell is told, those that deny it too, and no coder is named.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import SPECIAL, properties
from asylia.edition.reader import Edition
from asylia.edition.schema import DECIDED, NO, ONCE, TWICE, YES, Record, split
from asylia.problems import Problem


def provenance(edition: Edition, id: str, column: str) -> dict[str, Any]:
    """The whole provenance of one cell. Raises ``Problem`` for an id or a column that the edition has not."""
    shown = _checked(edition, id, column)
    cells = edition.where("cells", id=id, column=column)
    claims = {claim["id"]: claim for claim in edition.claims_under(id, column)}
    return {
        "edition": edition.number,
        "id": id,
        "column": column,
        "means": _means(id, column),
        "shown": shown[column],
        "rule": edition.rule if any(cell["basis"] == _RULE for cell in cells) else "",
        "values": [_value(edition, cell, claims) for cell in sorted(cells, key=_shown_first)],
    }


def why(edition: Edition, id: str, column: str) -> Iterator[str]:
    """The same in lines of text."""
    found = provenance(edition, id, column)
    yield f"{id}, {column}: {found['means']}" if found["means"] else f"{id}, {column}"
    if not found["values"]:
        yield f"  no: no incident has it under stage rule {edition.rule}" if found["shown"] == NO else "  not stated"
    for value in found["values"]:
        marks = "" if value["shown"] else " (not shown)"
        marks += " (contested)" if value["contested"] else ""
        basis = _BASIS.get(value["basis"], value["basis"]).format(rule=edition.rule)
        yield f"  {value['label']}{marks}: {'; '.join(filter(None, (basis, how_coded(value['coded']))))}"
        for claim in value["claims"]:
            yield from _claim_lines(claim, denies=False)
        for claim in value["denied_by"]:
            yield from _claim_lines(claim, denies=True)


_RULE = "rule"
_CODED = {ONCE: "coded once", TWICE: "coded twice, agreed", DECIDED: "decided"}
_BASIS = {
    "": "each value stands by its own claims",
    "single": "the only value that is claimed",
    "included": "the most precise of values that agree",
    "preferred": "preferred by the editors between sources that differ",
    "sources": "more independent sources say so",
    "open": "sources differ and nothing is preferred",
    _RULE: "made by stage rule {rule} from these claims",
}


def how_coded(coded: str) -> str:
    """How a value was coded, in words; '' where a rule made it."""
    return _CODED.get(coded, coded)


def citation(source: Record, volume: Record | None = None, passage: Record | None = None) -> str:
    """A source in one line, with the place of a passage in it. A chapter was published as its volume was."""
    author = ", ".join(split(source.get("author", "")))
    within = f"in {volume['title']}" if volume and volume.get("title") else ""
    stated = (source.get(name) or (volume or {}).get(name, "") for name in ("publisher", "date"))
    published = ", ".join(part for part in stated if part)
    parts = (author, source.get("title", "") or source["id"], within, published, _place(passage) if passage else "")
    return ", ".join(part for part in parts if part)


def _place(passage: Record) -> str:
    named = (("p.", "page"), ("note", "note"), ("para.", "paragraph"))
    return ", ".join(f"{word} {passage[key].replace('|', ', ')}" for word, key in named if passage.get(key))


def record(edition: Edition, id: str) -> Record:
    """One record by its id. Raises ``Problem`` that says what became of an id that is not shown."""
    table = TABLES.get(id[:1], "")
    if table and (found := edition.one(table, id)):
        return found
    retired = edition.now_called(id)
    into = f" and stands now as {retired['into']}" if retired and retired["into"] else ""
    became = f"{id} was {retired['why']}{into}" if retired else f"{id} is not in edition {edition.number}"
    raise Problem(became, file=edition.path)


def _checked(edition: Edition, id: str, column: str) -> Record:
    found = record(edition, id)
    columns = tuple(name for name in found if name not in ("id", "person"))
    if column not in columns:
        raise Problem(f"{column!r} is no property of {id}", file=edition.path, allowed=columns)
    return found


def _means(id: str, column: str) -> str:
    line = properties(ENTITIES[id[0]]).get(column)
    return line.means if line else ""


def _value(edition: Edition, cell: Record, claims: Mapping[str, Record]) -> dict[str, Any]:
    return {
        "value": cell["value"],
        "label": _label(cell["id"], cell["column"], cell["value"]),
        "shown": cell["shown"] == YES,
        "contested": cell["contested"] == YES,
        "basis": cell["basis"],
        "coded": cell["coded"],
        "claims": [_claim(edition, claims[claim]) for claim in split(cell["claims"])],
        "denied_by": [_claim(edition, claims[claim]) for claim in split(cell["denied_by"])],
    }


def _label(id: str, column: str, value: str) -> str:
    line = properties(ENTITIES[id[0]]).get(column)
    if line is None or not line.kind.vocabulary or value in SPECIAL:
        return value
    label = book().label(line.kind.vocabulary, value)
    return value if label == value else f"{value} ({label})"


def _claim(edition: Edition, claim: Record) -> dict[str, Any]:
    passages = sorted(edition.passages_of(claim), key=lambda passage: passage["id"])
    return {
        "id": claim["id"],
        "about": claim["about"],
        "property": claim["property"],
        "value": claim["value"],
        "how": claim["how"],
        "by": list(split(claim["by"])),
        "passages": [_passage(edition, passage) for passage in passages],
    }


def _passage(edition: Edition, passage: Record) -> dict[str, Any]:
    source = edition.one("sources", passage["source"]) or {"id": passage["source"]}
    volume = edition.one("sources", source["volume"]) if source.get("volume") else None
    return {**passage, "citation": citation(source, volume, passage)}


def _claim_lines(claim: Mapping[str, Any], *, denies: bool) -> Iterator[str]:
    said = book().label("assertions", claim["how"])
    by = ", ".join(book().label("asserters", who) for who in claim["by"])
    verb = "denied: " if denies else ""
    what = f"{claim['about']} {claim['property']} = {claim['value']}"
    yield f"    {claim['id']}  {verb}{what}, {said} by {by or 'nobody named'}"
    for passage in claim["passages"]:
        yield f"      {passage['id']}  {passage['citation']}"
        if passage["quote"]:
            yield f"        “{passage['quote']}”"


def _shown_first(cell: Record) -> tuple[bool, str]:
    return cell["shown"] != YES, cell["value"]
