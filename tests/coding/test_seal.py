import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asylia.coding import sealing
from asylia.coding.checking import check
from asylia.coding.sealing import seal
from asylia.problems import Problem, Problems
from asylia.texts.passages import by_reference

NAMUNA = "persons/namuna_farrukh.toml"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_sealing_makes_a_register_that_check_passes(folder: Path, report: Path) -> None:
    done = seal(folder, report)
    assert (done["ids"], done["names"], done["passages"]) == (8, 7, 8)
    assert check(folder).problems == []


def test_sealing_again_changes_no_byte(folder: Path, report: Path) -> None:
    seal(folder, report)
    before = bytes_of(folder)
    assert not +seal(folder, report)
    assert bytes_of(folder) == before


def test_no_word_of_the_source_is_left(folder: Path, report: Path) -> None:
    seal(folder, report)
    everything = b"".join(bytes_of(folder).values()).decode()
    assert "quote" not in everything
    assert "put on a plane" not in everything


def test_comments_and_layout_stay(folder: Path, report: Path) -> None:
    before = (folder / NAMUNA).read_text(encoding="utf-8")
    seal(folder, report)
    after = (folder / NAMUNA).read_text(encoding="utf-8")
    without = re.sub(r"^id +=.*\n", "", after, flags=re.M)
    changed = [(old, new) for old, new in zip(before.splitlines(), without.splitlines(), strict=True) if old != new]
    assert len(changed) == 6  # a tie, two passages, two `after`, the steps
    assert all(old.partition("#")[2] == new.partition("#")[2] for old, new in changed)
    assert all(old.partition("=")[0] == new.partition("=")[0] for old, new in changed)
    assert re.match(r'# Farrukh Namuna. Invented.\n\nid               = "X-\d{6}"\nat               = "a"', after)


def test_a_passage_keeps_count_hashes_place_and_page(folder: Path, report: Path) -> None:
    seal(folder, report)
    passage = {(p.file.path.stem, p.key): p for p in check(folder).passages}["namuna_farrukh", "b"]
    expected = by_reference("He was put on a plane all the same.")
    assert passage.body() == {"source": "S-report-shelters", "page": 2, **expected, "place": 176}


def test_a_page_that_the_coder_gave_stays(folder: Path, report: Path) -> None:
    file = folder / NAMUNA
    file.write_text(file.read_text("utf-8").replace("note = 1,", "note = 1, page = 27,"), encoding="utf-8")
    seal(folder, report)
    assert "note = 1, page = 27, letters = 40" in file.read_text(encoding="utf-8")


def test_a_passage_that_is_a_table_of_its_own_is_sealed_too(folder: Path, report: Path) -> None:
    file = folder / "persons/namuna_aziz.toml"
    text = file.read_text("utf-8")
    table = '[passages.a]\nsource = "S-report-shelters"\nquote  = """His brother lost\n his post"""   # which?\n'
    file.write_text(text[: text.index("[passages]")] + table, encoding="utf-8")
    seal(folder, report)
    assert 'source = "S-report-shelters"\npage = 1\nletters = 21\nfirst = ' in file.read_text("utf-8")
    assert check(folder).problems == []


@pytest.mark.parametrize(
    ("quote", "what", "mend"),
    [
        ("He was put on a plane at once.", "the words are not in the chapter", "The text agrees up to 'He was"),
        ("Seven men were sent back", "the words are not in the chapter", "They are in S-report-borders."),
        ("Quite other words.", "the words are not in the chapter", "Nothing there begins like it."),
        ("on a", "", ""),
        ("in", "the words stand ", "Quote more words."),
    ],
)  # fmt: skip
def test_a_quote_that_is_not_once_in_its_chapter_is_refused(
    folder: Path, report: Path, quote: str, what: str, mend: str
) -> None:
    file = folder / NAMUNA
    file.write_text(file.read_text("utf-8").replace("He was put on a plane all the same.", quote), encoding="utf-8")
    before = bytes_of(folder)
    if not what:
        seal(folder, report)
        return
    with pytest.raises(Problems) as caught:
        seal(folder, report)
    (problem,) = caught.value.all
    assert (str(problem.file), problem.line, problem.field) == (str(file), 13, "passages.b.quote")
    assert problem.what.startswith(what)
    assert problem.mend.startswith(mend)
    assert bytes_of(folder) == before


def test_a_register_with_anything_wrong_is_not_sealed(folder: Path, report: Path) -> None:
    file = folder / NAMUNA
    file.write_text(file.read_text("utf-8").replace('"detention"', '"detenton"'), encoding="utf-8")
    before = bytes_of(folder)
    with pytest.raises(Problems):
        seal(folder, report)
    assert bytes_of(folder) == before


def test_nothing_is_half_done_when_the_disk_fails(folder: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, write = bytes_of(folder), Path.write_bytes

    def fail_at_the_last(self: Path, data: bytes) -> int:
        if "sources" in self.name:
            raise OSError(28, "No space left on device", str(self))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", fail_at_the_last)
    with pytest.raises(OSError, match="No space left"):
        seal(folder, report)
    monkeypatch.undo()
    assert bytes_of(folder) == before


def test_the_files_already_replaced_go_back_when_one_cannot_be(
    folder: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls, replace = bytes_of(folder), list[str](), sealing.os.replace

    def fail_once(old: Path, new: Path) -> None:
        calls.append(str(new))
        if len(calls) == 3:
            raise OSError(13, "Permission denied", str(new))
        replace(old, new)

    monkeypatch.setattr(sealing.os, "replace", fail_once)
    with pytest.raises(OSError, match="Permission denied"):
        seal(folder, report)
    assert bytes_of(folder) == before


def test_only_the_files_named_are_sealed(folder: Path, report: Path) -> None:
    before = bytes_of(folder)
    broken = folder / "persons/namuna_aziz.toml"
    broken.write_text(broken.read_text("utf-8").replace('"relative"', '"cousin"'), encoding="utf-8")
    before = bytes_of(folder)
    seal(folder, report, [folder / NAMUNA])
    after = bytes_of(folder)
    assert [name for name in before if before[name] != after[name]] == [NAMUNA]
    assert b"brother namuna_aziz @a" in after[NAMUNA]  # he has no id yet
    with pytest.raises(Problem, match="no file of the register"):
        seal(folder, report, [folder / "persons/nobody.toml"])


def test_a_place_can_be_found_after_the_words_are_gone(folder: Path, report: Path) -> None:
    seal(folder)
    assert {problem.field for problem in check(folder).problems} >= {"passages.a.place", "source.opening.place"}
    seal(folder, report)
    assert check(folder).problems == []
    assert "page = 2, place = 176 }" in (folder / NAMUNA).read_text(encoding="utf-8")


def test_an_opening_that_stands_twice_is_refused(folder: Path, report: Path) -> None:
    file = folder / "sources.toml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("On borders begins with a long sentence about rivers.", "On borders"), encoding="utf-8"
    )
    with pytest.raises(Problems, match=r"S-report-borders.*Quote more words"):
        seal(folder, report)


def test_a_key_may_be_the_same_word_as_the_code_before_it(folder: Path, report: Path) -> None:
    file = folder / NAMUNA
    text = file.read_text("utf-8").replace('"wait"', '"stayed"').replace("wait @a", "stayed @a")
    file.write_text(text, encoding="utf-8")
    assert "stayed stayed @a" in text
    seal(folder, report)
    assert re.search(r'"stayed R-\d{6} @a"', file.read_text("utf-8"))
    assert check(folder).problems == []


def test_windows_line_ends_stay(folder: Path, report: Path) -> None:
    file = folder / NAMUNA
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    seal(folder, report)
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n") > 40


def test_a_text_that_cannot_be_read_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"nowhere\.txt: this is no UTF-8 text"):
        seal(folder, tmp_path / "nowhere.txt")


def test_ids_are_drawn_at_random(folder: Path, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    seal(folder, report)
    seal(other, report)
    assert {b.id for b in check(folder).blocks if b.letter != "S"}.isdisjoint(b.id for b in check(other).blocks)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)), comment=st.text("abc #=[]{}\"'", max_size=12), gap=st.sampled_from(["", "  "]))
def test_any_layout_seals_once_and_stays(folder: Path, report: Path, order: list[int], comment: str, gap: str) -> None:
    text = (folder / NAMUNA).read_text("utf-8")
    head, *blocks = re.split(r"(?=^\[\[)", text, flags=re.M)
    mixed = head + "".join(f"{blocks[i].rstrip()}  # {comment}\n\n" for i in order)
    copy = folder.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    (copy / NAMUNA).write_text(mixed.replace(" = ", f"{gap} = "), encoding="utf-8")
    seal(copy, report)
    once = bytes_of(copy)
    assert check(copy).problems == []
    assert f"# {comment}".replace(" = ", f"{gap} = ").rstrip() in once[NAMUNA].decode()
    seal(copy, report)
    assert bytes_of(copy) == once
