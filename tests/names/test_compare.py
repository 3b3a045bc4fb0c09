"""Same, different, unsure: with invented names, in several scripts, for every row of what must hold."""

import pytest

from asylia.names.compare import compare
from asylia.names.rules import Rules
from asylia.problems import Problem

SAME = {
    "russian passport": ("Dzhumabay Kholmatov", "Жумабай Холматов"),
    "german": ("Muchiddin Dschumabajew", "Мухиддин Джумабаев"),
    "french": ("Oumar Tchorchanbiev", "Умар Чоршанбиев"),
    "turkish": ("Cahangir Şahmuradov", "Джахангир Шахмурадов"),
    "polish": ("Rusłan Szaripow", "Руслан Шарипов"),
    "czech": ("Čingiz Žumagulov", "Чынгыз Жумагулов"),
    "estonian": ("Kadõr Tšorojev", "Kadyr Choroyev"),
    "latvian": ("Rustams Karimovs", "Rustam Karimov"),
    "hungarian": ("Dzsamila Szabirova", "Jamila Sabirova"),
    "dutch": ("Oemid Toersoenov", "Umid Tursunov"),
    "uzbek latin": ("Xurshid Gʻulomjonov", "Хуршид Ғуломжонов"),
    "uzbek and russian": ("Oʻrol Toʻxtayev", "Урал Тухтаев"),
    "tajik and russian": ("Ҷамшед Қурбонов", "Джамшед Курбанов"),
    "tajik typed without hooks": ("Рачаб Курбонов", "Раҷаб Қурбонов"),
    "kazakh": ("Нұрбол Қайратұлы Әлімжанов", "Нурбол Кайратович Алимжанов"),
    "kyrgyz": ("Өмүрбек Жээналиев", "Omurbek Jeenaliev"),
    "turkmen": ("Gurbanmyrat Çaryýew", "Курбанмурад Чарыев"),
    "azerbaijani": ("Əhməd Hüseynzadə", "Ahmad Huseynzade"),
    "azerbaijani in russian": ("Vüqar Həsənov", "Вугар Гасанов"),
    "azerbaijani cyrillic": ("Ҹавад Һүсејнли", "Javad Huseynli"),
    "persian": ("رستم کریمی", "Rustam Karimi"),
    "arabic": ("الشيخ احمد رحيمي", "Ahmad Rahimi"),
    "persian and cyrillic": ("عبدالرحمن نوری", "Абдурахман Нури"),
    "comma": ("KHOLMATOV, Dzhumabay Safarovich", "Jumaboy Xolmatov"),
    "order": ("Холматов Жумабай", "Zhumabay Kholmatov"),
    "a patronymic against none": ("Rustam Karimovich Salimov", "Rustam Salimov"),
    "a patronymic in two languages": ("Rustam Karim oʻgʻli Salimov", "Рустам Каримович Салимов"),
    "a daughter's": ("Nigora Karim qizi Salimova", "Нигора Каримовна Салимова"),
    "uulu in any place": ("Askar uulu Bakyt", "Bakyt Askar uulu"),
    "uulu and a family name made of it": ("Askar uulu Bakyt", "Bakyt Askarov"),
    "the bare name of the father": ("Karimzoda Rustam Salim", "Каримзода Рустам Салимович"),
    "a title before, another after": ("Hoji Rustam Salimov", "Rustam Qori Salimov"),
    "a title by a hyphen": ("Rustam-qori Salimov", "Рустам Салимов"),
    "sayyid as a title": ("Sayyid Rustam Salimov", "Рустам Салимов"),
    "said as a name": ("Said Salimov", "Саид Салимов"),
    "a second name by its initial": ("Rustam K. Salimov", "Rustam Karimovich Salimov"),
    "aka": ("Rustam Salimov aka Abu Bakr Nazari", "Абубакр Назари"),
    "brackets": ("Rustam Salimov (Karimov)", "Rustam Karimov"),
    "born as": ("Nigora Salimova (née Karimova)", "Нигора Каримова"),
    "a changed ending": ("Nurali Salimov", "Нуралӣ Салимзода"),
    "no ending": ("Nurali Salimov", "Nurali Salim"),
    "said of nobody's sex": ("Nigora Salimzoda", "Nigora Salimova"),
    "two words or one": ("Muhammad Ali Salimov", "Мухаммадали Салимов"),
    "the article": ("Rustam al-Karimi", "Rustam Karimi"),
}

OTHER = {
    "siblings": ("Rustam Karimov", "Рустамбек Каримович Каримов"),
    "brothers with one patronymic": ("Erlan Askarovich Salimov", "Нурлан Аскарович Салимов"),
    "brothers with like names": ("Hasan Salimov", "Husan Salimov"),
    "sisters with like names": ("Gulnora Salimova", "Gulnoza Salimova"),
    "spouses": ("Rustam Salimov", "Nigora Salimova"),
    "father and son": ("Karim Salimov", "Rustam Karimovich Salimov"),
    "father and son, the name handed down": ("Rustam Karimov", "Karim Rustamov"),
    "father and son, without endings": ("Karim Rustam", "Рустам Каримов"),
    "father and son of one given name": ("Rustam Karimovich Salimov", "Rustam Rustamovich Salimov"),
    "father and daughter": ("Karim Salimov", "Karima Salimova"),
    "a man and a woman of one family": ("Nur Salimov", "Nur Salimova"),
    "a man and a woman by their patronymics": ("Nur Karimovich Salim", "Nur Karimovna Salim"),
    "a name and its feminine": ("Aziz Karim", "Aziza Karim"),
    "cousins": ("Rustam Karimovich Salimov", "Rustam Nazarovich Salimov"),
    "Muhammad and Mahmud": ("Muhammad Salimov", "Махмуд Салимов"),
    "Umar and Umid": ("Umar Salimov", "Умид Салимов"),
    "Umar and Umarali": ("Umar Salimov", "Umarali Salimov"),
    "Karim and Karam": ("Karim Salimov", "Karam Salimov"),
    "Jamil and Jamal": ("Jamil Salimov", "Jamal Salimov"),
    "Zafar and Safar": ("Zafar Salimov", "Safar Salimov"),
    "Nasir and Nazir": ("Nasir Salimov", "Nazir Salimov"),
    "Ismailov and Israilov": ("Rustam Ismailov", "Rustam Israilov"),
    "Yusupov and Yunusov": ("Rustam Yusupov", "Rustam Yunusov"),
    "Alimov and Halimov": ("Rustam Alimov", "Rustam Halimov"),
    "Karimov and Kamilov": ("Rustam Karimov", "Рустам Камилов"),
    "Mammadov and Ahmadov": ("Tural Mammadov", "Tural Ahmadov"),
    "one family, other scripts": ("Қурбонов Фаррух", "Rustam Kurbanov"),
    "namesakes by given name": ("Rustam Salimov", "Rustam Karimov"),
    "given name as another's family name": ("Salim Karimov", "Rustam Salim"),
    "father and son, with bin": ("Salman bin Karim al-Nazari", "Karim bin Salman al-Nazari"),
    "one grandfather, two fathers": ("Salim ben Karim ben Nur Nazari", "Salim ben Rustam ben Nur Nazari"),
    "the same title": ("Rustam Qori", "Salim Qori"),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_one_name_is_the_same_in_every_spelling(pair: tuple[str, str]) -> None:
    found = compare(*pair)
    assert (found.verdict, found.score >= 0.7) == ("same", True), found.why


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER)
def test_relatives_and_names_that_are_alike_are_never_the_same(pair: tuple[str, str]) -> None:
    assert compare(*pair).verdict != "same", compare(*pair).why


UNSURE = {
    "a given name alone": ("Rustam", "Rustam Karimov"),
    "a family name alone": ("Karimov", "Rustam Karimov"),
    "a given name and a title": ("Rustam Qori", "Rustam Karimov"),
    "a given name and a patronymic": ("Rustam Karimovich", "Rustam Karimovich Salimov"),
    "several names left out": ("Rustam Karim Salim Nazari", "Rustam Nazari"),
    "a father left out between": ("Salim ben Karim ben Nur Nazari", "Salim ben Nur Nazari"),
    "an initial for the given name": ("R. Karimov", "Rustam Karimov"),
    "two initials": ("Р.К. Салимов", "Rustam Karimovich Salimov"),
    "an honorific ending": ("Rustambek Karimov", "Rustam Karimov"),
    "one given name that is the other's second": ("Said Emin Salimov", "Said Salimov"),
}


@pytest.mark.parametrize("pair", UNSURE.values(), ids=UNSURE)
def test_what_the_spelling_cannot_tell_stays_open(pair: tuple[str, str]) -> None:
    assert compare(*pair).verdict == "unsure"


@pytest.mark.parametrize(
    ("a", "b"), [("S. Karimov", "Rustam Karimov"), ("Rustam S. Karimov", "Rustam Nazarovich Karimov")]
)
def test_another_initial_contradicts(a: str, b: str) -> None:
    assert compare(a, b).verdict == "different"


def test_a_changed_ending_is_weaker_than_a_spelling() -> None:
    spelling = compare("Nurali Salimov", "Нурали Салимов")
    assert compare("Nurali Salimov", "Нурали Салимзода").score < spelling.score


def test_it_says_why_part_by_part() -> None:
    family, given, father = compare("Xurshid Quvvatov", "Хуршед Каримович Кувватов").why
    assert family == "Family name: Quvvatov and Кувватов: one name in two spellings (k-q)."
    assert given == "Given name: Xurshid and Хуршед: one name in two spellings (e-i)."
    assert father == "Patronymic: only one has it (Каримович), which contradicts nothing."
    assert compare("Rustam Salimov", "Umid Salimov").why[1] == "Given name: Rustam and Umid: two different names."
    assert compare("Nur Salimov", "Nur Salimova").why[-1].startswith("The ending of one is said of a man")
    assert compare("Rustam", "Rustam Salimov").why == (
        "One part only: Rustam and Rustam agree, but one part never proves who is meant.",
    )
    assert compare("", "...").why == ("There is no name to compare.",)


def test_a_rule_that_is_no_rule_is_refused() -> None:
    with pytest.raises(Problem, match="there is no rule 'k-z'"):
        Rules({"k-z"})
