"""Bodies whose namings come and go: what is said of one stays that of all, also where articles differ."""

from __future__ import annotations

import random

import pytest
from rdflib import RDF, Literal, URIRef

from kg.derive import Touched, derive_all, derive_touched
from kg.settings import Settings
from kg.store import Store
from kg.vocab import VPO
from tests.again import BASE, DERIVED, Said, assert_like_all, put

BODY = f"{BASE}id/org/so-y-te-long-an"
MAYBE = {
    VPO.parent: ["tinh-uy-a", "tinh-uy-b", "tinh-uy-c"],
    VPO.level: ["tinh", "huyen"],
    VPO.jurisdiction: ["long-an", "tay-ninh"],
}


def naming(number: int, **told: str) -> tuple[str, Said]:
    """Return the graph of an article that names the body, and what it says of it by term of the ontology."""
    node = URIRef(f"{BASE}id/article/{number:016x}#b1")
    said: Said = [
        (node, RDF.type, URIRef(VPO.BodyObservation)),
        (node, URIRef(VPO.organization), URIRef(BODY)),
        (node, URIRef(VPO.canonicalName), Literal("Sở Y tế Long An", lang="vi")),
    ]
    said += [(node, URIRef(term), URIRef(f"{BASE}id/org/{name}")) for term, name in told.items()]
    return f"{BASE}graph/article/{number:016x}", said


@pytest.mark.parametrize("seed", range(2))
def test_namings_that_differ_come_and_go_as_in_all(seed: int):
    chance, store, present = random.Random(seed), Store.in_memory(), set()
    for _ in range(30):
        touched = Touched()
        for number in chance.sample(range(12), chance.choice([1, 1, 2, 5])):
            told = {term: chance.choice(names) for term, names in MAYBE.items() if chance.random() < 0.7}
            graph, said = naming(number, **told)
            touched |= put(store, graph, [] if number in present else said)
            present ^= {number}
        derive_touched(store, Settings(), touched)
        assert_like_all(store)


def test_the_voice_that_decided_is_missed_when_it_goes():
    store = Store.in_memory()
    names = ["tinh-uy-b", "tinh-uy-b", "tinh-uy-a", "tinh-uy-a", "tinh-uy-b"]
    graphs = [naming(number, **{VPO.parent: name}) for number, name in enumerate(names)]
    for graph, said in graphs:
        store.replace_graph(graph, said)
    derive_all(store, Settings())
    parents = [str(value) for _, _, value in store.match(URIRef(BODY), URIRef(VPO.parent))]
    assert parents == [f"{BASE}id/org/tinh-uy-b"]
    derive_touched(store, Settings(), put(store, graphs[4][0], []))
    parents = [str(value) for _, _, value in store.match(URIRef(BODY), URIRef(VPO.parent))]
    assert parents == [f"{BASE}id/org/tinh-uy-a"]


def test_a_voice_among_many_that_agree_is_not_missed(monkeypatch: pytest.MonkeyPatch):
    store = Store.in_memory()
    graphs = [naming(number, **{VPO.parent: "tinh-uy-a"}) for number in range(6)]
    graphs.append(naming(6, **{VPO.parent: "tinh-uy-b"}))
    for graph, said in graphs:
        store.replace_graph(graph, said)
    derive_all(store, Settings())
    touched, written = put(store, graphs[0][0], []), []
    replace = store.replace_graph
    monkeypatch.setattr(
        store, "replace_graph", lambda name, said: written.append(name) or replace(name, said)
    )
    derive_touched(store, Settings(), touched)
    assert f"{DERIVED}body/so-y-te-long-an" not in written
    assert_like_all(store)
