"""Which of several accepted values is shown: the one written rule, here and nowhere else.

1. A denial stands beside its value and never counts for it. A value that is only denied is not shown.
2. A value that another includes is no rival: the more precise is shown (``2015`` and ``2015-03``; a code and its
   ``broader``). ``unknown`` is included by every value; ``none`` is a value like any other, and a rival.
3. Where rivals remain the property is contested. The latest standing ``prefer`` on an accepted claim chooses; it may
   choose a less precise value, too, where its rivals cannot be told apart.
4. Else shown is the rival that strictly more independent sources speak for than for each other. A less precise value
   speaks for the rivals that it includes, unless it includes all of them and so tells none from another.
5. Else nothing is preferred: all rivals stand, sorted.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from asylia.cases.copies import Copies, copies
from asylia.cases.independence import Sources
from asylia.codebook.book import book
from asylia.codebook.kinds import SPECIAL, UNKNOWN, Basis, Many, One, Property, Said
from asylia.ledger.rows import Row

Verdict = tuple[tuple[str, ...], bool, Basis]  # shown, contested, why
NOT_STATED: One[Any] = One()


def one_of(line: Property, rows: Sequence[Row], preferred: Mapping[int, int], sources: Sources) -> One[Any]:
    """Weigh the accepted claims of a property with one true value.

    ``rows`` are claims with this property; ``preferred`` gives, by the number of a claim, that of the latest standing
    prefer on it.
    """
    if len(rows) == 1:  # nearly always
        _, id, _, _, _, _, _, _, _, body = rows[0]
        if body is not None and body["how"] not in denying():
            value = body["value"]
            return One((Said(value, (id,)),), (value,), False, "single")
    said = _said(rows)
    asserted = {each.value: _sources(rows, each) for each in said if each.claims}
    chosen = _preferred(rows, preferred)
    shown, contested, basis = verdict(asserted, line.kind.includes, chosen, sources, lambda: _copies(rows))
    first = [each for each in said if each.value in shown]
    return One((*first, *(each for each in said if each.value not in shown)), shown, contested, basis)


def many_of(line: Property, rows: Sequence[Row]) -> Many[Any]:
    """Gather the accepted claims of a property that may have several true values: nothing is weighed."""
    if len(rows) == 1:
        _, id, _, _, _, _, _, _, _, body = rows[0]
        if body is not None and body["how"] not in denying():
            return Many((Said(body["value"], (id,)),))
    said = _said(rows)
    return Many(tuple(sorted(said, key=lambda each: ordinal(each.value))) if line.kind.ordered else said)


def verdict(
    asserted: Mapping[str, frozenset[str]],
    includes: Callable[[str, str], bool],
    preferred: str | None = None,
    sources: Sources | None = None,
    copied: Callable[[], Copies] = frozenset,
) -> Verdict:
    """Decide among values, each with the sources that assert it. Returns what is shown, whether contested, and why.

    ``copied`` is asked for the pairs of sources that use the same words only where sources are counted.
    """
    if len(asserted) < 2:
        return tuple(asserted), False, "single" if asserted else ""

    def vaguer(coarse: str, fine: str) -> bool:
        if coarse == fine or coarse in SPECIAL or fine in SPECIAL:
            return coarse != fine and coarse == UNKNOWN
        return includes(coarse, fine)

    rivals = sorted(value for value in asserted if not any(vaguer(value, other) for other in asserted))
    if len(rivals) == 1:
        return tuple(rivals), False, "included"
    if preferred in asserted and preferred is not None:
        return (preferred,), True, "preferred"
    speaking = {rival: set(asserted[rival]) for rival in rivals}
    for value in asserted.keys() - set(rivals):
        agreeing = [rival for rival in rivals if vaguer(value, rival)]
        for rival in agreeing if len(agreeing) < len(rivals) else ():
            speaking[rival] |= asserted[value]
    known = sources or Sources()
    same = copied()
    counted = {rival: known.independent_groups(heard, same) for rival, heard in speaking.items()}
    most = [rival for rival in rivals if counted[rival] == max(counted.values())]
    return (tuple(most), True, "sources") if len(most) == 1 else (tuple(rivals), True, "open")


@cache
def denying() -> frozenset[str]:
    """The assertions that never count for a value."""
    return book().flagged("assertions", "denies")


def ordinal(value: str) -> tuple[int, str]:
    """The order of values that begin with their place: ``2 detained`` before ``10 released``; words come last."""
    head = value.partition(" ")[0]
    return (int(head), value) if head.isdecimal() else (10**6, value)


def _said(rows: Sequence[Row]) -> tuple[Said[Any], ...]:
    """The values, sorted, each with the ids of the claims that assert and deny it, sorted."""
    heard = dict[str, tuple[list[str], list[str]]]()
    against = denying()
    for row in rows:
        if body := row.body:
            heard.setdefault(body["value"], ([], []))[body["how"] in against].append(row.id)
    return tuple(Said(value, tuple(sorted(yes)), tuple(sorted(no))) for value, (yes, no) in sorted(heard.items()))


def _sources(rows: Sequence[Row], said: Said[Any]) -> frozenset[str]:
    """The sources in which the claims of a value have their passages."""
    cited = (row.body["passages"] for row in rows if row.id in said.claims and row.body)
    return frozenset(passage["source"] for passages in cited for passage in passages)


def _copies(rows: Sequence[Row]) -> Copies:
    return copies(passage for row in rows if row.body for passage in row.body["passages"])


def _preferred(rows: Sequence[Row], preferred: Mapping[int, int]) -> str | None:
    """The value that the latest standing prefer chooses among claims that assert something."""
    against = denying()
    chosen = [
        (preferred[row.seq], row.body["value"])
        for row in rows
        if row.seq in preferred and row.body and row.body["how"] not in against
    ]
    return max(chosen)[1] if chosen else None
