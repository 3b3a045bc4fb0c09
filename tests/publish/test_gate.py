"""The first sieve, row by row."""

from collections import Counter

import pytest

from asylia.cases.fold import fold_case
from asylia.publish import gate
from asylia.publish.gate import may_be_quoted, may_leave, public_rows, withheld_ids
from tests.written import PERSON, Written, passage, values

OTHER, INCIDENT = "X-100002", "I-200001"


@pytest.fixture
def written():
    ledger = Written()
    ledger.source("S-a")
    ledger.source("S-b")
    ledger.source("S-secret", access="confidential")
    return ledger


def passed(written, held=None):
    held = Counter() if held is None else held
    return [r for r in public_rows(written.rows, written.sources(), held) if r.root[0] != "S"]


def said(written):
    return [row.body["value"] for row in passed(written) if row.kind == "claim"]


def held(written):
    counted = Counter()
    public_rows([row for row in written.rows if row.root[0] != "S"], written.sources(), counted)
    return dict(counted)


def test_an_accepted_claim_from_a_public_source_passes_with_its_accept(written):
    claim = written.claim(PERSON, "kind", "exile")
    assert passed(written) == [claim, written.rows[-1]]
    assert held(written) == {}


def test_a_draft_a_rejected_a_retracted_and_an_erased_claim_stay(written):
    written.claim(PERSON, "kind", "exile", accept=False)
    written.reject(written.claim(PERSON, "kind", "exile"))
    written.retract(written.claim(PERSON, "kind", "exile"))
    written.erase(written.claim(PERSON, "kind", "exile"))
    assert passed(written) == []
    assert held(written) == {gate.DRAFT: 1, gate.REJECTED: 1, gate.RETRACTED: 1, gate.ERASED: 1}


def test_one_passage_in_a_source_that_stays_holds_the_claim_back(written):
    written.claim(PERSON, "kind", "exile", source=["S-a", "S-secret"])
    assert passed(written) == []
    assert held(written) == {gate.NOT_PUBLIC: 1}


def test_a_source_that_nobody_described_stays(written):
    written.claim(PERSON, "kind", "exile", source="S-unheard")
    assert passed(written) == []


@pytest.mark.parametrize("second", ["restricted", "confidential", "unknown", "none"])
def test_a_source_of_which_two_claims_differ_stays_whatever_is_preferred(written, second):
    written.claim("S-a", "access", second, source="S-a")
    first = next(row for row in written.rows if row.root == "S-a")
    written.prefer(first)
    assert not may_leave(written.sources(), "S-a")


def test_a_source_of_which_it_is_only_denied_that_it_is_public_stays(written):
    written.claim("S-c", "access", "public", source="S-c", how="denied")
    assert not may_leave(written.sources(), "S-c")


def test_a_source_that_stays_passes_nothing_about_itself(written):
    written.claim("S-secret", "title", "A letter", source="S-a")
    counted = Counter()
    rows = [row for row in written.rows if row.root == "S-secret"]
    assert public_rows(rows, written.sources(), counted) == []
    assert counted[gate.ABOUT_A_SOURCE] == 2


def test_a_withheld_source_takes_everything_with_it(written):
    written.claim(PERSON, "kind", "exile", source="S-a")
    written.claim(PERSON, "kind", "relative", source="S-b")
    withhold = written.withhold("S-a")
    assert said(written) == ["relative"]
    written.retract(withhold)
    assert said(written) == ["exile", "relative"]


def test_a_withhold_of_a_row_covers_that_row(written):
    claim = written.claim(PERSON, "kind", "exile")
    written.claim(PERSON, "name", "N")
    written.withhold(claim)
    assert said(written) == ["N"]
    assert held(written) == {gate.WITHHELD: 1}


def test_a_withhold_of_an_accept_covers_its_claim(written):
    written.claim(PERSON, "kind", "exile")
    written.withhold(written.rows[-1])
    assert said(written) == []


def test_a_withhold_of_an_incident_covers_the_incident_alone(written):
    written.claim(INCIDENT, "measure", "threat")
    written.claim("I-200002", "measure", "killing")
    written.withhold(INCIDENT)
    assert said(written) == ["killing"]


def test_a_withhold_of_a_person_covers_the_whole_case_and_what_names_it(written):
    written.claim(PERSON, "kind", "exile")
    written.claim(INCIDENT, "measure", "threat")
    written.claim(OTHER, "kind", "relative")
    written.differ(OTHER, PERSON)
    written.withhold(PERSON)
    assert [(row.about, row.kind) for row in passed(written)] == [(OTHER, "claim"), (OTHER, "accept")]


def test_a_person_who_is_withheld_is_withheld_under_every_id(written):
    written.claim(PERSON, "kind", "exile")
    written.claim(OTHER, "kind", "exile")
    written.merge(PERSON, OTHER)
    written.withhold(OTHER)
    assert passed(written) == []
    assert withheld_ids(written.rows, written.sources()) == {PERSON, OTHER}


def test_only_people_decide_what_a_confidential_merge_means_for_a_withhold(written):
    written.claim(PERSON, "kind", "exile")
    written.claim(OTHER, "kind", "exile")
    written.withhold(OTHER)
    before = passed(written)
    written.merge(PERSON, OTHER, source="S-secret")
    assert passed(written) == before != []
    assert held(written)[gate.LOOK_AGAIN] == 1


def test_a_retracted_withhold_covers_nothing_and_one_restored_covers_again(written):
    written.claim(PERSON, "kind", "exile")
    withhold = written.withhold(PERSON)
    lifted = written.retract(withhold)
    assert said(written) == ["exile"]
    written.retract(lifted)
    assert said(written) == []


def test_a_withhold_outlives_the_erasure_of_its_reason(written):
    written.claim(PERSON, "kind", "exile")
    withhold = written.withhold(PERSON)
    written.erase(withhold)
    written.rows = written.without_words(withhold)
    assert said(written) == []


def test_a_merge_passes_only_on_public_passages(written):
    written.claim(PERSON, "kind", "exile")
    written.claim(OTHER, "kind", "exile")
    written.merge(PERSON, OTHER, source="S-secret")
    assert {row.kind for row in passed(written)} == {"claim", "accept"}
    written.merge(PERSON, OTHER)
    assert "merge" in {row.kind for row in passed(written)}


def test_a_prefer_without_a_public_passage_or_on_a_claim_that_stays_does_not_pass(written):
    claims = [written.claim(INCIDENT, "date", "2014"), written.claim(INCIDENT, "date", "2015", source="S-secret")]
    written.prefer(claims[0], source="S-secret")
    written.prefer(claims[1])
    assert {row.kind for row in passed(written)} == {"claim", "accept"}
    assert held(written) == {gate.NOT_PUBLIC: 2, gate.HELD_CLAIM: 1}
    written.prefer(claims[0])
    assert "prefer" in {row.kind for row in passed(written)}


def test_rejects_retracts_withholds_and_erasures_never_pass(written):
    claim = written.claim(PERSON, "kind", "exile")
    written.retract(written.reject(claim))
    written.withhold(written.claim(PERSON, "kind", "relative"))
    written.erase(written.claim(PERSON, "kind", "returnee"))
    assert {row.kind for row in passed(written)} == {"claim", "accept"}


def test_what_passes_folds_as_the_whole_does_where_everything_is_public(written):
    first = written.claim(INCIDENT, "date", "2014")
    written.claim(INCIDENT, "date", "2015", source="S-b")
    written.retract(written.claim(INCIDENT, "date", "2016"))
    written.retract(written.reject(first))
    written.prefer(first)
    everything = [row for row in written.rows if row.root[0] != "S"]
    assert fold_case(passed(written), written.sources()) == fold_case(everything, written.sources())
    assert values(fold_case(passed(written), written.sources()))[INCIDENT, "date"] == ("2014",)


@pytest.mark.parametrize(
    ("licence", "released", "leaves"),
    [("cc_by", "yes", True), ("cc_by", "no", False), ("all_rights_reserved", "yes", False), ("unknown", "yes", False)],
)
def test_words_leave_only_where_the_licence_allows_it_and_an_editor_released_them(licence, released, leaves):
    written = Written()
    written.source("S-a", licence=licence, quotes_released=released)
    written.source("S-b", licence="cc_by")
    assert may_be_quoted(written.sources(), "S-a") is leaves
    assert not may_be_quoted(written.sources(), "S-b")
    assert not may_be_quoted(written.sources(), "S-unheard")


def test_a_claim_without_a_passage_does_not_pass(written):
    claim = written.claim(PERSON, "kind", "exile", passages=[passage("S-a")])
    written.rows = [r._replace(body={**r.body, "passages": []}) if r == claim else r for r in written.rows]
    assert held(written) == {gate.NO_PASSAGE: 1}
