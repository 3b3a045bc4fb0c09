"""Rows for tests, without a database: each method writes one row (a claim and its accept: two) and returns it."""

import random
from dataclasses import dataclass, field
from typing import Any

from asylia.cases.facts import sources_of
from asylia.cases.independence import Sources
from asylia.ledger.rows import Row

PERSON = "X-100001"
PEOPLE = ["X-100001", "X-100002", "X-100003", "X-100004"]
SAID = {
    "X": [("kind", ["exile", "relative"]), ("citizenship", ["TJ", "RU", "none"]), ("birth_year", ["1970", "1971"])],
    "I": [("date", ["2015", "2015-03", "2016"]), ("measure", ["threat", "killing"]), ("actor", ["police", "embassy"])],
}
WAYS = ["reported", "alleged", "denied"]


def passage(source: str, number: int = 0, **more: Any) -> dict[str, Any]:
    return {"id": f"P-{number:012x}", "source": source, "page": 12, **more}


@dataclass
class Written:
    """A ledger in a list."""

    rows: list[Row] = field(default_factory=list)

    def claim(
        self,
        about: str,
        name: str,
        value: str,
        source: str = "S-a",
        how: str = "reported",
        root: str = "",
        accept: bool = True,
        **more: Any,
    ) -> Row:
        sources = [source] if isinstance(source, str) else source
        passages = more.pop("passages", None) or [passage(each, len(self.rows)) for each in sources]
        body = {"property": name, "value": value, "how": how, "by": ["author"], "passages": passages}
        root = root or (PERSON if about[0] in "IRTL" else about)
        row = self._write("claim", root, about, body, **more)
        if accept:
            self.accept(row)
        return row

    def accept(self, row: Row, **said: str) -> Row:
        return self._write("accept", row.root, row.about, {"reason": "", **said}, acts_on=row.seq)

    def reject(self, row: Row, **said: str) -> Row:
        return self._write("reject", row.root, row.about, {"reason": "", **said}, acts_on=row.seq)

    def retract(self, row: Row) -> Row:
        return self._write("retract", row.root, row.about, {"reason": ""}, acts_on=row.seq)

    def erase(self, row: Row) -> Row:
        return self._write("erase", row.root, row.about, {"reason": "a court", "second": "c9"}, acts_on=row.seq)

    def prefer(self, row: Row, source: str = "S-a") -> Row:
        body = {"property": row.body["property"], "reason": "", "passages": [passage(source)]}
        return self._write("prefer", row.root, row.about, body, acts_on=row.seq)

    def merge(self, about: str, other: str, source: str = "S-a") -> Row:
        return self._write("merge", about, about, {"reason": "", "passages": [passage(source)]}, other=other)

    def differ(self, about: str, other: str, source: str = "S-a") -> Row:
        return self._write("differ", about, about, {"reason": "", "passages": [passage(source)]}, other=other)

    def withhold(self, what: Row | str, root: str = "") -> Row:
        if isinstance(what, Row):
            return self._write("withhold", what.root, what.about, {"reason": ""}, acts_on=what.seq)
        return self._write("withhold", root or (PERSON if what[0] in "IRTL" else what), what, {"reason": ""})

    def source(self, id: str, access: str = "public", **facts: str | list[str]) -> None:
        for name, value in {"access": access, **facts}.items():
            for each in [value] if isinstance(value, str) else value:
                self.claim(id, name, each, source=id)

    def sources(self) -> Sources:
        return sources_of(self.rows)

    def without_words(self, row: Row) -> list[Row]:
        """The rows as they are once the payload of one of them is gone."""
        return [each._replace(body=None) if each.seq == row.seq else each for each in self.rows]

    def _write(self, kind: str, root: str, about: str, body: dict[str, Any], **more: Any) -> Row:
        seq = len(self.rows) + 1
        by = more.get("by", "c1")
        id = more.get("id") or f"{'C' if kind == 'claim' else 'W'}-{seq:016x}"
        row = Row(seq, id, kind, root, about, more.get("other"), more.get("acts_on"), by, "2026-01-01T00:00:00Z", body)
        self.rows.append(row)
        return row


def random_ledger(seed: int, length: int = 60, chains: bool = True) -> Written:
    """Rows of every kind, at random, that act on whatever came before. ``chains``: retracts of retracts among them."""
    draw, written = random.Random(seed), Written()
    while len(written.rows) < length:
        claims = [row for row in written.rows if row.kind == "claim"]
        what = draw.choice(["claim"] * 6 + ["accept", "reject", "retract", "prefer", "merge", "differ", "erase"])
        if what == "claim" or not claims:
            root = draw.choice(PEOPLE)
            about = draw.choice([root, f"I-20000{root[-1]}", f"I-30000{root[-1]}"])
            name, values = draw.choice(SAID[about[0]])
            source, how = f"S-{draw.choice('abc')}", draw.choice(WAYS)
            written.claim(about, name, draw.choice(values), source, how, root=root, accept=draw.random() < 0.8)
        elif what in ("merge", "differ"):
            getattr(written, what)(*draw.sample(PEOPLE, 2))
        elif what == "erase":
            if draw.random() < 0.3:
                written.erase(draw.choice(claims))
        else:
            rows = written.rows if chains else [row for row in written.rows if row.kind not in ("retract", "erase")]
            getattr(written, what)(draw.choice(rows if what == "retract" else claims))
    return written


def values(case: Any) -> dict[tuple[str, str], tuple[str, ...]]:
    """What a case shows, by entity and property."""
    from asylia.codebook.kinds import properties

    return {
        (entity.id, name): shown.shown
        for entity in case.entities()
        for name, line in properties(type(entity)).items()
        if (shown := getattr(entity, line.attribute)).said
    }
