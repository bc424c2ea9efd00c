"""A drawn part of the relations as RDF and as a network: one statement, or one edge, for each relation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx
from rdflib import Graph, URIRef
from rdflib.namespace import ORG

from kg.rdf import PREFIXES, SCHEMA
from kg.vocab import VPO

_FORTH: Mapping[str, str] = {
    "tenure": str(ORG.memberOf), "member-unit": str(ORG.memberOf), "member-body": str(ORG.memberOf),
    "jurisdiction": VPO.jurisdiction, "part-of": VPO.parent, "cluster": VPO.cluster, "place": VPO.place,
    "reported-by": VPO.reportedBy, "cites": str(SCHEMA.citation), "successor": VPO.successor,
    "same-body": VPO.colleagueOf, "same-event": VPO.attendedWith, "succession": VPO.followedInPostBy,
    "same-cluster": VPO.inClusterWith, "crowd": VPO.inCrowdWith,
}  # fmt: skip
_BACK: Mapping[str, str] = {
    "leads": VPO.leader, "participant": VPO.participant, "organizer": VPO.organizer
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A relation of two things, and what else a network says of it."""

    source: str
    target: str
    kind: str
    said: Mapping[str, str | int]


def turtle_of(lines: Iterable[Line]) -> bytes:
    """Return a statement for each relation as Turtle, by the property that says it most directly."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for line in lines:
        source, target = URIRef(line.source), URIRef(line.target)
        if line.kind in _BACK:
            graph.add((target, URIRef(_BACK[line.kind]), source))
        else:
            graph.add((source, URIRef(_FORTH[line.kind]), target))
    return graph.serialize(format="turtle", encoding="utf-8")


def network_of_lines(
    things: Mapping[str, Mapping[str, str | int]], lines: Iterable[Line]
) -> nx.MultiDiGraph[str]:
    """Return the things and relations as a network."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, said in things.items():
        network.add_node(name, **said)
    for line in lines:
        network.add_edge(line.source, line.target, key=line.kind, kind=line.kind, **line.said)
    return network
