"""Whatever is merged, told apart, split and claimed in whatever order: nothing is lost, nothing stands twice."""

from collections import Counter
from contextlib import suppress
from itertools import count
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from asylia.cases.fold import fold
from asylia.ledger.append import append
from asylia.ledger.read import last_seq, rows_upto
from asylia.ledger.rows import Draft, draw_id
from asylia.matching.decide import differ, merge, split
from asylia.matching.known import Known, known
from asylia.problems import Problem
from tests.written import passage

PEOPLE = 4
step = st.one_of(
    st.tuples(st.sampled_from(["merge", "differ"]), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)),
    st.tuples(st.sampled_from(["merge incidents"]), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)),
    st.tuples(st.sampled_from(["split", "split incident", "claim"]), st.integers(0, PEOPLE - 1), st.just(0)),
)


def claimed(db: Any, about: str, root: str, name: str, value: str) -> None:
    body = {"property": name, "value": value, "how": "reported", "by": ["author"], "passages": [passage("S-a", 1)]}
    claim = Draft("claim", root, about, body, id=draw_id("claim"))
    append(db, [claim, Draft("accept", root, about, {"reason": ""}, claim.id)], by="c1")


def own(now: Known, people: list[str]) -> list[Any]:
    """The cases that hold these people, in the order of their ids."""
    return [now.cases[id] for id in sorted({now.stands_for(id) for id in people})]


def claims(now: Known, people: list[str]) -> Counter[str]:
    """How often each claim counts, over all entities of all cases."""
    found = Counter[str]()
    for case in own(now, people):
        for entity in case.entities():
            for line in ("name", "date", "measure"):
                values = getattr(entity, line, None)
                found.update(id for said in (values.said if values else ()) for id in said.claims)
    return found


def test_nothing_is_lost_or_doubled(db: Any) -> None:
    numbers = count(100_000, 10)

    @settings(max_examples=15, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(st.lists(step, min_size=3, max_size=12))
    def walk(steps: list[tuple[str, int, int]]) -> None:
        first = next(numbers)
        people, acts = ([f"{letter}-{first + n}" for n in range(PEOPLE)] for letter in "XI")
        for person, act in zip(people, acts, strict=True):
            claimed(db, person, person, "name", f"Farrukh Namunov {person}")
            claimed(db, act, person, "measure", "arrest")
        years = count(1990)
        for what, at, other in steps:
            before, last = known(db), last_seq(db)
            with suppress(Problem):
                do(db, what, (people[at], acts[at]), (people[other], acts[other]), next(years))
            if what.startswith("merge") and last_seq(db) > last:
                undone_again(db, before, people)
        now = known(db)
        wrote = {row.id for row in rows_upto(db) if row.kind == "claim" and row.root in people}
        assert claims(now, people) == Counter(wrote)
        everything_undone(db, people, acts)

    def do(db: Any, what: str, one: tuple[str, str], other: tuple[str, str], year: int) -> None:
        if what == "merge":
            merge(db, one[0], other[0], by="c2", because="one", despite="so it is")
        elif what == "differ":
            differ(db, one[0], other[0], by="c2", because="two")
        elif what == "merge incidents":
            merge(db, one[1], other[1], by="c2", because="one", despite="so it is")
        elif what == "claim":
            claimed(db, one[1], one[0], "date", str(year))
        else:
            split(db, one[0] if what == "split" else one[1], by="c2", because="two")

    def undone_again(db: Any, before: Known, people: list[str]) -> None:
        """Retracting the merge that was just made restores exactly what was there."""
        rows = known(db).rows
        merge = max(row for group in rows for row in group)
        retract = merge._replace(seq=merge.seq + 1, kind="retract", other=None, acts_on=merge.seq, body={})
        after = Known([[*group, retract] if merge in group else group for group in rows])
        assert own(after, people) == own(before, people)

    def everything_undone(db: Any, people: list[str], acts: list[str]) -> None:
        for _ in range(3):
            for id in (*acts, *people):
                with suppress(Problem):
                    split(db, id, by="c2", because="two")
        now = known(db)
        plain = [row for row in rows_upto(db) if row.root in people and row.kind in ("claim", "accept")]
        cases = {case.id: case for case in fold(plain, now.sources)}
        found = {case.id: case for case in own(now, people)}
        assert found.keys() == cases.keys() == set(people)
        for id, case in found.items():
            assert (case.person, case.incidents, case.claims) == (
                cases[id].person,
                cases[id].incidents,
                cases[id].claims,
            )

    walk()
