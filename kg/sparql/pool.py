"""A few disposable workers over the current generation, and the limits that hold for every query."""

from __future__ import annotations

import logging
import signal
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from kg.errors import KgError, LimitError, QueryError, StoreError
from kg.logs import digest, say
from kg.sparql.budget import Spend, uncounted
from kg.sparql.limits import Limits
from kg.sparql.places import Place
from kg.sparql.process import Worker
from kg.sparql.protocol import Closed, Late, Reply, Request
from kg.sparql.turns import Full, Left, Turns
from kg.store.changes import syntax_error

_ALIVE = 2.0  # seconds in which a worker that does nothing else answers
_RETRY = 5  # seconds after which a busy server is worth another try
_ENDING = "the server is ending; try again in a few seconds"
_STOPPED = "the query was stopped"
_SERVED = 20_000  # queries after which a worker is replaced, so that no leak grows


class Pool:
    """Runs queries in worker processes. Safe to use from many threads; `close` ends all workers."""

    def __init__(self, locate: Callable[[], Place], limits: Limits, name: str = "public") -> None:
        self.limits = limits
        self.ended = 0  # workers that were killed or died
        self._locate = locate
        self._turns = Turns(limits.workers, limits.queue, 2 * limits.seconds)
        self._lock = threading.Lock()
        self._seating = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._tickets: dict[str, Worker] = {}
        self._name = name
        self._closing = weakref.finalize(self, _end_all, self._idle, self._busy)

    def place(self) -> Place:
        """Return the store that a query would see now."""
        return self._locate()

    def warm(self) -> None:
        """Start the workers now, so that the first queries need not wait for them."""
        place = self._locate()
        with self._lock:
            while len(self._idle) < self.limits.workers:
                worker = self._started(place)
                self._idle.append(worker)
                self._busy.discard(worker)

    def state(self) -> str:
        """Return "ok" when a worker answers and "busy" when all are at work; raise what else is wrong."""
        if not self._turns.free:
            return "busy"
        self.run(Request("ASK {}", "text/csv", "text/turtle", rows=1, bytes=1000, seconds=_ALIVE))
        return "ok"

    def run(self, request: Request, spend: Spend = uncounted, ticket: str = "") -> Reply:
        """Return a reply of kind `ok` or `format`; raise `LimitError` or `QueryError` for any other end.

        `spend` is told the seconds that a worker had the query; with the `ticket` it can be stopped.
        """
        with self._turn(ticket):
            worker = self._take()
            try:
                self._tickets[ticket] = worker
                reply = self._ask(worker, request)
            except KgError as error:
                seen = worker.place.generation
                self._say_ended(request, error, worker.spent, code=worker.code, generation=seen)
                raise
            finally:
                self._tickets.pop(ticket, None)
                spend(worker.spent)
        return checked(reply)

    def stop(self, ticket: str) -> bool:
        """End the query that runs or waits with this ticket; return whether there was one."""
        worker = self._tickets.get(ticket) if ticket else None
        if worker is None:
            return bool(ticket) and self._turns.leave(ticket)
        worker.stopped = True
        worker.kill()
        return True

    def close(self) -> None:
        """End all workers, those at work as well."""
        self._closing()

    def _ask(self, worker: Worker, request: Request) -> Reply:
        """Return what the worker replies; one that is late or died is replaced."""
        try:
            reply = worker.ask(request)
        except Late as error:
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
        self._give(worker)
        return reply

    def _say_ended(self, request: Request, error: KgError, seconds: float, **told: object) -> None:
        say(
            "query ended",
            logging.WARNING,
            pool=self._name,
            query=digest(request.query),
            limit=getattr(error, "limit", "crash"),
            seconds=round(seconds, 3),
            text=request.query,
            **told,
        )

    def _check_open(self) -> None:
        if not self._closing.alive:
            raise StoreError(_ENDING)

    @contextmanager
    def _turn(self, ticket: str) -> Iterator[None]:
        try:
            with self._turns.turn(ticket):
                yield
        except Left as error:
            raise QueryError(_STOPPED) from error
        except Full as error:
            raise LimitError(
                "too many queries run at this moment; try again in a few seconds",
                limit="queue",
                value=self.limits.queue,
                retry=_RETRY,
            ) from error

    def _take(self) -> Worker:
        self._check_open()
        place = self._locate()
        with self._lock:
            stale = [worker for worker in self._idle if worker.place != place or worker.gone()]
            self._idle[:] = [worker for worker in self._idle if worker not in stale]
            chosen = self._idle[-1] if self._idle else None
            if chosen is not None:  # at every moment it is idle or busy: nobody else takes its seat
                self._busy.add(chosen)
                self._idle.pop()
        for worker in stale:
            worker.end()
        return chosen or self._started(place)

    def _started(self, place: Place) -> Worker:
        """Return a new worker, which counts as busy, on the first seat that no other has."""
        with self._seating:
            taken = {worker.seat for worker in (*self._idle, *self._busy)}
            worker = Worker(place, self.limits, next(seat for seat in count() if seat not in taken))
            self._busy.add(worker)
        return worker

    def _give(self, worker: Worker) -> None:
        if worker.served >= _SERVED:
            worker.end()
            self._busy.discard(worker)
            return
        with self._lock:
            self._idle.append(worker)
            self._busy.discard(worker)
        if not self._closing.alive:
            _end_all(self._idle, self._busy)

    def _lose(self, worker: Worker) -> None:
        """End a worker and start its successor, which gets ready while nobody waits."""
        self._busy.discard(worker)
        worker.end()
        with self._lock:
            self.ended += 1
            if self._closing.alive:
                fresh = self._started(self._locate())
                self._idle.insert(0, fresh)
                self._busy.discard(fresh)

    def _diagnose(self, worker: Worker) -> QueryError | StoreError:
        if not self._closing.alive:
            return StoreError(_ENDING)
        if worker.stopped:
            return QueryError(_STOPPED)
        said = worker.last_words()
        if worker.code in (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL) or "overflowed its stack" in said:
            return QueryError("the engine could not run this query: it nests too deeply")
        if worker.code == -signal.SIGXCPU:
            return LimitError(
                "the query used too much time", limit="time", value=self.limits.seconds, retry=_RETRY
            )
        if worker.code == -signal.SIGKILL:  # no limit of ours does that
            return StoreError("a query worker was killed, perhaps for want of memory; try again soon")
        if worker.code == -signal.SIGABRT or "MemoryError" in said or "memory" in said:
            megabytes = self.limits.memory // 10**6
            return LimitError(
                f"the query needed more than {megabytes} MB of memory and was ended; ask for less",
                limit="memory",
                value=self.limits.memory,
            )
        last = said.strip().rpartition("\n")[2]  # what went wrong, without where in our code
        return StoreError(f"a query worker ended with code {worker.code}: {last[:300]}")


def _end_all(idle: list[Worker], busy: set[Worker]) -> None:
    for worker in [*idle, *busy]:
        worker.kill()
    while idle:
        idle.pop().end()


def checked(reply: Reply) -> Reply:
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
