"""Folders of editions -> a listening server: gunicorn, threads and workers, no access log."""

import errno
import ipaddress
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication
from whitenoise import WhiteNoise

from asylia.codebook.book import book
from asylia.problems import Problem
from asylia.site import copies, thrift
from asylia.site.quiet import Quiet
from asylia.site.shelf import Shelf, Shown
from asylia.site.worker import Worker

STATIC = Path(__file__).parent / "static"
TRIES = 50
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Served:
    """What a site serves: folders, the keys it trusts ('' for any), the host names it answers, whom to write to."""

    folders: tuple[Path, ...]
    trust: Path | None = None
    hosts: str = ""
    contact: str = ""

    def variables(self) -> dict[str, str]:
        """The same for the settings of the public process."""
        return {
            "DJANGO_SETTINGS_MODULE": "asylia.settings.site",
            "ASYLIA_EDITIONS": os.pathsep.join(str(folder.absolute()) for folder in self.folders),
            "ASYLIA_SITE_TRUST": str(self.trust.absolute()) if self.trust else "",
            "ASYLIA_SITE_CONTACT": self.contact,
        } | ({"ASYLIA_SITE_HOSTS": self.hosts} if self.hosts else {})


def opened(served: Served) -> Shelf:
    """The shelf of this process, looked through. Raises ``Problem`` where no edition can be served."""
    os.environ.update(served.variables())
    django.setup()
    from asylia.site.addresses import shelf

    if not shelf().look().shown:
        folders = ", ".join(map(str, served.folders))
        raise Problem(f"there is no edition to serve in {folders}", mend="Name a folder that asylia publish wrote.")
    return shelf()


def application(served: Served) -> Callable[..., Any]:
    """The WSGI application, its newest edition read and counted, and a page of each large kind written once."""
    newest = opened(served).standing().newest
    from asylia.site.headers import HEADERS, place_of_failure

    if newest:
        try:
            _prepare(newest, served.hosts)
        except Exception:  # its pages will say so; those of other editions, and of words, are there
            print(f"asylia site: {place_of_failure()}", file=sys.stderr, flush=True)
        newest.edition.close()  # workers, which are forked from here, open it for themselves

    pages = get_wsgi_application()
    static = WhiteNoise(pages, root=STATIC, prefix="static/", max_age=3600, allow_all_origins=False)

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        """Static files answer GET and HEAD; what else is asked of them is a page that says no. All with our headers."""

        def begin(status: str, given: list[tuple[str, str]], *more: Any) -> Any:
            there = {name.lower() for name, _ in given}
            return start(status, given + [h for h in HEADERS.items() if h[0].lower() not in there], *more)

        return (static if environ["REQUEST_METHOD"] in ("GET", "HEAD") else pages)(environ, begin)

    return answer


def _prepare(newest: Shown, hosts: str) -> None:
    """Read and count before the fork what workers then share."""
    from asylia.site.pages import ties
    from asylia.site.pages.home import counted

    counted(newest)
    newest.index  # noqa: B018 - it is read
    ties.read(newest)
    _write_some(newest, hosts)


def _write_some(newest: Shown, hosts: str) -> None:
    """Write a page of each kind that is asked for most, in each language: templates and words are read before the fork,
    by one process for all. Where the first name that is answered is a pattern, nothing is written, and no harm done.
    """
    from asylia.site import tongue
    from asylia.site.rendering import answer

    persons, host = newest.index.persons, hosts.partition(",")[0] or LOOPBACK[0]
    states = sorted(book().flagged("countries", "cape"))
    pages = ["", "persons", "incidents", *(f"states/{state}" for state in states[:1])]
    pages += [persons.id(0)] if len(persons) else []
    for _language, root in tongue.in_other_languages(f"/{newest.number}/"):
        for page in pages:
            answer(f"{root}{page}", host, static=False)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on the port, or on the next free one. Raises ``Problem`` where none of fifty is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + TRIES, 65536)):
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # gunicorn does it too late for an early reader
        try:
            taken.bind((host, candidate))
            taken.listen(128)
        except OSError as error:
            taken.close()
            if error.errno != errno.EADDRINUSE:
                mend = "Name an address of this machine, and a port that you may use."
                raise Problem(f"cannot listen on {host}, port {candidate}: {error.strerror}", mend=mend) from error
        else:
            return taken
    raise Problem(f"no port from {port} to {port + TRIES - 1} is free", mend="Name another with --port.")


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def answered(host: str, hosts: str) -> str:
    """The host names to answer, with commas: those that are named, else those by which ``host`` is reached.

    Raises ``Problem`` for an address that stands for every address of the machine and so has no name of its own.
    """
    if hosts:
        return hosts
    if is_loopback(host):
        return ",".join(LOOPBACK)
    if _stands_for_all(host):
        raise Problem(
            f"by which names is {host} reached?", field="--hosts", mend="As in --hosts asylia.example,10.0.0.5"
        )
    return ",".join((*LOOPBACK, f"[{host}]" if ":" in host else host))


def _stands_for_all(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return not host


def serve(served: Served, bound: socket.socket, *, workers: int, words: dict[str, str] | None) -> None:
    """Serve until told to stop. ``words`` are those of the reader's own copies, by passage; None: none were given."""
    copies.keep(words)
    thrift.begin()
    app = application(served)
    thrift.settle()
    _Server(app, bound.detach(), workers).run()


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our own settings only: no configuration file, no access log."""

    def __init__(self, app: Callable[..., Any], bound: int, workers: int) -> None:
        self.app, self.bound, self.workers = app, bound, workers
        super().__init__()

    def load_config(self) -> None:
        """Our settings, and nothing from a file or the environment."""
        settings = {
            "bind": f"fd://{self.bound}",
            "workers": self.workers,
            "worker_class": Worker,
            "threads": 8,
            "preload_app": True,
            "post_worker_init": self.begin,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "error",
            "logger_class": Quiet,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108
            "control_socket_disable": True,
            "limit_request_line": 4094,
            # Of a proxy on this machine one word is believed; no path or host that it may pass on from a reader.
            "forwarded_allow_ips": "127.0.0.1,::1",
            "secure_scheme_headers": {"X-FORWARDED-PROTO": "https"},
            "forwarder_headers": "",
            "timeout": 30,
            "graceful_timeout": 5,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def begin(self, worker: object) -> None:
        """What each worker does once it is one."""
        from asylia.site.addresses import shelf

        shelf().watch()

    def load(self) -> Callable[..., Any]:
        """The application, loaded once before the workers part."""
        return self.app
