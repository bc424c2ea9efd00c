"""What was worked out, kept for whoever asks the same again, up to a size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values of one state of the data, up to `most` bytes by `size`; the longest unused go first.

    Safe for many threads.
    """

    def __init__(self, most: int, size: Callable[[K, V], int]) -> None:
        self._most = most
        self._size_of = size
        self._lock = threading.Lock()
        self._state = ""
        self._size = 0
        self._values: OrderedDict[K, V] = OrderedDict()

    def find(self, state: str, key: K) -> V | None:
        """Return the value kept for a key; another state than before forgets all."""
        with self._lock:
            if state != self._state:
                self._state, self._size = state, 0
                self._values.clear()
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def keep(self, state: str, key: K, value: V) -> None:
        """Keep a value of the state last asked for; one larger than all room is not kept."""
        size = self._size_of(key, value)
        with self._lock:
            if state != self._state or size > self._most or key in self._values:
                return
            self._values[key] = value
            self._size += size
            while self._size > self._most:
                self._size -= self._size_of(*self._values.popitem(last=False))
