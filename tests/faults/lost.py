"""Processes of a server are killed while it is asked: nothing but whole answers and promised refusals,
and soon again."""

from __future__ import annotations

import http.client
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bad.odd_world import odd_home
from tests.faults.tally import Fault, Round
from tests.serving import Server, start, stop

_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } #"
_SOON = {"workers": 1.0, "server": 2.0}  # seconds on a quiet machine; a busy one is told, not failed
_LATEST = 60.0


@dataclass(slots=True)
class Prepared:
    """A running server, its folder and the right answer."""

    home: Path
    server: Server
    right: bytes


def prepare(folder: Path) -> Prepared:
    """Start a server that is ended with this process's trials."""
    home = odd_home(folder).path
    server = start(home, query_seconds=2)
    return Prepared(home, server, server.query(_COUNT).body)


def trial(prepared: Prepared, one: Round) -> str:
    """Kill all workers, or the server itself; ask until the right answer comes back."""
    what = "server" if one.number % 4 == 3 else "workers"
    asked = f"{_COUNT}{one.number}"
    prepared.server.query(asked + "a")
    if what == "server":
        prepared.server.process.kill()
        prepared.server.process.wait()
        began = time.monotonic()
        prepared.server = start(prepared.home, query_seconds=2)
    else:
        for pid in prepared.server.workers():
            os.kill(pid, signal.SIGKILL)
        began = time.monotonic()
    _ask_until_right(prepared, asked, began)
    took = time.monotonic() - began
    return f"{what} back within {_SOON[what]:g} s" if took <= _SOON[what] else f"{what} back later"


def _ask_until_right(prepared: Prepared, asked: str, began: float) -> None:
    while True:
        try:
            answer = prepared.server.query(asked)
        except (ConnectionError, http.client.HTTPException) as error:
            raise AssertionError(f"an answer was cut: {error}") from error
        if answer.status == 200:
            assert answer.body == prepared.right, "a wrong answer"
            return
        assert (answer.status, "retry-after" in answer.headers) == (503, True), answer
        assert time.monotonic() - began < _LATEST, "not back"


def finish(prepared: Prepared) -> None:
    """End the server."""
    stop(prepared.server)


FAULT = Fault("lost processes", prepare, trial, short=4, long=200, finish=finish)
