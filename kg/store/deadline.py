"""Requests over HTTP that are sent and answered whole within a time, or fail: also where each letter is late.

Left alone, what is sent would have the time for connecting, and each piece of an answer the time for all.
"""

from __future__ import annotations

import io
import threading
import time
from functools import cache
from http.client import HTTPResponse
from socket import SocketIO, socket
from typing import TYPE_CHECKING, Any, cast

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


_SHORTEST = 0.001  # seconds; none would be no limit
_request = threading.local()  # `until`: when the request that this thread makes must be over


class BoundedAdapter(HTTPAdapter):
    """Takes the time limit of a request, the second of `timeout`, for all of it, sent and answered."""

    def send(self, request: PreparedRequest, **given: Any) -> Response:  # type: ignore[override]
        """Return the answer, whose body has the same time limit."""
        _request.until = time.monotonic() + given["timeout"][1]
        return super().send(request, **given)

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> HTTPConnectionPool:
        """Return what holds the connections to a server."""
        pool: Any = super().get_connection_with_tls_context(*given, **named)
        pool.ConnectionCls = _bounded(pool.ConnectionCls)
        return pool  # type: ignore[no-any-return]


class _Pieces(io.RawIOBase):
    """What a socket gives while the request has time left."""

    def __init__(self, raw: SocketIO, sock: socket) -> None:
        self._raw = raw
        self._sock = sock
        self._until: float = _request.until

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._raw.readinto(into)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket, *given: Any, **named: Any) -> None:
        super().__init__(sock, *given, **named)
        raw = cast(SocketIO, self.fp.detach())
        self.fp = io.BufferedReader(_Pieces(raw, sock))


@cache
def _bounded(kind: type[HTTPConnection]) -> type[HTTPConnection]:
    if kind.response_class is _Response:
        return kind

    def send(self: Any, data: Any) -> None:
        """Send within what is left; a socket that was just opened has the time limit of opening it."""
        if self.sock is not None:
            self.sock.settimeout(max(_request.until - time.monotonic(), _SHORTEST))
        kind.send(self, data)

    return type(kind.__name__, (kind,), {"response_class": _Response, "send": send})
