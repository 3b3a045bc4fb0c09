"""The order of names in each language's alphabet."""

import pytest

from asylia.languages.language import Language


def test_russian_keeps_its_alphabet(ru: Language) -> None:
    words = ["Елена", "Ёлка", "Ель", "Жук", "Ива", "Игла", "Йод", "Каримов", "Қобилов", "Лев", "Яна", "Karimov"]
    assert sorted(words, key=ru.sort_key) == ["Елена", "Ель", "Ёлка", *words[3:]]


def test_english_ignores_marks(en: Language) -> None:
    words = ["Lukas", "Łukasz", "Müller", "Mullers", "O zbek", "Ozbek", "O'zbekov", "Şöhrət", "Sohrets", "Абв"]
    assert sorted(words, key=en.sort_key) == words


@pytest.mark.parametrize(
    "words", [["", "2 persons", "a", "A b", "ab"], ["a-b", "a c", "ab"], ["a", "a b"], ["x1", "x2", "xa"]]
)
def test_spaces_come_before_digits_and_digits_before_letters(anyone: Language, words: list[str]) -> None:
    assert sorted(words, key=anyone.sort_key) == words


def test_equal_letters_have_one_order(anyone: Language) -> None:
    assert sorted(["Ä", "a", "A", "ä"], key=anyone.sort_key) == sorted(["ä", "A", "a", "Ä"], key=anyone.sort_key)
    assert anyone.sort_key("Äb") != anyone.sort_key("ab")
