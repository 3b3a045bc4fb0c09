"""The form of a mark says how certain its date is, and its place when it was."""

import pytest

from asylia.codebook.dates import span
from asylia.edition.reader import CaseFile
from asylia.languages.language import language
from asylia.site.pages.case import Case
from asylia.site.pages.journey import Leg, Legs, journey
from asylia.site.pages.timeline import STEPS, Timeline, timeline


def case(*records: dict[str, str]) -> Case:
    tables = {"I": "incidents", "R": "protections", "T": "stays", "L": "proceedings"}
    parts = {table: tuple(r for r in records if r["id"][0] == letter) for letter, table in tables.items()}
    found = Case(
        CaseFile({"id": "X-100001"}, parts, {}, {}, {}, {}),
        None,
        language("en"),
        {},
        {},  # type: ignore[arg-type]
    )
    found.here = 1
    return found


def line(*records: dict[str, str]) -> Timeline:
    return timeline(case(*records))


def items(found: Timeline) -> str:
    return "".join(year.items for year in found.years)


@pytest.mark.parametrize(
    ("date", "form"),
    [
        ("2014-05-03", "exact"), ("2014-05", "exact"), ("2014", "within"), ("2014-21", "within"),
        ("2012/2013", "within"), ("2014~", "about"), ("2014-05?", "uncertain"), ("2014%", "uncertain"),
        ("2014/..", "lasting"), ("2013|2014", "differ"),
    ],
)  # fmt: skip
def test_each_certainty_has_a_form(date: str, form: str) -> None:
    found = line({"id": "I-100001", "date": date}, {"id": "I-100002", "date": "2010-01-01"})
    assert f' {form}"></i>' in items(found)
    assert {each for each, _said in found.forms} == {form, "exact"}


@pytest.mark.parametrize(("date", "said"), [("2014", ""), ("2014~", "about 2014")])
def test_nothing_finer_than_one_year_makes_no_axis_and_is_said_once(date: str, said: str) -> None:
    found = line({"id": "I-100001", "date": date}, {"id": "R-100002", "date": date})
    assert (found.start, [year.head for year in found.years]) == ("", ["2014"])
    assert items(found).count(f'<span class="when">{said}</span>') == 2
    assert "axis" not in items(found)


def test_marks_lie_on_one_axis_from_the_first_year_to_the_last() -> None:
    found = line({"id": "I-100001", "date": "2010-01-01"}, {"id": "R-100002", "date": "2015-12-31"})
    assert (found.start, found.end) == ("2010", "2015")
    assert 'class="a0 w1 exact"' in items(found)
    assert f'class="a{STEPS - 1} w1 exact"' in items(found)


def test_what_has_no_date_stands_last_and_has_no_mark() -> None:
    dates = {"I-100001": "", "I-100002": "unknown", "I-100003": "2014-05"}
    found = line(*({"id": id, "date": date} for id, date in dates.items()))
    assert [year.head for year in found.years] == ["2014", "No date is told"]
    assert items(found).count("axis") == 1


def test_a_stay_lasts_and_one_that_has_no_end_runs_on() -> None:
    found = line({"id": "T-100001", "from": "2010", "to": ""}, {"id": "I-100002", "date": "2019"})
    assert "since 2010" in items(found)
    assert f'class="a0 w{STEPS} lasting"' in items(found)


def test_a_proceeding_without_a_date_stands_where_its_steps_stand() -> None:
    steps = {"id": "L-100001", "date": "", "steps": "1 detained I-100002|2 released R-100003"}
    found = line(steps, {"id": "I-100002", "date": "2010"}, {"id": "R-100003", "date": "2012"})
    assert "2010–2012, by its steps" in items(found)


def test_nothing_dated_is_no_axis() -> None:
    assert (line().start, line().years) == ("", ())
    assert line({"id": "I-100001", "date": ""}).start == ""


def test_an_entry_leads_to_its_block_and_says_what_it_is() -> None:
    assert '<a href="#R-100001">' in items(line({"id": "R-100001", "date": "2014"}))
    assert "<i>protection</i>" in items(line({"id": "R-100001", "date": "2014"}))


@pytest.mark.parametrize("date", ["../2013", "/2013", "2012/", "201X", "19XX", "1999-24"])
def test_no_date_that_can_be_coded_breaks_the_axis(date: str) -> None:
    assert span(date)
    assert line({"id": "I-100001", "date": date}).start
    assert line({"id": "T-100001", "from": date, "to": date}).years


def told(*records: dict[str, str]) -> Legs:
    return journey(case(*records))


def said(legs: tuple[Leg, ...]) -> list[tuple[str, str]]:
    return [(leg.country, leg.when) for leg in legs]


def test_the_journey_is_in_order_of_time_and_neighbours_are_one() -> None:
    ukraine = {"id": "T-100001", "country": "UA", "from": "2009", "to": "2011"}
    first = {"id": "I-100002", "host_state": "RU", "date": "2012"}
    later = {"id": "I-100003", "host_state": "RU", "date": "2014"}
    nowhen = {"id": "I-100004", "host_state": "TR", "date": ""}
    found = told(later, nowhen, ukraine, first)
    assert said(found.stops) == [("Ukraine", "2009–2011"), ("Russia", "2012–2014")]
    assert said(found.undated) == [("Türkiye", "")]


def test_where_something_was_done_is_no_stop_of_the_journey() -> None:
    found = told({"id": "I-100001", "host_state": "NO", "place": "UZ", "date": "2014"})
    assert said(found.stops) == [("Norway", "2014")]
    assert said(found.elsewhere) == [("Uzbekistan", "2014")]


def test_a_country_over_which_sources_differ_is_no_stop_of_the_journey() -> None:
    found = told({"id": "I-100001", "host_state": "RU|TR", "date": "2014"})
    assert not found.stops
    assert said(found.beside) == [("Russia or Türkiye", "2014")]
