"""Whom a coder's note hides. Notes are never published: an edition does not know; a desk does, where there is one."""

from collections.abc import Iterable
from pathlib import Path

from asylia.home import database, open_desk
from asylia.matching.known import known
from asylia.matching.named import full_names


def desk_is_here() -> bool:
    """Whether this home has a ledger; asking makes none."""
    settings = database()
    return not settings["ENGINE"].endswith("sqlite3") or Path(settings["NAME"]).is_file()


def hidden(ids: Iterable[str]) -> frozenset[str]:
    """Those of some persons whose every name hides another, by what the desk's ledger knows; its rows are only read."""
    everything = known(open_desk())
    return frozenset(id for id in ids if (case := everything.owner(id)) and not full_names(case))
