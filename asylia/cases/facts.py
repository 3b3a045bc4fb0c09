"""What the sources say of themselves, folded from their own rows before any other case."""

from collections.abc import Iterable
from typing import Any

from asylia.cases.fold import fold
from asylia.cases.independence import NOTHING, Facts, Sources, Values
from asylia.cases.standing import stand
from asylia.codebook.entities import Source
from asylia.codebook.kinds import SPECIAL, Many, One
from asylia.ledger.rows import Row


def sources_of(rows: Iterable[Row]) -> Sources:
    """The facts of every source among the rows; rows of other roots are passed over.

    An id that was merged away leads to the facts of the one that stands for it. A source is withheld where a standing
    withhold covers all of it, under whichever of its ids.
    """
    own = [row for row in rows if row.root[:1] == "S"]
    withheld = {row.about for row in stand(own).withholds if row.acts_on is None}
    facts = dict[str, Facts]()
    for case in fold(own, Sources()):
        if isinstance(case.entity, Source):
            ids = {case.id, *case.merged}
            facts |= dict.fromkeys(ids, _facts(case.entity, not ids.isdisjoint(withheld)))
    return Sources(facts)


def _facts(source: Source, withheld: bool) -> Facts:
    return Facts(
        _asserted(source.access),
        _asserted(source.licence),
        _asserted(source.quotes_released),
        _asserted(source.derived_from).difference(SPECIAL),
        _asserted(source.volume).difference(SPECIAL),
        _asserted(source.project).difference(SPECIAL),
        withheld,
    )


def _asserted(values: One[Any] | Many[Any]) -> Values:
    """Every accepted value, shown or not: the gate trusts no weighing, and asks all of them."""
    return frozenset(said.value for said in values.said if said.claims) or NOTHING
