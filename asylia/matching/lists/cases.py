"""The Court's lists of cases, as JSON or as a feed. Names are no keys there: the application number is.

So a case has no name to be compared, only the title, which may back a number or speak against it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from asylia.matching.lists.listed import Listed, applications
from asylia.problems import Problem

_ITEM = '"itemid":["'
_TITLE = re.compile(r"^\s*(?:case\s+of|affaire)?\s*(.+?)\s+(?:v\.|c\.)\s", re.I)
_AND = re.compile(r"\s*,\s*|\s+(?:and|et|&)\s+", re.I)
_OTHERS = re.compile(r"(?:\d+\s+)?(?:others?|autres?)", re.I)


def read(records: Iterable[tuple[int, str, Any]]) -> Iterator[Listed]:
    """The cases of an answer of the Court's search. Raises ``Problem``."""
    for row, where, record in records:
        columns = record.get("columns") if isinstance(record, dict) else None
        if not isinstance(columns, dict) or "appno" not in columns:
            mend = "Ask the search for the column appno."
            raise Problem("this is no case: it has no application number", field=f"{where}, appno", mend=mend)
        said = {key: str(columns.get(key) or "") for key in ("itemid", "docname", "appno")}
        yield Listed(row=row, id=said["itemid"], numbers=applications(said["appno"]), title=said["docname"].strip())


def read_items(items: Iterable[tuple[int, str, Any]]) -> Iterator[Listed]:
    """The cases of a feed: title, and a description that opens with the numbers. Raises ``Problem``."""
    any_number = False
    for row, _, item in items:
        title, description, link = ((item.findtext(tag) or "").strip() for tag in ("title", "description", "link"))
        numbers = applications(description.partition(" - ")[0])
        any_number = any_number or bool(numbers)
        yield Listed(row=row, id=link.partition(_ITEM)[2].partition('"')[0], numbers=numbers, title=title)
    if not any_number:
        raise Problem("no item of this feed has an application number, so it is no list of the Court's cases")


def parties(title: str) -> tuple[str, ...]:
    """Those who sue, by the title of a case; '... and Others' are nobody."""
    found = _TITLE.match(title)
    names = _AND.split(found[1]) if found else ()
    return tuple(name.strip() for name in names if name.strip() and not _OTHERS.fullmatch(name.strip()))
