import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.canonical import canonical
from asylia.ledger.rows import digest_of, draw_id, hash_of

TEXT = st.text(st.characters(blacklist_characters="\n", blacklist_categories=["Cs"]), max_size=5)
NUMBER = st.integers(0, 99)
HEADER = st.tuples(
    NUMBER,
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    st.none() | TEXT,
    st.none() | NUMBER,
    TEXT,
    TEXT,
    st.binary(min_size=32, max_size=32),
)


@settings(max_examples=200)
@given(HEADER, HEADER)
def test_two_headers_have_one_hash_only_if_they_are_equal(one, two):
    assert (hash_of(*one, bytes(32)) == hash_of(*two, bytes(32))) == (one == two)


def test_an_absent_column_is_not_an_empty_one():
    row = (1, "C", "claim", "X", "X", None, None, "c1", "t", bytes(32), bytes(32))
    empty, zero = list(row), list(row)
    empty[5], zero[6] = "", 0
    assert len({hash_of(*row), hash_of(*empty), hash_of(*zero)}) == 3


def test_a_line_break_in_a_header_is_refused():
    with pytest.raises(ValueError, match="line break"):
        hash_of(1, "C\n", "claim", "X", "X", None, None, "c1", "t", bytes(32), bytes(32))


def test_the_digest_depends_on_the_salt():
    assert digest_of(b"a" * 16, b"words") != digest_of(b"b" * 16, b"words")


def test_a_payload_is_written_in_one_way():
    assert canonical({"b": "ж", "a": [1]}) == '{"a":[1],"b":"ж"}'


def test_ids_are_drawn_with_the_letter_of_their_kind():
    assert draw_id("claim").startswith("C-")
    assert draw_id("merge").startswith("W-")
    assert draw_id("claim") != draw_id("claim")
