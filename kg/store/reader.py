"""What readers hold: one generation with its store and its side index, reopened when the pointer moves."""

from __future__ import annotations

import json
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from kg.errors import StoreError
from kg.store.engine import Store
from kg.store.files import reading_lock
from kg.store.side import Side


@dataclass(frozen=True, slots=True)
class Generation:
    """One unmoving state of the data; `folder` is None in memory.

    `number` changes whenever the data does. Equal `tag`s mean equal data, also after a restart; it is empty
    where the data may change under who reads. `made` says when, in ISO form; it is empty where nobody knows.
    """

    number: int
    store: Store
    side: Side
    folder: Path | None = None
    tag: str = field(default_factory=lambda: token_hex(8))
    made: str = ""

    @property
    def name(self) -> str:
        """What tells it from any other: the load and the data, of which either alone may come back."""
        return f"{self.number}-{self.tag}"


class Reader(Protocol):
    """Whoever can say what the data is now."""

    def now(self) -> Generation: ...


class Pointer(Protocol):
    """What a data folder says about its generations."""

    @property
    def path(self) -> Path: ...
    def stamp(self) -> object: ...
    def current(self) -> int | None: ...
    def folder(self, number: int) -> Path: ...


class CurrentGeneration:
    """Follows the pointer of a data folder. Safe to ask from many threads."""

    def __init__(self, home: Pointer) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._held: Generation | None = None
        self._stamp: object = None
        self._files = ExitStack()

    def now(self) -> Generation:
        """Return the current generation; raise `StoreError` when nothing was ever published.

        Who still uses an older one keeps it: it is closed when the last of them lets go.
        """
        stamp = self._home.stamp()
        with self._lock:
            if self._held is None or stamp != self._stamp:
                if self._held is None or self._home.current() != self._held.number:
                    self._held = self._open()
                self._stamp = stamp
            return self._held

    def store(self) -> Store:
        """Return the store of the current generation."""
        return self.now().store

    def close(self) -> None:
        """Let go of the generation, so that it may be pruned."""
        with self._lock:
            self._files.close()
            self._held = None

    def _open(self) -> Generation:
        for _ in range(5):  # a generation can be pruned between reading the pointer and opening it
            number = self._home.current()
            if number is None:
                raise StoreError(
                    f"{self._home.path}: holds no data; load articles first (kg load, or kg demo)"
                )
            folder = self._home.folder(number)
            files = ExitStack()
            try:
                files.enter_context(reading_lock(folder / "manifest.json"))
                store, side = Store.open_reader(folder / "store"), Side(folder / "side.sqlite")
                opened = Generation(number, store, side, folder, *_sealed(folder / "manifest.json"))
            except FileNotFoundError:
                files.close()
                continue
            self._files.close()
            self._files = files
            return opened
        raise StoreError(f"{self._home.path}: the current generation vanishes while it is opened; try again")


def _sealed(manifest: Path) -> tuple[str, str]:
    """The hash of the data, and when it was published."""
    try:
        told = json.loads(manifest.read_text("utf-8"))
        return str(told["hash"])[:16], str(told["created"])
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{manifest}: damaged: {error}; run kg rebuild") from error


class FixedGeneration:
    """A store that does not change any more, such as one in memory, behind the same question."""

    def __init__(
        self, store: Store, side: Side | None = None, *, union: bool = True, number: int = 0
    ) -> None:
        self.union = union  # whether queries without FROM see all graphs, or the default graph only
        self._now = Generation(number, store, side or Side.of(store))

    def now(self) -> Generation:
        """Return the one generation there is."""
        return self._now
