"""Threads that serve requests: whoever came free last is the next, for the processor knows it best.

Where all take turns instead, a request costs a quarter more. Threads are started as they are needed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from queue import SimpleQueue
from typing import Protocol

from kg.logs import say


class Task(Protocol):
    """What waitress gives a thread to do."""

    def service(self) -> None: ...
    def cancel(self) -> None: ...


class Hands:
    """Does tasks in `most` threads at once, and others in their order as soon as one comes free.

    A task that fails is logged, and its thread goes on.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()
        self._free: list[SimpleQueue[Task | None]] = []
        self._waiting: deque[Task] = deque()
        self._ended = False

    def add_task(self, task: Task) -> None:
        """Have a task done as soon as may be."""
        with self._lock:
            if self._ended:
                task.cancel()
            elif self._free:
                self._free.pop().put(task)
            elif len(self._threads) < self._most:
                thread = threading.Thread(target=self._serve, args=(task,), daemon=True)
                self._threads.add(thread)
                thread.start()
            else:
                self._waiting.append(task)

    def shutdown(self, timeout: float) -> None:
        """Give up what waits, and wait for what is done, for so many seconds at most."""
        with self._lock:
            self._ended = True
            for free in self._free:
                free.put(None)
            while self._waiting:
                self._waiting.popleft().cancel()
        deadline = time.monotonic() + timeout
        for thread in list(self._threads):
            thread.join(max(0.0, deadline - time.monotonic()))

    def _serve(self, first: Task) -> None:
        mine: SimpleQueue[Task | None] = SimpleQueue()
        task: Task | None = first
        try:
            while task is not None:
                try:
                    task.service()
                except Exception as error:
                    say("request failed", logging.ERROR, reason=f"{type(error).__name__}: {error}")
                task = self._next(mine)
        finally:
            with self._lock:
                self._threads.discard(threading.current_thread())

    def _next(self, mine: SimpleQueue[Task | None]) -> Task | None:
        """Return the next task for the thread that is given its tasks in `mine`, None at the end."""
        with self._lock:
            if self._ended:
                return None
            if self._waiting:
                return self._waiting.popleft()
            self._free.append(mine)
        return mine.get()
