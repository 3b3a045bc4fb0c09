"""The desk's search: the edition's, over what is filed of the ledger."""

from collections.abc import Sequence
from typing import Any, cast

from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.edition.search.sought import CANDIDATES, Kept
from asylia.edition.search.sought import search as search_kept
from asylia.finding.filed import NAMES, SOUGHT, SOUNDED, bring_up
from asylia.names.finding import Hit


def search(db: BaseDatabaseWrapper, query: str, written: bool = False, most: int = CANDIDATES) -> list[Hit]:
    """The hits of a query over the ledger as it is now, the best first (see ``edition.search.sought``)."""
    bring_up(db)
    return search_kept(kept(db), query, written, most)


def kept(db: BaseDatabaseWrapper) -> Kept:
    """Where the desk keeps what is filed."""

    def run(query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with db.cursor() as cursor:
            cursor.execute(query, cast(list[str], list(values)))
            return list(cursor.fetchall())

    return Kept(run, "%s", SOUGHT, SOUNDED, NAMES)
