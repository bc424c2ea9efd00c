"""One hash for a data set, whatever the order in which it was loaded."""

from __future__ import annotations

import hashlib
import heapq
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

_RUN = 500_000  # lines sorted at once: about 100 MB of N-Quads
_BLANK = re.compile(rb'^(?:_:|<[^>]*> <[^>]*> _:)| _:[^\s"]+ \.$')


def canonical_hash(
    write: Callable[[IO[bytes]], object], relabel: Callable[[bytes], bytes], *, without: str = ""
) -> str:
    """Return the SHA-256 of the sorted canonical N-Quads, as RDFC-1.0 defines the hash of a data set.

    `write` writes N-Quads in any order. Our own graphs hold no blank nodes, so sorting is all there is
    to do; the lines that do hold one are handed to `relabel`, which names them canonically. Those lines
    alone decide the names, so the rest need not be in memory. Sorts in runs on disk. Quads of a graph whose
    IRI ends in `without` are left out.
    """
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as dump, ExitStack() as stack:
        write(dump)
        dump.seek(0)
        blank: list[bytes] = []
        runs = [stack.enter_context(run) for run in _runs(_ground(_kept(dump, without), blank))]
        named = sorted(relabel(b"".join(blank)).splitlines(keepends=True)) if blank else []
        for line in heapq.merge(*runs, named):
            digest.update(line)
    return digest.hexdigest()


def _kept(lines: Iterable[bytes], without: str) -> Iterable[bytes]:
    end = f"{without}> .\n".encode()
    return (line for line in lines if not line.endswith(end)) if without else lines


def _ground(lines: Iterable[bytes], blank: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        if b"_:" in line and _BLANK.search(line):
            blank.append(line)
        else:
            yield line


def _runs(lines: Iterator[bytes]) -> Iterator[IO[bytes]]:
    while run := sorted(islice(lines, _RUN)):
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller's stack closes it
        file.writelines(run)
        file.seek(0)
        yield file
