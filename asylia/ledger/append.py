"""Drafts in, row numbers out.

Invariant: all drafts of a call become rows, one after another, or none does; what was returned is on the disk.

Writers that wait in one process are written together: whoever's turn it is takes along all that stand in line, so a
disk that needs a millisecond to be sure is asked once for many. Each still succeeds or fails by itself.
"""

import threading
from collections import ChainMap, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from secrets import token_bytes

from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.canonical import canonical
from asylia.ledger.admit import Target, check_draft, check_target, check_writer
from asylia.ledger.rows import Draft, digest_of, draw_id, hash_of
from asylia.ledger.write import Stored, alone, insert
from asylia.problems import Problem

_AT_ONCE = 500  # ids that are asked for together
_COMPANY = 200  # calls that are written together at most, so that nobody waits long
_KNOWN = """SELECT r.seq, r.id, r.kind, r.root, p.seq IS NOT NULL
    FROM ledger_row r LEFT JOIN ledger_payload p ON p.seq = r.seq"""


@dataclass(slots=True)
class _Call:
    """One call of ``append`` that stands in line, and what became of it."""

    drafts: Sequence[Draft]
    by: str
    at: str
    seqs: list[int] = field(default_factory=list)
    problem: Problem | None = None
    done: bool = False


@dataclass(slots=True)
class _Line:
    """Who waits to write to one database, in this process, and whether somebody writes."""

    calls: deque[_Call] = field(default_factory=deque)
    turn: threading.Condition = field(default_factory=threading.Condition)
    busy: bool = False


_LINES: dict[str, _Line] = {}


def append(db: BaseDatabaseWrapper, drafts: Iterable[Draft], *, by: str, at: str | None = None) -> list[int]:
    """Append drafts in their order and return their row numbers.

    ``by`` is the coder's code, ``at`` the time (UTC to the second; now, where absent). A draft whose id the ledger
    holds adds nothing and gets the number of that row. Inside a transaction of the caller's the rows stand or fall with
    it. Raises ``Problem`` for a draft that is refused, for a full disk and for a lock that nobody gave back; then
    nothing was added.
    """
    at = at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    check_writer(by, at)
    call = _Call(list(drafts), by, at)
    for draft in call.drafts:
        check_draft(draft, by)
    if call.drafts:
        _write(db, [call]) if db.in_atomic_block else _in_line(db, call)
    if call.problem:
        raise call.problem
    return call.seqs


def _in_line(db: BaseDatabaseWrapper, call: _Call) -> None:
    """Wait for one's turn, then write for all who wait by then; perhaps somebody has written for us."""
    said = db.settings_dict
    line = _LINES.setdefault(f"{said['HOST']}:{said['PORT']}/{said['NAME']}", _Line())
    line.calls.append(call)
    while not call.done:
        with line.turn:
            # Whoever is answered leaves at once, and is back in line before the next have been written.
            line.turn.wait_for(lambda: call.done or not line.busy)
            if call.done:
                return
            line.busy = True
        try:
            _write(db, [line.calls.popleft() for _ in range(min(len(line.calls), _COMPANY))])
        finally:
            with line.turn:
                line.busy = False
                line.turn.notify_all()


def _write(db: BaseDatabaseWrapper, calls: Sequence[_Call]) -> None:
    """Write several calls in one transaction. A call that is refused adds nothing and stops no other."""
    failed: Problem | None = Problem("The writer was stopped: nothing was added.", mend="Do it again.")
    try:
        with alone(db) as last:
            known, rows = _targets(db, [draft for call in calls for draft in call.drafts]), list[Stored]()
            for call in calls:
                seq, prev = (rows[-1].seq, rows[-1].hash) if rows else last
                try:
                    added, call.seqs = _rows(call, known, seq, prev)
                except Problem as problem:
                    call.problem = problem
                else:
                    rows += added
            insert(db, rows)
        failed = None
    except Problem as problem:
        failed = problem
    finally:
        for call in calls:
            call.problem = call.problem or (replace(failed) if failed else None)
            call.done = True


def _rows(call: _Call, known: dict[int | str, Target], seq: int, prev: bytes) -> tuple[list[Stored], list[int]]:
    """The rows that a call adds after row ``seq`` with hash ``prev``, and the numbers that it is answered.

    They become ``known`` only once all of them are sound.
    """
    new: dict[int | str, Target] = {}
    rows, seqs, targets = list[Stored](), list[int](), ChainMap(new, known)
    for draft in call.drafts:
        if draft.id is not None and draft.id in targets:
            seqs.append(targets[draft.id].seq)
            continue
        target = None if draft.acts_on is None else targets.get(draft.acts_on)
        if draft.acts_on is not None:
            check_target(draft, target)
        seq += 1
        row = _row(draft, target, call, seq, prev)
        rows.append(row)
        seqs.append(seq)
        new[row.id] = new[seq] = Target(seq, draft.kind, draft.root, True)
        prev = row.hash
    known |= new
    return rows, seqs


def _row(draft: Draft, target: Target | None, call: _Call, seq: int, prev: bytes) -> Stored:
    salt, body = token_bytes(16), canonical(draft.body)
    digest = digest_of(salt, body.encode())
    id, acts_on = draft.id or draw_id(draft.kind), target.seq if target else None
    header = (seq, id, draft.kind, draft.root, draft.about, draft.other, acts_on, call.by, call.at)
    return Stored(*header, digest, prev, hash_of(*header, digest, prev), salt, body)


def _targets(db: BaseDatabaseWrapper, drafts: Iterable[Draft]) -> dict[int | str, Target]:
    """What the ledger holds of the rows that the drafts name, by number and by id."""
    named: set[int | str] = {draft.id for draft in drafts if draft.id is not None}
    named |= {draft.acts_on for draft in drafts if draft.acts_on is not None}
    known: dict[int | str, Target] = {}
    for column, type in (("seq", int), ("id", str)):
        keys = [key for key in named if isinstance(key, type)]
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            with db.cursor() as cursor:
                cursor.execute(f"{_KNOWN} WHERE r.{column} IN ({', '.join(['%s'] * len(some))})", some)
                for seq, id, kind, root, held in cursor.fetchall():
                    known[seq] = known[id] = Target(seq, kind, root, bool(held))
    return known
