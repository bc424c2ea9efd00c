"""One article that comes or goes, and what follows held against a derivation of all."""

from __future__ import annotations

from rdflib import Literal, URIRef

from kg.derive import Touched, derive_all, touched_by
from kg.settings import Settings
from kg.store import Store

BASE = "https://vpo.example/"
DERIVED = f"{BASE}graph/derived/"
Said = list[tuple[URIRef, URIRef, URIRef | Literal]]


def put(store: Store, graph: str, said: Said) -> Touched:
    """Replace the graph of an article and return what that touches."""
    name = graph.removeprefix(f"{BASE}graph/")
    before = touched_by(store, name, BASE)
    store.replace_graph(graph, said)
    return before | touched_by(store, name, BASE)


def assert_like_all(store: Store) -> None:
    """Assert that the derived graphs are those of a derivation from nothing."""
    whole = Store.in_memory()
    for graph in store.graphs():
        if not graph.startswith(DERIVED):
            whole.replace_graph(graph, store.triples(graph))
    derive_all(whole, Settings())
    assert store.graphs() == whole.graphs()
    for graph in whole.graphs():
        assert set(store.triples(graph)) == set(whole.triples(graph)), graph
