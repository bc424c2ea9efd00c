"""Sums of a database by blocks, so that after a change only the blocks that changed are read.

They lie in a file beside the database, a line a block. A block is compared with its sum before a change goes
into it, so that a flipped bit is never taken for what was written.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import StoreError

SUFFIX = ".blocks"
_BLOCK = 1 << 20
_HEADER, _FRAME = struct.Struct(">8xI20x"), struct.Struct(">I20x")  # of a write-ahead log of SQLite
_BEGIN = "PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0"


def write_blocks(path: Path) -> None:
    """Write the sums of all blocks of a file."""
    _write(path, list(_sums(path)))


def blocks_agree(path: Path) -> bool:
    """Return whether a file is as its sums say."""
    try:
        return list(_sums(path)) == _told(path)
    except (OSError, UnicodeDecodeError):
        return False


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a database to change, which nobody else reads; afterwards its sums are those of what it is then.

    Raise `StoreError` where what should change is not as its sums say. What is written is not yet on disk.
    """
    told = _told(path)
    _check(path, told, [0])
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_BEGIN)
        yield database
        changed = _in_log(path.with_name(f"{path.name}-wal")) | {len(told) - 1}
        _check(path, told, changed - {0})
        database.execute("PRAGMA journal_mode = DELETE")
    count = -(-path.stat().st_size // _BLOCK)
    anew = {at for at in {0, *changed, *range(len(told), count)} if at < count}
    fresh = dict(zip(sorted(anew), _sums(path, sorted(anew)), strict=True))
    _write(path, [fresh.get(at) or told[at] for at in range(count)])


def _in_log(log: Path) -> set[int]:
    """Return the blocks of which the log of a database holds pages; an empty one holds none."""
    found: set[int] = set()
    with log.open("rb") as file:
        begin = file.read(_HEADER.size)
        page = _HEADER.unpack(begin)[0] if begin else 0
        while len(head := file.read(_FRAME.size)) == _FRAME.size:
            found.add((_FRAME.unpack(head)[0] - 1) * page // _BLOCK)
            file.seek(page, 1)
    return found


def _check(path: Path, told: list[str], blocks: Iterable[int]) -> None:
    known = sorted(at for at in blocks if at < len(told))
    if list(_sums(path, known)) != [told[at] for at in known]:
        raise StoreError(f"{path}: is not as it was written")


def _sums(path: Path, blocks: Iterable[int] | None = None) -> Iterator[str]:
    """Yield the sums of some blocks, or of all."""
    with path.open("rb") as file:
        count = -(-path.stat().st_size // _BLOCK)
        for at in range(count) if blocks is None else blocks:
            file.seek(at * _BLOCK)
            yield hashlib.sha256(file.read(_BLOCK)).hexdigest()


def _told(path: Path) -> list[str]:
    return path.with_name(path.name + SUFFIX).read_text("ascii").split()


def _write(path: Path, sums: Iterable[str]) -> None:
    path.with_name(path.name + SUFFIX).write_text("".join(f"{line}\n" for line in sums), "ascii")
