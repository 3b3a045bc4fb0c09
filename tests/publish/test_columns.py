"""The second sieve: how much of a value may leave."""

from collections import Counter

import pytest

from asylia.cases.fold import fold
from asylia.codebook.entities import Person
from asylia.publish import columns
from asylia.publish.columns import public_cases, public_columns, survey
from asylia.publish.gate import public_rows
from tests.written import PERSON, Written, passage, values

RELATIVE, INCIDENT = "X-100002", "I-200001"


@pytest.fixture
def written():
    ledger = Written()
    ledger.source("S-a")
    return ledger


def published(written, held=None):
    """All cases of an edition, in two passes."""
    held, known = Counter() if held is None else held, written.sources()
    rows = public_rows(written.rows, known, Counter())
    return list(public_cases(rows, known, survey(fold(rows, known)), held))


def shown(written):
    return {key: value for case in published(written) if case.id[0] != "S" for key, value in values(case).items()}


def test_a_silent_property_leaves_nothing_not_even_a_claim(written):
    written.claim(PERSON, "kind", "exile")
    written.claim(PERSON, "birth_year", "1971")
    written.claim(PERSON, "note", "a remark")
    written.claim(INCIDENT, "city", "Vienna")
    held = Counter()
    (case,) = (case for case in published(written, held) if case.id == PERSON)
    assert [claim.body["property"] for claim in case.claims.values()] == ["kind"]
    assert case.incidents == ()
    assert held == {columns.SILENT: 3}
    assert "birth_year" not in public_columns(Person)


def test_the_place_of_who_is_not_known_to_be_dead_is_a_country(written):
    written.claim(INCIDENT, "place", "RU-CE")
    written.claim(INCIDENT, "place", "RU")
    (case,) = (case for case in published(written) if case.id == PERSON)
    assert (case.incidents[0].place.shown, case.incidents[0].place.contested) == (("RU",), False)
    assert len(case.incidents[0].place.said) == 1


@pytest.mark.parametrize(
    ("fates", "place"),
    [
        (["killed"], "RU-CE"),
        (["killed", "dead"], "RU-CE"),
        (["killed", "in_custody"], "RU"),
        (["in_custody"], "RU"),
        (["unknown"], "RU"),
        (["killed", "unknown"], "RU"),
    ],
)
def test_a_region_stays_only_where_nobody_doubts_the_death(written, fates, place):
    for fate in fates:
        written.claim(PERSON, "fate", fate)
    written.claim(INCIDENT, "place", "RU-CE")
    assert shown(written)[INCIDENT, "place"] == (place,)
    written.claim(PERSON, "fate", "killed", how="denied")
    assert shown(written)[INCIDENT, "place"] == ("RU",)


def test_the_home_of_the_actor_itself_stays_for_the_stage_hangs_on_it(written):
    written.claim(INCIDENT, "state_of_concern", "RU-CE")
    written.claim(INCIDENT, "place", "RU-CE")
    written.claim(INCIDENT, "host_state", "RU-CE")
    written.claim("I-200002", "place", "RU-CE")
    assert shown(written)[INCIDENT, "place"] == ("RU-CE",)
    assert shown(written)["I-200002", "place"] == ("RU",)


def relative(written, kind="relative"):
    written.claim(PERSON, "kind", "exile")
    written.claim(PERSON, "name", "N")
    if kind:
        written.claim(RELATIVE, "kind", kind)
    written.claim(RELATIVE, "name", "The Brother")


@pytest.mark.parametrize("kind", ["relative", "associate", "unknown", None])
def test_a_relative_is_not_named(written, kind):
    relative(written, kind)
    assert shown(written)[RELATIVE, "name"] == ("not named",)
    assert shown(written)[PERSON, "name"] == ("N",)
    assert "Brother" not in repr([case for case in published(written) if case.id == RELATIVE])


def test_a_relative_with_an_incident_is_named(written):
    relative(written)
    written.claim("I-200009", "measure", "threat", root=RELATIVE)
    assert shown(written)[RELATIVE, "name"] == ("The Brother",)


def test_a_relative_through_whom_another_was_reached_is_named(written):
    relative(written)
    written.claim(INCIDENT, "through", RELATIVE)
    assert shown(written)[RELATIVE, "name"] == ("The Brother",)


def test_a_relative_whose_incident_is_confidential_is_not_named(written):
    written.source("S-secret", access="confidential")
    relative(written)
    written.claim("I-200009", "measure", "threat", root=RELATIVE, source="S-secret")
    written.claim(INCIDENT, "through", RELATIVE, source="S-secret")
    assert shown(written)[RELATIVE, "name"] == ("not named",)


def test_a_relative_is_named_under_whichever_id(written):
    relative(written)
    written.claim("X-100003", "kind", "relative")
    written.merge("X-100003", RELATIVE)
    written.claim(INCIDENT, "through", RELATIVE)
    assert shown(written)["X-100003", "name"] == ("The Brother",)
    assert shown(written)[INCIDENT, "through"] == ("X-100003",)


def test_a_tie_in_words_keeps_its_code_alone(written):
    written.claim(PERSON, "tie", "brother The Brother")
    written.claim(PERSON, "tie", "cousin")
    assert shown(written)[PERSON, "tie"] == ("brother", "cousin")


def test_what_points_to_what_does_not_leave_points_nowhere(written):
    relative(written)
    written.claim("X-100004", "kind", "relative", accept=False)
    written.claim(PERSON, "tie", f"son {RELATIVE}")
    written.claim(PERSON, "tie", "brother X-100004")
    written.claim(INCIDENT, "measure", "threat")
    written.claim(INCIDENT, "through", "X-100004")
    written.claim(INCIDENT, "through", RELATIVE)
    written.claim(INCIDENT, "after", "I-999999")
    written.claim("L-200001", "steps", f"1 detained {INCIDENT}")
    written.claim("L-200001", "steps", "2 released R-999999")
    written.claim("S-a", "derived_from", "S-gone")
    found = shown(written)
    assert found[PERSON, "tie"] == ("brother", f"son {RELATIVE}")
    assert found[INCIDENT, "through"] == (RELATIVE,)
    assert (INCIDENT, "after") not in found
    assert found["L-200001", "steps"] == (f"1 detained {INCIDENT}", "2 released")
    assert not any("S-gone" in repr(case) for case in published(written))


def quoting(written, **facts):
    written.source("S-q", **facts)
    words = passage("S-q", 7, quote="Seven words of the source stand here", prefix="before", suffix="after")
    written.claim(PERSON, "kind", "exile", passages=[words])
    return next(case for case in published(written) if case.id == PERSON)


def test_words_stay_and_their_reference_leaves(written):
    case = quoting(written, licence="all_rights_reserved", quotes_released="yes")
    (found,) = next(iter(case.claims.values())).body["passages"]
    assert not {"quote", "prefix", "suffix"} & set(found)
    assert (found["id"], found["letters"], found["page"]) == ("P-000000000007", 30, 12)


def test_released_words_of_a_free_licence_leave(written):
    case = quoting(written, licence="cc_by", quotes_released="yes")
    assert "Seven words" in repr(case)


def test_words_that_name_who_may_not_be_named_stay_wherever_they_are_cited(written):
    written.source("S-q", licence="cc_by", quotes_released="yes")
    words = passage("S-q", 7, quote="N. and The Brother")
    written.claim(PERSON, "kind", "exile", passages=[words])
    written.claim(RELATIVE, "name", "The Brother", passages=[words])
    assert "The Brother" not in repr(published(written))


def test_words_under_a_tie_in_words_stay(written):
    written.source("S-q", licence="cc_by", quotes_released="yes")
    written.claim(PERSON, "tie", "brother The Brother", passages=[passage("S-q", 7, quote="his brother, The Brother")])
    assert "The Brother" not in repr(published(written))
