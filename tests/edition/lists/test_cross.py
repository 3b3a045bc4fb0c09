"""Counts by one or two facets."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asylia.edition.lists.cross import count, cross
from asylia.edition.lists.facets import FACETS
from asylia.edition.lists.find import Wanted, clean
from asylia.edition.lists.index import Index
from tests.edition.handmade import Handmade, as_edition
from tests.edition.lists.naive import Naive, editions, wishes


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions(), wishes(), st.data())
def test_counts_and_bounds_are_what_a_plain_walk_through_the_records_gives(
    made: Handmade, wish: Wanted, data: st.DataObject
) -> None:
    index, naive = Index(as_edition(made)), Naive(made)
    wanted = clean(index, wish)
    rows = data.draw(st.sampled_from(FACETS[wanted.table]))
    columns = data.draw(st.sampled_from(("", *(f for f in FACETS[wanted.table] if f != rows))))
    found = cross(index, wanted.table, rows, columns, wish)
    counted = {
        codes: (each.records.low, each.records.high, each.persons.low, each.persons.high)
        for codes, each in found.items()
    }
    assert counted == naive.cross(wanted.table, rows, columns, wanted)
    passing = [[r for r in naive.records(wanted.table) if naive.passes(wanted, r, sure)] for sure in (True, False)]
    whole = count(index, wish).records
    assert [whole.low, whole.high] == [len(each) for each in passing]
