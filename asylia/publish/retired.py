"""What became of ids that are no longer shown: merged, withdrawn, or corrected.

Invariant: why something was withdrawn is said nowhere; and an id once retired stays so, until it is shown again.
"""

from collections.abc import Iterator

from asylia.codebook.entities import TABLES
from asylia.edition.reader import Edition
from asylia.edition.schema import split
from asylia.publish.store import Store

_WITHDRAWN, _CORRECTED = "withdrawn", "corrected"
_ENTITIES = tuple(TABLES.values())


def retired_rows(store: Store, previous: Edition | None, withheld: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The rows of ``retired`` beside those of merges, which the store holds already.

    ``withheld`` are the entities that a standing withhold covers, in whole or in a row of theirs.
    """
    if previous is None:
        return
    known = {id for table in _ENTITIES for id in store.column(table, "id")} | store.column("retired", "id")
    for table in _ENTITIES:
        for record in previous.all(table):
            id = record["id"]
            if id not in known:
                known.add(id)
                covered = id in withheld or record.get("person", "") in withheld or _lost(previous, id, withheld)
                yield id, _WITHDRAWN if covered else _CORRECTED, ""
    for record in previous.all("retired"):
        if record["id"] not in known:
            leads = not record["into"] or record["into"] in known
            yield (record["id"], record["why"], record["into"]) if leads else (record["id"], _CORRECTED, "")


def _lost(previous: Edition, id: str, withheld: frozenset[str]) -> bool:
    """Whether a source on which it rested is withheld."""
    for claim in previous.where("claims", about=id):
        passages = previous.among("passages", "id", split(claim["passages"]))
        if any(passage["source"] in withheld for passage in passages):
            return True
    return False
