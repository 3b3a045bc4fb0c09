"""The first sieve: which rows may leave. It works before the fold, which sees nothing else.

What rests on words (a claim, merge, differ or prefer) passes if it stands, rests on passages, all of them lie in
sources that may leave, and no standing withhold covers it. An accept follows its claim. Nothing else passes: a reject
or a retract has done its work once what it acts on is left out, and a withhold or an erase never leaves. Drafts and
rejected claims are left out here too, so that they cannot move a byte.

Invariant: adding or removing a row that does not pass changes no row that does. Only accept, reject, retract and
withhold act on what would pass; that is what they are for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from asylia.cases.independence import Facts, Sources
from asylia.cases.merge import survivors
from asylia.cases.standing import Standing, retracted, stand
from asylia.codebook.book import book
from asylia.ledger.rows import Row

# Why something is held back, in the words of the desk's screen. Nothing of this is ever written into an edition.
DRAFT = "not accepted yet"
REJECTED = "rejected"
RETRACTED = "retracted"
ERASED = "erased"
WITHHELD = "withheld"
NO_PASSAGE = "rests on no passage"
NOT_PUBLIC = "rests on a source that may not leave"
ABOUT_A_SOURCE = "describes a source that may not leave"
HELD_CLAIM = "prefers a claim that is held back"
LOOK_AGAIN = (
    "a source that may not leave says that a withheld entity is also another one: decide whether to withhold that"
)


def public_rows(rows: Iterable[Row], sources: Sources, held: Counter[str]) -> list[Row]:
    """The rows of one case (or several, whole) that may leave, in the order in which they were written.

    ``sources`` are the facts that the *desk* knows, from all rows. Counts in ``held`` what is held back, by reason.
    """
    everything = list({row.seq: row for row in rows}.values())
    standing = stand(everything)
    cover = _Cover(standing, sources)
    _count_fallen(everything, standing, held)
    passing = list[Row]()
    claims = set[int | None]()
    for claim in standing.claims:
        accept = standing.decided[claim.seq]
        if reason := cover.why_held(claim, accept):
            held[reason] += 1
        else:
            claims.add(claim.seq)
            passing += (claim, accept)
    for row in (*standing.merges, *standing.differs, *standing.prefers):
        if reason := cover.why_held(row) or (HELD_CLAIM if row.kind == "prefer" and row.acts_on not in claims else ""):
            held[reason] += 1
        else:
            passing.append(row)
    if cover.look_again:
        held[LOOK_AGAIN] += cover.look_again
    passing.sort()  # by number, which no two share
    return passing


def withheld_ids(rows: Iterable[Row], sources: Sources) -> frozenset[str]:
    """What the standing withholds of one case cover, in whole or in a row of it, under every id of a public merge."""
    standing = stand(rows)
    if not standing.withholds:
        return frozenset()
    return _Cover(standing, sources).ids() | {row.about for row in standing.withholds}


def may_leave(sources: Sources, source: str) -> bool:
    """Whether a source is public: every accepted value of its access says so, and nobody withholds it.

    A source of which nothing is known, or of which two claims differ, stays.
    """
    return _leaves(sources.facts.get(source), _flagged("accesses", "leaves"))


def may_be_quoted(sources: Sources, source: str) -> bool:
    """Whether the words of a source may leave: its licence allows it, and an editor released them."""
    facts = sources.of(source)
    allowed, released = _flagged("licences", "quotes_may_leave"), _flagged("released", "released")
    return (
        bool(facts.licence and facts.quotes_released) and facts.licence <= allowed and facts.quotes_released <= released
    )


def _leaves(facts: Facts | None, allowed: frozenset[str]) -> bool:
    return facts is not None and bool(facts.access) and facts.access <= allowed and not facts.withheld


@cache
def _flagged(vocabulary: str, flag: str) -> frozenset[str]:
    return book().flagged(vocabulary, flag)


class _Cover:
    """What the withholds of one case cover."""

    def __init__(self, standing: Standing, sources: Sources) -> None:
        self._sources = sources
        self._allowed = _flagged("accesses", "leaves")
        self._rows = {row.acts_on for row in standing.withholds if row.acts_on is not None}
        withheld = {row.about for row in standing.withholds if row.acts_on is None}
        # One person under two ids: whoever asks to be removed is removed under both. Only public merges count here,
        # else a confidential one would move public rows; the others are counted, for people to look at.
        public = [row for row in standing.merges if not self._why_its_sources(row) and row.seq not in self._rows]
        self._same = survivors(public) if withheld else {}
        self._entities = {self._same.get(id, id) for id in withheld}
        self.look_again = self._half_withheld(standing.merges) if withheld else 0

    def ids(self) -> frozenset[str]:
        """Every id of each entity that is withheld whole."""
        return frozenset(self._entities | {id for id, kept in self._same.items() if kept in self._entities})

    def why_held(self, row: Row, accept: Row | None = None) -> str:
        """Why a standing row is held back; "" if it passes. Whoever withholds an accept withholds its claim."""
        if self._rows and (row.seq in self._rows or (accept and accept.seq in self._rows)):
            return WITHHELD
        if self._entities and not self._entities.isdisjoint(self._named(row)):
            return WITHHELD
        if row.root[:1] == "S" and not _leaves(self._sources.facts.get(row.root), self._allowed):
            return ABOUT_A_SOURCE
        return self._why_its_sources(row)

    def _why_its_sources(self, row: Row) -> str:
        passages = row.body["passages"] if row.body and "passages" in row.body else ()
        if not passages:
            return NO_PASSAGE
        facts, allowed = self._sources.facts, self._allowed
        for passage in passages:
            if not _leaves(facts.get(passage["source"]), allowed):
                return NOT_PUBLIC
        return ""

    def _named(self, row: Row) -> Iterator[str]:
        for id in (row.root, row.about, row.other):
            if id is not None:
                yield self._same.get(id, id)

    def _half_withheld(self, merges: Iterable[Row]) -> int:
        pairs = ([id in self._entities for id in (*self._named(row),)[1:]] for row in merges)
        return sum(any(pair) and not all(pair) for pair in pairs)


def _count_fallen(rows: Iterable[Row], standing: Standing, held: Counter[str]) -> None:
    """Count the claims that do not stand at all."""
    accepted = {claim.seq for claim in standing.claims}
    fallen = [row for row in rows if row.kind == "claim" and row.seq not in accepted]
    if not fallen:
        return
    undone = retracted(row for row in rows if row.kind == "retract")
    erased = {row.acts_on for row in rows if row.kind == "erase"}
    for row in fallen:
        last = standing.decided.get(row.seq)
        if row.body is None or row.seq in erased:
            held[ERASED] += 1
        elif row.seq in undone:
            held[RETRACTED] += 1
        else:
            held[REJECTED if last and last.kind == "reject" else DRAFT] += 1
