"""What a store lost and gained since it was opened, and the hash that follows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS, XSD, BNode, Literal, URIRef

from kg.store import Store
from kg.store import delta as following
from kg.store.canonical import followed
from kg.store.delta import NOTHING, Delta

GRAPHS = [f"https://vpo.example/graph/{name}" for name in ("article/1", "derived/person/a", "load")]
VALUES = [Literal("một", lang="vi"), Literal("1.0", datatype=XSD.decimal), URIRef("https://vpo.example/id/x")]
TRIPLES = [(URIRef(f"https://vpo.example/id/{n}"), RDFS.label, value) for n in "ab" for value in VALUES]
SOME = st.sets(st.sampled_from(TRIPLES))
STEPS = st.lists(st.tuples(st.sampled_from(GRAPHS), SOME, SOME, st.booleans()), max_size=6)


def lines(store: Store) -> set[str]:
    return {
        f"{subject.n3()} {predicate.n3()} {value.n3()} <{graph}>"
        for graph in store.graphs()
        for subject, predicate, value in store.triples(graph)
    }


def bytes_of(quads: frozenset[str]) -> list[bytes]:
    return [f"{quad} .\n".encode() for quad in quads]


@given(STEPS, STEPS)
def test_what_changed_is_the_difference_and_the_hash_follows_it(before, after):
    store = Store.in_memory()
    take(store, before)
    store.follow()
    held, hash_ = lines(store), store.canonical_hash(without="/graph/load")
    take(store, after)
    delta = store.changes()
    assert (delta.gone, delta.come) == (held - lines(store), lines(store) - held)
    assert delta.graphs == {line.rpartition("<")[2][:-1] for line in held ^ lines(store)}
    now = followed(hash_, bytes_of(delta.gone), bytes_of(delta.come), without="/graph/load")
    assert now == store.canonical_hash(without="/graph/load")


def take(store: Store, steps: list[tuple[str, set, set, bool]]) -> None:
    for graph, gone, come, whole in steps:
        if whole:
            store.replace_graph(graph, come)
        else:
            store.amend_graph(graph, gone, come)


def test_a_graph_of_blank_nodes_by_other_names_is_no_change():
    store = Store.in_memory()
    store.replace_graph(GRAPHS[0], [(BNode("a"), RDFS.label, VALUES[0])])
    store.follow()
    store.replace_graph(GRAPHS[0], [(BNode("b"), RDFS.label, VALUES[0])])
    assert store.changes() == NOTHING


def test_bulk_loads_and_changes_past_the_limit_are_not_followed(monkeypatch):
    monkeypatch.setattr(following, "MOST", 2)
    store = Store.in_memory()
    store.replace_graph(GRAPHS[0], TRIPLES[:2])
    assert len(store.changes().come) == 2
    store.replace_graph(GRAPHS[1], TRIPLES[2:3])
    assert store.changes() is None
    store.follow()
    assert store.changes() == NOTHING
    store.load(b"<a:b> <a:c> <a:d> .", "application/n-quads")
    assert store.changes() is None


def test_only_the_named_graphs_changed():
    line = f"<a:b> <a:c> <a:d> <{GRAPHS[2]}>"
    assert Delta(frozenset(), frozenset([line])).only("/graph/load")
    assert not Delta(frozenset([line.replace("load", "article/1")]), frozenset([line])).only("/graph/load")
