from asylia.edition.reader import CaseFile
from asylia.languages.language import language
from asylia.site.pages.case import Case


def case(incidents: dict[str, str], after: dict[str, str], protections: tuple[str, ...] = ()) -> Case:
    """A person with incidents (id: date), and what came after what."""
    cells = {(id, "after"): ({"value": earlier},) for id, earlier in after.items()}
    parts = {
        "incidents": tuple({"id": id, "date": date} for id, date in incidents.items()),
        "protections": tuple({"id": id, "date": ""} for id in protections),
    }
    file = CaseFile({"id": "X-100001"}, parts, cells, {}, {}, {})
    return Case(file, None, language("en"), {}, {})  # type: ignore[arg-type] # no edition is asked


def order(case: Case) -> list[str]:
    return [record["id"] for record in case.blocks if record["id"][0] == "I"]


def test_incidents_stand_in_order_of_time_and_undated_ones_last() -> None:
    assert order(case({"I-100001": "", "I-100002": "2015-01", "I-100003": "2014"}, {})) == [
        "I-100003",
        "I-100002",
        "I-100001",
    ]


def test_of_one_date_what_came_after_another_stands_behind_it() -> None:
    found = case(
        {"I-100001": "2015-01", "I-100002": "2015-01"}, {"I-100001": "R-100001", "R-100001": "I-100002"}, ("R-100001",)
    )
    assert order(found) == ["I-100002", "I-100001"]


def test_a_circle_is_no_endless_walk() -> None:
    assert set(
        order(case({"I-100001": "2015", "I-100002": "2015"}, {"I-100001": "I-100002", "I-100002": "I-100001"}))
    ) == {"I-100001", "I-100002"}


def test_a_block_knows_its_page_and_needs_no_address_on_it() -> None:
    found = case({f"I-{number:06}": f"{1900 + number}" for number in range(70)}, {})
    assert (found.pages, found.page_of["I-000000"], found.page_of["I-000069"]) == (3, 1, 3)
    found.here = 3
    assert found.to_block("I-000069") == "#I-000069"
