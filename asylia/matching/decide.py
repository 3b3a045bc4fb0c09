"""Decisions become rows: merge, differ, and the retraction of a merge.

Each holds who, when, why and the passages on which it rests; a decision without a passage stays on the desk. Nothing
is moved: the fold files the claims of both under the id that survives, and once the merge is retracted each stands
where it stood.

Invariant: one decision is one row, or none; what contradicts a merge is said before, and kept in it where it was
overridden.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from asylia.cases.merge import merged_by, survivors
from asylia.ledger.rows import Draft, Row
from asylia.matching.against import Against, against_persons
from asylia.matching.candidate import since
from asylia.matching.events import against_incidents
from asylia.matching.known import Known, known
from asylia.problems import Problem

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_LETTERS = "XI"  # what may be one with another here: persons, and incidents of one person


class Done(NamedTuple):
    """The numbers of the rows that were written, and what is to be known of it."""

    rows: tuple[int, ...]
    words: tuple[str, ...]


def merge(
    db: "BaseDatabaseWrapper",
    kept: str,
    gone: str,
    *,
    by: str,
    because: str,
    passages: Iterable[str] = (),
    despite: str = "",
) -> Done:
    """Say that two are one; ``kept`` is the id that survives. Returns the row and what to know of it.

    Raises ``Problem`` with all that contradicts it, unless ``despite`` says why it holds all the same; some things
    nobody overrides. ``passages`` are ids of passages on which it rests.
    """
    from asylia.ledger.append import append
    from asylia.ledger.write import alone

    with alone(db):  # so that nobody decides otherwise meanwhile
        now = known(db)
        _two(kept, gone, now)
        if now.stands_for(kept) == now.stands_for(gone):
            raise Problem(
                f"{kept} and {gone} are one already", mend=f"asylia matching split {_merged(now, kept, gone)}"
            )
        against = against_pair(kept, gone, now)
        _refuse(kept, gone, against, despite)
        body: dict[str, Any] = {"reason": _said(because, "--because"), "passages": _cited(passages, now)}
        if against:
            body |= {"despite": despite, "contradictions": [each.words for each in against]}
        rows = append(db, [Draft("merge", _root(now, kept), kept, body, other=gone)], by=by)
    into = now.stands_for(kept)
    lead = "" if into == kept else f" ({kept} was merged into {into} before)"
    return Done(tuple(rows), (f"{gone} leads to {into} from now on{lead}", *_held(body)))


def differ(db: "BaseDatabaseWrapper", a: str, b: str, *, by: str, because: str, passages: Iterable[str] = ()) -> Done:
    """Say that two are two. Nobody is asked again until something new comes."""
    from asylia.ledger.append import append
    from asylia.ledger.write import alone

    with alone(db):
        now = known(db)
        _two(a, b, now)
        if now.stands_for(a) == now.stands_for(b):
            mend = f"Undo that first: asylia matching split {_merged(now, a, b)}"
            raise Problem(f"{a} and {b} were merged", mend=mend)
        decided = now.decided(a, b)
        last = next((each for each in reversed(decided) if each.kind == "differ" and each.stands), None)
        if last and not since(now, decided):
            raise Problem(f"{last.by} found that already, in row {last.row}, and nothing is new since", field="differ")
        body = {"reason": _said(because, "--because"), "passages": _cited(passages, now)}
        rows = append(db, [Draft("differ", _root(now, a), a, body, other=b)], by=by)
    return Done(tuple(rows), (f"{a} and {b} are two", *_held(body)))


def split(db: "BaseDatabaseWrapper", id: str, *, by: str, because: str) -> Done:
    """Undo the merge by which an id was merged away. It stands for itself again, with what it held before."""
    from asylia.ledger.append import append
    from asylia.ledger.write import alone

    with alone(db):
        now = known(db)
        merges = undoing(now, id)
        if not merges:
            parts = sorted(gone for gone, kept in now.gone.items() if kept == id)
            mend = f"These were merged into it: {', '.join(parts)}." if parts else "See asylia ledger rows."
            raise Problem(f"{id} was not merged into another", mend=mend)
        body = {"reason": _said(because, "--because")}
        rows = append(db, [Draft("retract", row.root, row.about, body, acts_on=row.seq) for row in merges], by=by)
    undone = ", ".join(f"row {row.seq} of {row.by}" for row in merges)
    return Done(tuple(rows), (f"{id} is {id} again; undone: {undone}",))


def undoing(now: Known, id: str) -> list[Row]:
    """The merges that must go for an id to stand for itself again, apart from the one that stands for it now."""
    left, into, found = list(now.merges), now.stands_for(id), list[Row]()
    while into != id:
        where = survivors(left, now.belongs)
        lost = id if id in where else into if where.get(into) == id else None
        if lost is None or (row := merged_by(left, lost, now.belongs)) is None:
            break
        found.append(row)
        left.remove(row)
    return found


def against_pair(a: str, b: str, known: Known) -> list[Against]:
    """All that speaks against two persons, or two incidents, being one."""
    if a.startswith("I"):
        return against_incidents(known.entity(a), known.entity(b), known)
    return against_persons(known.cases[known.stands_for(a)], known.cases[known.stands_for(b)], known)


def _two(a: str, b: str, now: Known) -> None:
    """Refuse what can never be a pair here."""
    for id in (a, b):
        if id[:1] not in _LETTERS:
            raise Problem(f"{id!r} is no person and no incident", allowed=("X-...", "I-..."))
        if now.entity(id) is None:
            raise Problem(f"of {id} no claim counts", mend="See asylia ledger rows.")
    if a == b:
        raise Problem(f"{a} is one with itself already")
    if a[0] != b[0]:
        raise Problem(f"{a} and {b} are of different kinds and can never be one")


def _refuse(kept: str, gone: str, against: list[Against], despite: str) -> None:
    final = [each.words for each in against if each.final]
    if final:
        mend = "If a source was misread, retract that claim first." if any(each.claimed for each in against) else ""
        raise Problem(f"{kept} and {gone} cannot be one: {'; '.join(final)}", mend=mend)
    if against and not despite.strip():
        words = "; ".join(each.words for each in against)
        mend = 'If they are one all the same, say why: --despite "...".'
        raise Problem(f"this speaks against {kept} and {gone} being one: {words}", mend=mend)


def _said(words: str, field: str) -> str:
    if not words.strip():
        raise Problem("a decision says why", field=field)
    return " ".join(words.split())


def _cited(ids: Iterable[str], now: Known) -> list[Mapping[str, Any]]:
    """The passages of some ids, as claims cite them."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    every = (p for group in now.rows for row in group if row.body for p in row.body.get("passages", ()))
    found = {passage["id"]: passage for passage in every if passage["id"] in wanted}
    if lost := [id for id in wanted if id not in found]:
        raise Problem(f"no claim rests on passage {lost[0]}", field="--passage", mend="See asylia ledger rows.")
    return [found[id] for id in wanted]


def _held(body: Mapping[str, Any]) -> tuple[str, ...]:
    return () if body["passages"] else ("it rests on no passage, so no edition shows it; --passage names one",)


def _root(now: Known, id: str) -> str:
    """Where a row about an id is filed: under the person to whom the id belonged from the first."""
    return id if id[0] == "X" else next(row.root for group in now.rows for row in group if row.about == id)


def _merged(now: Known, a: str, b: str) -> str:
    """Of two that are one, an id that was merged away."""
    return b if now.stands_for(b) != b else a
