"""The envelope in which public notices come. Nationality is not the issuing state, and is not taken for it."""

from collections.abc import Iterable, Iterator
from typing import Any

from asylia.matching.lists.listed import Listed, sexes, states, years
from asylia.problems import Problem


def read(records: Iterable[tuple[int, str, Any]]) -> Iterator[Listed]:
    """The notices. A withdrawn one is simply no longer there, which says nothing. Raises ``Problem``."""
    for row, where, notice in records:
        if not isinstance(notice, dict) or not isinstance(notice.get("entity_id"), str):
            raise Problem("this is no notice: it has no entity_id", field=where)
        family, given = (_text(notice, key, where) for key in ("name", "forename"))
        try:
            born = years(_text(notice, "date_of_birth", where))
        except ValueError as error:
            raise Problem(str(error), field=f"{where}, date_of_birth") from None
        listed = notice.get("nationalities") or []
        if not isinstance(listed, list) or not all(isinstance(code, str) for code in listed):
            raise Problem("nationalities are a list of codes", field=f"{where}, nationalities")
        yield Listed(
            row=row,
            id=notice["entity_id"],
            names=(", ".join(filter(None, (family, given))),) if family or given else (),
            born=born,
            states=states(listed),
            sexes=sexes(_text(notice, "sex_id", where)),
        )


def _text(notice: dict[str, Any], key: str, where: str) -> str:
    """A value that may be null or absent: the forename often is."""
    found = notice.get(key)
    if found is not None and not isinstance(found, str):
        raise Problem("a text stands here, or null", field=f"{where}, {key}")
    return (found or "").strip()
