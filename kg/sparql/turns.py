"""A fair queue of limited length: first come, first served, so that nobody starves beside a greedy client."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Full(Exception):
    """The queue is full, or the turn did not come in time."""


class Turns:
    """At most `served` hold a turn at once, and at most `queue` wait for one, each for `patience` seconds."""

    def __init__(self, served: int, queue: int, patience: float) -> None:
        self._free = served
        self._queue = queue
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @property
    def free(self) -> int:
        """How many turns could be had now."""
        return self._free

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it; raise `Full` when there is none to be had."""
        self._wait()
        try:
            yield
        finally:
            with self._lock:
                self._pass_on()

    def _wait(self) -> None:
        with self._lock:
            if self._free and not self._waiting:
                self._free -= 1
                return
            if len(self._waiting) >= self._queue:
                raise Full
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(self._patience):
            return
        with self._lock:
            if mine.is_set():  # the turn came at the last moment: let the next one have it
                self._pass_on()
            else:
                self._waiting.remove(mine)
        raise Full

    def _pass_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._free += 1
