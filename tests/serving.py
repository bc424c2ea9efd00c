"""A real `kg serve` process, and a client that can also misbehave."""

from __future__ import annotations

import http.client
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
_ADDRESSES = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers with small letters (the last of each name), the whole body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def some_address() -> str:
    """Return an address of this machine that no request came from yet, so that no budget is shared."""
    number = next(_ADDRESSES)
    return f"127.{1 + number // 60_000 % 200}.{number // 250 % 240}.{1 + number % 250}"


@dataclass(frozen=True, slots=True)
class Server:
    """A serving process, by its port."""

    process: subprocess.Popen[bytes]
    port: int
    errors: Path

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = {},
        body: bytes | None = None,
        source: str = "",
    ) -> Answer:
        """Return the whole answer to one request on a connection of its own."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(source or some_address(), 0)
        )
        with closing(connection):
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def query(self, query: str, accept: str = "text/csv", source: str = "") -> Answer:
        """Return the answer of the endpoint to a query that is posted as a form."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        body = urlencode({"query": query}, errors="surrogatepass").encode()
        return self.ask("/sparql", method="POST", headers=form, body=body, source=source)

    def raw(self, data: bytes, wait: float = 10.0) -> bytes:
        """Return all that comes back for these bytes until the server closes or nothing more comes."""
        with self.connect() as connection:
            connection.settimeout(wait)
            connection.sendall(data)
            pieces = []
            try:
                while piece := connection.recv(65_536):
                    pieces.append(piece)
            except (TimeoutError, ConnectionResetError):
                pass
            return b"".join(pieces)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 10, (some_address(), 0))

    def memory(self) -> int:
        """Return the bytes that the serving process holds in memory, without its workers."""
        return int(_status(self.process.pid)["VmRSS"].split()[0]) * 1024

    def threads(self) -> int:
        return int(_status(self.process.pid)["Threads"])

    def descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def workers(self) -> list[int]:
        """Return the process ids of the workers that live, in order."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        found = sorted(int(number) for path in children for number in path.read_text().split())
        return [pid for pid in found if not _status(pid)["State"].startswith("Z")]

    def said(self) -> str:
        """Return what the process wrote to standard error so far."""
        return self.errors.read_text("utf-8")


def _status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def start(home: Path, *before: str, **settings: object) -> Server:
    """Return a server over a data folder, listening; `before` is a command that runs it, such as strace.

    Settings are those of `kg.settings`, by name. Raise `RuntimeError` with what it said when it ended first.
    """
    handle, name = tempfile.mkstemp(prefix="kg-serve-")
    process = subprocess.Popen(
        [*before, sys.executable, "-m", "kg", "serve", "--port", "0"],
        env=environment(home, **settings),
        stdout=subprocess.DEVNULL,
        stderr=handle,
    )
    os.close(handle)
    path = Path(name)
    return Server(process, _port(process, path), path)


def environment(home: Path, **settings: object) -> dict[str, str]:
    """Return the environment of a command over a data folder, with these settings."""
    chosen = {f"KG_{key.upper()}": str(value) for key, value in settings.items()}
    return {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'web'}", "KG_HOME": str(home), **chosen}


def _port(process: subprocess.Popen[bytes], errors: Path) -> int:
    stop = time.monotonic() + 60
    while time.monotonic() < stop:
        if found := re.search(r"http://[\d.]+:(\d+)/", errors.read_text("utf-8")):
            return int(found[1])
        if process.poll() is not None:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()
    raise RuntimeError(errors.read_text("utf-8"))


def stop(server: Server) -> int:
    """End a server as an operator does; return its exit code."""
    server.process.send_signal(signal.SIGTERM)
    try:
        return server.process.wait(30)
    finally:
        server.process.kill()
        server.process.wait()
        server.errors.unlink(missing_ok=True)


@contextmanager
def served(home: Path, **settings: object) -> Iterator[Server]:
    """Give a server that is ended at the end."""
    server = start(home, **settings)
    try:
        yield server
    finally:
        stop(server)
