"""Our server against `oxigraph serve` over the same files, with the same questions, in one run.

`python -m tests.bench.serve 1000 FOLDER` makes a corpus of so many articles in FOLDER unless it is there and
starts both (the peer comes with the extra `bench`). Printed are requests per second and ratios for
questions over all that cost the engine milliseconds, for those of pages, for look-ups, for answers of
megabytes, and for the first two asked again and again; what the way through a worker costs; and how late a
question is ended that cannot be answered in time. Processor time is that of the whole server, and blurs less
on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from kg.settings import Settings
from kg.sparql.endpoint import Endpoint
from kg.sparql.protocol import Request
from kg.store import Store
from kg.store.generations import DataHome
from tests.bench.clients import Target, exchange, rate
from tests.bench.mix import counts, long_ones, lookups, pages
from tests.bench.questions import build

_ROOT = Path(__file__).resolve().parents[2]
_DEADLINE = 2
_WARMING = 1.0  # seconds in which all that starts with the first requests gets started
_GIVEN_UP = 15.0  # seconds over the deadline after which nobody waits any longer
_JSON = "application/sparql-results+json"
_WANTED = {
    "large": "≥ .9",
    "small": "≥ .4",
    "smallest": "",
    "long answers": "",
    "repeated": "≥ 3",
    "repeated small": "",
}
_ENDLESS = {
    "product": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorted product": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c LIMIT 1",
    "path": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>)+ ?b }",
}


def corpus(articles: int, folder: Path) -> DataHome:
    """Return a data folder that holds a made-up corpus."""
    home = DataHome(folder)
    if home.current() is None:
        build(articles, folder)
        with home.writer() as store:
            home.publish(store)
    return home


def spent(pid: int) -> float:
    """Return the seconds of processor time of a process and its children, ended ones too."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, parts[11:15])) / os.sysconf("SC_CLK_TCK")
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return own + sum(spent(int(child)) for task in tasks for child in task.read_text().split())


@contextmanager
def ours(folder: Path) -> Iterator[Target]:
    """Start `kg serve`."""
    chosen = {"HOME": folder, "QUERY_SECONDS": _DEADLINE, "FREE_CLIENTS": "127.0.0.0/8"}
    environment = {**os.environ, **{f"KG_{name}": str(value) for name, value in chosen.items()}}
    environment["PYTHONPATH"] = f"{_ROOT}:{_ROOT / 'web'}"
    command = [sys.executable, "-m", "kg", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            found = re.search(r":(\d+)/", process.stderr.readline())
            assert found is not None
            yield Target(int(found[1]), "/sparql", process.pid)
        finally:
            process.terminate()


@contextmanager
def peer(folder: Path, seconds: int = 0) -> Iterator[Target]:
    """Start `oxigraph serve-read-only` over the same files; 0 is no limit for a query.

    With a limit it keeps a thread for each query until the time is over, and runs out of them.
    """
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    program = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
    place = ["--location", str(folder), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    limit = ["--timeout-s", str(seconds)] if seconds else []
    command = [program, "serve-read-only", *place, *limit]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield Target(port, "/query", process.pid)
        finally:
            process.kill()


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the peer does not listen")


def hop(home: DataHome, rounds: int = 2_000) -> float:
    """Return what the way through a worker adds to a question, in milliseconds: the median of many."""
    endpoint = Endpoint.over(home.current_reader(), Settings(query_workers=1))
    folder = home.folder(home.current() or 0) / "store"
    store = Store.open_reader(folder)
    request = Request("ASK {}", _JSON, "", 10, 1_000, 5.0)
    try:
        through = _middle(lambda: endpoint.pool.run(request), rounds)
        return through - _middle(lambda: store.write_results("ASK {}", _JSON), rounds)
    finally:
        endpoint.close()
        store.close()


def cost(store: Store, queries: Sequence[str]) -> float:
    """Return what the engine alone takes for a question, in milliseconds of processor time: the mean."""
    start = time.process_time()
    for query in queries:
        for _ in range(5):
            store.write_results(query, _JSON)
    return (time.process_time() - start) * 200 / len(queries)


def _middle(call: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def lateness(target: Target, query: str) -> float:
    """Return how many seconds after its deadline a question ended, `inf` when nobody waited any longer."""
    with target.connect(_DEADLINE + _GIVEN_UP) as connection:
        start = time.perf_counter()
        try:
            exchange(connection, b"".join(target.request(query)))
        except TimeoutError:
            return float("inf")
        except ConnectionError:
            pass  # cut off in the middle of an answer: an end, if a bad one
        return time.perf_counter() - start - _DEADLINE


def _late(target: Target) -> dict[str, float]:
    return {name: lateness(target, query) for name, query in _ENDLESS.items()}


def compare(
    us: Target, them: Target, queries: Sequence[str], wishes: Any, *, fresh: bool
) -> dict[str, float]:
    """Return what both do and their ratios, by the clock and by the processor.

    The round in the middle of several in which they took turns.
    """
    rounds = []
    for _ in range(wishes.rounds):
        (one, cost), (two, price) = (_round(server, queries, wishes, fresh) for server in (us, them))
        rounds.append({"ratio": one / two, "ours": one, "peer": two, "cpu": price / cost, "ours ms": cost,
                       "peer ms": price})  # fmt: skip
    return sorted(rounds, key=lambda figures: figures["ratio"])[len(rounds) // 2]


def _round(server: Target, queries: Sequence[str], wishes: Any, fresh: bool) -> tuple[float, float]:
    """Requests per second, and milliseconds of the server's processor time for each."""
    before = spent(server.pid)
    asked, seconds = rate(server, queries, wishes.clients, wishes.seconds, fresh=fresh)
    return asked / seconds, (spent(server.pid) - before) * 1000 / asked


def measure(home: DataHome, wishes: Any) -> dict[str, Any]:
    """Return all figures."""
    folder = home.folder(home.current() or 0) / "store"
    store = Store.open_reader(folder)
    large, small, smallest = counts(), pages(store), lookups(store)
    told: dict[str, Any] = {"engine ms": {"large": cost(store, large), "small": cost(store, small[:60]),
                                          "smallest": cost(store, smallest[:60]),
                                          "long answers": cost(store, long_ones())}}  # fmt: skip
    store.close()
    told["hop ms"] = hop(home)
    with ours(home.path) as us, peer(folder) as them:
        for server in (us, them):
            rate(server, small, wishes.clients, _WARMING, fresh=True)
        told["large"] = compare(us, them, large, wishes, fresh=True)
        told["small"] = compare(us, them, small, wishes, fresh=True)
        told["smallest"] = compare(us, them, smallest, wishes, fresh=True)
        told["long answers"] = compare(us, them, long_ones(), wishes, fresh=True)
        told["repeated"] = compare(us, them, [*large, *small[: len(large)]], wishes, fresh=False)
        told["repeated small"] = compare(us, them, small[:20], wishes, fresh=False)
        told["late"] = {"ours": _late(us)}
    with peer(folder, _DEADLINE) as them:
        told["late"]["peer"] = _late(them)
    return told


def show(told: dict[str, Any]) -> None:
    """Print the figures, each with what it should be."""
    engine = ", ".join(f"{name} {ms:.2f}" for name, ms in told["engine ms"].items())
    print(f"ms of processor time, the engine alone: {engine}")
    print(f"ms that the way through a worker adds: {told['hop ms']:.3f} (wanted: at most 0.3)")
    print(f"{'':15} requests/s  ours    peer  ratio      ms of processor  ours   peer  ratio")
    for name, wanted in _WANTED.items():
        one = told[name]
        rates = f"{one['ours']:15.0f} {one['peer']:7.0f} {one['ratio']:6.2f} {wanted:>5}"
        print(f"{name:15} {rates} {one['ours ms']:20.2f} {one['peer ms']:6.2f} {one['cpu']:6.2f}")
    for who, late in told["late"].items():
        each = ", ".join(f"{name} {seconds:+.2f}" for name, seconds in late.items())
        print(f"seconds after the deadline, {who}: {each}")


def main() -> None:
    """Make the corpus if need be, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=1_000)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        told = measure(corpus(wishes.articles, wishes.folder or Path(made)), wishes)
    show(told)
    if wishes.json:
        wishes.json.write_text(json.dumps({"format": "kg-bench-serve/1", **told}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
