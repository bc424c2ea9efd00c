"""The made-up world with one body of which much is known, for what is hard about hubs."""

from __future__ import annotations

from functools import cache

from flask import Flask
from rdflib import RDF, SKOS, Graph, Literal, URIRef

import hatch_build
from kg.settings import Settings
from kg.store.reader import FixedGeneration
from kg.vocab import VPO
from kg_web import create_app
from tests.browser.world import BASE, new_world

HUB = "id/org/ban-dong-nguoi"
HOLDERS = 60
PARTS = 4


@cache
def hub_app() -> Flask:
    """Return the application over the world, to which a body with many holders and a few parts is added."""
    hatch_build.compile_catalogues()
    store = new_world()
    store.replace_graph(f"{BASE}graph/derived/hub", hub(HUB, HOLDERS, PARTS))
    app = create_app(FixedGeneration(store), Settings(free_clients="127.0.0.0/8 ::1"))
    app.testing = True
    return app


def hub(name: str, holders: int, parts: int = 0) -> Graph:
    """Return a body, who held posts in it in 2015 and the years after, and its parts, which nothing dates."""
    graph = Graph()

    def say(subject: str, predicate: str, value: Literal | str) -> None:
        graph.add((iri(subject), URIRef(predicate), value if isinstance(value, Literal) else iri(value)))

    def call(thing: str, kind: str, label: str) -> None:
        say(thing, str(RDF.type), kind)
        say(thing, str(SKOS.prefLabel), Literal(label, lang="vi"))

    call(name, VPO.PartyOrgan, "Ban Đông Người")
    for number in range(holders):
        person, tenure = f"id/person/dong-nguoi-{number}", f"id/tenure/dong-nguoi-{number}"
        call(person, VPO.Person, f"Người Thứ {number}")
        say(tenure, str(RDF.type), VPO.Tenure)
        say(tenure, VPO.holder, person)
        say(tenure, VPO.organization, name)
        say(tenure, VPO.firstObserved, Literal(f"{2015 + number % 5}-01-01"))
    for number in range(parts):
        call(f"id/org/phong-{number}", VPO.PartyDepartment, f"Phòng {number}")
        say(f"id/org/phong-{number}", VPO.parent, name)
    return graph


def iri(name: str) -> URIRef:
    """Return the IRI of a name."""
    return URIRef(name if name.startswith("http") else BASE + name)
