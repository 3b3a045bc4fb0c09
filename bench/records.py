"""Invented records of invented persons, as lists hold them: one person in several lists, spelled in several ways.

Each person has a name in a Cyrillic of the region, made of common elements, and one to eight records. A record writes
the name in one of fourteen scripts and systems, in some order, with or without the father, sometimes with a title, a
changed ending, an alias, a typing error or an initial; the year of birth and the countries may be missing or wrong.
Those are the *kinds* of variation of the reference files; no name and no pair is taken from them. A third of the
persons live in households: brothers and sisters, often of like names, with their father and mother.

The same seed gives the same records. Whose a record is stands in ``person``, which nothing that is measured may see.
"""

import csv
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

from bench.writing import CYRILLIC, SYSTEMS, written

COUNTRIES = {"UZ": 35, "TJ": 20, "KZ": 11, "KG": 11, "AZ": 10, "RU": 8, "TM": 5}
HOSTS = {"RU": 40, "TR": 20, "DE": 10, "UA": 8, "PL": 8, "US": 6, "SE": 4, "AT": 4}
RECORDS_OF_ONE = {1: 45, 2: 25, 3: 15, 4: 8, 5: 3, 6: 2, 7: 1, 8: 1}
IN_A_HOUSEHOLD = 0.33
YEARS = (1940, 2000)

# How often a record has what (the share of records, or of those to which it can apply).
FATHER, INITIAL, SINGLE, TITLE, TYPO = 0.55, 0.01, 0.004, 0.02, 0.04
FOND, CHANGED, ALIAS, CAPITALS = 0.03, 0.05, 0.02, 0.1
NO_YEAR, YEAR_BESIDE, YEAR_WRONG = 0.08, 0.04, 0.01
NO_COUNTRY, SECOND_COUNTRY, OTHER_COUNTRY = 0.1, 0.25, 0.02

_words = re.compile(r"\w+").findall
_PLAIN = _words(
    "рустам карим раҳим анвар фаррух ҷамшед баҳром дилшод шуҳрат қодир ғафур ҳасан ҳусейн алишер акмал азиз бахтиёр "
    "ботир даврон достон зафар зокир шокир икром илҳом искандар исмоил иброҳим комил латиф маҳмуд маъруф мурод "
    "муҳаммад наим нодир олим парвиз равшан раҷаб рашид сабур салим сафар собир тоҳир темур умар умед файз хуршед "
    "ҳайдар ҳамид ҳаким холиқ чори шариф шавкат юсуф ёқуб эркин асад бобур жасур жолдош эмом озод юнус ислом"
)
_ABDU = _words(
    "қодир раҳим карим ҷаббор ғаффор ҳамид азиз вали халил малик салом рашид саттор латиф ҳаким қаҳҳор расул"
)
_ROOTS = _words(
    "нур шер мирзо саид давлат раҳмат неъмат ҳикмат исмат асад хайр сайф шамс садр эр тош худой ӯроз бобо қурбон "
    "наврӯз ашур раҷаб мардон одил тӯра ҷум қора ақ темир жан жума бек хол кел эш мамат ҳол сул чин турсун"
)
_ADDED = _words("ҷон бек али хон мурод назар қул берди бой шоҳ улло иддин қилич тош ёр дод")
_WOMEN = _words(
    "нигора дилноза гулнора зебо малика мадина фарида шаҳло зулфия мунира сабина саида лола нилуфар ситора зарина "
    "манижа гулчеҳра ҳафиза мавҷуда саодат адолат муҳаббат озода робия ойша фотима зайнаб хадича марям нодира "
    "карима раҳима салима рашида наима анора барно васила гавҳар дилбар жамила иқбол"
)
_OF_WOMEN = _words("нисо ой бону гул моҳ биби хон пошша")
_ENDINGS = {"ов": 62, "ев": 14, "зода": 8, "": 7, "ӣ": 4, "лы": 3, "хон": 2}
_TITLES = ("Domla", "Qori", "Hoji", "Imam", "Dr", "Mullah", "Shaykh")
_NICKNAMES = ("Qora", "Chempion", "Usta", "Kichik", "Doktor", "Shoir", "Botir")
_NEXT_TO = {"a": "sq", "e": "rw", "i": "uo", "o": "ip", "u": "yi", "r": "et", "s": "ad", "m": "n", "n": "mb"}
_NEXT_TO |= {"а": "пв", "о": "лр", "и": "мт", "е": "кн", "у": "цк", "р": "по", "с": "чм", "м": "си", "н": "ег"}

# What rare family names are made of; their consonants differ, so no two of them are spellings of one.
_BEGIN = _words("аб аз баҳ дав дил фар гул ҳам ис ҷам кам лут мир нар ол пар қод раҳ сам тур ум ваҳ юс зар шоҳ")
_MIDDLE = _words("ба ди ғу ма ни ро та")
_END = _words("бод дор лон мат мон нур рон сад тиб вор зам ҷид")

MEN = tuple(dict.fromkeys((*_PLAIN, *(f"абду{one}" for one in _ABDU), *(f"{a}{b}" for b in _ADDED for a in _ROOTS))))
WOMEN = tuple(dict.fromkeys((*_WOMEN, *(f"{a}{b}" for b in _OF_WOMEN for a in _ROOTS[:24]))))
STEMS = (*MEN, *(f"{a}{b}{c}" for c in _END for b in _MIDDLE for a in _BEGIN))


class Record(NamedTuple):
    """One line of a list. ``names``: apart by a semicolon; ``year`` and ``countries`` may be empty."""

    id: str
    person: int
    names: str
    year: str
    countries: str


class Person(NamedTuple):
    """Somebody invented: name in parts as spoken at home, and what is true of year and countries."""

    given: str
    stem: str
    ending: str
    father: str
    woman: bool
    year: int
    origin: str
    host: str


def records(number: int, seed: int = 1) -> Iterator[Record]:
    """So many records, those of one person not beside one another."""
    chance = Random(seed)
    drawn = list[tuple[int, Person]]()
    for person, who in enumerate(_persons(chance)):
        drawn += [(person, who)] * _one_of(RECORDS_OF_ONE, chance)
        if len(drawn) >= number:
            break
    del drawn[number:]
    chance.shuffle(drawn)
    for place, (person, who) in enumerate(drawn):
        yield Record(f"L-{place:07d}", person, _names(who, chance), _year(who, chance), _countries(who, chance))


def write(file: Path, number: int, seed: int = 1) -> None:
    """Write records as CSV; the column ``person`` is the truth."""
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(Record._fields)
        rows.writerows(records(number, seed))


def _persons(chance: Random) -> Iterator[Person]:
    while True:
        one = _person(chance)
        if chance.random() >= IN_A_HOUSEHOLD / 3:  # a household has about three more members
            yield one
            continue
        yield from _household(one, chance)


def _person(chance: Random) -> Person:
    woman = chance.random() < 0.3
    given, stem, father = _common(WOMEN if woman else MEN, chance), _common(STEMS, chance, 60), _common(MEN, chance)
    year, host = chance.randrange(*YEARS), _one_of(HOSTS, chance)
    return Person(given, stem, _one_of(_ENDINGS, chance), father, woman, year, _one_of(COUNTRIES, chance), host)


def _household(one: Person, chance: Random) -> Iterator[Person]:
    """Somebody with brothers and sisters, a father who bears the name that is their patronymic, and a mother."""
    yield one
    for _ in range(chance.choice((1, 1, 2, 3))):
        woman = chance.random() < 0.3
        given = _like(one.given, chance) if woman == one.woman and chance.random() < 0.3 else ""
        given = given or _common(WOMEN if woman else MEN, chance)
        yield one._replace(given=given, woman=woman, year=one.year + chance.randrange(-8, 9))
    older = one.year - chance.randrange(20, 40)
    yield one._replace(given=one.father, father=_common(MEN, chance), woman=False, year=older)
    if chance.random() < 0.5:
        yield one._replace(given=_common(WOMEN, chance), father=_common(MEN, chance), woman=True, year=older + 3)


def _like(name: str, chance: Random) -> str:
    """Another name that begins or ends like this one, as those of brothers do; '' where there is none."""
    like = [each for each in MEN + WOMEN if each != name and (each[:4] == name[:4] or each[-4:] == name[-4:])]
    return chance.choice(like) if like else ""


def _common(pool: tuple[str, ...], chance: Random, flat: int = 20) -> str:
    """One of a pool whose first members are common and whose last are rare; ``flat``: how little so."""
    return chance.choices(pool, cum_weights=_shares(len(pool), flat))[0]


_KEPT: dict[tuple[int, int], list[float]] = {}
_Of = TypeVar("_Of")


def _shares(number: int, flat: int) -> list[float]:
    if (number, flat) not in _KEPT:
        _KEPT[number, flat] = list(accumulate(1 / (place + flat) for place in range(number)))
    return _KEPT[number, flat]


def _one_of(weights: dict[_Of, int], chance: Random) -> _Of:
    return chance.choices(tuple(weights), weights.values())[0]


def _names(who: Person, chance: Random) -> str:
    """The name of somebody as one list writes it; an alias beside it is apart by a semicolon or an 'aka'."""
    system = _one_of(SYSTEMS, chance)
    ending = chance.choice(("", "зода", "ов")) if chance.random() < CHANGED else who.ending
    given = who.given
    if chance.random() < FOND:
        given = given.removesuffix("ҷон") if given.endswith("ҷон") else f"{given}ҷон"
    words = {"given": written(given, system), "family": _family(who, ending, system)}
    at = chance.random()
    if at < INITIAL:
        words["given"] = f"{words['given'][0]}."
    elif at < INITIAL + SINGLE:
        del words["given"]
    if chance.random() < FATHER:
        words["father"] = _father(who, system)
    if chance.random() < TYPO:
        which = chance.choice(sorted(words))
        words[which] = _mistyped(words[which], chance)
    name = _in_order(words, chance)
    if chance.random() < TITLE and system not in (*CYRILLIC, "arabic"):
        name = f"{chance.choice(_TITLES)} {name}"
    if chance.random() < CAPITALS:
        name = name.upper()
    if chance.random() < ALIAS:
        name += chance.choice((f" aka {chance.choice(_NICKNAMES)}", f"; {chance.choice(_NICKNAMES)}"))
    return name


def _family(who: Person, ending: str, system: str) -> str:
    """The family name; a woman's has an a where a Russian ending has it."""
    if ending in ("ов", "ев"):
        vowel = who.stem[-1] in "аеиоуӯ"
        return written(f"{who.stem}{'ев' if vowel else ending}{'а' if who.woman else ''}", system)
    return written(f"{who.stem}{ending}", system)


def _father(who: Person, system: str) -> str:
    """The father's name: in Russian, with an Uzbek word after it, or bare, by the script of the list."""
    father = who.father
    if system == "uzbek":
        return f"{written(father, system)} {'qizi' if who.woman else 'oʻgʻli'}"
    if system == "arabic":
        return written(father, system)
    vowel = father[-1] in "аеиоуӯ"
    return written(f"{father}{'ев' if vowel else 'ов'}{'на' if who.woman else 'ич'}", system)


def _in_order(words: dict[str, str], chance: Random) -> str:
    at = chance.random()
    order = ("given", "father", "family") if at < 0.5 else ("family", "given", "father")
    said = [words[part] for part in order if part in words]
    if at > 0.85 and len(said) > 1:
        said[0] += ","
    return " ".join(said)


def _mistyped(word: str, chance: Random) -> str:
    """One slip: a letter left out, doubled, changed places with the next, or its neighbour on the keyboard."""
    place = chance.randrange(1, max(2, len(word) - 1))
    slip, letter = chance.randrange(4), word[place : place + 1]
    if slip == 0:
        return word[:place] + word[place + 1 :]
    if slip == 1:
        return word[:place] + letter + word[place:]
    if slip == 2:
        return word[:place] + word[place + 1 : place + 2] + letter + word[place + 2 :]
    return word[:place] + chance.choice(_NEXT_TO.get(letter, letter or "a")) + word[place + 1 :]


def _year(who: Person, chance: Random) -> str:
    at = chance.random()
    if at < NO_YEAR:
        return ""
    if at < NO_YEAR + YEAR_BESIDE:
        return str(who.year + chance.choice((-1, 1)))
    if at < NO_YEAR + YEAR_BESIDE + YEAR_WRONG:
        return str(who.year + chance.choice((-10, -5, -2, 2, 3, 10)))
    return str(who.year)


def _countries(who: Person, chance: Random) -> str:
    at = chance.random()
    if at < NO_COUNTRY:
        return ""
    if at < NO_COUNTRY + OTHER_COUNTRY:
        return _one_of(COUNTRIES, chance)
    if at < NO_COUNTRY + OTHER_COUNTRY + 0.08:
        return who.host
    return f"{who.origin};{who.host}" if chance.random() < SECOND_COUNTRY else who.origin
