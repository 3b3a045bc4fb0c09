"""Which incidents of one person are offered as one occasion, and who tells of them."""

from typing import Any

import pytest

from asylia.cases.fold import fold_case
from asylia.matching.against import Against
from asylia.matching.events import against_incidents, event_candidates
from tests.matching.people import A, B, incident, known, person
from tests.written import Written, passage

ONE, TWO = "I-200001", "I-200002"
PLAIN = {"date": "2014-05", "place": "RU", "host_state": "RU"}


def told(mine: dict[str, Any], theirs: dict[str, Any]) -> Written:
    written = Written()
    person(written, A, "Farrukh Namunov")
    incident(written, ONE, A, **{"source": "S-a", **PLAIN, **mine})
    incident(written, TWO, A, **{"source": "S-b", **PLAIN, **theirs})
    return written


def offered(written: Written) -> list[tuple[str, str]]:
    return [(each.a, each.b) for each in event_candidates(known(written)) if each.open]


@pytest.mark.parametrize(
    "theirs",
    [{}, {"date": "2014"}, {"date": "2014-05-03"}, {"date": "2014-04/2014-06"}, {"measure": "custody"},
     {"place": "RU-CE"}, {"factuality": "attempted"}],
)  # fmt: skip
def test_one_occasion_told_twice_is_offered(theirs: dict[str, str]):
    assert offered(told({}, theirs)) == [(ONE, TWO)]


@pytest.mark.parametrize(
    "theirs",
    [{"date": "2014-06"}, {"measure": "killing"}, {"target": "relative"}, {"place": "DE"}, {"host_state": "DE"},
     {"state_of_concern": "UZ"}, {"after": ONE}, {"before": ONE}, {"linked": ONE}, {"date": [], "source": "S-a"}],
)  # fmt: skip
def test_what_cannot_be_one_occasion_is_not(theirs: dict[str, Any]):
    assert offered(told({}, theirs)) == []


def test_what_struck_two_relatives_is_two():
    relative = {"target": "relative"}
    assert offered(told(relative | {"through": "X-100003"}, relative | {"through": "X-100004"})) == []
    assert offered(told(relative | {"through": "X-100003"}, relative | {"through": ["X-100003", "X-100004"]}))


def test_an_undated_telling_is_offered_only_from_another_source():
    assert offered(told({}, {"date": []})) == [(ONE, TWO)]


def test_how_far_it_went_speaks_against_it_and_lowers_the_score():
    (close,) = event_candidates(known(told({}, {})))
    (far,) = event_candidates(known(told({}, {"factuality": "attempted"})))
    assert far.against == ("factuality: completed and attempted",)
    assert far.score < close.score


def test_incidents_of_two_persons_are_offered_once_the_persons_are_one():
    written = Written()
    for id, at in ((A, ONE), (B, TWO)):
        person(written, id, "Farrukh Namunov")
        incident(written, at, id, **PLAIN)
    assert offered(written) == []
    now = known(written)
    assert against_incidents(now.entity(ONE), now.entity(TWO), now)[0].final
    written.merge(A, B)
    assert offered(written) == [(ONE, TWO)]


def test_order_between_two_is_final():
    now = known(told({}, {"after": ONE}))
    against = against_incidents(now.entity(ONE), now.entity(TWO), now)
    assert against == [Against(f"a source puts {TWO} after {ONE}", True, True)]


def why(written: Written) -> str:
    (found,) = event_candidates(known(written))
    return found.why[-1]


def test_independent_sources_are_told_from_copies():
    assert why(told({}, {})) == "told by two independent sources"
    assert why(told({}, {"source": "S-a"})) == "one source tells of both"
    for fact, value, words in (
        ("volume", "S-v", "chapters of one volume tell of them"),
        ("project", "A project", "sources of one project tell of them"),
    ):
        written = told({}, {})
        written.source("S-a", **{fact: value})
        written.source("S-b", **{fact: value})
        assert why(written) == words
    written = told({}, {})
    written.source("S-b", derived_from="S-a")
    assert why(written) == "one source took it from the other"


def test_the_same_passage_and_the_same_words_are_said():
    written = told({}, {})
    for at in (ONE, TWO):
        written.claim(at, "actor", "police", passages=[passage("S-a", 99)])
    assert why(written) == "the same passage tells of both"
    written = told({}, {})
    words = {"quote": "He was held at the station of a town that nobody names for a week in May."}
    for at, source, number in ((ONE, "S-a", 98), (TWO, "S-b", 99)):
        written.claim(at, "actor", "police", passages=[passage(source, number, **words)])
    assert why(written) == "two sources tell of them in the same words"


def test_independent_sources_weigh_more_than_one():
    def score(written: Written) -> float:
        return event_candidates(known(written))[0].score

    mine = {"place": []}
    assert score(told(mine, {})) > score(told(mine, {"source": "S-a"}))


def test_merged_they_count_once_with_the_sources_of_both():
    written = told({}, {"date": "2014-05-03"})
    written._write("merge", A, ONE, {"reason": "", "passages": []}, other=TWO)
    assert event_candidates(known(written)) == []
    case = fold_case(written.rows, known(written).sources)
    (one,) = case.incidents
    assert one.date.shown == ("2014-05-03",)
    assert {p["source"] for claim in one.measure.said[0].claims for p in case.claims[claim].body["passages"]} == {
        "S-a",
        "S-b",
    }


def test_a_differ_of_events_is_remembered_until_a_new_source():
    written = told({}, {})
    written._write("differ", A, ONE, {"reason": "two arrests", "passages": []}, other=TWO)
    assert offered(written) == []
    person(written, A, source="S-c", birth_year="1970")  # of the person, not of these
    assert offered(written) == []
    written.claim(TWO, "actor", "police", "S-c")
    assert offered(written) == [(ONE, TWO)]
