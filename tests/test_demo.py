import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from asylia.coding.sealing import seal
from tests.invented import write_register, write_report

RUN = """
import pathlib, sys
import asylia.coding.register as register
folder = pathlib.Path(sys.argv.pop(1))
register.bundled = lambda: folder
from asylia.cli import main
main()
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented register, sealed."""
    folder = tmp_path_factory.mktemp("demo")
    seal(made := write_register(folder / "invented"), write_report(folder / "report.txt"))
    return made


@pytest.fixture(scope="module")
def home(register: Path) -> Path:
    return register.parent / "home"


def demo(register: Path, home: Path, **environment: str) -> str:
    """Run the demo to its end, in a process of its own as a user does."""
    command = [sys.executable, "-c", RUN, str(register), "demo", "--home", str(home)]
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        command, env={**clean, "SERVE": "0", **environment}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_goes_the_whole_way_and_ends_where_serve_is_0(register: Path, home: Path) -> None:
    said = demo(register, home)
    assert "loaded 52 claims" in said
    assert "published edition 2026.1" in said
    assert re.search(r"Tajikistan .* 1 ", said)
    assert re.search(r"I-[0-9]{6}, date: .*2014-12 .*C-.*P-[0-9a-f]{12}", said, re.S)
    assert home.stat().st_mode & 0o777 == 0o700


def test_again_it_uses_what_stands_and_verifies_it(register: Path, home: Path) -> None:
    demo(register, home)
    before = (home / "edition-2026.1" / "manifest.json").stat().st_mtime_ns
    said = demo(register, home)
    assert "stands already" in said
    assert "verified: intact" in said
    assert (home / "edition-2026.1" / "manifest.json").stat().st_mtime_ns == before


def test_a_changed_register_is_published_anew(register: Path, home: Path) -> None:
    demo(register, home)
    file = register / "persons/namuna_farrukh.toml"
    file.write_text(file.read_text("utf-8").replace("Farrukh Namuna", "Farrukh Namuna-Nav"), encoding="utf-8")
    assert ": 3 rows added" in demo(register, home)
    assert "Namuna-Nav" in (home / "edition-2026.1" / "tables" / "names.csv").read_text("utf-8")


def test_it_does_without_ssh_keygen(register: Path, tmp_path: Path) -> None:
    said = demo(register, tmp_path / "home", PATH="/nowhere")
    assert "not signed: ssh-keygen is absent" in said
    assert "verified: intact, not signed" in said


def test_the_key_is_thrown_away(register: Path, home: Path, needs: object) -> None:
    needs("ssh-keygen")  # type: ignore[operator]
    assert "verified: intact and signed by demonstration" in demo(register, home)
    assert not any(b"PRIVATE KEY" in file.read_bytes() for file in home.rglob("*") if file.is_file())


@pytest.fixture
def served(register: Path, home: Path) -> Iterator[str]:
    """The address at which the demo serves its edition."""
    demo(register, home)
    main = "import asylia.cli; asylia.cli.main()"  # the edition stands, and whoever serves knows of no register
    command = [sys.executable, "-c", main, "site", "serve", str(home / "edition-2026.1")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:
        assert server.stdout
        line = server.stdout.readline()
        yield line.split()[3]
        os.killpg(server.pid, signal.SIGTERM)


def test_what_it_made_can_be_served(served: str) -> None:
    assert served.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(served, timeout=10) as answer:
        assert b"Tajikistan" in answer.read()


def test_it_becomes_the_public_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from asylia import demo as room

    called = list[object]()
    monkeypatch.setattr(os, "execve", lambda *arguments: called.extend(arguments))
    monkeypatch.setattr(sys, "argv", ["asylia", "demo", "--home", "h"])
    monkeypatch.setattr(sys, "orig_argv", ["python", "-P", "/bin/asylia", "demo", "--home", "h"])
    room._serve(tmp_path)
    assert called[1] == ["python", "-P", "/bin/asylia", "site", "serve", str(tmp_path)]
    assert not {"ASYLIA_HOME", "ASYLIA_DATABASE", "DJANGO_SETTINGS_MODULE"} & set(called[2])  # type: ignore[call-overload]
