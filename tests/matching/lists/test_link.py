"""Whom a list may mean: bands, reasons, what speaks against it; and whom it never means."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from asylia.edition.reader import Edition
from asylia.edition.schema import DATABASE
from asylia.matching.hidden import desk_is_here, hidden
from asylia.matching.link import MOST, Linked, Match, link
from asylia.matching.lists.listed import Listed
from asylia.problems import Problem
from tests.derived import derived
from tests.editions import MERGED, PLENTY, UNNAMED
from tests.matching.lists.changed import Change, statements
from tests.matching.lists.samples import NUMBER
from tests.publish.invented import FIRST, QUIET, SECOND, invented, lay


@pytest.fixture
def against(edition: Path, tmp_path: Path) -> Callable[..., Linked]:
    """``against(record, ...)`` links records to the invented edition; ``change`` is made to it first."""

    calls = count()

    def do(*records: Listed, change: Change | None = None, **options: Any) -> Linked:
        folder = edition
        if change:
            folder = derived(edition, tmp_path / f"changed-{next(calls)}", "2026.2", change=change)
        return link(Edition(folder), records, **options)

    return do


def one(linked: Linked) -> Match:
    (match,) = linked.matches
    return match


def named(*names: str, **said: Any) -> Listed:
    return Listed(row=2, names=names, **said)


@pytest.mark.parametrize("name", ["Farruh Namuna", "NAMUNA, FARRUH", "Фаррух Намуна", "Namuna Farrux"])
def test_every_spelling_of_a_name_leads_to_the_person(against: Callable[..., Linked], name: str) -> None:
    match = one(against(named(name)))
    assert (match.person, match.band) == (FIRST, "same")
    assert match.score >= 0.7
    assert match.why[0] == "the names: same"
    assert len(match.why) > 1
    assert "Farrukh Namuna" in match.names


def test_a_brother_is_not_offered(against: Callable[..., Linked]) -> None:
    assert not against(named("Farrukh Misol"), named("Davron Namuna")).matches


def test_of_a_record_that_matches_nothing_nothing_is_kept(against: Callable[..., Linked]) -> None:
    found = against(named("Kimdir Notanish"), named("Boshqa Notanish"))
    assert found == Linked(2, 0, 0, ())


def test_what_only_looks_alike_is_unsure(against: Callable[..., Linked]) -> None:
    match = one(against(named("F. Namuna"), named("Farruh Namunna-Sinov"), named("Zuhro Mizol")))
    assert (match.person, match.band) == (SECOND, "unsure")
    assert match.score < 0.7


def test_a_record_that_names_nobody_in_full_is_compared_with_nobody(against: Callable[..., Linked]) -> None:
    found = against(named("Namuna"), named("F. N."), named("Farida (name changed)"), named())
    assert (found.records, found.nameless, found.matches) == (4, 4, ())


@pytest.mark.parametrize("name", ["Farruh Namupa", "Farrux Ramuna", "Zuhra Musol"])
def test_a_wrong_letter_is_looked_past_and_leaves_it_unsure(against: Callable[..., Linked], name: str) -> None:
    match = one(against(named(name)))
    assert (match.person in (FIRST, SECOND), match.band) == (True, "unsure")


def test_an_edition_without_an_index_of_names_is_refused(edition: Path, tmp_path: Path) -> None:
    old = derived(edition, tmp_path / "old", "2026.2")
    with closing(sqlite3.connect(old / DATABASE)) as db:
        db.execute("DROP TABLE sought")
    with pytest.raises(Problem, match="this edition has no index of names"):
        link(Edition(old), [named("Farruh Namuna")])
    assert one(link(Edition(old), [Listed(row=2, numbers=(NUMBER,))])).person == FIRST


def test_a_weak_alias_is_never_more_than_unsure(against: Callable[..., Linked]) -> None:
    match = one(against(Listed(row=2, weak=("Farruh Namuna",))))
    assert match.band == "unsure"
    assert match.score < 0.7
    assert one(against(named("Farruh Namuna", weak=("Farrukh Namuna",)))).band == "same"


def test_an_application_number_is_a_key_whatever_the_name(against: Callable[..., Linked]) -> None:
    match = one(against(Listed(row=1, numbers=(NUMBER,), title="CASE OF NAMUNA AND OTHERS v. NOWHERE")))
    assert (match.person, match.band, match.against) == (FIRST, "key", ())
    assert match.why[0] == f"application number {NUMBER}"
    other = one(against(Listed(row=1, numbers=("1/02", NUMBER), title="CASE OF NOTANISH v. NOWHERE")))
    assert other.band == "key"
    assert "the list names NOTANISH" in other.against[0]
    assert other.score < match.score
    assert not against(Listed(row=1, numbers=("99998/14",), title="CASE OF NAMUNA v. NOWHERE")).matches


def test_a_case_is_never_matched_by_its_title(against: Callable[..., Linked]) -> None:
    found = against(Listed(row=1, title="CASE OF FARRUKH NAMUNA v. NOWHERE"))
    assert (found.nameless, found.matches) == (1, ())


def test_an_id_that_was_merged_leads_to_the_one_that_stands(against: Callable[..., Linked]) -> None:
    match = one(against(Listed(row=1, id=MERGED)))
    assert (match.person, match.band) == (PLENTY, "key")
    assert match.why == (f"the list gives the id {MERGED}, which leads to {PLENTY}",)
    twice = statements("INSERT INTO retired VALUES ('X-100097', 'merged', 'X-100098')")
    assert one(against(Listed(row=1, id="X-100097"), change=twice)).person == PLENTY


@pytest.mark.parametrize("why", ["withdrawn", "corrected"])
def test_an_id_that_leads_nowhere_matches_nobody(against: Callable[..., Linked], why: str) -> None:
    gone = statements(
        f"INSERT INTO retired VALUES ('X-100077', '{why}', '')", "INSERT INTO retired VALUES ('X-1', 'm', 'X-1')"
    )
    assert not against(Listed(row=1, id="X-100077"), Listed(row=2, id="X-1"), change=gone).matches


def test_a_name_under_a_retired_id_leads_to_the_standing_one(against: Callable[..., Linked]) -> None:
    change = statements(f"INSERT INTO names VALUES ('{MERGED}', 'Kimdir Notanish', 'latin', 'kimdir notanish')")
    assert one(against(named("Kimdir Notanish"), change=change)).person == PLENTY


@pytest.mark.parametrize("hiding", ["not named", "M. A.", "Farida", "Farida Sinova (name changed)"])
def test_whoever_is_not_named_is_offered_by_no_key_and_no_name(against: Callable[..., Linked], hiding: str) -> None:
    change = statements(
        f"UPDATE persons SET name = '{hiding}' WHERE id = '{UNNAMED}'",
        f"UPDATE names SET name = '{hiding}' WHERE person = '{UNNAMED}'",
        f"UPDATE proceedings SET person = '{UNNAMED}', application = '1/15'",
    )
    asked = (
        Listed(row=2, names=("Farida Sinova",), numbers=("1/15",)),
        Listed(row=3, id=UNNAMED),
        Listed(row=4, numbers=("1/15",)),
        Listed(row=5, names=(hiding,)),
    )
    assert not against(*asked, change=change).matches


def test_a_record_that_hides_a_name_is_not_told_by_its_number(against: Callable[..., Linked]) -> None:
    assert not against(
        Listed(row=1, numbers=(NUMBER,), title="CASE OF F.N. v. NOWHERE"),
        Listed(row=2, numbers=(NUMBER,), names=("F. N.",)),
        Listed(row=3, numbers=(NUMBER,), names=("Farida (name changed)",)),
    ).matches


def test_a_note_on_the_desk_that_a_name_hides_another_is_heeded(
    fresh: Callable[[str], Any], against: Callable[..., Linked]
) -> None:
    ledger = invented()
    ledger.claim(FIRST, "note", "pseudonym: the source says so", QUIET)
    lay(fresh("sqlite"), ledger.rows)
    assert hidden([FIRST, SECOND, "X-999999"]) == {FIRST}
    found = against(named("Farruh Namuna"), named("Zuhra Misol"), hidden=hidden)
    assert one(found).person == SECOND


def test_asking_for_the_desk_makes_none(asylia_home: Path) -> None:
    assert not desk_is_here()
    assert not list(asylia_home.iterdir())


def test_what_speaks_against_it_is_said_and_lowers_the_score(against: Callable[..., Linked]) -> None:
    change = statements(f"UPDATE persons SET sex = 'male' WHERE id = '{FIRST}'")
    plain = one(against(named("Farruh Namuna"), change=change))
    assert plain.against == ()
    match = one(against(named("Farruh Namuna", sexes=("female",), born=("2009",), states=("BR",)), change=change))
    assert [words.split(":")[0] for words in match.against] == ["sex", "year of birth", "nationality"]
    assert match.band == "same"
    assert match.score < plain.score / 7


def test_what_agrees_is_said_and_raises_the_score(against: Callable[..., Linked]) -> None:
    plain, better = (one(against(named("Farruh Namunna", states=states))) for states in ((), ("TJ",)))
    assert better.score > plain.score
    assert "state: both Tajikistan" in better.why
    assert better.against == ()


def test_a_year_of_birth_that_may_be_is_silent_for_an_edition_has_none(against: Callable[..., Linked]) -> None:
    assert one(against(named("Farruh Namuna", born=("1984",)))).against == ()
    assert one(against(named("Farruh Namuna", born=("2009", "1984")))).against == ()


def test_of_many_who_are_near_the_likeliest_are_kept_and_it_is_said(against: Callable[..., Linked]) -> None:
    found = against(named("Crowd Namuna"))
    assert len(found.matches) == MOST
    assert found.crowded == 1
    assert [each.score for each in found.matches] == sorted((each.score for each in found.matches), reverse=True)


def test_the_likeliest_come_first_and_the_same_list_gives_the_same(against: Callable[..., Linked]) -> None:
    records = [
        Listed(row=2, names=("Zuhra Mizol",)),
        Listed(row=3, names=("Zuhra Misol",)),
        Listed(row=4, numbers=(NUMBER,)),
    ]
    found = against(*records)
    assert [each.band for each in found.matches] == ["key", "same", "unsure"]
    assert [each.record.row for each in found.matches] == [4, 3, 2]
    assert against(*records) == found


def test_one_person_comes_once_for_a_record_with_all_reasons(against: Callable[..., Linked]) -> None:
    match = one(against(named("Farruh Namuna", "Фаррух Намуна", numbers=(NUMBER,), id=FIRST)))
    assert match.band == "key"
    assert match.why[:3] == (f"application number {NUMBER}", f"the list gives the id {FIRST}", "the names: same")


def test_nothing_of_the_edition_is_written(against: Callable[..., Linked], edition: Path) -> None:
    before = {file: file.read_bytes() for file in edition.rglob("*") if file.is_file()}
    against(named("Farruh Namuna"))
    assert {file: file.read_bytes() for file in edition.rglob("*") if file.is_file()} == before
