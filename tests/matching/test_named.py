import pytest

from asylia.matching.named import full_names, is_full, is_name, is_named
from tests.matching.people import A, known, person
from tests.written import Written


def case(*names: str, **said: str):
    written = Written()
    person(written, A, *names, kind="exile", **said)
    return known(written).cases[A]


@pytest.mark.parametrize(
    "name",
    ["not named", "unknown", "none", "Farida (name changed)", "Farida, not her real name", "Anonymous",
     "псевдоним Фарида", "Имя изменено", "…"],
)  # fmt: skip
def test_some_words_are_no_name(name: str):
    assert not is_name(name)
    assert not is_named(case(name))
    assert not full_names(case(name))


@pytest.mark.parametrize("name", ["M. A.", "F.", "M.S.A."])
def test_initials_name_nobody(name: str):
    assert not is_named(case(name))
    assert not full_names(case(name))


@pytest.mark.parametrize("name", ["Maxim", "Dzhafar", "Фаррух"])
def test_a_first_name_alone_is_a_name_and_no_full_one(name: str):
    assert is_named(case(name))
    assert not is_full(name)


@pytest.mark.parametrize("name", ["Farrukh Namuna", "Фаррух Намуна", "Obid Qori Namunov", "N. Namunov"])
def test_a_full_name_has_two_parts(name: str):
    assert is_full(name) == (name != "N. Namunov")
    assert is_named(case(name))


def test_a_note_of_the_coder_says_that_a_name_hides_another():
    hidden = case("Farrukh Namuna", note="pseudonym: the chapter says so in a footnote")
    assert not full_names(hidden)
    assert not is_named(hidden)


def test_who_has_no_name_claim_at_all_is_not_named():
    assert not is_named(case())


def test_a_public_name_beside_a_hidden_one_names():
    assert full_names(case("Farida (name changed)", "Gulnora Namunova")) == ("Gulnora Namunova",)
