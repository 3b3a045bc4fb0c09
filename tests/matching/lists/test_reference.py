"""The shapes of real lists: the public notices' envelope and the Court's feed, against an invented edition."""

import json
from pathlib import Path
from typing import Any

import pytest

from asylia.edition.reader import Edition
from asylia.matching.link import link
from asylia.matching.lists.listed import Listed
from asylia.matching.lists.reading import read
from tests.derived import derived
from tests.matching.lists.changed import statements
from tests.publish.invented import FIRST, SECOND


@pytest.mark.parametrize("state", ["KG", "KZ", "TJ", "TM", "UZ"])
def test_notices_are_read_whole(shared: Path, state: str) -> None:
    path = shared / f"reference/interpol/pseudonymised_{state}.json"
    listed: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["_embedded"]["notices"]
    found = read(path)
    assert found.format == "notices"
    assert [each.id for each in found.records] == [notice["entity_id"] for notice in listed]
    for each, notice in zip(found.records, listed, strict=True):
        assert each.born == tuple(filter(None, [(notice["date_of_birth"] or "")[:4]]))
        assert len(each.states) == len(
            [code for code in notice["nationalities"] or [] if code.isalpha() and len(code) == 2]
        )
        assert len(each.names) == 1


def test_a_notice_leads_to_a_person_in_another_script_and_an_absent_forename_to_nobody(
    shared: Path, edition: Path, tmp_path: Path
) -> None:
    records = read(shared / "reference/interpol/pseudonymised_KG.json").records
    whole = next(each for each in records if "," in each.names[0])
    family, given = whole.names[0].title().split(", ")

    change = statements(
        "UPDATE persons SET name = :name, citizenship = 'KG' WHERE id = :id",
        "UPDATE names SET name = :name WHERE person = :id",
        name=f"{given} {family}",
        id=SECOND,
    )
    found = link(Edition(derived(edition, tmp_path / "e", "2026.2", change=change)), records)
    mine = next(match for match in found.matches if match.record.id == whole.id)
    assert (mine.person, mine.band) == (SECOND, "same")
    assert "state: both Kyrgyzstan" in mine.why
    alone = Listed(row=1, names=(family,))
    assert link(Edition(edition), [alone]).nameless == 1


def test_the_courts_feed_is_matched_by_number_and_by_nothing_else(shared: Path, edition: Path, tmp_path: Path) -> None:
    (feed,) = (shared / "reference/hudoc").glob("*.rss")
    found = read(feed)
    assert (found.format, len(found.records)) == ("hudoc", 2000)
    assert all(each.numbers and each.title and each.id.startswith("001-") and not each.names for each in found.records)
    case = next(each for each in found.records if len(each.numbers) > 1)

    change = statements(
        "UPDATE proceedings SET application = :number WHERE person = :id", number=case.numbers[-1], id=FIRST
    )
    linked = link(Edition(derived(edition, tmp_path / "e", "2026.2", change=change)), found.records)
    assert {match.band for match in linked.matches} == {"key"}
    assert {(match.record.id, match.person) for match in linked.matches} == {(case.id, FIRST)}
    assert not link(Edition(edition), found.records).matches
