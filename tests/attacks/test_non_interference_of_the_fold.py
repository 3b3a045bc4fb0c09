"""Whoever reads editions learns nothing of what was held back: it moves no public case.

A public ledger is folded; then confidential, rejected, draft and erased rows, and public rows together with their
withhold, are strewn among its rows; and it is folded again. Row numbers shift, and nothing else may.
"""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.cases.facts import sources_of
from asylia.cases.fold import fold
from asylia.ledger.rows import Row
from asylia.publish.columns import public_cases, survey
from asylia.publish.gate import public_rows
from tests.written import PEOPLE, SAID, Written, random_ledger

CANARY = "canary-7f3a9b"
TEXTS = {"X": ["name", "inclusion_ground", "profile", "affiliation", "note", "tie"], "I": ["article", "city", "note"]}


def edition(rows: list[Row]) -> str:
    """Everything that an edition is made of, as text; row numbers are no part of it."""
    known = sources_of(rows)
    groups = [[row for row in rows if row.root[0] == "S"], [row for row in rows if row.root[0] != "S"]]
    passing = [public_rows(group, known, Counter()) for group in groups]
    public = sources_of(passing[0])
    seen = survey(case for group in passing for case in fold(group, public))
    cases = [case for group in passing for case in public_cases(group, public, seen, Counter())]
    return "\n".join(_told(case) for case in cases)


def _told(case) -> str:
    claims = {id: (row.about, row.body) for id, row in sorted(case.claims.items())}
    return repr((case.id, list(case.entities()), claims, sorted(case.merged.items()), case.differs))


def base(seed: int) -> Written:
    written = random_ledger(seed, length=50)
    written.source("S-a")
    written.source("S-b", derived_from="S-a")
    written.source("S-c", volume="S-d", project="Exiles")
    for person in PEOPLE:
        written.claim(person, "name", f"Name of {person}")
        written.claim(f"I-20000{person[-1]}", "through", Random(seed).choice(PEOPLE), root=person)
    return written


class Noise:
    """Writes, at the end of a ledger, one thing that must not matter."""

    def __init__(self, written: Written, draw: Random) -> None:
        self.written, self.draw = written, draw
        self.written.source("S-secret", access="confidential")
        self.written.source("S-paid", access="restricted", derived_from=["S-a", "S-b"])

    def add(self) -> None:
        getattr(self, self.draw.choice([name for name in vars(Noise) if name.startswith("a_")]))()

    def a_confidential_claim(self) -> None:
        self._claim(source=self.draw.choice(["S-secret", "S-paid", "S-unheard", ["S-a", "S-secret"]]))

    def a_draft(self) -> None:
        self._claim(accept=False)

    def a_rejected_claim(self) -> None:
        self.written.reject(self._claim())

    def a_retracted_claim(self) -> None:
        self.written.retract(self._claim())

    def a_claim_that_is_erased(self) -> None:
        self.written.erase(self._claim())

    def a_public_claim_with_its_withhold(self) -> None:
        self.written.withhold(self._claim())

    def a_withheld_incident(self) -> None:
        person = self.draw.choice(PEOPLE)
        id = f"I-9{self.draw.randrange(10**6):06d}"
        self.written.claim(id, "measure", "killing", source="S-a", root=person)
        self.written.claim(id, "through", self.draw.choice(PEOPLE), source="S-a", root=person)
        self.written.withhold(id, root=person)

    def a_withheld_person(self) -> None:
        id = f"X-9{self.draw.randrange(10**6):06d}"
        self.written.claim(id, "kind", "exile", source="S-a")
        self.written.claim(id, "name", CANARY, source="S-a")
        self.written.claim(f"I-9{self.draw.randrange(10**6):06d}", "through", self.draw.choice(PEOPLE), root=id)
        self.written.differ(self.draw.choice(PEOPLE), id)
        self.written.withhold(id)
        self.written.merge(self.draw.choice(PEOPLE), id, source="S-secret")

    def a_confidential_merge(self) -> None:
        self.written.merge(*self.draw.sample(PEOPLE, 2), source="S-secret")

    def a_confidential_differ(self) -> None:
        self.written.differ(*self.draw.sample(PEOPLE, 2), source="S-paid")

    def a_public_merge_with_its_withhold(self) -> None:
        self.written.withhold(self.written.merge(*self.draw.sample(PEOPLE, 2)))

    def a_confidential_prefer(self) -> None:
        if claims := [row for row in self.written.rows if row.kind == "claim" and row.root[0] == "X"]:
            self.written.prefer(self.draw.choice(claims), source="S-secret")

    def a_prefer_with_its_withhold(self) -> None:
        if claims := [row for row in self.written.rows if row.kind == "claim" and row.root[0] == "X"]:
            self.written.withhold(self.written.prefer(self.draw.choice(claims)))

    def a_word_about_a_source(self) -> None:
        name, value = self.draw.choice([("derived_from", "S-c"), ("project", "Exiles"), ("title", CANARY)])
        self.written.claim("S-secret", name, value, source=self.draw.choice(["S-a", "S-secret"]))
        self.written.claim("S-b", name, value, source="S-secret")
        self.written.claim("S-b", "derived_from", "S-secret", source="S-b")

    def a_silent_word(self) -> None:
        self.written.claim(self.draw.choice(PEOPLE), "note", CANARY, source="S-a")

    def _claim(self, source="S-a", accept=True) -> Row:
        person = self.draw.choice(PEOPLE)
        about = self.draw.choice([person, f"I-20000{person[-1]}", f"I-9{self.draw.randrange(10**6):06d}"])
        name, among = self.draw.choice([*SAID[about[0]], *((name, [CANARY]) for name in TEXTS[about[0]])])
        return self.written.claim(about, name, self.draw.choice(among), source, root=person, accept=accept)


def strewn(public: list[Row], noise: list[Row], draw: Random) -> list[Row]:
    """Both ledgers as one, each in its own order; numbers are given anew, and what acts on a row follows it.

    Noise that acts on a public row comes after it, wherever that is.
    """
    order, rest = list(public), list(noise)
    at = 0
    for row in rest:
        target = next((n for n, each in enumerate(order) if each.seq == row.acts_on), -1)
        at = draw.randint(max(at, target + 1), len(order))
        order.insert(at, row)
        at += 1
    number = {row.seq: n for n, row in enumerate(order, 1)}
    return [row._replace(seq=number[row.seq], acts_on=number.get(row.acts_on)) for row in order]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(1, 25))
def test_what_is_held_back_moves_no_public_case(seed, length):
    draw, written = Random(seed), base(seed)
    public = list(written.rows)
    noise = Noise(written, draw)
    for _ in range(length):
        noise.add()
    mixed = strewn(public, written.rows[len(public) :], draw)
    told = edition(mixed)
    assert told == edition(public)
    assert CANARY not in told


@pytest.mark.parametrize("kind", [name for name in vars(Noise) if name.startswith("a_")])
def test_each_kind_of_held_back_row_moves_no_public_case(kind):
    for seed in range(12):
        draw, written = Random(seed), base(seed)
        public = list(written.rows)
        noise = Noise(written, draw)
        for _ in range(4):
            getattr(noise, kind)()
        told = edition(strewn(public, written.rows[len(public) :], draw))
        assert told == edition(public)
        assert CANARY not in told
