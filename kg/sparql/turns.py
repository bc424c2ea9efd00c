"""A fair queue of limited length: first come, first served, so that nobody starves beside a greedy client."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Full(Exception):
    """The queue is full, or the turn did not come in time."""


class Left(Exception):
    """The turn is no longer wanted: `leave` was called while it was waited for."""


def _shut() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True, eq=False)
class _Place:
    """A place in the queue, shut until it is called: a lock alone costs a tenth of an event."""

    ticket: str
    shut: threading.Lock = field(default_factory=_shut)
    left: bool = False


class Turns:
    """At most `served` hold a turn at once, and at most `queue` wait for one, each for `patience` seconds."""

    def __init__(self, served: int, queue: int, patience: float) -> None:
        self._free = served
        self._queue = queue
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting: deque[_Place] = deque()

    @property
    def free(self) -> int:
        """How many turns could be had now."""
        return self._free

    @contextmanager
    def turn(self, ticket: str = "") -> Iterator[None]:
        """Wait for a turn and hold it; raise `Full` when there is none to be had.

        Who waits with a `ticket` can be sent away by `leave`; then it raises `Left`.
        """
        self._wait(ticket)
        try:
            yield
        finally:
            with self._lock:
                self._pass_on()

    def leave(self, ticket: str) -> bool:
        """Send away who waits with this ticket; return whether anybody did."""
        with self._lock:
            found = next((place for place in self._waiting if place.ticket == ticket), None)
            if found is not None:
                self._waiting.remove(found)
                found.left = True
                found.shut.release()
        return found is not None

    def _wait(self, ticket: str) -> None:
        with self._lock:
            if self._free and not self._waiting:
                self._free -= 1
                return
            if len(self._waiting) >= self._queue:
                raise Full
            mine = _Place(ticket)
            self._waiting.append(mine)
        if mine.shut.acquire(timeout=self._patience) and not mine.left:
            return
        with self._lock:
            if mine.left:
                raise Left
            if not mine.shut.locked():  # the turn came at the last moment: let the next one have it
                self._pass_on()
            else:
                self._waiting.remove(mine)
        raise Full

    def _pass_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().shut.release()
        else:
            self._free += 1
