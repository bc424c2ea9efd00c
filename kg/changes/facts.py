"""What two stores say of the same things: nodes described, by graph and by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDF, SKOS, Literal, URIRef

from kg.changes.model import Thing
from kg.store import Store
from kg.vocab import NS, VPO

Described = dict[str, dict[str, frozenset[str]]]
"""For each node its values by property, names relative to the base, terms of the ontology whole."""
_HEADLINE = "https://schema.org/headline"
_NAME = "http://xmlns.com/foaf/0.1/name"
_NAMES = (str(SKOS.prefLabel), _HEADLINE, _NAME, VPO.reason)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two stores that are compared."""

    store: Store
    base: str

    def graphs(self) -> set[str]:
        """Return the names of all graphs."""
        return set(self.store.graphs())

    def described(self, graphs: Iterable[str]) -> Described:
        """Return the nodes of these graphs."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for graph in graphs:
            for subject, predicate, value in self.store.match(graph=graph):
                found[self.relative(subject)][str(predicate)].add(self.relative(value))
        return {
            node: {path: frozenset(values) for path, values in said.items()} for node, said in found.items()
        }

    def one(self, name: str, path: str) -> str:
        """Return a value of a property of a thing, the smallest of several, empty without one."""
        found = (self.relative(o) for _, _, o in self.store.match(URIRef(self.base + name), URIRef(path)))
        return min(found, default="")

    def names(self, name: str) -> tuple[str, str]:
        """Return what a thing is called in Vietnamese and English, twice empty when nothing says it."""
        for path in _NAMES:
            found = self.store.match(URIRef(self.base + name), URIRef(path))
            labels = {(o.language or ""): str(o) for _, _, o in found if isinstance(o, Literal)}
            if labels:
                any_ = min(labels.values())
                return labels.get("vi", any_), labels.get("en", labels.get("vi", any_))
        return "", ""

    def relative(self, term: object) -> str:
        """Return a name relative to the base; the text of a literal."""
        text = str(term)
        if isinstance(term, Literal) or text.startswith(NS):
            return text
        return text.removeprefix(self.base)


def thing(name: str, *sides: Side) -> Thing:
    """Return a thing as the first of the sides that knows it calls it, else by its name."""
    for side in sides:
        vi, en = side.names(name)
        if vi:
            return Thing(name, vi, en)
    return Thing(name, name, name)


def of_class(nodes: Described, *kinds: str) -> Iterator[str]:
    """Yield the nodes of any of these classes, sorted."""
    wanted = set(kinds)
    return (node for node, said in sorted(nodes.items()) if wanted & said.get(str(RDF.type), frozenset()))
