# ruff: noqa: E501 (a table is read line by line)
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from asylia.coding.checking import REQUIRED, check
from asylia.coding.reading import read
from asylia.coding.register import BLOCKS, bundled
from asylia.problems import Problem

Change = Callable[..., list[str]]


@pytest.fixture
def change(folder: Path) -> Change:
    """Replace words in a file (or write it) and give the problems that follow, as printed, without the folder."""

    def change(name: str, old: str, new: str) -> list[str]:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return found(folder)

    return change


def found(folder: Path) -> list[str]:
    return [str(problem).replace(f"{folder}/", "") for problem in check(folder, unsealed=True).problems]


NAMUNA = "persons/namuna_farrukh.toml"


def test_the_invented_register_is_whole(folder: Path) -> None:
    assert found(folder) == []


def test_a_block_is_named_for_its_entity() -> None:
    assert BLOCKS["group_event"] == "G"
    assert set(BLOCKS) == {
        "person", "incident", "group_event", "protection", "stay", "proceeding", "aggregate", "source"
    }  # fmt: skip


def test_an_unsealed_register_is_refused(folder: Path) -> None:
    problems = check(folder).problems
    assert {problem.field for problem in problems} >= {"passages.a.quote", "incident.id", "id", "source.opening.quote"}
    assert all("asylia register seal" in problem.mend for problem in problems)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (NAMUNA, 'host_state  ', 'host_stat   ', r":24: incident.host_stat: the incident has no such property. "
         r"Allowed: .*host_state.* Did you mean 'host_state'"),
        (NAMUNA, 'kind       ', 'knid       ', r":5: knid: there is no such property or block. Did you mean 'kind'"),
        (NAMUNA, '"detention"', '"detenton"', r":19: incident.measure: 'detenton' is not in measures. .*'detention'"),
        (NAMUNA, '"2014-12", ', '"2014-13", ', r":22: incident.date: .*2014-13.* Allowed: "),
        (NAMUNA, '"2014-12", ', "2014-12-01, ", r":22: incident.date: 2014-12-01 is no text. Put the value in quotes"),
        (NAMUNA, '"2014-11 @b', '"2014-11 @z', r":22: incident.date: there is no passage 'z' in this file. Allowed: a, b"),
        (NAMUNA, '"2014-11 @b', '"2014-11 @B', r":22: incident.date: .* A passage is cited as ' @key' at the end"),
        (NAMUNA, 'at               = "a"\nstate', 'state', r":17: incident.state_of_concern: the value rests on no passage"),
        (NAMUNA, 'at               = "a"\nstate', 'at = "q"\nstate', r":17: incident.at: there is no passage 'q'"),
        (NAMUNA, 'assertion        = "reported by author"\n', "", r":4: kind: nobody asserts the value"),
        (NAMUNA, '"reported by author"', '"rumoured"', r":4: assertion: 'rumoured' is no assertion"),
        (NAMUNA, '"S-report-shelters", note', '"S-report-shelter", note', r":12: passages.a.source: .* is not in sources"),
        (NAMUNA, 'note = 1', 'note = "1"', r":12: passages.a.note: '1' cannot stand here. Allowed: the number"),
        (NAMUNA, 'note = 1', 'notes = 1', r":12: passages.a.notes: there is no such part of a passage. .*'note'"),
        (NAMUNA, 'quote = "He was', 'place = 1, quote = "He was', r":13: passages.b: .*both words and hashes"),
        (NAMUNA, 'quote = "He was', 'letters = 1 } # quote = "He was', r":13: passages.b: .*no words and no hashes"),
        (NAMUNA, "[[incident]]", 'c = { source = "S-report", quote = "x" }\n[[incident]]', r":15: passages.c: no value rests"),
        (NAMUNA, 'after      = "held"', 'after      = "hled"', r":30: protection.after: 'hled' is no id. Allowed: "),
        (NAMUNA, 'after      = "held"', 'after      = "I-999998"', r":30: protection.after: I-999998 is nowhere in the reg"),
        (NAMUNA, '"brother namuna_aziz @a"', '"brother X-999998"', r":9: tie: X-999998 is nowhere in the register"),
        (NAMUNA, '"detained held"', '"held"', r":42: proceeding.steps: .*held.* is not in steps"),
        (NAMUNA, 'key        = "wait"', 'key        = "held"', r":27: protection.key: the key 'held' stands twice"),
        (NAMUNA, 'key        = "wait"', 'key        = "Wait!"', r":27: protection.key: 'Wait!' is no key"),
        (NAMUNA, 'key        = "wait"', 'id = "I-123456"\nkey = "wait"', r":27: protection.id: 'I-123456' is no id for this. "
         r"Allowed: R- and six digits"),
        (NAMUNA, '"2014-12: the', '"2014-10: the', r":23: incident.prefer.date: .* chooses none .* Allowed: 2014-12: the reason"),
        (NAMUNA, '"2014-12: the chapter says so twice"', '"2014-12"', r":23: incident.prefer.date: .*gives a reason"),
        (NAMUNA, 'prefer.date', 'prefer.dat', r":23: incident.prefer.dat: there is no such property. .*Did you mean 'date'"),
        (NAMUNA, '"2014-11 @b, alleged by victim, lawyer"', '"2014-12 @b"', r":22: incident.date: '2014-12' stands twice"),
        (NAMUNA, '["2014-12", "2014-11 @b, alleged by victim, lawyer"]', '[]', r":22: incident.date: there is no value"),
        (NAMUNA, 'name             = ["Farrukh Namuna", "Фаррух Намуна"]\n', "", r":1: name: the person has no name"),
        (NAMUNA, 'measure          = "detention"\n', "", r":15: incident.measure: the incident has no measure"),
        (NAMUNA, '[[protection]]', '[[protections]]', r":26: protections: .* Did you mean 'protection'"),
        (NAMUNA, '[[protection]]', '[[group_event]]', r":26: group_event: a block 'group_event' does not belong here, but in "
         r"group_events.toml"),
        (NAMUNA, '[[protection]]', '[protection]', r":26: protection: this must be a block. Allowed: \[\[protection\]\]"),
        (NAMUNA, '= "TJ"', "= TJ", r":8: this is no TOML: .*line 8"),
        ("group_events.toml", 'assertion = "reported by author"', 'assertion = "heard"', r":1: assertion: 'heard' is no"),
        ("group_events.toml", 'member           = "namuna_farrukh"', 'member = "namuna"', r":14: group_event.member: 'namuna' is no"),
        ("sources.toml", 'id      = "S-report-borders"\n', "", r":22: source: a source has no id"),
        ("sources.toml", 'opening = { quote = "On borders begins with a long sentence about rivers." }\n', "",
         r":22: source: a source has neither an opening nor a passage"),
        ("sources.toml", 'volume  = "S-report"', 'volume  = "S-repot"', r":18: source.volume: S-repot is nowhere"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_line_and_field(
    change: Change, name: str, old: str, new: str, expected: str
) -> None:
    problems = change(name, old, new)
    assert any(re.match(re.escape(name) + expected, problem) for problem in problems), problems


def test_all_is_said_at_once(change: Change) -> None:
    change(NAMUNA, '"detention"', '"detenton"')
    change(NAMUNA, 'target           = "self"', 'target           = "himself"')
    assert len(change("persons/namuna_aziz.toml", '"TJ"', '"Tajikistan"')) == 3


def test_a_missing_default_is_said_once_a_block(change: Change) -> None:
    assert len(change(NAMUNA, 'at               = "a"\nstate', "state")) == 1


def test_a_file_of_a_wrong_name_is_named(folder: Path) -> None:
    (folder / "persons" / "Namuna_Aziz.toml").write_text("")
    (folder / "notes.toml").write_text("")
    (folder / "aggregates.toml").unlink()
    wrong = [problem.split(":")[0] for problem in found(folder)]
    assert wrong == ["aggregates.toml", "notes.toml", "persons/Namuna_Aziz.toml"]


def test_a_file_that_is_not_utf_8_is_named_with_its_line(folder: Path) -> None:
    (folder / "persons" / "namuna_aziz.toml").write_bytes("at = 'a'\nname = 'é'".encode("latin-1"))
    assert any(p.startswith("persons/namuna_aziz.toml:2: the file is not UTF-8") for p in found(folder))


def test_an_id_may_stand_once_in_the_whole_folder(folder: Path) -> None:
    for file in (folder / "persons").iterdir():
        file.write_text('id = "X-123456"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    problems = found(folder)
    assert any(
        re.match(r"persons/namuna_farrukh.toml:1: id: X-123456 stands twice, .*aziz.toml:1", p) for p in problems
    )


def test_what_is_done_through_a_relative_is_not_copied_into_his_file(folder: Path) -> None:
    incident = """
[[incident]]
at = "a"
state_of_concern = "TJ"
measure = "dismissal"
target = "{target}"
factuality = "completed"
date = "2015"
"""
    exile, brother = folder / NAMUNA, folder / "persons/namuna_aziz.toml"
    exile.write_text(
        exile.read_text("utf-8") + incident.format(target="relative") + 'through = "namuna_aziz"\n', encoding="utf-8"
    )
    assert found(folder) == []
    brother.write_text(brother.read_text("utf-8") + incident.format(target="self"), encoding="utf-8")
    assert [
        re.match(r"persons/namuna_aziz.toml:11: incident: a copy of the incident", p) is not None for p in found(folder)
    ]


def test_the_lines_hold_in_a_file_with_windows_line_ends(folder: Path) -> None:
    file = folder / NAMUNA
    file.write_bytes(file.read_bytes().replace(b'"detention"', b'"detenton"').replace(b"\n", b"\r\n"))
    assert found(folder)[0].startswith(f"{NAMUNA}:19: incident.measure")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="there is no such register folder"):
        read(tmp_path / "nowhere")


def test_a_block_without_a_person_cannot_hide_among_the_files(folder: Path) -> None:
    shutil.move(folder / "persons", folder / "people")
    assert any("member" in problem for problem in found(folder))


def test_every_entity_says_what_it_cannot_do_without() -> None:
    assert {entity.__name__ for entity in REQUIRED} == {name.title().replace("_", "") for name in BLOCKS}


def test_the_bundled_register_is_found() -> None:
    assert bundled().name == "no_shelter"
