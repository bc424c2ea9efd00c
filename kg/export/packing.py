"""A file of exported data: packed if need be, and told of by a manifest that proves it whole."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

from kg.store.sealing import Manifest

FORM = "kg-export/1"
_LEVEL = 6


class Summed(io.BufferedIOBase):
    """Passes bytes on to `out`, counting and summing them."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._sum = hashlib.sha256()
        self.bytes = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        view = memoryview(cast(bytes, data))
        self._sum.update(view)
        self.bytes += view.nbytes
        self._out.write(view)
        return view.nbytes

    @property
    def sha256(self) -> str:
        """The sum of what was written so far, in hexadecimal digits."""
        return self._sum.hexdigest()


@contextmanager
def packed(out: Summed) -> Iterator[IO[bytes]]:
    """Give what packs by gzip into `out`, with neither time nor name: equal data give equal bytes."""
    with gzip.GzipFile(
        filename="", mode="wb", compresslevel=_LEVEL, fileobj=cast(IO[bytes], out), mtime=0
    ) as file:
        yield cast(IO[bytes], file)


def manifest_of(name: str, form: str, written: Summed, manifest: Manifest, licence: str) -> bytes:
    """Return as JSON what was exported: the file, the generation it is of, its counts and sums, its licence.

    `hash` is the canonical hash (RDFC-1.0) of the generation without the graph of its runs.
    """
    told = {
        "format": FORM,
        "file": {"name": name, "format": form, "bytes": written.bytes, "sha256": written.sha256},
        "generation": manifest.number,
        "created": manifest.created,
        "articles": manifest.articles,
        "triples": manifest.triples,
        "hash": manifest.hash,
        "licence": licence,
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()
