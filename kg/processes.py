"""Work spread over processes: blocks go out, results come back in their order, few wait in memory."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any, Protocol, TypeVar

from kg.errors import StoreError

Block = TypeVar("Block")
Result = TypeVar("Result")
_AHEAD = 2  # blocks for each process that are out at once: one worked on, one waiting


class Spread(Protocol):
    """Yields `work(block)` for each block, in their order."""

    def __call__(self, work: Callable[[Block], Result], blocks: Iterable[Block], /) -> Iterator[Result]: ...


def processes_of(wanted: int) -> int:
    """Return how many processes to start; 0 means one for each processor core that we may use."""
    if wanted:
        return wanted
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def in_processes(count: int, prepare: Callable[..., object], *given: Any) -> Iterator[Spread]:
    """Give what spreads work over `count` processes, each made ready by `prepare(*given)`; one: over none.

    They start afresh, not as copies of this process, whose store has threads. They end with it, however it
    ends. Raises `StoreError` when one of them was ended.
    """
    if count == 1:
        prepare(*given)
        yield map
        return
    pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (prepare, given))
    try:
        yield lambda work, blocks: _in_turn(pool, work, iter(blocks), count * _AHEAD)
    except BrokenProcessPool as error:
        raise StoreError(
            "a process that read articles was ended, perhaps for lack of memory; what was done is kept: run "
            "the same again, with fewer at once by KG_PROCESSES"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_turn(
    pool: ProcessPoolExecutor, work: Callable[[Block], Result], blocks: Iterator[Block], most: int
) -> Iterator[Result]:
    out: deque[Future[Result]] = deque(pool.submit(work, block) for block in islice(blocks, most))
    while out:
        yield out.popleft().result()
        out.extend(pool.submit(work, block) for block in islice(blocks, 1))


def _begin(prepare: Callable[..., object], given: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare(*given)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
