"""One process that answers: gunicorn's worker of threads, made patient with slow readers at nobody's expense.

In: connections. Out: requests for the application, and gunicorn's own refusals with the headers of a page.
Invariant: a thread is given only to a request whose head is there as a whole, so whoever sends one byte a minute costs
no thread; who has not sent it within ``HEAD_WITHIN`` seconds is left. What cannot be read is refused and not repeated.
"""

import contextlib
import selectors
import socket
import struct
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from asylia.site import crowd
from asylia.site.headers import HEADERS, PERSONAL

HEAD_WITHIN = 10.0  # seconds from the first byte, or from the connection
BODY_WITHIN = 0.05  # seconds for the rest of a body; none would be too short even for one that is empty
LEAVE_WITHIN = 2.0  # seconds for a reader to hang up after the last answer
TAKEN_WITHIN = 30  # seconds in which a reader must take something of what is sent
_LONGEST_HEAD = 1 << 16  # bytes; the limits of gunicorn are tighter, and it says so
_END = b"\r\n\r\n"

_UNREADABLE = "400 Bad Request", "This request cannot be read."
_REFUSALS: dict[type[Exception], tuple[str, str]] = {
    LimitRequestLine: ("414 URI Too Long", "This address is too long."),
    LimitRequestHeaders: ("431 Request Header Fields Too Large", "This request has too many headers."),
}
_BROKEN = "500 Internal Server Error", "Something broke on our side."


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker of threads, with a loop that waits for whole heads."""

    def notify(self) -> None:
        """Say that this worker lives, and how many readers it has."""
        super().notify()
        crowd.tell(self.age, self.nr_conns)

    def accept(self, listener: Any) -> None:
        """Take a connection, unless a worker with fewer does so first."""
        crowd.tell(self.age, self.nr_conns)
        for _ in range(crowd.PATIENCE):
            if crowd.has_fewest(self.age):
                break
            time.sleep(crowd.STEP)
        super().accept(listener)

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection to a thread where its request is there; otherwise wait for more of it, without a thread."""
        sock, seen = conn.sock, getattr(conn, "seen", -1)
        sock.setblocking(False)
        try:
            head = sock.recv(_LONGEST_HEAD, socket.MSG_PEEK)
        except BlockingIOError:
            head = b""
        except OSError:
            self._close(conn)
            return
        else:
            if not head or len(head) <= seen or len(head) == _LONGEST_HEAD or _END in head:
                self._to_a_thread(conn)
                return
        self._wait(conn, len(head))

    def _to_a_thread(self, conn: Any) -> None:
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", TAKEN_WITHIN, 0))
        conn.seen, conn.until, conn.data_ready = -1, None, True
        super().enqueue_req(conn)

    def _wait(self, conn: Any, seen: int) -> None:
        """Wake when there is more than was seen, or when the reader hung up, or when it is too late."""
        conn.seen = seen
        conn.until = conn.timeout = getattr(conn, "until", None) or time.monotonic() + HEAD_WITHIN
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, seen + 1)
        self._pend(conn, self.on_pending_socket_readable)

    def _pend(self, conn: Any, then: Callable[[Any, socket.socket], None]) -> None:
        """Hold a connection until it has something to read, or until ``conn.timeout``."""
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(then, conn))

    def finish_request(self, conn: Any, fs: Future[Any]) -> None:
        """After an answer: keep the connection, or take leave. gunicorn would wait for the reader's leave in its one
        loop, where everybody else waits with it."""
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
            return
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
        except OSError:
            self._close(conn)
        else:
            conn.timeout = time.monotonic() + LEAVE_WITHIN
            self._pend(conn, self._drained)

    def _drained(self, conn: Any, sock: socket.socket) -> None:
        """Drop what a reader still sends; closing over it would cut the answer short."""
        with contextlib.suppress(BlockingIOError):
            try:
                more = sock.recv(_LONGEST_HEAD)
            except ConnectionError:
                more = b""
            if not more:
                self.poller.unregister(sock)
                self.pending_conns.remove(conn)
                self._close(conn)

    def _close(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def _keepalive_after(self, conn: Any, keepalive: bool) -> bool:
        """Whether the connection can be used again: not where a body, which no page reads, is still on its way."""
        return bool(keepalive and conn.parser.finish_body(deadline=time.monotonic() + BODY_WITHIN))

    def handle_error(self, req: object, client: socket.socket, addr: object, exc: Exception) -> None:
        """Answer a request that reached no page."""
        if isinstance(exc, ParseException):
            status, words = _REFUSALS.get(type(exc), _UNREADABLE)
        else:
            status, words = _BROKEN
            self.log.exception("")
        body = f"{words}\n"
        own = {"Connection": "close", "Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in {**own, **PERSONAL, **HEADERS}.items())
        with contextlib.suppress(OSError):  # whoever asked may be gone
            util.write_nonblock(client, f"HTTP/1.1 {status}\r\n{head}\r\n{body}".encode())
