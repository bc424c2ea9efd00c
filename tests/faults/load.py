"""`python -m tests.faults.load --minutes 5 --clients 16 --attackers 2`: a server under load (R3, R4).

Pages and queries are asked in a fixed mix, each over a connection that is kept. Right is a whole answer that
equals the first one to the same request, or a promised refusal (429 or 503 with `Retry-After`) of a query. A
cut body, another answer, another status and a reset are failures; a time-out is unknown. With attackers the
same runs again beside them. Clients come from addresses of their own, attackers share one each.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.bad.odd_world import odd_home
from tests.faults.shapes import CALLS, CRASHES, SHAPES
from tests.serving import Server, served, some_address

_PAGES = (
    "/", "/search?q=long+an", "/search?q=nguyen", "/graph", "/conflicts", "/queries", "/export", "/ontology",
    "/changes", "/quality", "/search.json?q=long",
)  # fmt: skip
_QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s a ?c }",
    "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c",
    "SELECT ?s { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 20",
    "ASK { ?s a <urn:nothing> }",
)
_SHARE = 0.8  # of requests are pages
_FRESH = {True: 0.2, False: 0.5}  # of pages, and of queries, were never asked before: they are kept nowhere
_TIMEOUT = 30.0


@dataclass(slots=True)
class Counted:
    """What clients saw; times in seconds."""

    ok: int = 0
    promised: int = 0
    failed: int = 0
    unknown: int = 0
    pages: list[tuple[float, str]] = field(default_factory=list)
    queries: list[tuple[float, str]] = field(default_factory=list)
    why: Counter[str] = field(default_factory=Counter)


class Client(threading.Thread):
    """Asks until `stop`, with one connection."""

    def __init__(self, server: Server, stop: float, right: dict[str, bytes], seed: int) -> None:
        super().__init__()
        self.counted = Counted()
        self._server = server
        self._until = stop
        self._right = right
        self._chance = random.Random(seed)
        self._address = some_address()
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        while time.monotonic() < self._until:
            page = self._chance.random() < _SHARE
            path = self._page() if page else self._query()
            mark = self._chance.randrange(10**9) if self._chance.random() < _FRESH[page] else 0
            began = time.monotonic()
            self._judge(path, mark, page)
            (self.counted.pages if page else self.counted.queries).append((time.monotonic() - began, path))
        self._close()

    def _query(self) -> str:
        return f"/sparql?format=csv&query={quote(self._chance.choice(_QUERIES))}%20%23mark="

    def _page(self) -> str:
        path = self._chance.choice(_PAGES)
        return f"{path}{'&' if '?' in path else '?'}mark="

    def _judge(self, path: str, mark: int, page: bool) -> None:
        try:
            status, headers, body = self._ask(f"{path}{mark}")
        except TimeoutError:
            self.counted.unknown += 1
            self._close()
        except (OSError, http.client.HTTPException) as error:
            self._fail(f"{type(error).__name__}: {path}")
            self._close()
        else:
            if not page and status in {429, 503} and "Retry-After" in headers:
                self.counted.promised += 1
                time.sleep(0.05)
            elif status != 200:
                self._fail(f"{status}: {path}")
            elif (plain := body.replace(b"mark=%d" % mark, b"mark=0")) != self._right.setdefault(path, plain):
                self._fail(f"another answer: {path}")
            else:
                self.counted.ok += 1

    def _ask(self, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self._server.port, timeout=_TIMEOUT, source_address=(self._address, 0)
            )
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()  # raises `IncompleteRead` for a body that is cut
        return answer.status, answer.headers, body

    def _fail(self, why: str) -> None:
        self.counted.failed += 1
        self.counted.why[why] += 1

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Attacker(threading.Thread):
    """Sends costly queries from one address, one after the other."""

    def __init__(self, server: Server, stop: float, first: int) -> None:
        super().__init__()
        self.statuses: Counter[str] = Counter()
        self._server = server
        self._until = stop
        self._next = first
        self._queries = [
            *SHAPES.values(),
            *CRASHES.values(),
            *(c.format(there="http://127.0.0.1:9/") for c in CALLS),
        ]

    def run(self) -> None:
        address = some_address()
        while time.monotonic() < self._until:
            query = self._queries[self._next % len(self._queries)]
            self._next += 1
            if self.statuses["429"] > self._next / 2:
                address = some_address()  # an attacker with many addresses
            try:
                self.statuses[str(self._server.query(query, source=address).status)] += 1
            except (OSError, http.client.HTTPException) as error:
                self.statuses[type(error).__name__] += 1


def drive(
    server: Server, seconds: float, clients: int, attackers: int, right: dict[str, bytes]
) -> dict[str, object]:
    """Return what was counted in so many seconds of load."""
    said, began = len(server.said()), time.monotonic()
    stop = began + seconds
    asking = [Client(server, stop, right, seed) for seed in range(clients)]
    attacking = [Attacker(server, stop, 17 * number) for number in range(attackers)]
    for thread in (*asking, *attacking):
        thread.start()
    memory = []
    while time.monotonic() < stop:
        time.sleep(min(1.0, max(0.0, stop - time.monotonic())))
        memory.append(server.memory())
    for thread in (*asking, *attacking):
        thread.join()
    counts = [client.counted for client in asking]
    why: Counter[str] = sum((one.why for one in counts), Counter())
    ended = Counter(re.findall(r'"limit": ?"(\w+)"', server.said()[said:]))
    return {
        "seconds": round(time.monotonic() - began, 1),
        "clients": clients,
        "attackers": attackers,
        "requests": sum(one.ok + one.promised + one.failed + one.unknown for one in counts),
        **{
            name: sum(getattr(one, name) for one in counts)
            for name in ("ok", "promised", "failed", "unknown")
        },
        "failures": dict(why.most_common(10)),
        "pages": _times([time_ for one in counts for time_, _ in one.pages]),
        "each page": _by_path([page for one in counts for page in one.pages]),
        "queries": _times([time_ for one in counts for time_, _ in one.queries]),
        "attacks": dict(sum((one.statuses for one in attacking), Counter())),
        "workers killed": ended.total() - ended["queue"],
        "refused in the queue": ended["queue"],
        "RSS in MB": {"first": memory[0] // 10**6, "last": memory[-1] // 10**6, "most": max(memory) // 10**6},
    }


def _by_path(pages: list[tuple[float, str]]) -> dict[str, dict[str, float]]:
    """Return the times of each path, the slowest first."""
    by_path: dict[str, list[float]] = {}
    for seconds, path in pages:
        by_path.setdefault(path, []).append(seconds)
    found = {path: _times(seconds) for path, seconds in by_path.items()}
    return dict(sorted(found.items(), key=lambda item: -item[1]["p99 ms"]))


def _times(seconds: list[float]) -> dict[str, float]:
    ranked = sorted(seconds) or [0.0]
    return {
        "count": len(seconds),
        "p50 ms": round(1000 * ranked[len(ranked) // 2], 1),
        "p99 ms": round(1000 * ranked[int(len(ranked) * 0.99)], 1),
        "max ms": round(1000 * ranked[-1], 1),
    }


def main() -> int:
    """Print the report as JSON; return 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--attackers", type=int, default=0)
    parser.add_argument("--home", type=Path, help="a data folder; without it, a small made-up world")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        home = chosen.home or odd_home(Path(stack.enter_context(tempfile.TemporaryDirectory()))).path
        server = stack.enter_context(served(home, log_level="warning", query_seconds=2))
        right: dict[str, bytes] = {}
        runs = {"quiet": drive(server, 60 * chosen.minutes, chosen.clients, 0, right)}
        if chosen.attackers:
            runs["attacked"] = drive(server, 60 * chosen.minutes, chosen.clients, chosen.attackers, right)
        print(json.dumps(runs, indent=1), flush=True)
    return int(any(run["failed"] for run in runs.values()))


if __name__ == "__main__":
    sys.exit(main())
