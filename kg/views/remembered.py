"""Answers that are found once within a generation of the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """Answers by name, at most so many, then begun anew.

    Threads may share it: at worst two of them find the same.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[str, Answer] = {}

    def get(self, name: str, find: Callable[[], Answer]) -> Answer:
        """Return the answer called `name`, which `find` gives the first time."""
        known = self._known
        if name in known:
            return known[name]
        if len(known) >= self._most:
            self._known = known = {}
        known[name] = found = find()
        return found
