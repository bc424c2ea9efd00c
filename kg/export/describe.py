"""One thing and what is known of it: what is said, what was concluded, in which sentences it stands."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator

from rdflib import RDFS, SKOS, Literal, URIRef

from kg.errors import LimitError
from kg.export.scope import Piece
from kg.rdf import OA
from kg.store import Store, Term, Triple
from kg.vocab import VPO

_SAID = "SELECT ?s ?g ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_SUPPORTS = URIRef(VPO.supports)
_WITNESSES = frozenset({VPO.derivedFrom, VPO.namedAs})
_PLACES = frozenset({VPO.inSentence, VPO.marks, str(OA.hasTarget)})


def describe(store: Store, thing: URIRef, most: int | None = None) -> Iterator[Piece]:
    """Yield the description of `thing`, graph by graph; nothing when it is unknown.

    Raises `LimitError` when more than `most` nodes tell of it.

    The thing itself, the nodes that point at it, the observations those rest on, their evidence with its
    sentences, and the names of everything mentioned. An article comes with all its nodes.
    """
    found = _Found(store, most or sys.maxsize)
    about = found.say(thing)
    own = f"/graph/article/{thing.rpartition('/')[2]}"
    article = next((graph for graph, _ in about if graph.endswith(own)), None)
    if article is not None:
        for node in {subject for subject, _, _ in store.triples(article)}:
            found.say(node)
    else:
        pointing = sorted({subject for subject, _, _ in store.match(None, None, thing)}, key=str)
        for node in [thing, *pointing]:
            found.say(node)
            found.ground(node)
        found.prove()
    if found.graphs:
        found.name()
    for graph in sorted(found.graphs):
        yield graph, list(found.graphs[graph])


class _Found:
    """Triples collected so far, by graph."""

    def __init__(self, store: Store, most: int) -> None:
        self.store = store
        self.most = most
        self.graphs: dict[str, set[Triple]] = defaultdict(set)
        self.nodes: dict[Term, list[tuple[str, Triple]]] = {}

    def say(self, node: Term) -> list[tuple[str, Triple]]:
        """Add what is said of a node, once; return it."""
        if isinstance(node, Literal):
            return []
        if node not in self.nodes:
            if len(self.nodes) >= self.most:
                raise LimitError(
                    f"more than {self.most:,} nodes tell of it; ask by SPARQL, or take all the data",
                    limit="data_nodes", value=self.most,
                )  # fmt: skip
            rows = self.store.select(_SAID, s=node)
            self.nodes[node] = [(str(row["g"]), (node, row["p"], row["o"])) for row in rows]
            for graph, triple in self.nodes[node]:
                self.graphs[graph].add(triple)
        return self.nodes[node]

    def objects(self, node: Term, predicates: frozenset[str]) -> list[Term]:
        said = self.nodes.get(node, ())
        return [value for _, (_, predicate, value) in said if str(predicate) in predicates]

    def ground(self, node: Term) -> None:
        """Add what a node rests on; a conclusion from conclusions rests on what those rest on."""
        for witness in self.objects(node, _WITNESSES):
            if witness not in self.nodes:
                self.say(witness)
                self.ground(witness)

    def prove(self) -> None:
        """Add the evidence of every node so far, with its sentences and marks."""
        for node in list(self.nodes):
            for evidence, _, _ in list(self.store.match(None, _SUPPORTS, node)):
                self.say(evidence)
        for node in list(self.nodes):
            for place in self.objects(node, _PLACES):
                self.say(place)

    def name(self) -> None:
        """Add the labels of everything mentioned."""
        mentioned = {term for said in self.nodes.values() for _, triple in said for term in triple[1:]}
        for term in sorted(mentioned - set(self.nodes), key=str):
            if isinstance(term, URIRef):
                for row in self.store.select(_SAID, s=term):
                    if row["p"] in (SKOS.prefLabel, RDFS.label):
                        self.graphs[str(row["g"])].add((term, row["p"], row["o"]))
