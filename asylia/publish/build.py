"""From the ledger to an edition folder: sources first, then the gate, the fold, the tables, the package.

Invariant: what leaves is a function of the public rows, the number, the date, the rule and the edition before. The
folder appears whole or not at all.
"""

import gc
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asylia.cases.facts import sources_of
from asylia.cases.fold import Case, fold
from asylia.cases.independence import Sources
from asylia.codebook import dates
from asylia.codebook.stages import rules
from asylia.edition.check.verify import verify
from asylia.edition.numbers import NUMBER, order
from asylia.edition.reader import Edition
from asylia.edition.schema import split, tables
from asylia.ledger.read import cases, last_seq, rows_of
from asylia.problems import Problem
from asylia.publish.coded import Coded, decisions
from asylia.publish.columns import Seen, public_cases, survey
from asylia.publish.gate import may_be_quoted, public_rows, withheld_ids
from asylia.publish.limits import check
from asylia.publish.package import package
from asylia.publish.retired import retired_rows
from asylia.publish.store import Store
from asylia.publish.tables import Written, claim_rows, entity_rows, person_rows

_SOURCE = "S"


def build(
    db: Any,
    out: Path,
    *,
    number: str,
    rule: str = "",
    upto: int | None = None,
    previous: Path | None = None,
    date: str = "",
    notes: Path | None = None,
    may_shrink: Collection[str] = (),
    journeys: Sequence[str] = (),
    held: Counter[str] | None = None,
) -> Counter[str]:
    """Write the edition ``number`` into the new folder ``out``; return how much was held back, by reason.

    ``upto`` is the number of the last row that counts (all there are where it is None), ``rule`` the stage rule (the
    codebook's default where it is ''), ``date`` a day as ``2026-11-24`` or ''. ``notes`` is a folder of files that
    editors add by hand. ``may_shrink`` names tables that may hold far fewer rows than in ``previous``. ``journeys``
    names persons whose countries are drawn on a map. ``held`` may be given to have the counts even where the release is
    stopped.

    Raises ``Problem`` or ``Problems`` where something forbids the release; nothing is left behind then.
    """
    facts = {"number": number, "date": date, "rule": rule or rules()[0]}
    _possible(out, facts)
    last = last_seq(db)
    if upto is not None and not 0 < upto <= last:
        raise Problem(f"the ledger has no row {upto}", field="--upto", allowed=(f"1 to {last}",))
    held = Counter() if held is None else held
    with _previous(previous, number) as before, _folder(out) as folder:
        store = Store(folder / "staging")
        try:
            with _frozen():
                withheld = _fill(store, db, upto or last, facts["rule"], before, held)
            store.add("retired", retired_rows(store, before, withheld))
            package(store, folder, facts, before, notes, journeys)
        except sqlite3.Error as error:
            raise Problem(f"the edition cannot be written ({error})", file=out) from error
        finally:
            store.close()
        edition = Edition(folder)
        try:
            check(edition, before, may_shrink)
        finally:
            edition.close()
    return held


def _fill(store: Store, db: Any, upto: int, rule: str, before: Edition | None, held: Counter[str]) -> frozenset[str]:
    """Write the tables of all cases into the store; return the ids that a standing withhold covers."""
    described = [row for root in _sources_in(db) for row in rows_of(db, root) if row.seq <= upto]
    known = sources_of(described)
    public = sources_of(public_rows(described, known, Counter()))
    withheld = set[str]()

    def first_pass() -> Iterator[Case]:
        for rows in cases(db, upto):
            if any(row.kind == "withhold" for row in rows):
                withheld.update(withheld_ids(rows, known))
            yield from fold(public_rows(rows, known, held), public)

    seen = survey(first_pass())
    cited, waiting = set[str](), dict[str, list[Written]]()
    for rows in cases(db, upto):
        passing = public_rows(rows, known, Counter())
        decided = decisions(passing)
        for case in public_cases(passing, public, seen, held):
            written = list(case_rows(case, rule, public, decided))
            if case.id[0] == _SOURCE:
                waiting[case.id] = written
                continue
            place = tables()["passages"].columns.index("source")
            cited.update(row[place] for table, row in written if table == "passages")
            _store(store, written)
    for id in sorted(_with_origins(cited, waiting)):
        _store(store, waiting.get(id, []))
    _store(store, _merged(seen))
    return frozenset(withheld)


def case_rows(case: Case, rule: str, sources: Sources, decided: Collection[str] = ()) -> Iterator[Written]:
    """All rows of one case, folded from what may leave; none for a case of which nothing leaves.

    ``decided`` holds the ids of claims on which somebody decided between coders.
    """
    coded = Coded(case.claims, decided)
    if case.person is None:
        written = list(entity_rows(case.entity, coded)) if case.entity is not None else []
    else:
        written = list(person_rows(case.person, case.incidents, coded, rule))
        for entity in (*case.protections, *case.stays, *case.proceedings):
            written += entity_rows(entity, coded, case.id)
    yield from written
    yield from claim_rows(case.claims, written, lambda source: may_be_quoted(sources, source))


def _with_origins(cited: Iterable[str], sources: Mapping[str, list[Written]]) -> set[str]:
    """The sources that are cited, their volumes, and those from which they derive."""
    columns = tables()["sources"].columns
    places = [columns.index(name) for name in ("derived_from", "volume")]
    found, ahead = set[str](), list(cited)
    while ahead:
        id = ahead.pop()
        if id not in found and id in sources:
            found.add(id)
            records = (row for table, row in sources[id] if table == "sources")
            ahead += (near for row in records for place in places for near in split(row[place]))
    return found


def _merged(seen: Seen) -> Iterator[Written]:
    """Ids that were merged away into one that leaves."""
    for id, into in seen.merged.items():
        if into in seen.ids:
            yield "retired", (id, "merged", into)


def _store(store: Store, written: Iterable[Written]) -> None:
    of: dict[str, list[tuple[str, ...]]] = {}
    for table, row in written:
        of.setdefault(table, []).append(row)
    for table, rows in of.items():
        store.add(table, rows)


def _sources_in(db: Any) -> list[str]:
    with db.cursor() as cursor:
        cursor.execute("SELECT DISTINCT root FROM ledger_row WHERE root LIKE %s", [f"{_SOURCE}-%"])
        return sorted(root for (root,) in cursor.fetchall())


def _possible(out: Path, facts: Mapping[str, str]) -> None:
    """Refuse early what can never become an edition."""
    if out.exists() or out.is_symlink():
        raise Problem("this folder exists; an edition is never overwritten", file=out, field="--out")
    if not out.absolute().parent.is_dir():
        raise Problem("there is no such folder to write into", file=out.absolute().parent, field="--out")
    if not NUMBER.fullmatch(facts["number"]):
        shapes = ("2026.1 for an edition", "2026.0.1 for a candidate")
        raise Problem(f"{facts['number']!r} is no number of an edition", field="--number", allowed=shapes)
    if facts["rule"] not in rules():
        raise Problem(f"{facts['rule']!r} is no stage rule", field="--rule", allowed=tuple(rules()))
    if facts["date"] and not _is_day(facts["date"]):
        raise Problem(f"{facts['date']!r} is no day", field="--date", allowed=("a day, such as 2026-11-24",))


def _is_day(words: str) -> bool:
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", words) is not None and dates.canonical(words) == words
    except ValueError:
        return False


@contextmanager
def _previous(path: Path | None, number: str) -> Iterator[Edition | None]:
    """The edition before, verified: what is told of changes rests on it."""
    if path is None:
        yield None
        return
    if wrong := verify(path).wrong:
        raise Problem(f"the edition before is not intact: {wrong}", field="--previous")
    edition = Edition(path)
    try:
        if order(edition.number) >= order(number):
            raise Problem(f"{number} does not come after {edition.number}", field="--number")
        yield edition
    finally:
        edition.close()


@contextmanager
def _folder(out: Path) -> Iterator[Path]:
    """A folder beside ``out`` that takes its name once it is whole, and is removed where something goes wrong."""
    out = out.absolute()
    folder = out.with_name(f".{out.name}.unfinished")
    try:
        folder.mkdir()
    except FileExistsError:
        mend = "If no other build is running, remove it."
        raise Problem("another build of this edition has begun", file=folder, mend=mend) from None
    try:
        yield folder
        folder.rename(out)
    finally:
        if folder.exists():
            shutil.rmtree(folder)


@contextmanager
def _frozen() -> Iterator[None]:
    """Keep the collector from walking through all that lives: cases make no cycles, and are many."""
    gc.freeze()
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
        gc.unfreeze()
