"""The tokens under which an index keeps a name."""

from asylia.names.tokens import tokens


def test_spellings_of_one_name_share_a_token_of_each_pair_of_parts() -> None:
    one, other = tokens("Xurshid Quvvatov"), tokens("Кувватов, Хуршед Каримович")
    assert {token[0] for token in one & other} == {"=", "~", "+"}


def test_a_changed_ending_and_an_endearment_still_meet() -> None:
    assert any(token[0] == "+" for token in tokens("Nodirjon Salimov") & tokens("Нодир Салимзода"))


def test_other_names_share_no_pair() -> None:
    assert not any(token[0] == "+" for token in tokens("Rustam Salimov") & tokens("Nigora Salimova"))


def test_titles_and_signs_have_none() -> None:
    assert tokens("Qori Rustam Salimov") == tokens("Rustam Salimov")
    assert tokens("...") == frozenset()
