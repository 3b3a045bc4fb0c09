"""What two extractions of one publication have in common."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.texts.letters import letters_of, normalise


def test_only_letters_are_left() -> None:
    assert letters_of("He was ar-\nrested.14 Then, in 2015, freed") == "hewasarrestedtheninfreed"


def test_ligatures_case_and_accents_are_folded_by_the_standard_rules() -> None:
    assert letters_of("ﬁnal STRASSE Straße") == "finalstrassestrasse"


def test_decomposed_and_composed_writing_have_the_same_letters() -> None:
    words = "Каримов Ёдгор й Ğülşən"
    assert letters_of(unicodedata.normalize("NFD", words)) == letters_of(words)


def test_soft_and_line_end_hyphens_vanish() -> None:
    assert letters_of("exi\u00ad\nled exi\ufffeled") == "exiledexiled"


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_each_letter_leads_back_to_its_character(text: str) -> None:
    found = normalise(text)
    assert len(found.letters) == len(found.at)
    assert list(found.at) == sorted(found.at)
    assert found.letters == letters_of(text)
    for letter, offset in zip(found.letters, found.at, strict=True):
        assert letter in letters_of(text[offset:]) or letter in letters_of(text)


def test_heads_feet_and_page_numbers_are_dropped() -> None:
    pages = [
        f"An invented report {n}\n\nwords of page {word}\nwent on to {word}\n\n{n}\n" for n, word in enumerate("abc", 1)
    ]
    assert normalise("\f".join(pages)).letters == "".join(f"wordsofpage{word}wentonto{word}" for word in "abc")


def test_left_and_right_heads_are_dropped_and_words_of_the_page_stay() -> None:
    heads = ["The title", "The author", "The title", "The author"]
    pages = zip(heads, "abcd", strict=True)
    text = "\f".join(f"{head}\nbody {word}\nPage {n} of 4" for n, (head, word) in enumerate(pages))
    assert normalise(text).letters == "bodyabodybbodycbodyd"


def test_pages_may_be_given_by_offsets() -> None:
    one, two = "Head 1\nbody one\n", "Head 2\nbody two\n"
    assert normalise(one + two, [0, len(one)]).letters == "bodyonebodytwo"


def test_a_text_without_pages_keeps_every_line() -> None:
    assert normalise("Title\nsame\nsame\nTitle").letters == "titlesamesametitle"
