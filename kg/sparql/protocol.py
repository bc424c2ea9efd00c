"""What the server and a worker say to each other: a header in JSON and a body, their lengths before them.

Only the standard library: a worker must start fast.
"""

from __future__ import annotations

import json
import os
import select
import struct
import time
from dataclasses import dataclass, field
from typing import Any

_HEAD = struct.Struct(">II")
_PIECE = 65_536
_written = json.JSONEncoder(separators=(",", ":")).encode
_read = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Request:
    """One query with all that decides its answer. `rows` and `bytes` are caps, `seconds` the time limit.

    `table` and `graph` are the media types wanted for rows and for triples, empty where none is acceptable.
    `dataset` is (default graphs, named graphs) where the caller chose, None to leave it to the query.
    `graphs` are all graphs that were named; with `foreign` one that is not there counts as empty.
    `values` stand for variables of a query of ours, as terms in Turtle; `written` is the query with them
    written in, which the engine plans better, empty where that cannot be.
    """

    query: str
    table: str
    graph: str
    rows: int
    bytes: int
    seconds: float
    base: str | None = None
    union: bool = True
    dataset: tuple[list[str], list[str]] | None = None
    graphs: list[str] = field(default_factory=list)
    foreign: bool = False
    written: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer (`ok`) or why there is none: `syntax`, `query`, `limit`, `graph`, `format` or `store`.

    `generation` names the data that it holds for.
    """

    kind: str
    media: str = ""
    message: str = ""
    limit: str = ""
    value: float = 0
    body: bytes = b""
    generation: str = ""


class Closed(Exception):
    """The other side has gone."""


class Late(Exception):
    """Nothing came before the deadline."""


def fields_of(message: Request | Reply) -> dict[str, Any]:
    """Return the fields of a message by name; much cheaper than `asdict`, which copies all within."""
    return {name: getattr(message, name) for name in message.__slots__}


class Channel:
    """Two file descriptors, one to read and one to write."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        self._held = bytearray()  # read, not yet asked for
        self._poll = select.poll()
        self._poll.register(reading, select.POLLIN)

    def send(self, header: dict[str, Any], body: bytes = b"") -> None:
        """Write one message; raise `Closed` when nobody listens."""
        head = _written(header).encode()
        data = memoryview(b"".join((_HEAD.pack(len(head), len(body)), head, body)))
        try:
            while data:
                data = data[os.write(self._writing, data) :]
        except OSError as error:
            raise Closed from error

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], bytes]:
        """Read one message; raise `Late` at `deadline` (of `time.monotonic`), `Closed` at the end."""
        self._hold(_HEAD.size, deadline)
        head, body = _HEAD.unpack_from(self._held)
        start, end = _HEAD.size + head, _HEAD.size + head + body
        self._hold(end, deadline)
        held, self._held = self._held, self._held[end:]
        header, _ = _read(held[_HEAD.size : start].decode())
        return header, bytes(memoryview(held)[start:end])

    def _hold(self, size: int, deadline: float | None) -> None:
        """Read until there are so many bytes; most messages come in one piece."""
        while len(self._held) < size:
            self._wait(deadline)
            piece = os.read(self._reading, _PIECE)
            if not piece:
                raise Closed
            self._held += piece

    def _wait(self, deadline: float | None) -> None:
        if deadline is not None and not self._poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise Late
