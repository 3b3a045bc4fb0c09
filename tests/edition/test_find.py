"""Lists: what is found, in which order, and what each further filter would leave."""

from hypothesis import HealthCheck, given, settings

from asylia.edition.find import Wanted, clean, find, ids
from asylia.edition.index import Index
from tests.edition.handmade import Handmade, as_edition
from tests.edition.naive import Naive, editions, wishes


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions(), wishes())
def test_lists_and_facets_are_what_a_plain_walk_through_the_records_gives(made: Handmade, wish: Wanted) -> None:
    index, naive = Index(as_edition(made)), Naive(made)
    wanted = clean(index, wish)
    found = find(index, wish)
    expected = naive.ids(wanted)
    assert list(ids(index, wish)) == expected
    assert (list(found.ids), found.total, found.of) == (expected, len(expected), len(naive.records(wanted.table)))
    facets = {facet: dict(numbers) for facet, numbers in found.facets.items() if facet != "contested"}
    assert facets == naive.facets(wanted)
