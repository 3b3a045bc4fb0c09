"""Minima and maxima that stop a bad release.

In: an edition that is about to be released, and the one before. Out: nothing, or every problem at once.
Invariant: only what is public is looked at and named.
"""

from collections.abc import Collection, Iterator

from asylia.edition.reader import Edition
from asylia.edition.schema import tables
from asylia.problems import Problem, refuse

# A table that loses a fifth of its rows was hardly meant to; below so many rows a fifth says nothing.
SHRINKS_TO = 0.8
FEW = 20
_MAY_SHRINK = frozenset({"retired"})


def check(edition: Edition, previous: Edition | None, may_shrink: Collection[str] = ()) -> None:
    """Raise ``Problems`` where an edition must not be released. ``may_shrink`` names tables that may lose rows."""
    refuse([*_empty(edition), *_persons(edition), *_shrunk(edition, previous, may_shrink)])


def _empty(edition: Edition) -> Iterator[Problem]:
    if not edition.counts["claims"]:
        mend = "Accept claims that rest on public sources first; what is held back is counted below."
        yield Problem("nothing would leave: there is no public claim", mend=mend)


def _persons(edition: Edition) -> Iterator[Problem]:
    sourced = {cell["id"] for cell in edition.all("cells") if cell["claims"]}
    for person in edition.all("persons"):
        id = person["id"]
        if id not in sourced:
            yield Problem(f"{id} has no public source", mend="Withhold the person, or code a public source.")
        for column in ("name", "kind"):
            if not person[column]:
                mend = f"Accept a claim about the {column} with a public source, or withhold the person."
                yield Problem(f"{id} has no {column}", field=f"persons.{column}", mend=mend)


def _shrunk(edition: Edition, previous: Edition | None, may_shrink: Collection[str]) -> Iterator[Problem]:
    if previous is None:
        return
    for name in tables():
        before, now = previous.counts.get(name, 0), edition.counts[name]
        if before >= FEW and now <= before * SHRINKS_TO and name not in _MAY_SHRINK | set(may_shrink):
            mend = f"Find out why. If it is right, say --may-shrink {name}."
            yield Problem(f"table {name} shrank from {before} rows to {now}", field=name, mend=mend)
