"""Offsets, pages and folded hyphens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.texts.letters import page_starts
from asylia.texts.pages import fold, page_of, page_span

TEXT = "first page\fsecond\fthird"


def test_an_offset_is_on_the_page_on_which_it_stands() -> None:
    assert [page_of(TEXT, offset) for offset in (0, 10, 11, 17, 18, 22)] == [1, 1, 2, 2, 3, 3]
    assert page_of(page_starts(TEXT), 12) == 2
    assert page_of("no pages", 3) is None


def test_a_page_has_its_span() -> None:
    assert [TEXT[slice(*page_span(TEXT, page))] for page in (1, 2, 3)] == ["first page", "second", "third"]
    with pytest.raises(ValueError, match="1 to 3"):
        page_span(TEXT, 4)


def test_words_that_a_line_parts_are_joined() -> None:
    assert (
        fold("an exi-\n  led fisher\u00adman of Ust-\nKamen-\nogorsk").text
        == "an exiled fisherman of Ust-\nKamenogorsk"
    )


def test_a_folded_span_leads_back() -> None:
    text = "an exi-\nled man"
    folded = fold(text)
    start = folded.text.index("exiled")
    assert text[slice(*folded.back(start, start + 6))] == "exi-\nled"


@settings(max_examples=60)
@given(st.text(alphabet="ab-\n \u00adA", max_size=40))
def test_each_folded_character_is_the_one_that_it_leads_back_to(text: str) -> None:
    folded = fold(text)
    assert folded.text == "".join(text[offset] for offset in folded.at)
    assert list(folded.at) == sorted(set(folded.at))
