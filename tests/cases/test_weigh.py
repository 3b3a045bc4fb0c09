"""Each clause of the one rule for contested values."""

from asylia.cases.fold import fold_case
from asylia.cases.independence import Sources
from asylia.cases.weigh import verdict
from asylia.codebook.dates import includes
from tests.written import PERSON, Written, passage

INCIDENT = "I-200001"


def dates(*said, prefer=None, facts=None, name="date"):
    """Fold claims (value, source, assertion) of one property into its weighed value."""
    written = Written()
    for source, more in (facts or {}).items():
        written.source(source, **more)
    rows = [written.claim(INCIDENT, name, value, source, *how) for value, source, *how in said]
    if prefer is not None:
        written.prefer(rows[prefer])
    rows = [row for row in written.rows if row.root[0] == "X"]
    return getattr(fold_case(rows, written.sources()).incidents[0], name)


def test_one_value_is_shown_and_not_contested():
    found = dates(("2015", "S-a"), ("2015", "S-b"))
    assert (found.shown, found.contested, found.basis) == (("2015",), False, "single")
    assert len(found.said[0].claims) == 2


def test_a_value_that_another_includes_is_no_rival_and_the_more_precise_is_shown():
    found = dates(("2015", "S-a"), ("2015-03", "S-b"), ("2015-03-14", "S-c"))
    assert (found.shown, found.contested, found.basis) == (("2015-03-14",), False, "included")
    assert [said.value for said in found.said] == ["2015-03-14", "2015", "2015-03"]


def test_a_broader_code_is_no_rival_of_its_narrower():
    found = dates(("RU", "S-a"), ("RU-CE", "S-b"), name="place")
    assert (found.shown, found.basis) == (("RU-CE",), "included")


def test_inclusion_comes_before_a_prefer():
    assert dates(("2015", "S-a"), ("2015-03", "S-b"), prefer=0).shown == ("2015-03",)


def test_a_standing_prefer_chooses_and_the_property_stays_contested():
    found = dates(("2014", "S-a"), ("2015", "S-b"), ("2015", "S-c"), prefer=0)
    assert (found.shown, found.contested, found.basis) == (("2014",), True, "preferred")


def test_a_prefer_may_choose_the_less_precise_value_where_its_rivals_cannot_be_told_apart():
    assert dates(("2015", "S-a"), ("2015-03", "S-b"), ("2015-05", "S-c"), prefer=0).shown == ("2015",)


def test_the_latest_standing_prefer_on_an_accepted_claim_counts():
    written = Written()
    early, late = (written.claim(INCIDENT, "date", year) for year in ("2014", "2015"))
    written.prefer(early)
    second = written.prefer(late)
    assert fold_case(written.rows, Sources()).incidents[0].date.shown == ("2015",)
    undone = written.retract(second)
    assert fold_case(written.rows, Sources()).incidents[0].date.shown == ("2014",)
    written.retract(undone)
    assert fold_case(written.rows, Sources()).incidents[0].date.shown == ("2015",)
    written.reject(late)
    assert fold_case(written.rows, Sources()).incidents[0].date.shown == ("2014",)


def test_more_independent_sources_win():
    found = dates(("2014", "S-a"), ("2015", "S-b"), ("2015", "S-c"))
    assert (found.shown, found.contested, found.basis) == (("2015",), True, "sources")


def test_two_passages_of_one_source_are_one_source():
    assert dates(("2014", "S-a"), ("2015", "S-b"), ("2015", "S-b")).basis == "open"


def test_sources_that_derive_from_one_another_count_once():
    facts = {"S-c": {"derived_from": "S-b"}}
    assert dates(("2014", "S-a"), ("2015", "S-b"), ("2015", "S-c"), facts=facts).basis == "open"


def test_chapters_of_one_volume_count_once():
    facts = {"S-b": {"volume": "S-v"}, "S-c": {"volume": "S-v"}}
    assert dates(("2014", "S-a"), ("2015", "S-b"), ("2015", "S-c"), facts=facts).basis == "open"


def test_sources_that_share_a_project_count_once():
    facts = {"S-b": {"project": "Exiles"}, "S-c": {"project": "Exiles"}}
    assert dates(("2014", "S-a"), ("2015", "S-b"), ("2015", "S-c"), facts=facts).basis == "open"


def test_a_tie_is_preferred_by_nobody_and_all_rivals_stand_sorted():
    found = dates(("2015", "S-a"), ("2013", "S-b"), ("2014", "S-c"))
    assert (found.shown, found.contested, found.basis) == (("2013", "2014", "2015"), True, "open")


def test_a_less_precise_value_speaks_for_the_rival_that_it_includes():
    found = dates(("2015", "S-a"), ("2015-03", "S-b"), ("2016", "S-c"))
    assert (found.shown, found.basis) == (("2015-03",), "sources")


def test_a_less_precise_value_that_includes_all_rivals_tells_none_from_another():
    facts = {"S-a": {"derived_from": "S-b"}}
    assert dates(("2015", "S-a"), ("2015-03", "S-b"), ("2015-05", "S-c"), facts=facts).basis == "open"


def test_a_denial_stands_beside_its_value_and_never_counts_for_it():
    found = dates(("2015", "S-a"), ("2014", "S-b"), ("2014", "S-c", "denied"), ("2014", "S-d", "disputed"))
    assert found.basis == "open"
    assert {said.value: len(said.denied_by) for said in found.said} == {"2014": 2, "2015": 0}


def test_a_value_that_is_only_denied_is_not_shown_and_contests_nothing():
    found = dates(("2015", "S-a"), ("2014", "S-b", "denied"))
    assert (found.shown, found.contested, found.basis) == (("2015",), False, "single")
    alone = dates(("2014", "S-b", "denied"))
    assert (alone.shown, alone.contested, alone.basis) == ((), False, "")
    assert alone.said[0].denied_by


def test_a_denial_cannot_be_preferred():
    assert dates(("2014", "S-a"), ("2015", "S-b"), ("2014", "S-c", "denied"), prefer=2).basis == "open"


def test_unknown_is_included_by_every_value():
    found = dates(("unknown", "S-a"), ("unknown", "S-b"), ("2015", "S-c"))
    assert (found.shown, found.contested, found.basis) == (("2015",), False, "included")
    assert dates(("unknown", "S-a"), ("none", "S-b")).shown == ("none",)


def test_unknown_speaks_for_no_rival():
    facts = {"S-a": {"derived_from": "S-b"}}
    assert dates(("unknown", "S-a"), ("2014", "S-b"), ("2015", "S-c"), facts=facts).basis == "open"


def test_none_is_a_rival():
    found = dates(("none", "S-a"), ("2015", "S-b"))
    assert (found.shown, found.contested, found.basis) == (("2015", "none"), True, "open")


def test_values_are_weighed_whatever_their_order():
    one = {"2014": frozenset({"S-a"}), "2015": frozenset({"S-b", "S-c"}), "2015-03": frozenset({"S-d"})}
    other = dict(reversed(one.items()))
    assert verdict(one, includes) == verdict(other, includes) == (("2015-03",), True, "sources")


def test_a_property_with_several_true_values_shows_them_all_and_not_what_is_only_denied():
    written = Written()
    for value in ("SU", "TJ", "RU"):
        written.claim("X-100001", "citizenship", value)
    written.claim("X-100001", "citizenship", "UZ", how="denied")
    found = fold_case(written.rows, Sources()).person.citizenship
    assert found.shown == ("RU", "SU", "TJ")
    assert [said.value for said in found.said] == ["RU", "SU", "TJ", "UZ"]


def test_steps_come_in_their_own_order():
    written = Written()
    for value in ("10 released", "2 detained I-203553", "1 requested"):
        written.claim("L-300001", "steps", value)
    assert fold_case(written.rows, Sources()).proceedings[0].steps.shown == (
        "1 requested",
        "2 detained I-203553",
        "10 released",
    )


def test_a_sentence_that_two_sources_share_counts_once():
    written = Written()
    words = {"quote": "He was held at the station of a town that nobody names for a week in May."}
    for number, (value, source) in enumerate((("1970", "S-a"), ("1970", "S-b"), ("1971", "S-c"))):
        written.claim(PERSON, "birth_year", value, passages=[passage(source, number, **(words if number < 2 else {}))])
    case = fold_case(written.rows, Sources())
    assert case.person.birth_year.basis == "open"
    assert case.person.birth_year.shown == ("1970", "1971")
