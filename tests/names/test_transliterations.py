"""Names of six states in published ways of writing Cyrillic in Latin letters; and names that are near, and others.

Every name here is a common one, put together by chance: none is a person's.
"""

from itertools import combinations, product

import pytest

from asylia.names.compare import compare

_PLAIN = "а=a б=b в=v г=g д=d е=e ё=yo з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f ъ= ы=y ь= э=e"
_ENGLISH = f"{_PLAIN} ж=zh й=y х=kh ц=ts ч=ch ш=sh щ=shch ю=yu я=ya"
_HACEK = f"{_PLAIN} ё=ë ж=ž й=j ц=c ч=č ш=š щ=šč ю=ju я=ja"
SYSTEMS = {
    "BGN/PCGN": _ENGLISH,
    "passport, ICAO": f"{_ENGLISH} ё=e й=i ъ=ie ю=iu я=ia",
    "ISO 9": f"{_HACEK} х=h щ=ŝ э=è ю=û я=â",
    "scholarly": f"{_HACEK} х=ch",
    "German": f"{_PLAIN} в=w ё=jo ж=sch й=i х=ch ц=z ч=tsch ш=sch щ=schtsch ю=ju я=ja",
    "French": f"{_PLAIN} ё=io ж=j й=ï у=ou х=kh ц=ts ч=tch ш=ch щ=chtch ю=iou я=ia",
    "Polish": f"{_PLAIN} в=w ё=jo ж=ż й=j л=l х=ch ц=c ч=cz ш=sz щ=szcz ю=ju я=ja",
    "Turkish": f"{_PLAIN} ж=j й=y х=h ц=ts ч=ç ш=ş ы=ı ю=yu я=ya",
    "Dutch": f"{_PLAIN} ё=jo ж=zj й=j у=oe х=ch ц=ts ч=tsj ш=sj ю=joe я=ja",
}
_NATIVE = {
    "Tajik": f"{_ENGLISH} ғ=gh ӣ=i қ=q ӯ=u ҳ=h ҷ=j",
    "Uzbek": f"{_ENGLISH} ў=oʻ ғ=gʻ қ=q ҳ=h х=x ж=j ъ=ʼ",
    "Kazakh": f"{_ENGLISH} ә=ä ғ=ğ қ=q ң=ñ ө=ö ұ=ū ү=ü і=ı ж=j ш=ş",
    "Kyrgyz": f"{_ENGLISH} ж=j ң=ng ө=ö ү=ü",
    "Turkmen": f"{_PLAIN} в=w ё=ýo ж=ž җ=j й=ý ң=ň ө=ö ү=ü х=h ч=ç ш=ş ә=ä ю=ýu я=ýa",
    "Azerbaijani": f"{_PLAIN} г=q ғ=ğ ә=ə ж=j ы=ı ј=y ҝ=g ө=ö ү=ü х=x һ=h ч=ç ҹ=c ш=ş",
}
# As written in the language / in Russian: given names, then family names.
NAMES = {
    "Tajik": (
        "Ҷамшед/Джамшед Абдуқаҳҳор/Абдукаххор Муҳиддин/Мухиддин Хуршед/Хуршед Ғайрат/Гайрат Бузургмеҳр/Бузургмехр",
        "Раҳмонов/Рахмонов Ҷӯраев/Джураев Қодиров/Кодиров Шарифов/Шарифов Ғафуров/Гафуров Ёров/Ёров Чориев/Чориев",
    ),
    "Uzbek": (
        "Абдураҳмон/Абдурахман Ўктам/Уктам Шуҳрат/Шухрат Тўлқин/Тулкин Зулфия/Зульфия Жаҳонгир/Джахангир Ҳамид/Хамид",
        "Йўлдошев/Юлдашев Қодиров/Кадыров Тўраев/Тураев Жўраев/Джураев Отаниёзов/Атаниязов Ёқубов/Якубов Соатов/Саатов",
    ),
    "Kazakh": (
        "Мұхтар/Мухтар Ермұхамет/Ермухамет Жәнібек/Жанибек Қайрат/Кайрат Ғалым/Галым Өмірзақ/Омирзак Бақыт/Бакыт",
        "Құлыбаев/Кулибаев Тоқаев/Токаев Сейітов/Сеитов Қасымов/Касымов Шаяхметов/Шаяхметов Мұқанов/Муканов",
    ),
    "Kyrgyz": (
        "Өмүрбек/Омурбек Кубанычбек/Кубанычбек Чыңгыз/Чингиз Таалайбек/Таалайбек Жеңишбек/Женишбек Айгүл/Айгуль",
        "Бекназаров/Бекназаров Жумабаев/Джумабаев Сыдыков/Сыдыков Жээнбеков/Жээнбеков Кадыров/Кадыров Чотонов/Чотонов",
    ),
    "Turkmen": (
        "Гурбангулы/Курбангулы Җумадурды/Джумадурды Довлетгелди/Довлетгельды Халмырат/Халмурат Чарымырат/Чарымурат",
        "Ханамов/Ханамов Мырадов/Мурадов Атаев/Атаев Гурбанов/Курбанов Җумаев/Джумаев Хоҗаев/Ходжаев Ягмуров/Ягмуров",
    ),
    "Azerbaijani": (
        "Һүсејн/Гусейн Ҹавид/Джавид Шөһрәт/Шохрат Хәдиҹә/Хадиджа Илгар/Ильгар Әһмәд/Ахмед Фәрид/Фарид Еһтирам/Эхтирам",
        "Әлијев/Алиев Мәммәдов/Мамедов Гулијев/Кулиев Исмајылов/Исмаилов Рәһимов/Рагимов Бағыров/Багиров",
    ),
}
NEAR = (
    "Умар Умед, Муҳаммад Маҳмуд, Карим Карима, Раҳим Раҳмон, Саттор Саидор, Салим Салима, Ҳасан Ҳусейн, Зафар Ҷафар, "
    "Наим Назим, Рустам Расул, Ҷамол Камол, Тоҳир Зоҳир, Лола Лейла, Юсуф Юнус, Азиз Азим, Масуд Маҳмуд, Олима Ҳалима, "
    "Комрон Имрон, Зулфия Зулфиқор, Дилшод Дилноза, Собир Ҷобир, Қодир Собир, Шоҳида Шоҳин, Асадулло Саъдулло, "
    "Лутфулло Абдулло, Сайфулло Файзулло, Нуриддин Шамсиддин, Зайниддин Садриддин, Шарофиддин Ашрафиддин, Ниёз Фаёз"
)


def written(name: str, system: str) -> str:
    letters = dict(pair.split("=") for pair in system.split())
    return "".join(letters.get(letter, letter) for letter in name.lower()).title()


def spellings(native: str, russian: str, of: str) -> list[str]:
    return [native, russian, written(native, _NATIVE[of]), *(written(russian, system) for system in SYSTEMS.values())]


@pytest.mark.parametrize(("state", "floor"), [(name, 0.97) for name in NAMES])
def test_every_published_way_of_writing_leads_to_every_other(state: str, floor: float) -> None:
    given, family = ([each.split("/") for each in names.split()] for names in NAMES[state])
    judged = [
        compare(a, b).verdict == "same"
        for (one, other), (stem, russian) in product(given, family)
        for a, b in combinations(spellings(f"{one} {stem}", f"{other} {russian}", state), 2)
    ]
    assert sum(judged) / len(judged) >= floor


@pytest.mark.parametrize("pair", NEAR.split(", "))
def test_names_that_are_near_stay_apart_in_every_way_of_writing(pair: str) -> None:
    mine, theirs = (spellings(f"{name} Раҳмонов", f"{name} Рахмонов", "Tajik") for name in pair.split())
    assert not [(a, b) for a, b in product(mine, theirs) if compare(a, b).verdict == "same"]
