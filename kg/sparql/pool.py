"""A few disposable workers over the current generation, and the limits that hold for every query."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from os import pathsep
from typing import Self

from kg.errors import LimitError, QueryError, StoreError
from kg.settings import Settings
from kg.sparql.budget import Spend, uncounted
from kg.sparql.places import Place
from kg.sparql.protocol import Channel, Closed, Late, Reply, Request
from kg.sparql.turns import Full, Turns
from kg.store.changes import syntax_error

_START = 30.0  # seconds a worker may take to open its store; 0.2 measured
_RETRY = 5  # seconds after which a busy server is worth another try
_SERVED = 1000  # queries after which a worker is replaced, so that no leak grows


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use. `queue` callers wait at most; `memory` is bytes of one worker."""

    seconds: float = 10.0
    memory: int = 1_500_000_000
    rows: int = 50_000
    bytes: int = 10_000_000
    text: int = 65_536
    workers: int = 2
    queue: int = 16

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the limits of the public endpoint."""
        return cls(
            seconds=settings.query_seconds,
            memory=settings.query_memory,
            rows=settings.query_rows,
            bytes=settings.query_bytes,
            text=settings.query_text,
            workers=settings.query_workers,
            queue=settings.query_queue,
        )


class Pool:
    """Runs queries in worker processes. Safe to use from many threads; `close` ends all workers."""

    def __init__(self, locate: Callable[[], Place], limits: Limits) -> None:
        self.limits = limits
        self.ended = 0  # workers that were killed or died
        self._locate = locate
        self._turns = Turns(limits.workers, limits.queue, 2 * limits.seconds)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._closing = weakref.finalize(self, _end_all, self._idle)

    def place(self) -> Place:
        """Return the store that a query would see now."""
        return self._locate()

    def warm(self) -> None:
        """Start the workers now, so that the first queries need not wait for them."""
        place = self._locate()
        with self._lock:
            while len(self._idle) < self.limits.workers:
                self._idle.append(_Worker(place, self.limits.memory))

    def run(self, request: Request, spend: Spend = uncounted) -> Reply:
        """Return a reply of kind `ok` or `format`; raise `LimitError` or `QueryError` for any other end.

        `spend` is told the seconds that a worker had the query.
        """
        with self._turn():
            worker = self._take()
            try:
                reply = worker.ask(request)
            except Late as error:
                worker.end()
                self._lose(worker)
                raise LimitError(
                    f"the query ran longer than {request.seconds:g} s and was ended; ask for less",
                    limit="time",
                    value=request.seconds,
                    retry=_RETRY,
                ) from error
            except Closed as error:
                worker.end(patience=2.0)
                self._lose(worker)
                raise self._diagnose(worker) from error
            finally:
                spend(worker.spent)
            self._give(worker)
        return _checked(replace(reply, generation=worker.place.generation))

    def close(self) -> None:
        """End all workers."""
        self._closing()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        try:
            with self._turns.turn():
                yield
        except Full as error:
            raise LimitError(
                "too many queries run at this moment; try again in a few seconds",
                limit="queue",
                value=self.limits.queue,
                retry=_RETRY,
            ) from error

    def _take(self) -> _Worker:
        place = self._locate()
        with self._lock:
            stale = [worker for worker in self._idle if worker.place != place or worker.gone()]
            self._idle[:] = [worker for worker in self._idle if worker not in stale]
            chosen = self._idle.pop() if self._idle else None
        for worker in stale:
            worker.end()
        return chosen or _Worker(place, self.limits.memory)

    def _give(self, worker: _Worker) -> None:
        if worker.served >= _SERVED:
            worker.end()
            return
        with self._lock:
            self._idle.append(worker)
        if not self._closing.alive:
            _end_all(self._idle)

    def _lose(self, worker: _Worker) -> None:
        """End a worker and start its successor, which gets ready while nobody waits."""
        worker.end()
        with self._lock:
            self.ended += 1
            if self._closing.alive:
                self._idle.insert(0, _Worker(self._locate(), self.limits.memory))

    def _diagnose(self, worker: _Worker) -> QueryError | StoreError:
        said = worker.last_words()
        if worker.code in (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL) or "overflowed its stack" in said:
            return QueryError("the engine could not run this query: it nests too deeply")
        if worker.code == -signal.SIGXCPU:
            return LimitError(
                "the query used too much time", limit="time", value=self.limits.seconds, retry=_RETRY
            )
        if worker.code in (-signal.SIGABRT, -signal.SIGKILL) or "MemoryError" in said or "memory" in said:
            megabytes = self.limits.memory // 10**6
            return LimitError(
                f"the query needed more than {megabytes} MB of memory and was ended; ask for less",
                limit="memory",
                value=self.limits.memory,
            )
        last = said.strip().rpartition("\n")[2]  # what went wrong, without where in our code
        return StoreError(f"a query worker ended with code {worker.code}: {last[:300]}")


def _environment() -> dict[str, str]:
    """What a worker needs to start, and nothing else; few arenas, because each reserves 64 MB."""
    return {"PYTHONPATH": pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}


class _Worker:
    """One process and the channel to it."""

    def __init__(self, place: Place, memory: int) -> None:
        self.place = place
        self.served = 0
        self.spent = 0.0  # seconds that the last query took
        self.code: int | None = None
        self.walls: list[str] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-P", "-m", "kg.sparql.worker", str(place.folder), str(memory)],
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
            self._channel.send(asdict(request))
            header, body = self._channel.receive(began + request.seconds)
        finally:
            self.spent = time.monotonic() - began
        return Reply(**header, body=body)

    def gone(self) -> bool:
        return self._process.poll() is not None

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


def _end_all(workers: list[_Worker]) -> None:
    while workers:
        workers.pop().end()


def _checked(reply: Reply) -> Reply:
    """Return a reply of kind `ok` or `format`; raise what any other kind means."""
    if reply.kind in ("ok", "format"):
        return reply
    if reply.kind == "limit":
        unit = "bytes" if reply.limit == "bytes" else "rows or triples"
        if reply.limit == "memory":
            raise LimitError(
                "the query needed too much memory; ask for less", limit="memory", value=reply.value
            )
        raise LimitError(
            f"the answer has more than {reply.value:,.0f} {unit}; narrow the query, or take a dump",
            limit=reply.limit,
            value=reply.value,
        )
    if reply.kind == "syntax":
        raise syntax_error(reply.message)
    if reply.kind == "store":
        raise StoreError(reply.message)
    raise QueryError(reply.message)
