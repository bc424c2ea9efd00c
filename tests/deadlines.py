"""A bound on waiting. It is no measurement: the bound is far above what the work takes anywhere."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest


@contextmanager
def ends(within: float) -> Iterator[None]:
    """Fail the test unless what stands inside ends within so many seconds."""

    def late(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"not ended after {within:g} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, within)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
