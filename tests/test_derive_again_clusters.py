"""Clusters whose lists come and go: the years made again are those of a derivation of all lists."""

from __future__ import annotations

import random
from collections.abc import Iterator

from rdflib import RDF, XSD, Literal, URIRef

from kg.derive import Touched, derive_all, derive_touched, touched_by
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.vocab import VPO

BASE = "https://vpo.example/"
CLUSTERS = ("btctw/4", "bo-y-te/9")  # one of the tables, one that they lack
UNITS = ("long-an", "tien-giang", "ha-nam")
YEARS = (1990, 1991, 2018, 2019, 2020, 2041)  # a gap that is too long, and two that are not


def article(number: int, chance: random.Random) -> set[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Return what an article says of one cluster in one year: members, perhaps their number."""
    node = f"{BASE}id/article/{number:016x}"
    cluster, year = URIRef(f"{BASE}id/cluster/{chance.choice(CLUSTERS)}"), chance.choice(YEARS)
    whole = Literal("true" if chance.random() < 0.5 else "false", datatype=XSD.boolean)

    def said() -> Iterator[tuple[str, str, URIRef | Literal]]:
        yield "c1", str(RDF.type), URIRef(VPO.ClusterObservation)
        yield "c1", VPO.sponsor, URIRef(f"{BASE}id/org/{cluster.split('/')[-2]}")
        if chance.random() < 0.5:
            yield "c1", VPO.statedMemberCount, Literal(str(chance.randint(1, 3)), datatype=XSD.integer)
        for name in chance.sample(UNITS, chance.randint(0, 3)):
            yield name, str(RDF.type), URIRef(VPO.ClusterMembershipObservation)
            yield name, VPO.memberUnit, URIRef(f"{BASE}id/adm63/{name}")
            yield name, VPO.listComplete, whole

    triples = {(URIRef(f"{node}#{name}"), URIRef(term), value) for name, term, value in said()}
    for subject in {subject for subject, _, _ in triples}:
        triples.add((subject, URIRef(VPO.cluster), cluster))
        triples.add((subject, URIRef(VPO.year), Literal(str(year), datatype=XSD.integer)))
    return triples


def test_lists_that_come_and_go_give_what_all_lists_give():
    chance, settings, store, whole = random.Random(1), Settings(), Store.in_memory(), Store.in_memory()
    for each in (store, whole):
        load_reference(each, settings)
    derive_all(store, settings)
    present: dict[int, set[tuple[URIRef, URIRef, URIRef | Literal]]] = {}
    for step in range(9):
        touched = Touched()
        for number in chance.sample(range(14), chance.choice([1, 2, 6])):
            name = f"article/{number:016x}"
            said = set() if number in present else article(number, chance)
            touched |= touched_by(store, name, BASE)
            for each in (store, whole):
                each.replace_graph(f"{BASE}graph/{name}", said)
            touched |= touched_by(store, name, BASE)
            present.pop(number, None) if number in present else present.update({number: said})
        derive_touched(store, settings, touched)
        if step % 3 == 2:
            derive_all(whole, settings)
            assert store.graphs() == whole.graphs()
            assert [graph for graph in whole.graphs() if not store.agrees(whole, graph)] == []
