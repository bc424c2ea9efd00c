"""Where workers find the data of a reader: a generation's folder, or a copy of what is in memory."""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path

from kg.store.reader import Generation, Reader


@dataclass(frozen=True, slots=True)
class Place:
    """A store to be read: its folder, and a name that changes whenever the data does."""

    generation: str
    folder: Path


class Places:
    """Where the reader's generation lies; one in memory is written to a temporary folder first."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._made: Path | None = None
        self._place: Place | None = None

    def now(self) -> Place:
        """Return the place of the current generation."""
        generation = self._reader.now()
        with self._lock:
            if self._place is None or self._place.generation != generation.name:
                folder = generation.folder / "store" if generation.folder else self._write(generation)
                self._place = Place(generation.name, folder)
            return self._place

    def _write(self, generation: Generation) -> Path:
        if self._made is None:
            self._made = Path(tempfile.mkdtemp(prefix="kg-"))
            weakref.finalize(self, shutil.rmtree, self._made, ignore_errors=True)
        for old in self._made.iterdir():
            shutil.rmtree(old)
        folder = self._made / str(generation.number)
        generation.store.checkpoint(folder)
        return folder
