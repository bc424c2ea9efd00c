"""Clients that ask as fast as a server answers: processes with one open connection each, plain sockets."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

_ENDS = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Target:
    """A SPARQL endpoint by GET at this address, served by the process `pid`."""

    port: int
    path: str
    pid: int = 0

    def request(self, query: str) -> tuple[bytes, bytes]:
        """Return the bytes that ask a query: up to its end, where a mark may follow, and the rest."""
        rest = f" HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/sparql-results+json\r\n\r\n"
        return f"GET {self.path}?query={quote(query, safe='')}".encode(), rest.encode()

    def connect(self, timeout: float = 60.0) -> socket.socket:
        """Return an open connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout)


def exchange(connection: socket.socket, request: bytes) -> tuple[int, int]:
    """Send a request; return the status of the answer and the bytes of its body, once it is whole."""
    connection.sendall(request)
    data = b""
    while _ENDS not in data:
        data += _more(connection)
    head, _, body = data.partition(_ENDS)
    fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
    length = int(fields.get(b"content-length", -1))
    while len(body) < length if length >= 0 else not body.endswith(b"0\r\n\r\n"):
        body += _more(connection)
    return int(head[9:12]), len(body)


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(262_144)
    if not piece:
        raise ConnectionError("the server closed the connection")
    return piece


def rate(
    target: Target, queries: Sequence[str], clients: int, seconds: float, *, fresh: bool
) -> tuple[int, float]:
    """Return how many requests were answered in how many seconds; raise `RuntimeError` for any but 200.

    With `fresh` no two queries are the same text.
    """
    with multiprocessing.get_context("fork").Pool(clients) as pool:
        tasks = [(target, queries, number, seconds, fresh) for number in range(clients)]
        start = time.perf_counter()
        asked = sum(pool.starmap(_ask, tasks, chunksize=1))
        return asked, time.perf_counter() - start


def _ask(target: Target, queries: Sequence[str], number: int, seconds: float, fresh: bool) -> int:
    plain = [target.request(query) for query in queries]
    mark = f"%0A%23{time.monotonic_ns():x}{number}".encode()  # a comment that no query had before
    done, start = 0, time.perf_counter()
    with target.connect() as connection:
        while time.perf_counter() - start < seconds:
            turn = (done + number * 7) % len(queries)
            query, rest = plain[turn]
            text = b"%b%b%d" % (query, mark, done) if fresh else query
            status, size = exchange(connection, text + rest)
            if status != 200 or not size:
                raise RuntimeError(f"{target.path} at {target.port} said {status}: {queries[turn]}")
            done += 1
    return done
