"""The words of passages, from the reader's own copies of the publications."""

import re
from pathlib import Path

import pytest

from tests.documents import docx
from tests.editions import COPIED, DOCUMENT, MISSING, OPENING, PLENTY
from tests.serving import Served, served

PERSON = f"/2026.1/{PLENTY}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


def words(site: Served, path: str = PERSON) -> list[str]:
    return re.findall(r"<q[^>]*>(.*?)</q>", site.get(path), re.S)


def test_without_copies_the_citation_stands_alone(site: Served) -> None:
    assert words(site) == []
    assert "Another report</cite></a>, p. 1" in site.get(PERSON)
    assert "Its words are shown only where its licence allows" in site.get(PERSON)
    assert "Not found in your copies" not in site.get(PERSON)


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_a_copy_shows_the_words_beside_the_citation(edition: Path, folder: Path, suffix: str) -> None:
    text = DOCUMENT.replace("three men", "three-\nmen").encode() if suffix == "txt" else docx(DOCUMENT)
    (folder / f"report.{suffix}").write_bytes(text)
    with served(edition, "--sources", str(folder)) as site:
        assert {OPENING, COPIED} == {said.replace("threemen", "three men") for said in words(site)}
        assert "p. 2 <i>Not found in your copies" in site.get(PERSON)
        assert MISSING not in site.get(PERSON)
    assert any("2 of 4 passages found in your copies" in line for line in site.said)


def test_another_publication_leaves_the_citation_and_says_so(edition: Path, folder: Path) -> None:
    (folder / "wrong.txt").write_text("Quite another book about boats and ferries.\n" * 50)
    with served(edition, "--sources", str(folder)) as site:
        assert words(site) == []
        assert "Another report</cite></a>, p. 1 <i>" in site.get(PERSON)
        assert "Not found in your copies" in site.get(PERSON)
    said = "".join(site.said)
    assert "0 of 4 passages found in your copies" in said
    assert "expected: Another report" in said


def test_a_file_that_cannot_be_read_is_named(edition: Path, folder: Path) -> None:
    (folder / "report.txt").write_text(DOCUMENT)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    with served(edition, "--sources", str(folder)) as site:
        assert len(words(site)) == 2
    assert any("broken.pdf: " in line for line in site.said)
