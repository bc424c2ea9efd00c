"""The HTTP server: waitress, with bounds on slow clients and an end that drops no request."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket
from typing import Any

import waitress
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import WSGITask

from kg.commands.hands import Hands

_FILES = 8192  # open files that connections, spooled answers and workers need
_LOOK = 0.5  # seconds between two looks for clients that are late
_SMALL = 65_536  # bytes of an answer that is copied rather than sent on its own
_FIELDS = 16_384  # bytes of all header fields of a request, its first line not counted
_QUIET = 1.0  # seconds without a byte after which a connection is closed at the end


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: without a byte, until a request is all here, until what runs at the end is given up."""

    silent: float = 15.0
    request: float = 60.0
    ending: float = 15.0


class _Task(WSGITask):  # type: ignore[misc]
    """A request; the last one on its connection once the server is ending."""

    wrote_header = False

    def build_response_header(self) -> bytes:
        if not self.channel.server.accepting:
            self.set_close_on_finish()
        return bytes(super().build_response_header())

    def write(self, data: bytes) -> None:
        """Send the header and a whole small answer at once."""
        if self.wrote_header or self.content_length != len(data) or len(data) > _SMALL or not self.has_body:
            super().write(data)
            return
        self.channel.write_soon(self.build_response_header() + data)
        self.wrote_header = True
        self.content_bytes_written = len(data)


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Refuses what nobody sends in good faith.

    That is a request that tells its length in two ways (a proxy before us may believe the other one), and
    fields beside which the address, where a query stands, is small.
    """

    def parse_header(self, header_plus: bytes) -> None:
        if len(header_plus) - header_plus.find(b"\n") > _FIELDS:
            raise ParsingError(f"header fields of more than {_FIELDS} bytes")
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding in one request")


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows when the request that it reads began to come in."""

    task_class = _Task
    parser_class = _Parser
    began = 0.0
    unread, since = 0, 0.0  # bytes of answers that the client has not taken, and since when they are so many

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    def write_soon(self, data: Any) -> int:
        """Send what the client takes at once; only the rest is left to the loop and its buffers."""
        if isinstance(data, bytes):
            with self.outbuf_lock:
                if self.connected and not self.total_outbufs_len:
                    data = data[self.send(data, do_close=False) :]
        return int(super().write_soon(data))

    @property
    def reading(self) -> bool:
        """Whether a request is half here."""
        return self.request is not None

    def late(self, now: float, patience: Patience) -> bool:
        """Return whether a request drips in for too long, or nothing of an answer is taken for too long."""
        written = self.total_outbufs_len
        if self.requests and written < self.adj.send_bytes:
            written = 0  # the server itself waits for more to send
        if written != self.unread:
            self.unread, self.since = written, now
        dripping = self.reading and self.began < now - patience.request
        return dripping or (self.unread > 0 and self.since < now - patience.silent)

    @property
    def idle(self) -> bool:
        """Whether nothing is read, run or written."""
        return not (self.reading or self.requests or self.total_outbufs_len)


class Server:
    """Serves `app` on a listening socket until it is told to stop."""

    def __init__(
        self, app: Any, listening: socket, patience: Patience | None = None, threads: int = 4, **options: Any
    ) -> None:
        self._hands = Hands(threads)
        self._patience = patience or Patience()
        self._told = False
        self._looked = 0.0
        self._server = waitress.create_server(
            app,
            sockets=[listening],
            channel_timeout=self._patience.silent,
            cleanup_interval=min(5.0, self._patience.silent),
            asyncore_use_poll=True,  # `select` knows 1,024 files only
            ident=None,
            _dispatcher=self._hands,
            **options,
        )
        self._server.channel_class = _Channel

    def run(self, give_up: Callable[[], object] = bool) -> None:
        """Serve until `stop` is called, then finish what has begun.

        `give_up` is called when that takes too long: it lets the requests that still run fail soon.
        """
        _allow_files()
        while not self._told:
            self._turn(1.0)
        self._server.accepting = False  # whoever connects now waits for the next process, if the socket stays
        if not self._finished(self._patience.ending):
            give_up()
            self._finished(_QUIET)
        self._hands.shutdown(timeout=_QUIET)
        wasyncore.close_all(self._server._map)

    def stop(self) -> None:
        """Let `run` end soon; safe in a signal handler and from any thread."""
        self._told = True
        self._server.pull_trigger()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(seconds, use_poll=True, map=self._server._map, count=1)
        now = time.time()
        if now < self._looked + _LOOK:
            return
        self._looked = now
        for channel in self._channels():
            if channel.late(now, self._patience):
                channel.handle_close()  # at once: a mark would wait until the client reads again

    def _finished(self, seconds: float) -> bool:
        """Serve what is there for so long at most; return whether no connection is left."""
        deadline = time.time() + seconds
        while self._channels() and time.time() < deadline:
            self._turn(0.1)
            quiet = time.time() - _QUIET
            for channel in self._channels():
                if channel.idle and channel.last_activity < quiet:
                    channel.will_close = True
        return not self._channels()

    def _channels(self) -> list[_Channel]:
        return list(self._server.active_channels.values())


def _allow_files() -> None:
    """Let the process open as many files as its connections need, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
