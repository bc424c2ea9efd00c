"""`python -m tests.faults.limits`: every costly query ends at its limit, and nothing calls out (R5, R6).

Each is asked over HTTP, where the guard stands before the workers, and of the workers alone.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.settings import Settings
from kg.sparql.endpoint import Endpoint
from kg.sparql.protocol import Request
from kg.store.generations import DataHome
from tests.bad.odd_world import odd_home
from tests.bad.queries import Listener
from tests.faults.shapes import CALLS, CRASHES, SHAPES
from tests.serving import Server, served

_LATE = 0.5  # seconds past the limit that the target allows


@dataclass(slots=True)
class Measured:
    """How costly queries ended: by status, the slowest past its limit, the growth of the server in bytes."""

    asked: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    slowest: str = ""
    past_limit: float = -1.0
    late: int = 0
    grown: int = 0
    quiet: bool = True

    def count(self, name: str, end: str, past: float) -> None:
        """Note how one query ended, and how many seconds past the limit."""
        self.asked += 1
        self.ends[end] += 1
        self.late += past > _LATE
        if past > self.past_limit:
            self.past_limit, self.slowest = past, name

    def told(self) -> dict[str, object]:
        """Return the figures by name."""
        return {
            "asked": self.asked,
            "ends": dict(self.ends),
            "slowest": self.slowest,
            "seconds past the limit": round(self.past_limit, 3),
            f"later than {_LATE:g} s": self.late,
            "RSS of the server grew by MB": round(self.grown / 10**6, 1),
            "connections": "none" if self.quiet else "SOME",
        }


def over_http(server: Server, limit: float) -> Measured:
    """Return how the queries end that are asked over HTTP; raise `AssertionError` for an end that is none."""
    found = Measured()
    server.query("ASK {}")
    before = server.memory()
    with Listener() as listener:
        calls = {text: text.format(there=listener.address) for text in CALLS}
        for name, query in {**SHAPES, **CRASHES, **calls}.items():
            began = time.monotonic()
            answer = server.query(query, accept="*/*")
            found.count(name, str(answer.status), time.monotonic() - began - limit)
            assert answer.status in {200, 400, 503}, (name, answer.status)
            assert answer.status != 503 or "retry-after" in answer.headers, name
            assert name not in calls or answer.status == 400, name
        found.quiet = listener.quiet()
    found.grown = server.memory() - before
    return found


def without_guard(home: DataHome, limit: float) -> Measured:
    """Return how the queries end that go to the workers as they are."""
    found = Measured()
    endpoint = Endpoint.over(home.current_reader(), Settings(query_seconds=limit, query_memory=800_000_000))
    with Listener() as listener:
        calls = {text: text.format(there=listener.address) for text in CALLS}
        for name, query in {**SHAPES, **CRASHES, **calls}.items():
            endpoint.pool.state()  # a worker is ready: its start is no part of the limit
            end, began = "answered", time.monotonic()
            with suppress(KgError):
                try:
                    endpoint.pool.run(Request(query, "text/csv", "text/turtle", 5000, 10**6, limit))
                except KgError as error:
                    end = type(error).__name__
                    raise
                finally:
                    found.count(name, end, time.monotonic() - began - limit)
        found.quiet = listener.quiet()
    endpoint.close()
    return found


def main() -> None:
    """Print both as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.limits", description=__doc__)
    parser.add_argument("--limit", type=float, default=2.0, help="seconds of a query")
    limit = parser.parse_args().limit
    logging.disable()  # each query that is ended is logged
    with tempfile.TemporaryDirectory() as folder:
        home = odd_home(Path(folder))
        with served(home.path, query_seconds=limit, query_rows=5000) as server:
            guarded = over_http(server, limit)
        report = {"limit": limit, "guard on": guarded.told(), "guard off": without_guard(home, limit).told()}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
