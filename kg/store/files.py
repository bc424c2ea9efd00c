"""Files that survive a kill: one lock a writer, pointers that move in one step, folders that are on disk."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import LockedError, StoreError

MIN_FREE = 64_000_000
"""Bytes that must be free before a write begins: room for one log file of the store and a checkpoint."""

_FICLONE = 0x40049409  # of ioctl_ficlone(2)
_PIECE = 1 << 20


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the lock file `path` alone; raise `LockedError` when another process has it.

    The kernel frees the lock when its holder dies, so a killed writer never blocks the next one.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be written: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            raise LockedError(
                f"{path.parent}: process {owner} is writing; wait for it or end it, then try again"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def reading_lock(path: Path) -> Iterator[None]:
    """Hold the file `path` together with other readers, so that `is_read` is true meanwhile."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_read(path: Path) -> bool:
    """Return whether any process holds a reading lock on `path`."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def write_file(path: Path, text: str) -> None:
    """Write `path` so that a reader, or a kill at any moment, finds the old text or the new one."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path, *, deep: bool = False) -> None:
    """Wait until a file or the list of a folder is on disk; `deep` with all that is in the folder."""
    if deep and path.is_dir():
        for entry in path.iterdir():
            sync(entry, deep=True)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clone_file(source: Path, target: Path) -> None:
    """Copy a file; at once, whatever its size, where the file system lets two files share what they hold."""
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new, _FICLONE, old.fileno())
        except OSError:
            shutil.copyfileobj(old, new, _PIECE)


def check_space(folder: Path) -> None:
    """Raise `StoreError` when the disk of `folder` is too full to begin a write."""
    free = shutil.disk_usage(folder).free
    if free < MIN_FREE:
        raise StoreError(
            f"{folder}: only {free // 10**6} MB are free; make room for at least {MIN_FREE // 10**6} MB"
        )
