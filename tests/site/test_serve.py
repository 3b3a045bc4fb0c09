"""The command: what it refuses, which port it takes, how it ends."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from asylia.problems import Problem
from asylia.site.serve import answered, is_loopback, listen
from tests.editions import PLENTY
from tests.serving import RUN, served

BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\nabc"
PARTING = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
HURRIED = "import asylia.site.worker as w; w.HEAD_WITHIN = 0.5\n"


def refused(*arguments: str | Path) -> str:
    """What a command says that ends with 2 and serves nothing."""
    command = [sys.executable, "-m", "asylia.cli", "site", "serve", *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, env=environment, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_folder_without_an_edition_is_refused(tmp_path: Path) -> None:
    assert "there is no edition to serve in" in refused(tmp_path)
    assert "nowhere is not served: there is no such folder" in refused(tmp_path / "nowhere")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "edition.sqlite").write_text("no database " * 100)
    assert "the manifest is missing" in refused(tmp_path)


def test_an_edition_that_was_changed_is_refused(edition: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    (folder / "README.md").write_text("other words")
    assert "README.md: it is not what the manifest says" in refused(folder)


def test_own_copies_are_refused_where_others_could_read_them(edition: Path, tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "asylia.example"):
        said = refused(edition, "--sources", tmp_path, "--host", host)
        assert f"--sources is refused on {host}" in said


def test_an_address_of_another_machine_is_refused(edition: Path) -> None:
    assert "cannot listen on 192.0.2.1" in refused(edition, "--host", "192.0.2.1")


def test_all_addresses_need_a_name(edition: Path) -> None:
    assert "by which names is 0.0.0.0 reached" in refused(edition, "--host", "0.0.0.0")


@pytest.mark.parametrize("options", [("--port", "0"), ("--port", "65536"), ("--workers", "0"), ("--nothing",)])
def test_wrong_use_is_refused(edition: Path, options: tuple[str, ...]) -> None:
    assert "Error" in refused(edition, *options)


def test_a_folder_of_copies_that_is_none_is_refused(edition: Path, tmp_path: Path) -> None:
    assert "this is no folder" in refused(edition, "--sources", tmp_path / "nowhere")
    assert "holds no document" in refused(edition, "--sources", tmp_path)


def test_a_taken_port_gives_the_next_free_one(edition: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with served(edition, port=port) as site:
            assert port < int(site.address.rpartition(":")[2]) <= port + 50
            assert site.ask("/").status == 200


def test_no_free_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 65535)), pytest.raises(Problem, match="no port from 65535"):
        listen("127.0.0.1", 65535)


def test_the_names_that_are_answered() -> None:
    assert answered("127.0.0.1", "") == "localhost,127.0.0.1,[::1]"
    assert answered("192.0.2.1", "") == "localhost,127.0.0.1,[::1],192.0.2.1"
    assert answered("2001:db8::1", "").endswith(",[2001:db8::1]")
    assert answered("0.0.0.0", "asylia.example") == "asylia.example"
    assert is_loopback("127.8.8.8")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("127.0.0.1.example")


def test_named_hosts_are_answered_and_no_other(edition: Path) -> None:
    with served(edition, "--hosts", "asylia.example") as site:
        assert site.ask("/", headers={"Host": "asylia.example"}).status == 200
        assert site.ask("/", headers={"Host": "localhost"}).status == 400
    with served(edition, environment={"ASYLIA_SITE_HOSTS": "other.example"}) as site:
        assert site.ask("/", headers={"Host": "other.example"}).status == 200


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_without_a_word(edition: Path, how: signal.Signals) -> None:
    with served(edition) as site:
        assert site.ask("/").status == 200
        time.sleep(0.5)
        begun = time.monotonic()
        assert site.stop(how) in (0, 130)
        assert time.monotonic() - begun < 4
    assert site.erred == []
    assert len(site.said) == 1


def test_whoever_connects_and_says_nothing_keeps_nobody_waiting(edition: Path) -> None:
    with served(edition, "--workers", "1") as site:
        port = int(site.address.rpartition(":")[2])
        assert site.ask("/about").status == 200
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        for number, connection in enumerate(slow):
            connection.sendall((b"", BODY, b"GET / HTTP/1.1\r\nHost: localhost\r\n", PARTING)[number % 4])
        for _ in range(3):
            begun = time.monotonic()
            assert site.ask(f"/2026.1/{PLENTY}").status == 200
            assert time.monotonic() - begun < 1
            for connection in slow[2::4]:
                connection.sendall(b"X-More: yes\r\n")
        for connection in slow[2::4]:  # whoever sends the rest at last is answered
            connection.sendall(b"\r\n")
            assert connection.recv(12) == b"HTTP/1.1 200"
        for connection in slow:
            connection.close()
    assert site.erred == []


def is_left(connection: socket.socket) -> bool:
    """Whether nothing comes any more."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_whoever_does_not_send_a_whole_request_is_left(edition: Path) -> None:
    with served(edition, "--workers", "1", run=f"{HURRIED}{RUN}") as site:
        site.ask("/about")
        with socket.create_connection(("127.0.0.1", int(site.address.rpartition(":")[2])), timeout=10) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\n")
            assert is_left(slow)
        with socket.create_connection(("127.0.0.1", int(site.address.rpartition(":")[2])), timeout=10) as half:
            half.sendall(b"GET / HTTP/1.1\r\n")
            half.shutdown(socket.SHUT_WR)
            assert is_left(half)
    assert site.erred == []


def test_whoever_does_not_take_what_was_asked_for_is_left(edition: Path) -> None:
    hurried = "import asylia.site.worker as w; w.TAKEN_WITHIN = 1\n"
    with served(edition, "--workers", "1", run=f"{hurried}{RUN}") as site:
        site.ask("/about")
        readers = []
        for _ in range(12):
            reader = socket.socket()
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect(("127.0.0.1", int(site.address.rpartition(":")[2])))
            asked = b"GET /2026.1/edition.zip HTTP/1.1\r\nHost: localhost\r\n\r\n"
            reader.sendall(asked * 40)
            readers.append(reader)
        time.sleep(1.5)
        assert site.ask(f"/2026.1/{PLENTY}").status == 200
        for reader in readers:
            reader.close()
    assert site.erred == []


def test_a_connection_is_used_again(edition: Path) -> None:
    with served(edition) as site, contextlib.closing(http.client.HTTPConnection(urlsplit(site.address).netloc)) as one:
        for _ in range(3):
            one.request("GET", "/about")
            answer = one.getresponse()
            assert (answer.status, answer.getheader("Connection")) == (200, "keep-alive")
            answer.read()
            kept = one.sock
            assert kept is not None
            kept.setblocking(False)
            time.sleep(0.1)
            with pytest.raises(BlockingIOError):  # nothing comes, neither a word nor the end
                kept.recv(1, socket.MSG_PEEK)
            kept.settimeout(20)
    assert site.erred == []
