"""What speaks against two persons being one."""

from typing import Any

import pytest

from asylia.matching.against import against_persons
from tests.matching.people import A, B, C, D, differ, incident, known, person
from tests.written import Written, passage


def said(written: Written, a: str = A, b: str = B) -> list[tuple[str, bool]]:
    now = known(written)
    one, other = (against_persons(now.cases[x], now.cases[y], now) for x, y in ((a, b), (b, a)))
    assert [each.final for each in one] == [each.final for each in other]  # whoever is asked first
    return [(each.words, each.final) for each in one]


def two(mine: dict[str, Any], theirs: dict[str, Any]) -> Written:
    written = Written()
    person(written, A, "Farrukh Namunov", **mine)
    person(written, B, "Farruh Namunov", source="S-b", **theirs)
    return written


def test_two_spellings_of_one_person_have_nothing_against_them():
    assert said(two({"birth_year": "1970", "sex": "male"}, {"birth_year": "1970", "sex": "male"})) == []


def test_the_sexes_speak():
    assert said(two({"sex": "male"}, {"sex": "female"})) == [("sex: one is male, the other female", False)]
    assert said(two({"sex": "male"}, {"sex": "unknown"})) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "speak"),
    [("1970", "1971", True), ("1970~", "1972", False), ("1970~", "1973", True), ("1970~", "1974~", False),
     ("unknown", "1971", False)],
)  # fmt: skip
def test_years_of_birth_speak_beyond_what_about_allows(mine: str, theirs: str, speak: bool):
    assert bool(said(two({"birth_year": mine}, {"birth_year": theirs}))) is speak


def test_patronymics_speak():
    written = Written()
    person(written, A, "Farrukh Karimovich Namunov")
    person(written, B, "Farrukh Anvarovich Namunov")
    assert said(written) == [("father's name: karimovich and anvarovich", False)]


def test_a_patronymic_against_none_says_nothing():
    written = Written()
    person(written, A, "Farrukh Karimovich Namunov")
    person(written, B, "Farrukh Namunov")
    assert said(written) == []


def test_a_tie_to_another_father_speaks():
    written = two({}, {})
    person(written, C, "Karim Namunov", tie=f"father {A}")
    person(written, D, "Anvar Namunov", tie=f"father {B}")
    assert said(written) == [(f"father: {C} and {D}", False)]


def test_a_father_by_tie_is_held_against_a_patronymic():
    written = Written()
    person(written, A, "Farrukh Karimovich Namunov")
    person(written, B, "Farrukh Namunov")
    person(written, D, "Anvar Namunov", tie=f"father {B}")
    assert [words for words, _ in said(written)] == ["father's name: karimovich and anvar"]


def test_a_relative_named_as_such_is_never_the_same():
    ((words, final),) = said(two({"tie": f"brother {B}"}, {}))
    assert final
    assert words == f"a source calls {A} the brother of {B}"


def test_a_relative_by_an_id_that_was_merged_away_is_never_the_same():
    written = two({"tie": f"brother {C}"}, {})
    person(written, C, "F. Namunov")
    written.merge(B, C)
    assert [final for _, final in said(written)] == [True]


def test_a_relative_in_words_speaks_where_the_names_agree():
    assert said(two({"tie": "brother Farrukh Namunov"}, {})) == [
        (f"a source calls {A} the brother of Farrukh Namunov, and {B} is Farruh Namunov", False)
    ]
    assert said(two({"tie": "brother Karim Namunov"}, {})) == []


def test_a_tie_that_is_only_denied_ties_nobody():
    written = two({}, {})
    written.claim(A, "tie", f"brother {B}", how="denied")
    assert said(written) == []


def test_who_was_reached_through_another_is_not_that_other():
    written = two({}, {})
    incident(written, "I-200001", A, target="relative", through=B)
    assert [final for _, final in said(written)] == [True]


def test_one_act_against_two_persons_makes_two():
    written = two({}, {})
    incident(written, "I-200001", A, linked="I-200002")
    incident(written, "I-200002", B)
    assert [final for _, final in said(written)] == [True]


def test_two_countries_in_one_month_speak():
    written = two({}, {})
    incident(written, "I-200001", A, date="2014-05-03", place="RU")
    incident(written, "I-200002", B, date="2014-05", host_state="DE")
    ((words, final),) = said(written)
    assert not final
    assert words == "two countries in 2014-05: Russia (I-200001) and Germany (I-200002)"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"date": "2014", "place": "RU"}, {"date": "2014", "host_state": "DE"}),  # there is time to travel in a year
        ({"date": "2014-05", "place": "RU"}, {"date": "2014-07", "host_state": "DE"}),
        ({"date": "2014-05", "place": "RU-CE"}, {"date": "2014-05", "host_state": "RU"}),  # one includes the other
        # Whoever is charged or asked for at home is not there.
        ({"date": "2014-05", "place": "TJ", "measure": "criminal_charge"}, {"date": "2014-05", "host_state": "DE"}),
        ({"date": "2014-05", "place": "TJ", "target": "relative"}, {"date": "2014-05", "host_state": "DE"}),
    ],
)
def test_what_can_be_true_of_one_person_does_not_speak(first: dict[str, str], second: dict[str, str]):
    written = two({}, {})
    incident(written, "I-200001", A, **first)
    incident(written, "I-200002", B, **second)
    assert said(written) == []


def test_a_stay_speaks_for_the_time_that_is_sure():
    written = two({}, {})
    for name, value in (("country", "DE"), ("from", "2010"), ("to", "2015")):
        written.claim("T-300001", name, value, root=A)
    incident(written, "I-200001", B, date="2012-03", place="RU")
    assert [words for words, _ in said(written)] == [
        "two countries in 2012-03: Germany (T-300001) and Russia (I-200001)"
    ]
    incident(written, "I-200002", B, date="2010-03", place="KZ")  # the stay may have begun after that
    assert len(said(written)) == 1


def test_one_passage_that_names_both_speaks():
    written = Written()
    both = [passage("S-a", 7)]
    for id, name in ((A, "Farrukh Namunov"), (B, "Farruh Namunov")):
        written.claim(id, "name", name, passages=both)
    assert said(written) == [("one passage names both (P-000000000007)", False)]


@pytest.mark.parametrize("name", ["not named", "Farida (name changed)", "F. N.", None])
def test_who_is_not_named_is_nobody_who_is(name: str | None):
    written = Written()
    person(written, A, "Farida Namunova")
    person(written, B, *([name] if name else []), kind="relative")
    ((words, final),) = said(written)
    assert final
    assert f"no source names {B}" in words


def test_two_whom_nobody_names_may_be_one():
    written = Written()
    person(written, A, "not named")
    person(written, B, "not named")
    assert said(written) == []


def test_what_somebody_decided_speaks():
    written = two({}, {})
    row = differ(written, A, B)
    assert said(written) == [("c1 found on 2026-01-01 that they are two: two birth years", False)]
    written.retract(row)
    assert said(written) == []
