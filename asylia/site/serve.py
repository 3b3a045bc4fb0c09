"""An application -> a listening server: gunicorn, threads and workers, no access log."""

import errno
import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from asylia.problems import Problem
from asylia.site import copies, crowd, thrift
from asylia.site.quiet import Quiet
from asylia.site.start import LOOPBACK, Served, application
from asylia.site.worker import Worker

TRIES = 50


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
            "child_exit": self.end,
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
        thrift.watch()

    def end(self, _arbiter: object, worker: Any) -> None:
        """What is done here once a worker is no more."""
        crowd.leave(worker.age)

    def load(self) -> Callable[..., Any]:
        """The application, loaded once before the workers part."""
        return self.app
