"""What holds of any two names."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.names.compare import compare
from asylia.names.forms import form
from asylia.names.rules import Rules
from asylia.names.tokens import tokens

GIVEN = ["Rustam", "Нигора", "Ҷамшед", "Gʻulom", "Əhməd", "Өмүрбек", "Muhammad", "Yusuf", "Said", "Dschumabai"]
FAMILY = ["Karimov", "Салимзода", "Қурбонова", "Toʻxtayev", "Quliyev", "Scharipow", "Bukhori", "Agalarli"]
WORDS = st.text("abcdefghijklmnopqrstuvwxyzабвгғдежзиқклмҷңөə", min_size=3, max_size=12)

few = settings(max_examples=60, deadline=None)


@few
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared_and_either_way_round(a: str, b: str) -> None:
    one, other = compare(a, b), compare(b, a)
    assert (one.verdict, one.score) == (other.verdict, other.score)
    assert 0 <= one.score <= 1
    assert one.why
    assert tokens(a) == tokens(a)


@few
@given(st.sampled_from(GIVEN + FAMILY), st.sampled_from(GIVEN + FAMILY), WORDS, WORDS)
def test_comparing_real_words_is_the_same_either_way_round(a: str, b: str, c: str, d: str) -> None:
    one, other = compare(f"{a} {c}", f"{b} {d}"), compare(f"{b} {d}", f"{a} {c}")
    assert (one.verdict, one.score) == (other.verdict, other.score)


@few
@given(st.sampled_from(GIVEN), st.sampled_from(FAMILY))
def test_order_case_and_a_comma_do_not_matter(first: str, family: str) -> None:
    name = f"{first} {family}"
    for other in (
        name,
        f"{family} {first}",
        f"{family}, {first}",
        name.upper(),
        name.lower(),
        f"  {first}   {family} ",
    ):
        assert compare(name, other).verdict == "same"


@few
@given(WORDS, WORDS)
def test_a_name_of_two_parts_is_the_same_as_itself(first: str, family: str) -> None:
    assert compare(f"{first} {family}", f"{first} {family}").verdict == "same"


def test_long_names_take_no_longer_than_they_are_long() -> None:
    long = [
        "a" * 10_000,
        "ab " * 3_333,
        "-" * 10_000,
        "(" * 10_000,
        "a-" * 5_000,
        "'" * 10_000,
        "o'g'li " * 1_400,
        "ы" * 10_000,
    ]
    start = time.perf_counter()
    for one in long:
        for other in long:
            compare(one, other, Rules())
    assert time.perf_counter() - start < 20


def test_a_form_is_made_once_and_memory_has_an_end() -> None:
    rules = Rules(remember=10)
    assert form("Rustam Karimov", rules) is form("Rustam Karimov", rules)
    for number in range(100):
        form("Rustam " + "abcdefghij"[number % 10] * 3 + "klmnopqrst"[number // 10] * 2, rules)
    assert len(rules.memory("forms")) <= 11
