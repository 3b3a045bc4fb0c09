import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.codebook.book import book
from asylia.coding.values import Assertion, ValueText, parse, parse_assertion, spelt, write

PLAIN = ValueText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RU", PLAIN("RU")),
        ("RU @c @d", PLAIN("RU", ("c", "d"))),
        ("cousin X-310448 @b", PLAIN("cousin X-310448", ("b",))),
        ("2014-12-03 @d, found by court", PLAIN("2014-12-03", ("d",), Assertion("found_by_court", ("court",)))),
        ("completed @b, alleged by victim", PLAIN("completed", ("b",), Assertion("alleged", ("victim",)))),
        ("completed, alleged by victim, lawyer", PLAIN("completed", (), Assertion("alleged", ("victim", "lawyer")))),
        ("RU-police, denied by host", PLAIN("RU-police", (), Assertion("denied", ("host_authority",)))),
        ("x, disputed by state of concern", PLAIN("x", (), Assertion("disputed", ("state_of_concern",)))),
        ("x, alleged by NGO", PLAIN("x", (), Assertion("alleged", ("ngo",)))),
        ("x, alleged", PLAIN("x", (), Assertion("alleged"))),
        ("x, alleged by victim @b", PLAIN("x", ("b",), Assertion("alleged", ("victim",)))),
    ],
)
def test_a_value_text_is_words_then_passages_then_an_assertion(text: str, expected: ValueText) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "opposition abroad, sought by his state",
        "held in Baku, alleged by neighbours",
        "said to be reported by author",
        "17 years, and a fine",
        "an @account of his, seized",
        "one @B",
        "alleged by victim",
    ],
)
def test_words_that_end_in_no_assertion_keep_their_commas(text: str) -> None:
    assert parse(text) == PLAIN(text)


def test_only_the_last_assertion_counts() -> None:
    text = "he said that it was, alleged, reported by author"
    assert parse(text) == PLAIN("he said that it was, alleged", (), Assertion("reported", ("author",)))


def test_a_passage_named_twice_counts_once() -> None:
    assert parse("RU @a @a").passages == ("a",)


def test_a_block_assertion_says_what_is_allowed() -> None:
    assert parse_assertion("reported by author") == Assertion("reported", ("author",))
    with pytest.raises(ValueError, match=r"'rumoured' is no assertion; allowed: .*reported.*author"):
        parse_assertion("rumoured")


def test_every_assertion_of_the_codebook_can_be_written() -> None:
    for how in book().vocabularies["assertions"].values():
        for by in book().vocabularies["asserters"].values():
            assert parse(f"x, {spelt(how)} by {spelt(by)}").assertion == Assertion(how.code, (by.code,))


KEYS = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,3}", fullmatch=True), max_size=3).map(
    lambda keys: " @".join(["", *keys])
)
TAILS = st.sampled_from(["", ", alleged", ", reported by author", ", found by court, NGO", ", denied by nobody"])


@given(st.text(max_size=20) | st.sampled_from(["a, b", "x @", "@b", ", reported"]), KEYS, TAILS)
def test_what_is_written_is_read_again(words: str, keys: str, tail: str) -> None:
    value = parse(f"{words}{keys}{tail}")
    assert parse(write(value)) == value
