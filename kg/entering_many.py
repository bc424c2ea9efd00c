"""Very many articles enter the store: read by several processes, loaded in bulk, a batch at a time.

A batch is in the store and on disk before the archive says that its articles have entered. A run that is
killed loses no more than the batch at hand, which the next run reads again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO

from kg.entering import Reader, Reading
from kg.processes import in_processes, processes_of
from kg.settings import Settings
from kg.store import Store
from kg.store.archive import Archive

_BLOCK = 50  # articles that a process reads at once
_BATCH = 200_000_000  # bytes of N-Quads that are loaded at once
_BATCH_FILE = "batch.nq"  # one name, so that the next run overwrites what a killed one left
_ready: tuple[Archive, Reader] | None = None  # of a process that reads


def enter_many(
    store: Store, archive: Archive, settings: Settings, progress: Callable[[int], object]
) -> Iterator[Reading]:
    """Let all pending articles enter; yield what became of each, without its triples, once it is in."""
    ids = iter(archive.ids("pending"))
    blocks = iter(lambda: list(islice(ids, _BLOCK)), [])
    waiting: list[Reading] = []
    with (
        in_processes(processes_of(settings.processes), _prepare, archive.path, settings) as spread,
        _batch_file(archive.path.with_name(_BATCH_FILE)) as file,
    ):
        for readings in spread(_read, blocks):
            for reading in readings:
                if store.holds(reading.graph):
                    store.replace_text(reading.graph, reading.quads)
                else:
                    file.write(reading.quads)
                waiting.append(replace(reading, quads=""))
            progress(len(readings))
            if file.tell() > _BATCH:
                yield from _load(store, archive, Path(file.name), waiting)
                waiting = []
                file.seek(0)
                file.truncate()
        file.flush()
        yield from _load(store, archive, Path(file.name), waiting)


@contextmanager
def _batch_file(path: Path) -> Iterator[IO[str]]:
    """Give a file for one batch after another, which is gone afterwards."""
    try:
        with path.open("w", encoding="utf-8") as file:
            yield file
    finally:
        path.unlink(missing_ok=True)


def _load(store: Store, archive: Archive, file: Path, batch: list[Reading]) -> list[Reading]:
    """Load a batch, wait until it is on disk, and note in the archive that it is; return it."""
    store.load(file, "application/n-quads")
    store.touch(reading.graph for reading in batch)
    store.flush()
    with archive.batch():
        archive.mark_entered(reading.id for reading in batch if reading.refusal is None)
        for reading in batch:
            if reading.refusal is not None:
                archive.refuse(reading.id, reading.refusal.reason)
    return batch


def _prepare(archive: Path, settings: Settings) -> None:
    global _ready
    _ready = Archive(archive, readonly=True), Reader(settings)


def _read(ids: list[str]) -> list[Reading]:
    assert _ready is not None
    archive, reader = _ready
    return [reader.read(archive.get(id_)) for id_ in ids]
