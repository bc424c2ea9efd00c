"""What a few articles touch is made again: the result is that of all rows, whatever came and went before."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.derive import Touched, derive_all, derive_touched, touched_by
from kg.pipeline import build_demo
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.vocab import VPO
from tests.bench.again import make_store

BASE = "https://vpo.example/"
DERIVED = f"{BASE}graph/derived/"
POST = URIRef(VPO.post)


class World:
    """The sample data set without conclusions, and its articles one by one."""

    def __init__(self, home: Path) -> None:
        build_demo(Settings(home=home))
        reader = DataHome(home).current_reader().now().store
        graphs = {graph: reader.triples(graph) for graph in reader.graphs() if not graph.startswith(DERIVED)}
        self.articles = {graph: graphs.pop(graph) for graph in sorted(graphs) if "/graph/article/" in graph}
        self.reference = graphs

    def store(self, articles: frozenset[str] = frozenset()) -> Store:
        """Return a store that holds these articles, not derived."""
        store = Store.in_memory()
        for graph, triples in self.reference.items():
            store.replace_graph(graph, triples)
        for graph in articles:
            store.replace_graph(graph, self.articles[graph])
        return store

    def put(self, store: Store, graph: str, *, present: bool) -> Touched:
        """Add or remove one article; return what that touches."""
        name = graph.removeprefix(f"{BASE}graph/")
        before = touched_by(store, name, BASE)
        store.replace_graph(graph, self.articles[graph] if present else ())
        return before | touched_by(store, name, BASE)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("samples"))


def derived_graphs(store: Store, touched: Touched, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Derive what is touched; return the graphs that were written whole."""
    written: list[str] = []
    replace = store.replace_graph
    monkeypatch.setattr(
        store, "replace_graph", lambda name, rows: written.append(name) or replace(name, rows)
    )
    derive_touched(store, Settings(), touched)
    return written


@pytest.mark.parametrize("seed", [1, 4])
def test_coming_and_going_gives_what_all_rows_give(samples: World, seed: int):
    chance = random.Random(seed)
    store, present = samples.store(), frozenset()
    derive_all(store, Settings())
    for step in range(8):
        moved = chance.sample(sorted(samples.articles), chance.choice([1, 2, 5, 9]))
        touched = Touched()
        for graph in moved:
            present ^= {graph}
            touched |= samples.put(store, graph, present=graph in present)
        derive_touched(store, Settings(), touched)
        if step % 4 == 3:
            whole = samples.store(present)
            derive_all(whole, Settings())
            assert store.graphs() == whole.graphs()
            for graph in whole.graphs():
                assert set(store.triples(graph)) == set(whole.triples(graph)), graph


@pytest.mark.parametrize("seed", [1, 2])
def test_made_up_articles_that_come_and_go_give_what_all_rows_give(seed: int):
    chance, base = random.Random(seed), Settings()
    store, graphs = make_store(40, base), {}
    for graph in store.graphs():
        graphs[graph] = store.triples(graph)
    derive_all(store, base)
    articles, gone = sorted(graph for graph in graphs if "/graph/article/" in graph), set()
    for _ in range(3):
        touched = Touched()
        for graph in chance.sample(articles, 8):
            gone ^= {graph}
            touched |= touched_by(store, graph.removeprefix(f"{BASE}graph/"), BASE)
            store.replace_graph(graph, () if graph in gone else graphs[graph])
            touched |= touched_by(store, graph.removeprefix(f"{BASE}graph/"), BASE)
        derive_touched(store, base, touched)
        whole = Store.in_memory()
        for graph in graphs.keys() - gone:
            whole.replace_graph(graph, graphs[graph])
        derive_all(whole, base)
        assert store.graphs() == whole.graphs()
        assert [graph for graph in whole.graphs() if not store.agrees(whole, graph)] == []


def test_posts_that_others_hold_too_are_not_read_again_for_one_article(
    samples: World, monkeypatch: pytest.MonkeyPatch
):
    articles = frozenset(samples.articles)
    held = Counter(
        (graph, post) for graph, said in samples.articles.items() for _, term, post in said if term == POST
    )
    often = Counter(post for _, post in held)
    newcomer = max(
        articles, key=lambda graph: (sum(often[post] > 1 for at, post in held if at == graph), graph)
    )
    store = samples.store(articles - {newcomer})
    derive_all(store, Settings())
    known = {graph for graph in store.graphs() if graph.startswith(f"{DERIVED}named-post/")}
    touched = samples.put(store, newcomer, present=True)
    written = derived_graphs(store, touched, monkeypatch)
    name = newcomer.removeprefix(f"{BASE}graph/")
    assert known & {f"{DERIVED}{block}" for block in touched_by(store, name, BASE).blocks}
    assert not known & set(written)


def test_nothing_touched_writes_nothing(samples: World):
    store = samples.store()
    derive_touched(store, Settings(), Touched())
    assert not any(graph.startswith(DERIVED) for graph in store.graphs())


def test_only_touched_blocks_are_written(samples: World, monkeypatch: pytest.MonkeyPatch):
    store = samples.store(frozenset(samples.articles))
    derive_all(store, Settings())
    graph = min(samples.articles)
    touched = samples.put(store, graph, present=False)
    written = derived_graphs(store, touched, monkeypatch)
    derived = [name for name in store.graphs() if name.startswith(DERIVED)]
    assert 0 < len(written) < len(derived) / 4
