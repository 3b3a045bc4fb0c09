"""The bundled register: every spelling of a person is that person's, no two persons share a file, an event is one."""

from collections import Counter
from functools import cache

import pytest

from asylia.cases.fold import Case
from asylia.coding.folding import folded
from asylia.coding.reading import read
from asylia.coding.register import bundled
from asylia.matching.events import event_candidates
from asylia.matching.known import Known
from asylia.matching.named import is_name
from asylia.matching.persons import person_candidates


@cache
def cases() -> list[Case]:
    return folded(read(bundled())).cases


def everybody() -> list[Case]:
    return [case for case in cases() if case.person]


def called(name: str) -> Case:
    (case,) = (each for each in everybody() if each.person and name in each.person.name.shown)
    return case


@cache
def bundled_known() -> Known:
    claims = sorted(row for case in cases() for row in case.claims.values())
    accepts = (row._replace(seq=row.seq + 10**6, id="", kind="accept", acts_on=row.seq, body={}) for row in claims)
    return Known([[*claims, *accepts]])


@pytest.mark.parametrize(
    "spellings",
    [
        ("Umarali Quvvatov", "Umarali Kuvatov"),
        ("Dodojon Atuvulloev", "Dodojon Atuvullo"),
        ("Obidkhon Qori Nazarov", "Obidhon-kori Nazarov"),
        ("Abdullah Bukhari", "Abdulla Bukhari", "Mirzagalip Hamidov"),
        ("Muktar Ablyasov", "Mukhtar Ablyazov"),
    ],
)
def test_all_spellings_of_a_person_are_one_person(spellings: tuple[str, ...]):
    assert len({called(name).id for name in spellings}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Maksud Ibragimov", "Said Emin Ibragimov"),
        ("Nizomkhon Juraev", "Savriddin Juraev"),
        ("Emin Huseynov", "Mehman Huseynov"),
        ("Ganimat Zahidov", "Rovshan Zahidov", "Rufat Zahidov"),
        ("Tural Sadigli", "Elgiz Sadigli"),
        ("Kurmanbek Bakiyev", "Maxim"),
        ("Nadejda Atayeva", "Alim Ataev"),
        ("Umarali Quvvatov", "Sharofiddin Gadoyev"),
    ],
)
def test_no_two_persons_share_an_id(names: tuple[str, ...]):
    assert len({called(name).id for name in names}) == len(names)


def test_no_name_belongs_to_two():
    names = Counter(name for case in everybody() if case.person for name in set(case.person.name.shown))
    assert not [name for name, times in names.items() if times > 1 and is_name(name)]


def test_nobody_is_left_to_be_one_with_another():
    assert [each.text() for each in person_candidates(bundled_known())] == []


def test_an_event_told_in_two_chapters_is_one():
    assert [each.text() for each in event_candidates(bundled_known())] == []
    twice = [incident.id for case in everybody() for incident in case.incidents if len(sources(case, incident.id)) > 1]
    assert len(twice) > 10
    killing = next(each for each in called("Umarali Kuvatov").incidents if "killing" in each.measure.shown)
    assert len(sources(called("Umarali Kuvatov"), killing.id)) > 1


def sources(case: Case, id: str) -> set[str]:
    bodies = (row.body for row in case.claims.values() if row.about == id and row.body)
    return {passage["source"] for body in bodies for passage in body["passages"]}
