"""Which editions stand on the shelf: those that hold what they should, as long as they do."""

import os
import random
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from asylia.edition.check.verify import intact
from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition
from asylia.edition.schema import DATABASE, MANIFEST, SIGNATURE
from asylia.site import shelf as shelves
from asylia.site.shelf import Said, Shelf
from tests.derived import derived
from tests.publish.invented import FIRST, bytes_of

NUMBER, LATER, CANDIDATE = "2026.1", "2026.2", "2027.0.1"


@pytest.fixture
def root(edition: Path, tmp_path: Path) -> Path:
    """A folder with one edition."""
    shutil.copytree(edition, tmp_path / "root" / "first")
    return tmp_path / "root"


def shown(shelf: Shelf) -> list[str]:
    return [*shelf.look().shown]


def test_a_root_is_an_edition_or_a_folder_of_them(root: Path) -> None:
    assert shown(Shelf([root])) == shown(Shelf([root / "first"])) == [NUMBER]
    assert shown(Shelf([root, root, root / "first"])) == [NUMBER]


def test_what_is_no_edition_is_passed_over_in_silence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "notes").mkdir()
    (root / "list.txt").write_text("")
    shutil.copytree(root / "first", root / ".copying")
    assert shown(Shelf([root])) == [NUMBER]
    assert capsys.readouterr().err == ""


def test_editions_come_and_go_in_the_order_of_time(root: Path) -> None:
    shelf = Shelf([root])
    assert shown(shelf) == [NUMBER]
    derived(root / "first", root / "a-later", LATER)
    derived(root / "first", root / "candidate", CANDIDATE)
    assert shown(shelf) == [NUMBER, LATER, CANDIDATE]
    shutil.rmtree(root / "a-later")
    shutil.rmtree(root / "first")
    assert shown(shelf) == [CANDIDATE]
    shutil.rmtree(root)
    assert shown(shelf) == []


def test_a_candidate_is_not_the_newest_where_there_is_a_final(root: Path) -> None:
    shelf = Shelf([root])
    derived(root / "first", root / "candidate", CANDIDATE)
    assert getattr(shelf.look().newest, "number", "") == NUMBER
    shutil.rmtree(root / "first")
    assert getattr(shelf.look().newest, "number", "") == CANDIDATE


class Begun:
    """A reading that never ends: it knows of which edition it is, and who asked for it."""

    def __init__(self, edition: Edition) -> None:
        self.of, self.asked = edition.number, 0

    def index(self, _edition: Edition) -> str:
        self.asked += 1
        return f"read ahead of {self.of}"


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "Reading", Begun)


@pytest.mark.usefixtures("ahead")
def test_the_newest_is_read_while_all_are_looked_at(root: Path) -> None:
    derived(root / "first", root / "a-later", LATER)
    derived(root / "first", root / "candidate", CANDIDATE)
    shelf = Shelf([root])
    shelf.read_ahead()
    standing = shelf.look()
    assert standing.shown[LATER].index == f"read ahead of {LATER}"
    assert isinstance(standing.shown[NUMBER].index, Index)


@pytest.mark.usefixtures("ahead")
def test_what_was_read_ahead_is_not_used_where_a_file_changed_since(root: Path) -> None:
    shelf = Shelf([root])
    shelf.read_ahead()
    os.utime(root / "first" / DATABASE)
    assert isinstance(shelf.look().shown[NUMBER].index, Index)


@pytest.mark.usefixtures("ahead")
def test_what_was_read_ahead_is_used_once(root: Path) -> None:
    shelf = Shelf([root])
    shelf.read_ahead()
    assert isinstance(shelf.look().shown[NUMBER].index, str)
    shelf.read_ahead()
    os.utime(root / "first" / DATABASE)
    assert isinstance(shelf.look().shown[NUMBER].index, Index)


@pytest.mark.usefixtures("ahead")
def test_what_does_not_verify_is_not_shown_because_it_was_read_ahead(root: Path) -> None:
    with (root / "first" / DATABASE).open("r+b") as file:
        file.seek(40)
        file.write(b"\xff")
    shelf = Shelf([root])
    shelf.read_ahead()
    assert not shelf.look().shown


def test_what_did_not_change_is_not_opened_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf([root])
    first = shelf.look()
    monkeypatch.setattr(shelves, "intact", lambda _: pytest.fail("looked at again"))
    assert shelf.look() is first


def test_of_one_number_twice_one_is_served_and_the_other_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(root / "first", root / "second")
    standing = Shelf([root]).look()
    assert standing.shown[NUMBER].edition.path == root / "first"
    assert "second is not served: edition 2026.1 stands in" in capsys.readouterr().err


def test_any_flipped_byte_in_any_file_takes_an_edition_off(root: Path, signed: Path) -> None:
    for name, content in bytes_of(signed).items():
        chance = random.Random(name)
        for place in sorted({0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(4))}):
            changed = bytearray(content)
            changed[place] ^= 1 << chance.randrange(8)
            (signed / name).write_bytes(changed)
            assert not intact(signed).holds, f"{name}, byte {place}"
        (signed / name).write_bytes(content)
    assert intact(signed).holds


def test_any_flipped_digit_of_the_manifest_is_found(root: Path) -> None:
    content = (root / "first" / MANIFEST).read_bytes()
    for place in range(0, len(content), max(1, len(content) // 400)):
        changed = bytearray(content)
        changed[place] ^= 1
        (root / "first" / MANIFEST).write_bytes(changed)
        assert not intact(root / "first").holds, place


@pytest.fixture
def key(tmp_path: Path, needs: Callable[[str], str]) -> Path:
    subprocess.run([needs("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    return tmp_path / "key"


def sign(folder: Path, key: Path) -> Path:
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "asylia-edition", folder / MANIFEST], check=True
    )
    return folder


@pytest.fixture
def signed(root: Path, key: Path) -> Path:
    return sign(root / "first", key)


def test_with_trusted_keys_only_what_they_signed_is_served(
    root: Path, signed: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    derived(signed, root / "unsigned", LATER)
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    sign(derived(signed, root / "otherwise", CANDIDATE), other)
    assert shown(Shelf([root], key.with_suffix(".pub"))) == [NUMBER]
    said = capsys.readouterr().err
    assert "unsigned is not served: intact, not signed" in said
    assert "otherwise is not served: intact, but signed by a key that is not trusted" in said
    assert shown(Shelf([root])) == [NUMBER, LATER, CANDIDATE]


def _flip(folder: Path) -> None:
    file = folder / "tables/persons.csv"
    file.write_bytes(file.read_bytes().replace(b"Namuna", b"Namune"))


def _too_many(folder: Path) -> None:
    (folder / "more").write_text("")


def _missing(folder: Path) -> None:
    (folder / "README.md").unlink()


def _link(folder: Path) -> None:
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to("/etc/passwd")


def _linked_folder(folder: Path) -> None:
    (folder / "charts").rename(folder.parent / ".charts")
    (folder / "charts").symlink_to(folder.parent / ".charts")


def _linked_manifest(folder: Path) -> None:
    (folder / MANIFEST).rename(folder.parent / ".manifest")
    (folder / MANIFEST).symlink_to(folder.parent / ".manifest")


def _fifo(folder: Path) -> None:
    (folder / "README.md").unlink()
    os.mkfifo(folder / "README.md")


def _fifo_as_database(folder: Path) -> None:
    (folder / DATABASE).unlink()
    os.mkfifo(folder / DATABASE)


def _fifo_as_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    os.mkfifo(folder / MANIFEST)


def _fifo_as_signature(folder: Path) -> None:
    os.mkfifo(folder / SIGNATURE)


def _no_signature(folder: Path) -> None:
    (folder / SIGNATURE).write_text("signed, believe me")


def _other_format(folder: Path) -> None:
    file = folder / MANIFEST
    file.write_text(file.read_text().replace('"format": 1', '"format": 2'))


def _huge(folder: Path) -> None:
    with (folder / MANIFEST).open("r+b") as file:
        file.truncate(1 << 40)


def _deep(folder: Path) -> None:
    (folder / MANIFEST).write_text("[" * 100_000)


def _no_json(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"\xff\xfe\x00")


def _surrogates(folder: Path) -> None:
    (folder / MANIFEST).write_text('{"files": {"\\ud800": {}}}')


def _names_that_lead_out(folder: Path) -> None:
    file = folder / MANIFEST
    file.write_text(file.read_text().replace('"README.md"', '"../../../../etc/passwd"'))


def _no_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"no database " * 400)


def _escape_codes(folder: Path) -> None:
    (folder / "\x1b]0;title\x07\nasylia site: all is well").write_text("")


SPOILT = (
    _flip, _too_many, _missing, _link, _linked_folder, _linked_manifest, _fifo, _fifo_as_database, _fifo_as_manifest,
    _fifo_as_signature, _no_signature, _other_format, _huge, _deep, _no_json, _surrogates, _names_that_lead_out,
    _no_database, _escape_codes,
)  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.parametrize("trusting", [False, True])
def test_what_does_not_verify_is_not_served_and_why_is_said_once(
    root: Path, tmp_path: Path, spoil: Callable[[Path], None], trusting: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trusted").write_text("")
    shelf = Shelf([root], tmp_path / "trusted" if trusting else None)
    spoil(root / "first")
    assert shown(shelf) == []
    assert shown(shelf) == []
    said = capsys.readouterr().err
    assert said.startswith("asylia site: first is not served: ")
    assert said.count("\n") == 1
    assert said.isprintable() or said[:-1].isprintable()


@pytest.mark.parametrize("spoil", [_flip, _too_many, _missing, _fifo])
def test_an_edition_that_is_spoilt_while_it_stands_is_taken_off(root: Path, spoil: Callable[[Path], None]) -> None:
    shelf = Shelf([root])
    assert shown(shelf) == [NUMBER]
    spoil(root / "first")
    assert shown(shelf) == []


def test_a_linked_folder_is_no_edition_and_that_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "current").symlink_to("first")
    assert shown(Shelf([root])) == [NUMBER]
    assert "current is not served: it is a link" in capsys.readouterr().err


def test_an_edition_that_holds_what_was_withdrawn_since_is_stopped(root: Path) -> None:
    shelf = Shelf([root])
    derived(root / "first", root / "later", LATER, withdrawn=["X-999999"])
    assert shown(shelf) == [NUMBER, LATER]
    derived(root / "first", root / "last", CANDIDATE, withdrawn=[FIRST])
    standing = shelf.look()
    assert ([*standing.shown], standing.stopped) == ([CANDIDATE], {NUMBER, LATER})


def test_what_an_older_edition_calls_withdrawn_stops_no_later_one(root: Path) -> None:
    derived(root / "first", root / "older", "2025.1", withdrawn=[FIRST])
    assert shown(Shelf([root])) == ["2025.1", NUMBER]


def _raises(error: Exception) -> Callable[..., object]:
    def broken(*_: object, **__: object) -> object:
        raise error

    return broken


def test_a_folder_that_cannot_be_read_just_now_stays_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf = Shelf([root])
    before = shelf.look()
    for error in (PermissionError(13, "Permission denied"), OSError(5, "Input/output error")):
        for place in ("os.walk", "os.lstat"):
            with monkeypatch.context() as broken:
                broken.setattr(place, _raises(error))
                assert shelf.look() is before
        with monkeypatch.context() as broken:
            broken.setattr(Path, "iterdir", _raises(error))
            assert shelf.look() is before
    assert capsys.readouterr().err.count("\n") == 4


def test_a_folder_that_goes_while_it_is_looked_at_is_gone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf([root])
    assert shown(shelf) == [NUMBER]
    with monkeypatch.context() as broken:
        broken.setattr("os.lstat", _raises(FileNotFoundError(2, "gone")))
        assert shown(shelf) == []
    assert shown(shelf) == [NUMBER]


def test_a_disk_error_while_an_edition_is_checked_is_tried_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf([root])
    with monkeypatch.context() as broken:
        broken.setattr(shelves, "intact", _raises(OSError(5, "Input/output error")))
        assert shown(shelf) == []
    assert shown(shelf) == [NUMBER]


def test_an_edition_that_breaks_its_reader_hides_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    derived(root / "first", root / "other", LATER)
    opened = shelves.Edition

    def fragile(folder: Path) -> object:
        return opened(folder) if folder.name == "first" else _raises(KeyError("zq7v"))()

    monkeypatch.setattr(shelves, "Edition", fragile)
    assert shown(Shelf([root])) == [NUMBER]
    said = capsys.readouterr().err
    assert said.startswith("asylia site: other is not served: it cannot be read: KeyError at ")
    assert "zq7v" not in said


def test_a_look_that_breaks_ends_neither_the_watch_nor_what_stands(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shelves, "LOOK_EVERY", 0.02)
    shelf, looks = Shelf([root]), list[int]()
    before, look, enough = shelf.look(), shelf.look, threading.Event()

    def breaking() -> object:
        looks.append(1)
        if len(looks) > 3:
            enough.set()
            return look()
        raise RuntimeError

    monkeypatch.setattr(shelf, "look", breaking)
    shelf.watch()
    assert enough.wait(10)
    assert shelf.standing() is before
    assert capsys.readouterr().err.count("\n") == 1


def test_requests_during_looks_see_one_whole_standing(root: Path) -> None:
    shelf = Shelf([root])
    shelf.look()
    other, ended, seen = (
        derived(root / "first", root.parent / "other", LATER),
        threading.Event(),
        set[tuple[str, ...]](),
    )

    def read() -> None:
        while not ended.is_set():
            standing = shelf.standing()
            seen.add(tuple(standing.shown))
            assert standing.newest

    readers = [threading.Thread(target=read) for _ in range(4)]
    lookers = [threading.Thread(target=lambda: [shelf.look() for _ in range(30)]) for _ in range(2)]
    for thread in readers + lookers:
        thread.start()
    other.rename(root / "other")
    for thread in lookers:
        thread.join()
    ended.set()
    for thread in readers:
        thread.join()
    assert seen <= {(NUMBER,), (NUMBER, LATER)}
    assert shown(shelf) == [NUMBER, LATER]


def test_what_one_process_said_no_fork_of_it_says_again() -> None:
    said = Said()
    pids = []
    for _ in range(4):
        if not (pid := os.fork()):
            os._exit(sum(said.is_new(f"line {number}") for number in range(20)))
        pids.append(pid)
    assert sum(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids) == 20
    assert not said.is_new("line 7")


def test_there_is_room_for_any_number_of_lines() -> None:
    said = Said()
    assert all(said.is_new(f"line {number}") for number in range(2000))
    assert not said.is_new("line 1999")
