"""A SPARQL server of others, spoken to by the protocols of the W3C: Query, Update and Graph Store.

Every request has a time limit from its first byte to its last, and an answer a size limit. Redirects are not
followed, so that a secret goes nowhere but to the addresses of the settings; no error holds one. Since errors
reach strangers, addresses and what a failing server says are notes of them, which the command line shows.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import HTTPError, ReadTimeoutError

from kg.errors import KgError, LimitError, QueryError, StoreError
from kg.logs import say
from kg.settings import Settings
from kg.store.deadline import BoundedAdapter

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
SERVER = "the SPARQL server"
"""What it is called in errors, which strangers may read."""
LONGEST = 100_000
"""Characters of one update, beside what tells of the state; Virtuoso compiles no much longer one."""
_CONNECT = 5.0  # seconds
_SHORTEST = 0.001  # seconds that a request is given where waiting took all
_CONNECTIONS = 8  # open at once; some servers have few threads and keep one for each
_PIECE = 65_536
_TOLD = 300  # characters of what a server says of a failure
_RETRY = 5  # seconds
_CUT = ("X-SPARQL-MaxRows", "X-SQL-State")
"""Headers by which Virtuoso says that an answer is a part only."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server takes queries, updates, and graphs; the last two are empty where it is only read."""

    query: str
    update: str = ""
    graphs: str = ""

    @classmethod
    def of(cls, settings: Settings) -> Addresses:
        """Return what the settings say."""
        return cls(settings.store, settings.store_update, settings.store_graphs)


class _Bearer(AuthBase):
    """Sends a token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Nobody(AuthBase):
    """Sends nothing, whatever a `.netrc` of the machine holds."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class Server:
    """One server. Safe to ask from many threads, which share a few connections."""

    def __init__(self, at: Addresses, auth: AuthBase | None = None, *, seconds: float, most: int) -> None:
        self.at = at
        self.seconds = seconds
        self.most = most
        self._session = requests.Session()
        self._session.auth = auth or _Nobody()
        self._session.headers["User-Agent"] = "kg-vpo"
        self._free = threading.BoundedSemaphore(_CONNECTIONS)
        adapter = BoundedAdapter(pool_maxsize=_CONNECTIONS)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    @classmethod
    def of(cls, settings: Settings) -> Server:
        """Return the server of the settings."""
        return cls(
            Addresses.of(settings), _auth(settings), seconds=settings.store_seconds, most=settings.store_bytes
        )

    def query(
        self,
        text: str,
        graphs: tuple[Iterable[str], Iterable[str]] = ((), ()),
        accept: str = ROWS,
    ) -> tuple[str, bytes]:
        """Return the media type and the whole answer to a query, over these default and named graphs."""
        form = [("query", text)]
        form += [("default-graph-uri", graph) for graph in graphs[0]]
        form += [("named-graph-uri", graph) for graph in graphs[1]]
        return self._sent("POST", self.at.query, data=form, headers={"Accept": accept})

    def update(self, text: str) -> None:
        """Run an update."""
        self._sent("POST", self.at.update, data={"update": text})

    def put(self, graph: str, triples: Sequence[str]) -> None:
        """Make `graph` hold exactly these lines of N-Triples."""
        if triples and self.at.graphs:
            self._sent(
                "PUT", self.at.graphs,
                params={"graph": graph}, data="\n".join(triples).encode(), headers={"Content-Type": TRIPLES},
            )  # fmt: skip
            return
        before = [f"DROP SILENT GRAPH <{graph}>"]
        for some in _batches(triples):
            self.update(" ;\n".join([*before, *inserted(graph, some)]))
            before = []

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def within(self, seconds: float, most: int) -> Server:
        """Return the same server, over the same connections, with other limits."""
        other = copy(self)
        other.seconds, other.most = seconds, most
        return other

    def _sent(self, method: str, url: str, **given: Any) -> tuple[str, bytes]:
        until = time.monotonic() + self.seconds
        with self._connection(), _said(url):
            left = max(until - time.monotonic(), _SHORTEST)
            try:
                with self._session.request(
                    method,
                    url,
                    timeout=(min(_CONNECT, left), left),
                    allow_redirects=False,
                    stream=True,
                    **given,
                ) as response:
                    body = b"".join(_pieces(response, until, self.most))
                    _check(response, body)
                    return response.headers.get("Content-Type", "").partition(";")[0].strip(), body
            except (requests.Timeout, ReadTimeoutError, TimeoutError) as error:
                raise self._late() from error
            except (requests.RequestException, HTTPError) as error:
                if time.monotonic() >= until:  # while it was sent
                    raise self._late() from error
                raise StoreError(f"{SERVER} cannot be reached: {_cause(error)}; see that it runs") from error

    def _late(self) -> LimitError:
        return LimitError(
            f"{SERVER} gave no whole answer within {self.seconds:g} s; ask for less, or try again",
            limit="time", value=self.seconds, retry=_RETRY,
        )  # fmt: skip

    @contextmanager
    def _connection(self) -> Iterator[None]:
        """Hold one of the few connections; raise `LimitError` where none comes free in time."""
        if not self._free.acquire(timeout=self.seconds):
            raise LimitError(
                f"{SERVER} is still busy with {_CONNECTIONS} queries; try again in a few seconds",
                limit="queue", value=_CONNECTIONS, retry=_RETRY,
            )  # fmt: skip
        try:
            yield
        finally:
            self._free.release()


def inserted(graph: str, triples: Iterable[str]) -> Iterator[str]:
    """Yield the operation that puts lines of N-Triples into a graph; nothing where there are none."""
    if lines := " ".join(triples):
        yield f"INSERT DATA {{ GRAPH <{graph}> {{ {lines} }} }}"


def _batches(triples: Iterable[str]) -> Iterator[list[str]]:
    """Yield triples by as many as one update may hold; an empty list where there are none."""
    some: list[str] = []
    size = 0
    for triple in triples:
        if some and size + len(triple) > LONGEST:
            yield some
            some, size = [], 0
        some.append(triple)
        size += len(triple) + 1
    yield some


@contextmanager
def _said(url: str) -> Iterator[None]:
    """Note in errors to which address the request went."""
    try:
        yield
    except KgError as error:
        error.add_note(f"({url})")
        raise


def _check(response: requests.Response, body: bytes) -> None:
    """Raise what an answer means that is none."""
    code = response.status_code
    if code in (401, 403):
        raise StoreError(
            f"{SERVER} refuses us ({code}); see KG_STORE_USER, KG_STORE_PASSWORD, KG_STORE_TOKEN"
        )
    if 300 <= code < 400:
        raise StoreError(f"{SERVER} leads elsewhere ({code}); write the last address into the settings")
    said = " ".join(body[: 4 * _TOLD].decode("utf-8", "replace").split())[:_TOLD]
    if code == 400:
        told = re.sub(r"expected one of .*", "something else is expected here", said)
        raise QueryError(f"the server refuses the query: {told}")
    if code >= 400:
        say("server failed", logging.WARNING, status=code, text=said)
        error = StoreError(f"{SERVER} answers {code} {response.reason}; its log may say why")
        error.add_note(said)
        raise error
    for name in _CUT:
        if name in response.headers:
            raise LimitError(
                f"{SERVER} cut its answer short ({name}: {response.headers[name]});"
                " raise the limit of that server, or ask for less",
                limit="rows", value=0,
            )  # fmt: skip


def _pieces(response: requests.Response, until: float, most: int) -> Iterator[bytes]:
    size = 0
    while piece := response.raw.read1(_PIECE, decode_content=True):  # whatever came, so that none can drip
        size += len(piece)
        if size > most:
            raise LimitError(
                f"the answer has more than {most} bytes; ask for less", limit="bytes", value=most
            )
        if time.monotonic() > until:
            raise TimeoutError
        yield piece


def _auth(settings: Settings) -> AuthBase | None:
    if settings.store_token:
        return _Bearer(settings.store_token)
    if settings.store_user:
        kind = HTTPDigestAuth if settings.store_auth == "digest" else HTTPBasicAuth
        return kind(settings.store_user, settings.store_password)
    return None


def _cause(error: Exception) -> str:
    """Return the last reason in a chain of them, without addresses of objects in memory."""
    text = str(error)
    found = re.findall(r"\[Errno -?\d+\] [^'\")>]+|certificate verify failed[^'\")>]*", text)
    return found[-1] if found else type(error).__name__
