from asylia.cases.fold import fold_case
from asylia.cases.independence import Sources
from asylia.cases.standing import stand
from tests.written import PERSON, Written


def shown(rows):
    case = fold_case(rows, Sources())
    return case.person.fate.shown if case else None


def test_a_draft_does_not_count():
    written = Written()
    written.claim(PERSON, "fate", "dead", accept=False)
    assert shown(written.rows) is None


def test_the_latest_accept_or_reject_decides():
    written = Written()
    claim = written.claim(PERSON, "fate", "dead")
    written.reject(claim)
    assert shown(written.rows) is None
    written.accept(claim)
    assert shown(written.rows) == ("dead",)


def test_the_retraction_of_a_reject_leaves_the_accept_before_it():
    written = Written()
    claim = written.claim(PERSON, "fate", "dead")
    reject = written.reject(claim)
    written.retract(reject)
    assert shown(written.rows) == ("dead",)


def test_the_retraction_of_a_retraction_restores_however_long_the_chain():
    written = Written()
    last = written.claim(PERSON, "fate", "dead")
    for n in range(1, 8):
        last = written.retract(last)
        assert shown(written.rows) == (None if n % 2 else ("dead",))


def test_an_erased_claim_does_not_count_from_the_erase_row_on():
    written = Written()
    claim = written.claim(PERSON, "fate", "dead")
    assert shown(written.without_words(claim)) is None
    erase = written.erase(claim)
    assert shown(written.rows) is None
    written.retract(erase)
    assert shown(written.rows) is None


def test_the_erasure_of_a_reason_changes_nothing_that_was_decided():
    written = Written()
    claim = written.claim(PERSON, "fate", "dead")
    other = written.claim(PERSON, "fate", "alive")
    withhold = written.withhold(PERSON)
    for row in (written.rows[1], written.retract(other), withhold):
        assert shown(written.without_words(row)) == ("dead",)
    assert stand(written.without_words(withhold)).withholds
    assert claim in stand(written.rows).claims


def test_rows_given_twice_count_once():
    written = Written()
    written.claim(PERSON, "fate", "dead")
    assert fold_case(written.rows * 2, Sources()) == fold_case(written.rows, Sources())
