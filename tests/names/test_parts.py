"""What each part of a name is taken for."""

import pytest

from asylia.names.parts import names_in
from asylia.names.rules import rules
from asylia.names.words import MOST_LETTERS

READ = {
    "Rustam Karimovich Salimov": "name patronymic family",
    "Salimov Rustam Karimovich": "family name patronymic",
    "Нигора Каримовна Салимова": "name patronymic family",
    "Salim, Rustam": "family name",
    "Nizom Qosim": "name name",
    "Rustam Karim oglu Salimov": "name patronymic family",
    "Нұрбол Қайратұлы Әлімжанов": "name patronymic family",
    "Askar uulu Bakyt": "patronymic name",
    "Salim ibn Karim al-Nazari": "name patronymic name",
    "Karimzoda Rustam Salimzoda": "family name patronymic",
    "Rustam-qori Salimov": "name title family",
    "Domla Rustam Salimov": "title name family",
    "Hoji Rustam Salimov": "perhaps name family",
    "Haji Salimov": "name family",
    "Said Karim": "name name",
    "Qori": "name",
    "R.K. Salimov": "initial initial family",
    "Sh. Karimov": "initial family",
    "Abu Bakr Salimov": "name family",
    "Aliyeva-Salimova Nigora": "family family name",
    "Muhammad-Ali Salimov": "name family",
    "Gurbanguly Orazow": "name family",
    "1984 !?": "",
}


@pytest.mark.parametrize(("name", "roles"), READ.items(), ids=READ)
def test_the_parts_have_their_roles(name: str, roles: str) -> None:
    assert " ".join(part.role for one in names_in(name, rules()) for part in one.parts) == roles


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Rustam Salimov aka Abu Bakr Nazari", ["rustam salimov", "abubakr nazari"]),
        ("Рустам Салимов, он же Карим Назаров", ["рустам салимов", "карим назаров"]),
        ("Rustam Salimov; Karim Nazarov", ["rustam salimov", "karim nazarov"]),
        ("Nigora Salimova (née Karimova)", ["nigora salimova", "nigora karimova"]),
        ("Rustam «Tufan» Salimov", ["rustam salimov", "tufan salimov", "rustam tufan"]),
    ],
)
def test_a_field_may_hold_several_names(name: str, held: list[str]) -> None:
    assert [" ".join(part.written for part in one.parts) for one in names_in(name, rules())] == held


def test_what_follows_a_very_long_text_is_not_read() -> None:
    assert names_in("x" * MOST_LETTERS + " Karimov", rules()) == names_in("x" * MOST_LETTERS, rules())
