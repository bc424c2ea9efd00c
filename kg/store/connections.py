"""Connections to one SQLite database that is only read: one a thread, each with a time limit.

SQLite looks at the clock through Python while it holds a connection. A second thread in the same connection
would keep the interpreter while it waits, and all would stand still; so no two threads are ever in one.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from math import inf
from pathlib import Path
from typing import Any, Self

from kg.errors import LimitError, StoreError

_STEPS = 20_000  # of the database between two looks at the clock; a millisecond
_RETRY = 5  # seconds


class _Mine(threading.local):
    """What one thread has: the seconds of a question, when the one that it asks must end, its connection."""

    seconds = inf
    until = inf
    database: sqlite3.Connection | None = None


class Connections:
    """The connections to the database `where`, which `uri` opens."""

    def __init__(self, where: str, uri: str) -> None:
        self._where = where
        self._uri = uri
        self._mine = _Mine()
        self._opened: list[sqlite3.Connection] = []
        self._shared: sqlite3.Connection | None = None
        self._turn: AbstractContextManager[object] = nullcontext()

    @classmethod
    def to(cls, path: Path | str) -> Self:
        """Return the connections to a file that does not change while it is read."""
        return cls(str(path), f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1")

    @classmethod
    def only(cls, database: sqlite3.Connection) -> Self:
        """Return a connection to a database in memory for all threads, which take turns."""
        made = cls("the search index in memory", "")
        made._shared = made._limited(database)
        made._turn = threading.Lock()
        return made

    def within(self, seconds: float) -> None:
        """From now on give this thread no answer that takes longer."""
        self._mine.seconds = seconds

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return all rows; raise `LimitError` past the time limit, `StoreError` for what cannot be read."""
        database = self._shared or self._mine.database or self._open()
        try:
            with self._turn:
                self._mine.until = time.monotonic() + self._mine.seconds
                return database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
                raise StoreError(f"{self._where}: cannot be read: {error}; run kg rebuild") from error
            seconds = self._mine.seconds
            raise LimitError(
                f"the search took longer than {seconds:g} s and was ended; ask for less",
                limit="index", value=seconds, retry=_RETRY,
            ) from error  # fmt: skip

    def close(self) -> None:
        """Close all connections."""
        while self._opened:
            self._opened.pop().close()

    def _open(self) -> sqlite3.Connection:
        try:
            database = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            where = f"{self._where}: the search index cannot be opened"
            raise StoreError(f"{where}: {error}; run kg rebuild") from error
        self._mine.database = self._limited(database)
        return database

    def _limited(self, database: sqlite3.Connection) -> sqlite3.Connection:
        mine = self._mine
        database.set_progress_handler(lambda: time.monotonic() > mine.until, _STEPS)
        self._opened.append(database)
        return database
