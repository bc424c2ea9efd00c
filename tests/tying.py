"""People in one body, for tests of ties."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef

from kg.derive.coholding import Stay, state_cotenures
from kg.derive.facts import Reference
from kg.store.together import held
from kg.vocab import VPO

BASE = "https://vpo.example/"
BODY = "id/org/x"


def stay(
    who: str, first: str = "", last: str = "", post: str = "id/post/x/a", *, came: str = "", left: str = ""
) -> Stay:
    """Return a tenure of `who` in the body, surely held from `first` to `last`, its ends known or not."""
    bounds = {VPO.surelyFrom: first, VPO.surelyUntil: last, VPO.possiblyFrom: came, VPO.possiblyUntil: left}
    role = f"scheme/role/{post.rsplit('/', 1)[-1]}"
    name, turns = f"id/tenure/{who}/{post}", frozenset(filter(None, (came, left)))
    return Stay(name, f"id/person/{who}", BODY, post, role, held(bounds), turns=turns)


def cotenures(*stays: Stay) -> Graph:
    """Return what is concluded from the tenures of one body."""
    graph = Graph()
    for subject, predicate, value in state_cotenures(BODY, stays, Reference()):
        kept = value if isinstance(value, Literal) else named(value)
        graph.add((named(subject), URIRef(predicate), kept))
    return graph


def named(name: str) -> URIRef:
    """Return the IRI of a name."""
    return URIRef(name if name.startswith("http") else BASE + name)
