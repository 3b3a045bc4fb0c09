"""What one edition has that another has not: added, changed and why, gone.

Invariant: only what both editions show is compared; why something was withdrawn is not said, since nobody may know.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from asylia.codebook.entities import TABLES
from asylia.edition.reader import Edition
from asylia.edition.schema import DERIVED, Record, split


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs, and why it may."""

    table: str
    id: str
    column: str
    before: str
    after: str
    why: str


@dataclass(slots=True)
class Difference:
    """What differs between two editions. ``gone`` holds table, id, and why (merged, withdrawn, corrected), into."""

    before: str
    after: str
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    added: list[tuple[str, str]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether anything differs in the tables of entities."""
        return bool(self.added or self.changed or self.gone)

    def lines(self) -> Iterator[str]:
        """The same as text."""
        yield f"{self.before} -> {self.after}"
        yield from (f"+ {table} {id}" for table, id in self.added)
        for each in self.changed:
            before, after = each.before or "not stated", each.after or "not stated"
            yield f"~ {each.table} {each.id} {each.column}: {before} -> {after} ({each.why})"
        for table, id, why, into in self.gone:
            yield f"- {table} {id}" + (f" {why}" if why else "") + (f" into {into}" if into else "")
        if not self.any:
            yield "nothing differs"


def diff(old: Edition, new: Edition) -> Difference:
    """Compare two editions, table by table, in the order of their ids."""
    found = Difference(old.number, new.number)
    retired = {record["id"]: record for record in new.all("retired")}
    for table in sorted(TABLES.values()):
        found.counts[table] = old.counts.get(table, 0), new.counts.get(table, 0)
        for before, after in _side_by_side(old, new, table):
            if before is None and after is not None:
                found.added.append((table, after["id"]))
            elif after is None and before is not None:
                became = retired.get(before["id"], {})
                found.gone.append((table, before["id"], became.get("why", ""), became.get("into", "")))
            elif before != after and before is not None and after is not None:
                found.changed += _changes(old, new, table, before, after)
    return found


def _side_by_side(old: Edition, new: Edition, table: str) -> Iterator[tuple[Record | None, Record | None]]:
    """The records of both, in step by id."""
    left = old.all(table) if table in old.tables else iter(())
    right = new.all(table) if table in new.tables else iter(())
    before, after = next(left, None), next(right, None)
    while before or after:
        if after is None or (before is not None and before["id"] < after["id"]):
            yield before, None
            before = next(left, None)
        elif before is None or after["id"] < before["id"]:
            yield None, after
            after = next(right, None)
        else:
            yield before, after
            before, after = next(left, None), next(right, None)


def _changes(old: Edition, new: Edition, table: str, before: Record, after: Record) -> Iterator[Change]:
    for column in {**before, **after}:
        if before.get(column, "") != after.get(column, ""):
            why = _why(old, new, table, before["id"], column)
            yield Change(table, before["id"], column, before.get(column, ""), after.get(column, ""), why)


def _why(old: Edition, new: Edition, table: str, id: str, column: str) -> str:
    if column in DERIVED.get(table, ()) and old.rule != new.rule:
        return f"stage rule {new.rule} in place of {old.rule}"
    then, now = (_claims(edition, id, column) for edition in (old, new))
    reasons = [f"{len(now - then)} claims more"] if now - then else []
    reasons += [f"{len(then - now)} claims fewer"] if then - now else []
    if not reasons and old.facts.get("codebook") != new.facts.get("codebook"):
        reasons.append("another codebook")
    return ", ".join(reasons) or "the same claims, weighed anew"


def _claims(edition: Edition, id: str, column: str) -> frozenset[str]:
    cells = edition.where("cells", id=id, column=column)
    return frozenset(claim for cell in cells for key in ("claims", "denied_by") for claim in split(cell[key]))
