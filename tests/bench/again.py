"""How long one article takes to be derived in a store of many, against deriving all.

`python -m tests.bench.again 10000` makes so many made-up articles, derives them, then withdraws and reloads
some of them one by one. Seconds of processor time; the store is in memory.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from kg.derive import derive_all, derive_touched, touched_by
from kg.pipeline import load_reference
from kg.settings import Settings
from kg.store import Store
from tests.bench.corpus import make_corpus, write_quads

_SEED = 2


def make_store(articles: int, settings: Settings) -> Store:
    """Return a store in memory that holds a made-up corpus, not derived."""
    store = Store.in_memory()
    load_reference(store, settings)
    with tempfile.TemporaryDirectory() as folder:
        quads = Path(folder) / "corpus.nq"
        write_quads(make_corpus(articles), quads, settings.base_iri)
        store.load(quads, "application/n-quads")
    return store


def measure(store: Store, settings: Settings, changes: int) -> Iterator[tuple[float, float]]:
    """Yield the seconds of withdrawing and of reloading an article; the store ends as it was."""
    base = settings.base_iri
    graphs = [graph for graph in store.graphs() if graph.startswith(f"{base}graph/article/")]
    for graph in random.Random(_SEED).sample(graphs, min(changes, len(graphs))):
        triples, name = store.triples(graph), graph.removeprefix(f"{base}graph/")
        touched = touched_by(store, name, base)
        store.remove_graph(graph)
        gone = _timed(lambda touched=touched: derive_touched(store, settings, touched))  # type: ignore[misc]
        store.replace_graph(graph, triples)
        touched |= touched_by(store, name, base)
        yield gone, _timed(lambda touched=touched: derive_touched(store, settings, touched))  # type: ignore[misc]


def _timed(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


def main(articles: int, changes: int = 20) -> None:
    """Print the seconds of all and of one."""
    settings = Settings()
    store = make_store(articles, settings)
    whole = _timed(lambda: derive_all(store, settings))
    times = sorted(seconds for pair in measure(store, settings, changes) for seconds in pair)
    one = f"median {median(times):.2f} s, slowest {times[-1]:.2f} s"
    print(f"{articles} articles: all {whole:.1f} s; one: {one}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
