"""A worker as its server sees it: one process and the channel to it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from os import pathsep

from kg.sparql.limits import Limits
from kg.sparql.places import Place
from kg.sparql.protocol import Channel, Reply, Request, fields_of

_START = 30.0  # seconds a worker may take to open its store; 0.2 measured
_MEMORY = {
    "MALLOC_ARENA_MAX": "2",  # each reserves 64 MB
    # Large pages, and what a query gave back is kept for the next one: a tenth less time of queries.
    "MALLOC_TOP_PAD_": "67108864",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.tcache_count=1000",
}


def _environment() -> dict[str, str]:
    """What a worker needs to start, and nothing else."""
    return {"PYTHONPATH": pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8", **_MEMORY}


class Worker:
    """One process over one store, which answers one query after another."""

    def __init__(self, place: Place, limits: Limits, seat: int) -> None:
        self.place = place
        self.seat = seat
        self.served = 0
        self.spent = 0.0  # seconds that the last query took
        self.code: int | None = None
        self.stopped = False  # on request
        self.walls: list[str] | None = None
        walls = (limits.memory, limits.nice, seat, limits.workers)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-P", "-m", "kg.sparql.worker", str(place.folder), *map(str, walls)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._channel = Channel(self._process.stdout.fileno(), self._process.stdin.fileno())

    def ask(self, request: Request) -> Reply:
        """Return what the worker replies; raise `Late` past the limit and `Closed` when it died."""
        if self.walls is None:
            header, _ = self._channel.receive(time.monotonic() + _START)
            self.walls = header["walls"]
        self.served += 1
        began = time.monotonic()
        try:
            self._channel.send(fields_of(request))
            header, body = self._channel.receive(began + request.seconds)
        finally:
            self.spent = time.monotonic() - began
        return Reply(**{**header, "body": body, "generation": self.place.generation})

    def gone(self) -> bool:
        return self._process.poll() is not None

    def kill(self) -> None:
        """Kill the process; whoever waits for it finds its channel closed."""
        self._process.kill()

    def end(self, patience: float = 0.0) -> None:
        """Kill the process, after `patience` seconds if it ends by itself, and let go of its files."""
        if self.code is not None:
            return
        try:
            self.code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            self.code = self._process.returncode
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._errors.seek(0)
        self._said = self._errors.read(10_000).decode("utf-8", "replace")
        self._errors.close()

    def last_words(self) -> str:
        return self._said
