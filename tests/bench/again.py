"""How long one article takes to be derived in a store of many, against deriving all.

`python -m tests.bench.again 10000` makes so many made-up articles, derives them, then withdraws and reloads
some of them one by one: a dense corpus, of the same people and days whatever its size. With `--growing` it is
one that grows in time as an archive does, with as many articles a year and a person at each size. Seconds of
processor time; the store is in memory.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from kg.derive import derive_all, derive_touched, touched_by
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from tests.bench.corpus import make_corpus, write_growing, write_quads

_SEED = 2


def make_store(articles: int, settings: Settings, *, growing: bool = False) -> Store:
    """Return a store in memory that holds a made-up corpus, not derived."""
    store = Store.in_memory()
    load_reference(store, settings)
    with tempfile.TemporaryDirectory() as folder:
        quads = Path(folder) / "corpus.nq"
        if growing:
            write_growing(articles, quads, settings.base_iri)
        else:
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


def main(articles: int, changes: int = 20, *, growing: bool = False) -> None:
    """Print the seconds of all, of one that goes and of one that comes."""
    settings = Settings()
    store = make_store(articles, settings, growing=growing)
    whole = _timed(lambda: derive_all(store, settings))
    gone, came = zip(*measure(store, settings, changes), strict=True)
    kind = "growing" if growing else "dense"
    print(f"{articles} articles, {kind}: all {whole:.1f} s; one comes: {_told(came)}; goes: {_told(gone)}")


def _told(times: Sequence[float]) -> str:
    return f"median {median(times):.3f} s, slowest {max(times):.3f} s"


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word != "--growing"]
    main(*numbers, growing="--growing" in sys.argv)
