"""Where a command writes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def output(target: str) -> Iterator[IO[bytes]]:
    """Give a binary stream to `target`; `-` is standard output.

    A file is written beside its place and moved there at the end, so an error leaves what was there before.
    """
    if target == "-":
        sys.stdout.flush()
        # A buffer of our own: under `python -u` that of Python is none, and a write to a pipe may be short.
        with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
            yield out
        return
    path = Path(target)
    if path.exists() and not path.is_file():  # a device or a pipe is written to; a folder is refused
        with path.open("wb") as file:
            yield file
        return
    with _beside(path) as name:
        with name.open("wb") as file:
            yield file
        name.chmod(0o666 & ~_umask())
        name.replace(path.resolve())


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give an empty file in the folder of `path`; it is gone at the end unless it was moved away."""
    folder = path.resolve().parent
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
    except OSError as error:
        error.filename = str(path)
        raise
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
