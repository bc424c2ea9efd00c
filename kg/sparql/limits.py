"""The limits that hold for every query of a pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from kg.settings import Settings

_NICE = 5  # of public workers: pages come first


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use. `queue` callers wait at most; `memory` is bytes of one worker.

    `nice` is how far workers step back behind the server itself, as in nice(2).
    """

    seconds: float = 10.0
    memory: int = 1_500_000_000
    rows: int = 50_000
    bytes: int = 10_000_000
    text: int = 65_536
    workers: int = 2
    queue: int = 16
    nice: int = 0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the limits of the public endpoint."""
        return cls(
            seconds=settings.query_seconds,
            memory=settings.query_memory,
            rows=settings.query_rows,
            bytes=settings.query_bytes,
            text=settings.query_text,
            workers=settings.query_workers,
            queue=settings.query_queue,
            nice=_NICE,
        )
