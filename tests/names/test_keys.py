import pytest

from asylia.names.keys import script, search_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Şöhrət Ağayev", "sohret agayev"),
        ("O‘tkir Hoshimov", "Otkir  HOSHIMOV"),
        ("Abdul-Aziz", "abdul aziz"),
        ("Умаралӣ", "умарали"),
        ("Ёлқин", "Елқин"),
    ],
)
def test_case_diacritics_and_apostrophes_do_not_matter(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_a_key_of_a_key_is_the_key() -> None:
    assert search_key(search_key("Đặng Thị Ngọc")) == search_key("Đặng Thị Ngọc")


def test_scripts_stay_apart() -> None:
    assert search_key("Фаррух") != search_key("Farrukh")


@pytest.mark.parametrize(
    ("name", "is_"), [("Farrukh", "latin"), ("Фаррух", "cyrillic"), ("1999", ""), ("فرخ", "arabic")]
)
def test_the_script_is_that_of_most_letters(name: str, is_: str) -> None:
    assert script(name) == is_
