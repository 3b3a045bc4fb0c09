"""The sentences written from a person's records say what the records say, and no more."""

from typing import Any

import pytest

from asylia.languages.language import language
from asylia.site.sentences import sentences

ENGLISH = language("en")
PERSON = {"kind": "exile", "state_of_concern": "TJ", "highest_stage": "", "fate": ""}


def said(person: dict[str, str] | None = None, name: str = "Namuna", **more: Any) -> str:
    parts = {table: more.pop(table, ()) for table in ("incidents", "protections")}
    facts = {"rule": "asylia-1", "date": "24 November 2026", **more}
    return " ".join(sentences(ENGLISH, {**PERSON, **(person or {})}, parts, name, **facts))


def incident(date: str = "", place: str = "", host_state: str = "") -> dict[str, str]:
    return {"date": date, "place": place, "host_state": host_state}


@pytest.mark.parametrize(
    ("person", "name", "words"),
    [
        ({}, "Namuna", "Namuna is recorded as an exile whom, the sources report, Tajikistan pursues."),
        ({"state_of_concern": "TJ|UZ"}, "Namuna", "Tajikistan and Uzbekistan pursue."),
        ({"kind": "relative"}, "Namuna", "Namuna is recorded as a relative; the state of concern is Tajikistan."),
        ({"kind": "exile|relative"}, "Namuna", "as an exile or relative; the state of concern is Tajikistan."),
        ({"state_of_concern": ""}, "Namuna", "Namuna is recorded as an exile."),
        ({"state_of_concern": "unknown"}, "Namuna", "Namuna is recorded as an exile."),
        ({"kind": ""}, "Namuna", "Namuna: the state of concern is Tajikistan."),
        ({"kind": "", "state_of_concern": ""}, "", "A person whom the sources do not name stands in these data."),
        ({}, "not named", "A person whom the sources do not name is recorded as an exile"),
    ],
)
def test_who_it_is(person: dict[str, str], name: str, words: str) -> None:
    assert words in said(person, name)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([], "No incident stands in this person's own file."),
        ([""], "The sources tell of 1 incident, without a date."),
        (["", ""], "The sources tell of 2 incidents, all without a date."),
        (["2014-05"], "The sources tell of 1 incident in 2014."),
        (["2014", "2014-03"], "The sources tell of 2 incidents in 2014."),
        (["2010", "2015~"], "The sources tell of 2 incidents between 2010 and 2015."),
        (["2010", ""], "The sources tell of 2 incidents; those with a date fall in 2010."),
        (["2010/2012", ""], "The sources tell of 2 incidents; those with a date fall between 2010 and 2012."),
        (["2014|2015"], "The sources tell of 1 incident between 2014 and 2015."),
        (["unknown"], "The sources tell of 1 incident, without a date."),
    ],
)
def test_how_many_incidents_and_when(dates: list[str], words: str) -> None:
    assert words in said(incidents=[incident(date) for date in dates])


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (["TR"], "It is reported to have happened in Türkiye."),
        (["TR", "RU"], "They are reported to have happened in Russia or in Türkiye."),
        (["NL", ""], "Where a country is told, they are reported to have happened in the Netherlands."),
        (["TR", "RU", "UA", "DE", "NO"], "Where a country is told, it is one of 5."),
    ],
)
def test_where_they_happened(places: list[str], words: str) -> None:
    assert words in said(incidents=[incident(place=place) for place in places])


def test_a_place_that_is_not_told_is_not_made_up() -> None:
    assert "happened" not in said(incidents=[incident()])
    assert "in Türkiye" in said(incidents=[incident(host_state="TR")])


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ("", "Under stage rule Asylia 1 none of them has a stage."),
        ("2", "Under stage rule Asylia 1 the highest stage is 2 (arrested or held)."),
        ("none|3", "the highest stage may be 3 (seized, brought back or attacked): the values are contested."),
    ],
)
def test_how_far_it_went(stages: str, words: str) -> None:
    assert words in said({"highest_stage": stages}, incidents=[incident()])


def test_the_fate_has_its_date_and_tells_that_sources_differ() -> None:
    assert "Fate as of 24 November 2026, as reported: in custody." in said({"fate": "in_custody"})
    assert "Fate as of this edition, as reported: in custody." in said({"fate": "in_custody"}, date="")
    assert "dead or in custody; the sources differ." in said({"fate": "dead|in_custody"})


def test_what_was_done_for_and_through_the_person() -> None:
    assert "2 steps to protect the person are recorded." in said(protections=[{}, {}])
    assert "1 incident is recorded with somebody else, who was reached through this person." in said(through=1)


def test_a_rule_that_this_program_does_not_know_is_named_as_it_stands() -> None:
    assert "Under stage rule of-another-time none" in said(incidents=[incident()], rule="of-another-time")
