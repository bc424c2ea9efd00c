"""Processes that a trial kills, starves or watches: forked from one that has everything loaded."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

from kg.errors import KgError


def context() -> ForkServerContext:
    """Return what starts processes that have all modules loaded, so that a fault hits the work."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.faults.warm"])
    return found


class Child:
    """A process that runs `work(…, says)`, where `says` sends lines back. It is dead after the `with`."""

    def __init__(self, work: Callable[..., object], *arguments: object) -> None:
        self._hears, says = context().Pipe(duplex=False)
        self.process: BaseProcess = context().Process(target=work, args=(*arguments, says))
        self.process.start()
        says.close()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._hears.close()

    def said(self, seconds: float) -> Any:
        """Return the next thing that it says; raise `TimeoutError` and `EOFError` without one."""
        if not self._hears.poll(seconds):
            raise TimeoutError(f"nothing was said in {seconds:g} s")
        return self._hears.recv()

    def rest(self) -> list[Any]:
        """Return all that it said until its end."""
        found = []
        while True:
            try:
                found.append(self._hears.recv())
            except EOFError:
                self.process.join()
                return found

    def kill(self) -> None:
        """End it with kill -9, if it still runs."""
        self.process.kill()
        self.process.join()


def told(says: Connection, work: Callable[[], object]) -> None:
    """Send ("done", what `work` returns), or ("refused", the words) of an error that users see."""
    try:
        word = ("done", work())
    except KgError as error:
        word = ("refused", str(error))
    try:
        says.send(word)
    except OSError:  # the one write that was to fail was this one, not of the work
        says.send(word)


def outcome(work: Callable[..., object], *arguments: object, seconds: float) -> tuple[str, Any]:
    """Return what a child told of its work; assert that it ended in time and by neither crash nor
    traceback."""
    with Child(work, *arguments) as child:
        began = time.monotonic()
        try:
            word, value = child.said(seconds)
        except TimeoutError:
            raise AssertionError(f"no end after {time.monotonic() - began:.1f} s") from None
        except EOFError:
            child.process.join()
            raise AssertionError(f"ended with {child.process.exitcode} and no word") from None
        return word, value
