"""Passages found again in a reader's own copies."""

import json
import random
import re
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asylia.problems import Problem
from asylia.sources.verbs import group
from asylia.texts.find import find_in, words_of
from asylia.texts.letters import letters_of, normalise
from asylia.texts.passages import by_reference, find, place_of
from asylia.texts.wanted import Wanted, of_edition, of_register
from tests import documents

SEED = 20161124
BOOK = f"The invented chapter of lakes\n\nBy nobody\n\n{documents.FISHER}\nNo shepherd had seen him since.\n"


def register(folder: Path, text: str = BOOK) -> Path:
    """A sealed register of two passages of an invented book."""
    folder.mkdir()

    def reference(quote: str) -> str:
        parts = {**by_reference(quote), "place": place_of(quote, text)}
        return "{ " + ", ".join(f"{name} = {json.dumps(value)}" for name, value in parts.items()) + " }"

    (folder / "sources.toml").write_text(
        f'[[source]]\nid = "S-book"\ntitle = "The Book of Lakes"\n\n[[source]]\nid = "S-lakes"\nvolume = "S-book"\n'
        f'title = "Lakes"\nopening = {reference("The invented chapter of lakes")}\n'
    )
    passage = reference(documents.FISHER).replace("{", '{ source = "S-lakes", page = 3, note = 4,', 1)
    (folder / "person.toml").write_text(f"[passages]\na = {passage}\n")
    return folder


def test_words_are_found_with_their_page_and_shown_in_one_line(tmp_path: Path) -> None:
    wanted = of_register(register(tmp_path / "register"))
    (tmp_path / "copies").mkdir()
    broken = BOOK.replace("questioned", "questi-\noned").replace(" for ", "\n\f Lakes 2\nfor ")
    (tmp_path / "copies" / "book.txt").write_text(f"Lakes 1\n{broken}")
    search = find_in(tmp_path / "copies", wanted)
    assert not search.missing
    hit = search.hits[next(id for id, passage in wanted.passages.items() if passage.get("page") == 3)]
    assert (hit.words, hit.page) == (documents.FISHER, 1)


def test_a_wrong_file_finds_none_and_the_publication_is_named(tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "hills.txt").write_text("Another book, of hills and not of lakes.")
    arguments = ["find", str(tmp_path / "copies"), "--register", str(register(tmp_path / "register"))]
    done = CliRunner().invoke(group, arguments)
    assert done.exit_code == 1
    assert "hills.txt: 0 of 2 passages" in done.output
    assert "expected: The Book of Lakes" in done.output


def test_of_several_copies_the_fullest_speaks_and_a_broken_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(documents.FISHER)
    (folder / "deep" / "b.htm").write_text(f"<html><p>{BOOK}</p></html>")
    (folder / "c.pdf").write_bytes(documents.encrypted_pdf())
    (folder / "link.txt").symlink_to(folder / "a.txt")
    search = find_in(folder, of_register(register(tmp_path / "register")))
    assert [(copy.file, copy.found, copy.problem) for copy in search.copies] == [
        ("a.txt", 1, ""), ("c.pdf", 0, "the PDF is encrypted"), ("deep/b.htm", 2, ""),
    ]  # fmt: skip
    assert {hit.file for hit in search.hits.values()} == {"deep/b.htm"}


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no document"):
        find_in(tmp_path, Wanted())
    with pytest.raises(Problem, match="no folder"):
        find_in(tmp_path / "none", Wanted())


def test_passages_of_an_edition_have_its_ids(tmp_path: Path) -> None:
    tables = tmp_path / "edition" / "tables"
    tables.mkdir(parents=True)
    parts = by_reference(documents.FISHER)
    (tables / "passages.csv").write_text(
        "id,source,page,note,paragraph,letters,first,all,place,quote\n"
        f"P-00000000000a,S-lakes,3,,,{parts['letters']},{parts['first']},{parts['all']},38,\n"
    )
    (tables / "sources.csv").write_text("id,title,volume\nS-lakes,Lakes,S-book\nS-book,The Book of Lakes,\n")
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "book.txt").write_text(BOOK)
    wanted = of_edition(tmp_path / "edition")
    assert wanted.publications == ("The Book of Lakes",)
    assert set(find_in(tmp_path / "copies", wanted).hits) == {"P-00000000000a"}
    with pytest.raises(Problem, match="cannot be read"):
        of_edition(tmp_path)


def test_ids_are_those_that_the_register_gives_its_claims(tmp_path: Path) -> None:
    from asylia.coding.reading import read
    from asylia.texts.passages import passage_id

    folder = register(tmp_path / "register")
    (folder / "persons").mkdir()
    (folder / "person.toml").rename(folder / "persons" / "person.toml")
    assert {passage_id(passage.body()) for passage in read(folder).passages} == set(of_register(folder).passages)


@pytest.fixture(scope="session")
def report(shared: Path) -> str:
    return (shared / "sources" / "no-shelter.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def cited(report: str) -> Wanted:
    """Six hundred passages of all sizes, some shorter than the first hash, of a chapter that opens late."""
    draw, here, wanted = random.Random(SEED), normalise(report), Wanted(publications=("the report",))
    opening = " ".join(report.split()[200:220])
    wanted.want({"id": "P-opening", "source": "S-a", "place": 0, **by_reference(opening)})
    first = place_of(opening, here)
    while len(wanted.passages) < 601:
        start = draw.randrange(len(report) // 50, len(report) - 600)
        quote = report[start : start + draw.choice((30, 80, 150, 250, 400))]
        if len(letters_of(quote)) >= 12:
            place = place_of(quote, here) - first
            wanted.want({"id": f"P-{start}", "source": "S-a", "place": place, **by_reference(quote)})
    return wanted


def test_in_the_text_every_passage_is_found(report: str, cited: Wanted, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes((shared / "sources" / "no-shelter.txt").read_bytes())
    began = time.perf_counter()
    search = find_in(tmp_path, cited)
    assert time.perf_counter() - began < 5
    assert not search.missing


@pytest.mark.parametrize(("width", "size", "columns"), [(148, 9, 1), (210, 11, 1), (297, 10, 2)])
def test_in_a_pdf_with_other_lines_hyphens_heads_and_feet_nearly_all_are(
    width: int, size: int, columns: int, report: str, cited: Wanted, tmp_path: Path
) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "report.pdf").write_bytes(typst.compile(_set(report, width, size, columns).encode()))
    began = time.perf_counter()
    search = find_in(tmp_path, cited)
    took = time.perf_counter() - began
    assert took < 5
    assert len(search.hits) >= 0.98 * len(cited.passages), search.missing[:10]
    for id, hit in search.hits.items():
        assert len(letters_of(hit.words)) == cited.passages[id]["letters"]


def _set(text: str, width: int, size: int, columns: int) -> str:
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    body = "\n\n".join(re.sub(r"([\\#$*_`<>@\[\]~/=\"'+-])", r"\\\1", words) for words in paragraphs)
    return f"""
#set page(width: {width}mm, height: 210mm, columns: {columns},
  header: context [An invented running head #h(1fr) #counter(page).display()],
  footer: context align(center)[Page #counter(page).display() of 99])
#set text(size: {size}pt, hyphenate: true, lang: "en")
#set par(justify: true)
{body}
"""


def test_the_bundled_register_is_found_whole_in_the_text(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes((shared / "sources" / "no-shelter.txt").read_bytes())
    done = CliRunner().invoke(group, ["find", str(tmp_path), "--json"])
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found["missing"] == []


@pytest.mark.parametrize(("width", "size", "columns"), [(148, 9, 1), (297, 10, 2)])
def test_the_bundled_register_is_found_in_a_pdf_set_anew(
    width: int, size: int, columns: int, report: str, tmp_path: Path
) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "report.pdf").write_bytes(typst.compile(_set(report, width, size, columns).encode()))
    wanted = of_register()
    began = time.perf_counter()
    search = find_in(tmp_path, wanted)
    assert time.perf_counter() - began < 5
    assert len(search.hits) >= 0.98 * len(wanted.passages), search.missing[:10]


def test_a_figure_that_ends_the_words_is_shown_with_them() -> None:
    text = "He was seized in the harbour town in 2012. Nobody saw it.\nThey held him for 40 days there."
    here = normalise(text)
    for quote, shown in (
        ("He was seized in the harbour town in 2012", "He was seized in the harbour town in 2012."),
        ("They held him for", "They held him for 40"),
        ("Nobody saw it", "Nobody saw it."),
    ):
        (hit,) = find([by_reference(quote)], here)
        assert hit is not None
        assert words_of(text, here, (), hit, len(letters_of(quote))) == shown
