"""The countries of one person in the order of time: what is numbered, what is marked, what stands beside the map."""

from typing import Any

import pytest

from asylia.edition.charts.journey import Journey, journey
from asylia.edition.charts.journeys import drawings
from asylia.problems import Problem
from tests.edition.charts.drawable import NAME, Drawable
from tests.edition.handmade import as_edition

X = "X-1"


def found(edition: Drawable) -> Journey:
    edition.person(X)
    return journey(*([r for r in edition.all(table)] for table in ("stays", "incidents", "protections")))  # noqa: C416


def page(edition: Drawable, language: str = "en") -> Any:
    (drawn,) = drawings(as_edition(edition.person(X)), [X, X])
    return drawn.pages[language]


def route(edition: Drawable) -> list[str]:
    return [stop.code for stop in found(edition).stops]


def test_stays_and_host_states_stand_in_the_order_of_their_dates() -> None:
    edition = Drawable().stay("T-1", X, "TR", "2013-06").stay("T-2", X, "TJ", "", "2011").stay("T-3", X, "DE", "2015~")
    edition.incident("I-1", X, "arrest", "TJ", date="2012", host_state="RU", place="RU")
    assert route(edition) == ["TJ", "RU", "TR", "DE"]
    assert "Tajikistan → Russia → Türkiye → Germany" in page(edition).alt


def test_a_country_to_which_a_person_came_back_has_two_numbers() -> None:
    edition = Drawable().stay("T-1", X, "TR", "2013").stay("T-2", X, "AE", "2014").stay("T-3", X, "TR", "2015")
    assert route(edition) == ["TR", "AE", "TR"]
    marks = {mark["name"]: mark["numbers"] for mark in page(edition).picture["stops"]}
    assert marks == {"Türkiye": "1, 3", "United Arab Emirates": "2"}


def test_what_came_straight_before_something_with_a_date_has_its_place_in_time() -> None:
    edition = Drawable().stay("T-1", X, "RU", before="I-1").stay("T-2", X, "AT", after="I-1")
    edition.incident("I-1", X, "arrest", "TJ", date="2012", host_state="DE", place="DE")
    assert route(edition) == ["RU", "DE", "AT"]


def test_a_country_without_a_date_is_marked_without_a_number() -> None:
    edition = Drawable().stay("T-1", X, "RU", "2010").stay("T-2", X, "PL").stay("T-3", X, "RU")
    seen = found(edition)
    assert [stop.code for stop in seen.undated] == ["PL"]
    assert len(seen.stops[0].steps) == 2  # the other stay in Russia stands there


def test_no_arrow_leads_to_a_country_where_only_something_was_done() -> None:
    edition = Drawable().stay("T-1", X, "DE", "2010")
    edition.incident("I-1", X, "conviction_at_home", "AZ", date="2012", host_state="DE", place="AZ")
    assert route(edition) == ["DE"]
    assert [stop.code for stop in found(edition).elsewhere] == ["AZ"]
    picture = page(edition).picture
    assert picture["arrows"] == []
    assert {mark["name"]: mark["kind"] for mark in picture["stops"]} == {"Germany": "stop", "Azerbaijan": "elsewhere"}


def test_what_is_not_known_or_contested_stands_beside_the_map() -> None:
    edition = Drawable().stay("T-1", X, "unknown").stay("T-2", X, "ZZ", "2014").stay("T-3", X, "DE|AT", "2015")
    assert found(edition).codes() == set()
    assert len(found(edition).beside) == 3
    said = page(edition)
    assert said.alt == f"Map without any mark: no country of {NAME} can be drawn."
    ((head, entries),) = said.picture["lists"]
    assert head == "Not on the map"
    assert {text for _, text in entries} == {
        "Germany or Austria: stay (since: 2015)",
        "abroad, country not told: stay (since: 2014)",
        "unknown, says the source: stay",
    }


def test_every_mark_stands_at_the_centre_of_a_country() -> None:
    from asylia.edition.charts.places import centres

    edition = Drawable().stay("T-1", X, "RU-CE", "2010").stay("T-2", X, "AT", "2011")
    assert found(edition).codes() == {"RU", "AT"} <= set(centres())


def test_names_of_countries_do_not_stand_upon_each_other() -> None:
    edition = Drawable()
    for i, code in enumerate(("DE", "PL", "AT", "CZ", "CH")):
        edition.stay(f"T-{i}", X, code, f"201{i}")
    boxes = [mark["label"] for mark in page(edition).picture["stops"]]
    for i, (x, y, wide, high) in enumerate(boxes):
        for left, top, width, height in boxes[:i]:
            assert x >= left + width or left >= x + wide or y >= top + height or top >= y + high


def test_the_note_says_that_nothing_is_finer_than_a_country() -> None:
    assert "never where the person is now" in page(Drawable().stay("T-1", X, "RU")).caption


def test_only_persons_whom_the_edition_shows_have_a_journey() -> None:
    with pytest.raises(Problem, match="shows no person X-9") as raised:
        drawings(as_edition(Drawable().person(X)), ["X-9"])
    assert "--journey" in str(raised.value)
