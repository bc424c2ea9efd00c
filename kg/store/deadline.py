"""Answers over HTTP that are whole within a time, or none: also from who sends each letter late."""

from __future__ import annotations

import io
import time
from functools import cache
from http.client import HTTPResponse
from socket import SocketIO, socket
from typing import TYPE_CHECKING, Any, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class BoundedAdapter(HTTPAdapter):
    """Takes the time limit of a request for the whole answer, its headers too, not for each piece."""

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> HTTPConnectionPool:
        """Return what holds the connections to a server."""
        pool: Any = super().get_connection_with_tls_context(*given, **named)
        pool.ConnectionCls = _bounded(pool.ConnectionCls)
        return pool  # type: ignore[no-any-return]


class _Pieces(io.RawIOBase):
    """What a socket gives until its time limit, counted from now."""

    def __init__(self, raw: SocketIO, sock: socket) -> None:
        self._raw = raw
        self._sock = sock
        seconds = sock.gettimeout()
        self._until = None if seconds is None else time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer) -> int | None:
        if self._until is not None:
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
    return type(kind.__name__, (kind,), {"response_class": _Response})
