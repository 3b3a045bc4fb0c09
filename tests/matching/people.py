"""Invented people in a ledger that is a list, and what is known of them."""

from typing import Any

from asylia.ledger.rows import Draft
from asylia.matching.known import Known
from tests.written import Written, passage

A, B, C, D = "X-100001", "X-100002", "X-100003", "X-100004"


def person(written: Written, id: str, *names: str, source: str = "S-a", **said: Any) -> None:
    """A person with names and other properties; a value may be a list."""
    for name in names:
        written.claim(id, "name", name, source)
    for prop, value in said.items():
        for each in [value] if isinstance(value, str) else value:
            written.claim(id, prop, each, source)


def incident(written: Written, id: str, root: str, source: str = "S-a", **said: Any) -> None:
    """An incident of a person, with an arrest at home where nothing else is said."""
    plain = {"state_of_concern": "TJ", "measure": "arrest", "target": "self", "factuality": "completed"}
    for prop, value in (plain | said).items():
        for each in [value] if isinstance(value, str) else value:
            written.claim(id, prop, each, source, root=root)


def differ(written: Written, a: str, b: str, by: str = "c1") -> Any:
    """Somebody found that they are two."""
    return written._write("differ", a, a, {"reason": "two birth years", "passages": [passage("S-a")]}, other=b, by=by)


def known(written: Written) -> Known:
    """What these rows say."""
    return Known([written.rows])


def drafts(written: Written) -> list[Draft]:
    """The rows as drafts, for a database."""
    ids = {row.seq: row.id for row in written.rows}
    return [
        Draft(row.kind, row.root, row.about, row.body, ids.get(row.acts_on), row.other, row.id)  # type: ignore[arg-type]
        for row in written.rows
    ]
