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
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
