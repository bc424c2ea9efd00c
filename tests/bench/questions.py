"""How long the named queries take over a made-up corpus: made, loaded, derived and asked in one go.

`python -m tests.bench.questions 10000 FOLDER` makes the store in FOLDER unless it is there. Each query is
asked with its defaults and with the things that most is said of. Printed are milliseconds of processor time:
the median of five warm runs, the slowest and the first. `--json FILE` writes them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from kg.derive import derive_all
from kg.queries import NamedQuery, all_queries
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.vocab import VPO
from tests.bench.corpus import make_corpus, write_quads

_HOT = {
    "person": "?x a vpo:Person ; vpo:namedAs ?n",
    "post": "?tenure a vpo:Tenure ; vpo:post ?x ; vpo:derivedFrom ?n",
    "document": "?n vpo:citedDocument ?x",
    "article": "?n vpo:citingArticle ?x",
    "place": "?n vpo:place ?x ; vpo:reportCount ?reports",
    "body": "?n vpo:organization ?x ; a vpo:HoldingObservation",
    "event": "?x vpo:reportedBy ?n",
}
_FIXED = {
    "cluster": "id/cluster/btctw/4",
    "sponsor": "id/org/ban-to-chuc-trung-uong",
    "rule": "id/rule/linking.appositive",
    "word": "sắp xếp",
    "conflictKind": VPO.eventDatesDiffer,
    "date": "2021-05-05",
    "dateFrom": "2020-03-01",
    "dateTo": "2020-03-31",
    "year": "2021",
    "yearFrom": "2018",
    "yearTo": "2019",
}
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of processor time of one query; None where one run took longer than the limit."""

    query: str
    values: str
    rows: int | None
    median: float | None
    slowest: float | None
    first: float | None


def build(articles: int, folder: Path) -> None:
    """Make the store of a corpus in `folder` and say how long each step took."""
    settings = Settings()
    folder.mkdir(parents=True, exist_ok=True)
    quads = folder / "corpus.nq"
    store = Store.open_writer(folder / "store")
    steps = {
        "generate": lambda: write_quads(make_corpus(articles), quads, settings.base_iri),
        "reference": lambda: load_reference(store, settings),
        "load": lambda: store.load(quads, "application/n-quads"),
        "derive": lambda: derive_all(store, settings),
        "optimize": store.optimize,
    }
    for name, step in steps.items():
        wall, cpu = time.perf_counter(), time.process_time()
        step()
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        times = time.perf_counter() - wall, time.process_time() - cpu
        print(f"{name:10} {times[0]:8.1f} s {times[1]:8.1f} s cpu {used:6} MB", flush=True)
    store.close()
    quads.unlink()


def hot_values(store: Store) -> dict[str, str]:
    """Return for each kind of parameter the thing that most is said of; of persons the second, too."""
    values = dict(_FIXED)
    for name, pattern in _HOT.items():
        rows = store.select(
            f"PREFIX vpo: <https://vpo.example/ontology#> SELECT ?x (COUNT(*) AS ?n) WHERE {{ {pattern} }} "
            "GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 2"
        )
        values[name] = str(rows[0]["x"])
        if name == "person":
            values["thing"], values["other"] = values[name], str(rows[1]["x"])
            values["fact"], values["own"] = values[name], "graph/none"
    return values


def measure(store: Store, hot: dict[str, str], limit: int) -> Iterator[Timing]:
    """Yield the timings of all questions, of all queries of pages and of those of notebooks and models."""
    for query in (*all_queries(), *all_queries("pages"), *all_queries("client")):
        values = {param.name: hot[param.name] for param in query.params if param.name in hot}
        if not any(param.required for param in query.params):
            yield _timed(store, query, {}, "default", limit)
        if values:
            yield _timed(store, query, values, "hot", limit)


def _timed(store: Store, query: NamedQuery, values: dict[str, str], label: str, limit: int) -> Timing:
    """Time a query in a process of its own, which a signal ends when it takes too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(_ask(store, query, values, limit)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    rows, times = json.loads(text) if text else (None, None)
    if times is None:
        return Timing(query.name, label, None, None, None, None)
    return Timing(query.name, label, rows, median(times[1:]), max(times[1:]), times[0])


def _ask(store: Store, query: NamedQuery, values: dict[str, str], limit: int) -> tuple[int, list[float]]:
    bound, times, rows = query.bind(values), [], 0
    for _ in range(_ROUNDS):
        signal.alarm(limit)
        start = time.process_time()
        answer = store.write_results(bound.text, "application/sparql-results+json", **bound.bindings)
        times.append(round((time.process_time() - start) * 1000, 2))
        rows = len(json.loads(answer)["results"]["bindings"])
    return rows, times


def main() -> None:
    """Build if need be, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--limit", type=int, default=30)
    wishes = parser.parse_args()
    if not (wishes.folder / "store").exists():
        build(wishes.articles, wishes.folder)
    store = Store.open_reader(wishes.folder / "store")
    done = []
    for timing in measure(store, hot_values(store), wishes.limit):
        done.append(timing)
        told = (
            f"{timing.rows:6} rows {timing.median:9.1f} {timing.slowest:9.1f} {timing.first:9.1f} ms"
            if timing.median is not None
            else f"over {wishes.limit} s"
        )
        print(f"{timing.query:30} {timing.values:8} {told}", flush=True)
    if wishes.json:
        queries = [asdict(timing) for timing in done]
        report = {"format": "kg-bench-questions/1", "articles": wishes.articles, "queries": queries}
        wishes.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
