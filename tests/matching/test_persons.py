"""Which persons are offered as one, and which never."""

import pytest

from asylia.matching.persons import person_candidates
from tests.matching.people import A, B, C, differ, incident, known, person
from tests.written import Written


def offered(written: Written) -> list[tuple[str, str]]:
    return [(each.a, each.b) for each in person_candidates(known(written)) if each.open]


def spelled(mine: str, theirs: str, **said: str) -> Written:
    written = Written()
    person(written, A, mine, **said)
    person(written, B, theirs, source="S-b")
    return written


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("Farrukh Quvvatzoda", "Фаррух Куватзода"), ("Obid Qori Namunov", "Obid-kori Namunov"),
     ("Muktar Misolov", "Mukhtar Misolov")],
)  # fmt: skip
def test_two_spellings_are_offered_with_score_and_reasons(mine: str, theirs: str):
    (found,) = person_candidates(known(spelled(mine, theirs)))
    assert (found.a, found.b) == (A, B)
    assert 0.7 <= found.score <= 1
    assert found.why[0] == "the names: same"
    assert "told by two independent sources" in found.why
    assert found.against == ()


def test_another_name_is_not_offered():
    assert offered(spelled("Farrukh Namunov", "Karim Namunov")) == []


def test_what_agrees_raises_the_score_and_what_does_not_lowers_it():
    def score(**said: str) -> float:
        written = spelled("Farrukh Kuvatzoda", "Farruh Quvvatzoda", **said)
        person(written, B, source="S-b", birth_year="1970", state_of_concern="TJ")
        return person_candidates(known(written))[0].score

    assert score(birth_year="1970", state_of_concern="TJ") > score() > score(birth_year="1981")


def test_contradictions_stand_beside_a_candidate():
    written = spelled("Farrukh Namunov", "Farruh Namunov", sex="male")
    person(written, B, source="S-b", sex="female")
    (found,) = person_candidates(known(written))
    assert found.against == ("sex: one is male, the other female",)
    assert "against: sex" in found.text()
    assert found.record()["contradictions"] == list(found.against)


def test_a_brother_of_the_same_name_is_not_offered():
    assert offered(spelled("Farrukh Namunov", "Farruh Namunov", tie=f"brother {B}")) == []


@pytest.mark.parametrize("name", ["not named", "Farrukh", "Farrukh Namunov (name changed)", "F. N.", "unknown"])
def test_nobody_is_offered_as_somebody_who_is_not_named_in_full(name: str):
    assert offered(spelled(name, "Farrukh Namunov")) == []
    assert offered(spelled("Farrukh Namunov", name)) == []
    assert offered(spelled(name, name)) == []


def test_a_pseudonym_that_a_coder_noted_is_not_offered():
    assert offered(spelled("Farrukh Namunov", "Farrukh Namunov", note="pseudonym: so the report")) == []


def test_a_rejected_name_offers_nobody():
    written = spelled("Karim Orzuev", "Farruh Namunov")
    row = written.claim(A, "name", "Farrukh Namunov")
    assert offered(written) == [(A, B)]
    written.reject(row)
    assert offered(written) == []


def test_who_was_merged_is_not_offered_and_who_was_split_is():
    written = spelled("Farrukh Namunov", "Farruh Namunov")
    merge = written.merge(A, B)
    assert person_candidates(known(written)) == []
    written.retract(merge)
    (found,) = person_candidates(known(written))
    assert found.open
    assert [(each.kind, each.stands) for each in found.decided] == [("merge", False)]


def test_a_differ_is_remembered():
    written = spelled("Farrukh Namunov", "Farruh Namunov")
    differ(written, A, B)
    (found,) = person_candidates(known(written))
    assert not found.open
    assert found.record()["decided"][0]["by"] == "c1"
    person(written, A, birth_year="1970", source="S-a")  # nothing new: the source told of this person before
    assert offered(written) == []


@pytest.mark.parametrize("id", [A, B])
def test_a_new_name_asks_again(id: str):
    written = spelled("Farrukh Namunov", "Farruh Namunov")
    differ(written, A, B)
    person(written, id, "Фаррух Намунов")
    (found,) = (each for each in person_candidates(known(written)) if each.open)
    assert f"{id} is also called Фаррух Намунов" in found.new


def test_a_new_source_asks_again_and_a_second_differ_ends_it():
    written = spelled("Farrukh Namunov", "Farruh Namunov")
    differ(written, A, B)
    incident(written, "I-200001", B, source="S-c")
    (found,) = person_candidates(known(written))
    assert found.new == (f"S-c tells of {B}",)
    assert "new: S-c" in found.text()
    differ(written, B, A)
    assert offered(written) == []


def test_a_differ_holds_for_whoever_is_merged_in_later():
    written = spelled("Farrukh Namunov", "Farruh Namunov")
    person(written, C, "Farrukh Namunov")
    differ(written, A, B)
    written.merge(C, A)
    (found,) = person_candidates(known(written))
    assert (found.a, found.b) == (B, C)
    assert [each.kind for each in found.decided] == ["differ"]
