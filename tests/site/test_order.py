from asylia.edition.reader import CaseFile
from asylia.site.present import Page


def case(incidents: dict[str, str], after: dict[str, str], protections: tuple[str, ...] = ()) -> Page:
    """A person with incidents (id: date), and what came after what."""
    cells = {(id, "after"): ({"value": earlier},) for id, earlier in after.items()}
    parts = {
        "incidents": tuple({"id": id, "date": date} for id, date in incidents.items()),
        "protections": tuple({"id": id, "date": ""} for id in protections),
    }
    return Page(CaseFile({"id": "X-100001"}, parts, cells, {}, {}, {}))


def order(page: Page) -> list[str]:
    return [record["id"] for record in page.blocks("I")]


def test_incidents_stand_in_order_of_time_and_undated_ones_last() -> None:
    assert order(case({"I-1": "", "I-2": "2015-01", "I-3": "2014"}, {})) == ["I-3", "I-2", "I-1"]


def test_of_one_date_what_came_after_another_stands_behind_it() -> None:
    page = case({"I-1": "2015-01", "I-2": "2015-01"}, {"I-1": "R-1", "R-1": "I-2"}, ("R-1",))
    assert order(page) == ["I-2", "I-1"]


def test_a_circle_is_no_endless_walk() -> None:
    assert set(order(case({"I-1": "2015", "I-2": "2015"}, {"I-1": "I-2", "I-2": "I-1"}))) == {"I-1", "I-2"}
