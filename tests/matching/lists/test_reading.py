"""What is read of a list: every format comes to the same records, told by what is in the file."""

import dataclasses
import json
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from asylia.matching.lists.cases import parties
from asylia.matching.lists.listed import Asked, Listed, sexes, states, years
from asylia.matching.lists.reading import Read, read
from asylia.problems import Problem
from tests.matching.lists import samples

Reading = Callable[..., Read]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """``reading(content, **options)`` reads a list of a name that says nothing."""

    def do(content: str | bytes, **options: object) -> Read:
        path = tmp_path / "list.dat"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(path, Asked(**options))  # type: ignore[arg-type]

    return do


def said(found: Read) -> list[tuple[object, ...]]:
    return [(each.names, each.born, each.states) for each in found.records]


EXPECTED = [
    (("Farruh Namuna",), ("1984",), ("TJ",)),
    (("Зуҳро Мисол",), ("1990",), ("UZ",)),
    (("Kimdir Notanish",), (), ("KZ",)),
]


@pytest.mark.parametrize("by", [",", ";", "\t", "|"])
def test_the_separator_of_a_csv_is_told(reading: Reading, by: str) -> None:
    found = reading(samples.csv(by=by))
    assert (found.format, said(found)) == ("csv", EXPECTED)
    assert [each.row for each in found.records] == [2, 3, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_of_a_csv_is_told(reading: Reading, encoding: str) -> None:
    assert said(reading(samples.csv().encode(encoding))) == EXPECTED


def test_another_encoding_is_named(reading: Reading) -> None:
    text = samples.csv([("Фаррух Намуна", "", "")])
    assert reading(text.encode("cp1251"), encoding="cp1251").records[0].names == ("Фаррух Намуна",)
    with pytest.raises(Problem, match=re.escape("row 2, column 1 (Name): the byte D4 is no utf-8")):
        reading(text.encode("cp1251"))


def test_an_xlsx_comes_to_the_same(reading: Reading) -> None:
    found = reading(samples.xlsx())
    assert (found.format, said(found)) == ("xlsx", EXPECTED)


def test_dates_and_numbers_of_an_xlsx_are_read_as_what_they_are(reading: Reading) -> None:
    rows = [
        ("Farruh Namuna", date(1984, 6, 10), 12.0),
        ("Zuhra Misol", datetime(1990, 1, 2, 3), "x"),  # noqa: DTZ001 - as a spreadsheet has it
        ("Kim Sinov", 1971, 3),
    ]
    found = reading(samples.xlsx(rows, ("Name", "Born", "ID")))
    assert [(each.born, each.id) for each in found.records] == [(("1984",), "12"), (("1990",), "x"), (("1971",), "3")]


def test_the_sheet_of_several_is_named(reading: Reading) -> None:
    made = samples.xlsx(Names=[["Name"], ["Zuhra Misol"]])
    with pytest.raises(Problem, match=re.escape("several sheets. Allowed: Sheet, Names. Say which one")):
        reading(made)
    assert reading(made, sheet="Names").records[0].names == ("Zuhra Misol",)
    with pytest.raises(Problem, match=re.escape("no sheet 'Other'. Allowed: Sheet, Names")):
        reading(made, sheet="Other")


def test_followthemoney_is_read_in_lines_and_as_an_array_and_only_persons_of_it(reading: Reading) -> None:
    for text in (samples.ftm(), json.dumps(samples.entities()), json.dumps(samples.entities(), indent=1)):
        found = reading(text)
        assert (found.format, said(found)) == ("ftm", EXPECTED)
    assert [each.row for each in reading(samples.ftm()).records] == [2, 3, 4]
    one = reading(json.dumps(samples.entities()[1], indent=2))
    assert said(one) == EXPECTED[:1]


def test_aliases_are_names_and_weak_ones_are_kept_apart(reading: Reading) -> None:
    made = samples.person("NS-1", "Farruh Namuna", alias=["F. N. Sinov"], weakAlias=["Namuna Ustoz"], gender=["male"])
    (found,) = reading(json.dumps(made)).records
    assert (found.names, found.weak) == (("Farruh Namuna", "F. N. Sinov"), ("Namuna Ustoz",))
    assert found.sexes == sexes("male") != ()


def test_notices_are_read_with_their_gaps_and_their_codes_for_no_country(reading: Reading) -> None:
    found = reading(samples.notices())
    assert found.format == "notices"
    assert [(each.id, each.names) for each in found.records] == [
        ("2019/114539", ("NAMUNA, FARRUH",)), ("2018/1", ("МИСОЛ, ЗУҲРО",)), ("2017/2", ("NAMUNA",)),
    ]  # fmt: skip
    assert [each.born for each in found.records] == [("1984",), ("1990",), ("1971",)]
    assert [each.states for each in found.records] == [("TJ",), ("UZ",), ()]


def test_cases_have_numbers_and_a_title_and_no_name(reading: Reading) -> None:
    found = reading(samples.cases())
    assert found.format == "hudoc"
    assert [(each.id, each.numbers, each.names) for each in found.records] == [
        ("001-1", ("1/02", samples.NUMBER), ()), ("001-2", ("77777/07",), ()),
    ]  # fmt: skip
    feed = reading(samples.rss())
    assert feed.format == "hudoc"
    assert [(each.id, each.numbers, each.names) for each in feed.records] == [("001-1", (samples.NUMBER,), ())]


def test_a_csv_of_cases_is_known_by_its_headings(reading: Reading) -> None:
    made = samples.csv([("CASE OF NAMUNA v. NOWHERE", samples.NUMBER)], ("Document Title", "Application Number"))
    (found,) = reading(made).records
    assert (found.names, found.numbers, found.title) == ((), (samples.NUMBER,), "CASE OF NAMUNA v. NOWHERE")


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("CASE OF NAMUNA v. NOWHERE", ("NAMUNA",)),
        ("CASE OF NAMUNA AND OTHERS v. NOWHERE AND ELSEWHERE", ("NAMUNA",)),
        ("NAMUNA, SINOV AND 3 OTHERS v. NOWHERE", ("NAMUNA", "SINOV")),
        ("AFFAIRE NAMUNA ET AUTRES c. NOWHERE", ("NAMUNA",)),
        ("F.N. v. NOWHERE", ("F.N.",)),
        ("", ()),
        ("Nothing of the kind", ()),
    ],
)
def test_who_sues_is_read_from_the_title(title: str, who: tuple[str, ...]) -> None:
    assert parties(title) == who


def test_given_and_family_names_in_columns_of_their_own_make_one(reading: Reading) -> None:
    made = samples.csv([("Namuna", "Farruh", "Sinovich")], ("Surname", "First name", "Patronymic"))
    assert reading(made).records[0].names == ("Namuna, Farruh Sinovich",)
    russian = samples.csv([("Намуна Фаррух", "1984", "Таджикистан")], ("Ф.И.О.", "Год рождения", "Гражданство"))
    (found,) = reading(russian).records
    assert (found.names, found.born, found.states) == (("Намуна Фаррух",), ("1984",), ("TJ",))


def test_columns_of_the_name_are_named_and_joined_in_that_order(reading: Reading) -> None:
    made = samples.csv([("Namuna", "x", "Farruh")], ("B", "Name", "A"))
    assert reading(made, name=("A", "B")).records[0].names == ("Farruh Namuna",)


def test_no_such_column_is_said_with_those_that_there_are(reading: Reading) -> None:
    with pytest.raises(Problem) as refused:
        reading(samples.csv(), name=("Nmae",))
    assert str(refused.value) == "--name: the list has no column 'Nmae'. Allowed: Name, Nationality, Date of birth."
    with pytest.raises(Problem, match=re.escape("with --name. The columns are: id, whoever")):
        reading("id,whoever\r\n1,Farruh Namuna\r\n")


def test_a_format_is_asked_for_by_name(reading: Reading) -> None:
    assert reading(samples.csv(), format="csv").format == "csv"
    assert reading(samples.rss(), format="hudoc").format == "hudoc"
    with pytest.raises(Problem, match=re.escape("'excel' is no format. Allowed: csv, xlsx, ftm, notices, hudoc")):
        reading(samples.csv(), format="excel")
    for format, content in (("xlsx", samples.csv()), ("ftm", samples.notices()), ("hudoc", samples.ftm()),
                            ("notices", samples.rss()), ("ftm", samples.csv())):  # fmt: skip
        with pytest.raises(Problem, match=f"format '{format}'"):
            reading(content, format=format)


@pytest.mark.parametrize("option", [{"encoding": "utf-8"}, {"sheet": "A"}, {"name": ("A",)}])
def test_an_option_that_says_nothing_of_the_format_is_refused(reading: Reading, option: dict[str, object]) -> None:
    with pytest.raises(Problem, match=f"--{next(iter(option))}: says nothing of a list of the format 'notices'"):
        reading(samples.notices(), **option)


def test_of_a_birth_nothing_but_the_year_has_a_place(reading: Reading) -> None:
    for content in (samples.csv(), samples.ftm(), samples.notices()):
        for record in reading(content).records:
            kept = dataclasses.asdict(record)
            assert all(len(year) == 4 for year in kept["born"])
            assert "06" not in str(kept | {"row": 0, "id": ""})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1984", ("1984",)), ("10.06.1984", ("1984",)), ("1984/06", ("1984",)), ("ca. 1970 or 1972", ("1970", "1972")),
        ("", ()), ("unknown", ()),
    ],
)  # fmt: skip
def test_years_are_read_of_dates(text: str, found: tuple[str, ...]) -> None:
    assert years(text) == found


@pytest.mark.parametrize("text", ["10/06/84", "30476", "84"])
def test_figures_without_a_year_are_refused_where_they_stand(reading: Reading, text: str) -> None:
    with pytest.raises(Problem, match=re.escape("row 2, column 3 (Date of birth): no year of birth")) as refused:
        reading(samples.csv([("Farruh Namuna", "TJ", text)]))
    assert text not in str(refused.value)


def test_states_are_known_by_code_and_by_name_and_nothing_else_is_one() -> None:
    assert states(["tj", "Узбекистан", "Kazakhstan", "914", "916", "922", "UNK", ""]) == ("TJ", "UZ", "KZ")


def test_without_openpyxl_it_is_said_what_to_install(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    made = samples.xlsx()
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(Problem, match=r"pip install 'asylia\[link\]'"):
        reading(made)


def test_a_record_has_no_place_for_more() -> None:
    fields = {each.name for each in dataclasses.fields(Listed)}
    assert fields == {"row", "id", "names", "weak", "born", "states", "sexes", "numbers", "title"}
