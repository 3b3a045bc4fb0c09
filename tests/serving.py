"""``asylia site serve`` in a process of its own, as a user runs it, and plain requests to it."""

import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

RUN = "from asylia.cli import main; main()"
DESK = {"ASYLIA_HOME", "ASYLIA_DATABASE", "DJANGO_SETTINGS_MODULE", "ASYLIA_SITE_HOSTS"}


@dataclass(frozen=True)
class Answer:
    """One answer: ``headers`` by their names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Served:
    """A running site. ``said`` and ``erred`` hold the lines that it printed so far."""

    process: subprocess.Popen[str]
    address: str
    said: list[str] = field(default_factory=list)
    erred: list[str] = field(default_factory=list)

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """Send one request, the path as it is given."""
        at = urlsplit(self.address)
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.ask(path)
        assert answer.status == 200, (path, answer.status)
        return answer.text

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it as a service manager or a keyboard does; returns the exit code."""
        if self.process.poll() is None:
            if how is signal.SIGINT:  # a terminal sends it to all of them
                os.killpg(self.process.pid, how)
            else:
                self.process.send_signal(how)
        return self.process.wait(20)


@contextmanager
def served(
    edition: Path, *options: str, run: str = RUN, port: int = 8200, environment: dict[str, str] | None = None
) -> Iterator[Served]:
    """Serve an edition on the next free port until the block ends. ``run`` is the program that calls the command."""
    clean = {name: value for name, value in os.environ.items() if name not in DESK}
    command = [
        sys.executable,
        "-W",
        "error",
        "-W",
        "ignore::ResourceWarning",
        "-c",
        run,
        "site",
        "serve",
        str(edition),
        "--port",
        str(port),
        *options,
    ]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env={**clean, **(environment or {})}, cwd=Path(__file__).parent.parent,
        stdout=pipe, stderr=pipe, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        first = process.stdout.readline()
        assert "http://" in first, process.stderr.read()
        site = Served(process, first[first.index("http://") :].split()[0].rstrip("/"), [first])
        readers = [
            threading.Thread(target=lambda: site.said.extend(process.stdout or ())),
            threading.Thread(target=lambda: site.erred.extend(process.stderr or ())),
        ]
        for reader in readers:
            reader.start()
        try:
            yield site
        finally:
            site.stop()
            for reader in readers:
                reader.join()


class Page(HTMLParser):
    """What a page is made of: links, ids, headings, landmarks, controls with their labels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.fields: list[str] = []
        self.labels: list[str] = []
        self.lang = self.title = ""
        self._open: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self._open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag in ("input", "select"):
            self.fields.append(given.get("id", ""))
        if tag == "label":
            self.labels.append(given.get("for", ""))
        if tag == "html":
            self.lang = given.get("lang", "")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self.title += data
        self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())
