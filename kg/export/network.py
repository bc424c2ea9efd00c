"""Things and their ties as a network for Gephi, yEd and networkx: GraphML and GEXF."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

import networkx as nx
from rdflib import RDF, SKOS, Literal, URIRef

from kg.export.scope import Scope
from kg.store import Store, Term
from kg.store.ties import PREFIXES, TIES
from kg.vocab import NS

_WRITTEN_ON = re.compile(rb' lastmodifieddate="[^"]*"')  # the one thing that would differ from day to day
_Tie = tuple[str, str, str]


def write_network(scope: Scope, out: IO[bytes], form: str) -> None:
    """Write the ties between things as `graphml` or `gexf`."""
    write_form(network_of(scope), out, form)


def network_of(scope: Scope) -> nx.MultiDiGraph[str]:
    """Return the ties between things.

    A node has a kind and a label in two languages; an edge has its kind, how many nodes it rests on
    (`weight`) and which (`evidence`, separated by spaces). For one graph or one thing, only its ties.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rests: dict[_Tie, set[str]] = defaultdict(set)
    for tie, evidence in _ties(scope):
        rests[tie].add(evidence)
    for name in sorted({name for source, target, _ in rests for name in (source, target)}):
        network.add_node(name, **attributes(scope.store, URIRef(name)))
    for source, target, kind in sorted(rests):
        shown = sorted(rests[source, target, kind])
        network.add_edge(source, target, key=kind, kind=kind, weight=len(shown), evidence=" ".join(shown))
    return network


def write_form(network: nx.Graph[str], out: IO[bytes], form: str) -> None:
    """Write a network as `graphml` or `gexf`; equal networks give equal bytes."""
    buffer = BytesIO()
    write: Any = nx.write_graphml if form == "graphml" else nx.write_gexf
    write(network, buffer, encoding="utf-8")
    out.write(_WRITTEN_ON.sub(b"", buffer.getvalue()))


def _ties(scope: Scope) -> Iterator[tuple[_Tie, str]]:
    inside = None
    if not scope.whole and scope.subject is None:
        inside = {str(subject) for _, triples in scope.pieces() for subject, _, _ in triples}
    for kind, pattern in TIES.items():
        query = f"{PREFIXES}SELECT DISTINCT ?source ?target ?evidence WHERE {{ {pattern} }}"
        for row in scope.store.select(query):
            if isinstance(row["source"], URIRef) and isinstance(row["target"], URIRef):
                tie = str(row["source"]), str(row["target"]), kind
                evidence = str(row["evidence"])
                if _wanted(scope.subject, inside, tie, evidence):
                    yield tie, evidence


def _wanted(subject: str | None, inside: set[str] | None, tie: _Tie, evidence: str) -> bool:
    if subject is not None:
        return subject in tie[:2]
    return inside is None or evidence in inside


def attributes(store: Store, thing: URIRef) -> dict[str, str]:
    """Return label and kind of a thing, as nodes of a network bear them."""
    labels = {
        value.language or "": str(value)
        for _, _, value in sorted(store.match(thing, SKOS.prefLabel), key=_third)
        if isinstance(value, Literal)
    }
    kinds = sorted(str(value).removeprefix(NS) for _, _, value in store.match(thing, RDF.type))
    label = labels.get("vi") or thing.rpartition("/")[2]
    return {"label": label, "label_en": labels.get("en", label), "kind": " ".join(kinds)}


def _third(triple: tuple[Term, Term, Term]) -> str:
    return str(triple[2])
