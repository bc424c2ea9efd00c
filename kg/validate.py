"""The gate in front of the store: does a graph keep the shapes of `ontology/shapes.ttl`?

An article graph is checked alone, in memory, before it enters. pySHACL is the reference; `kg.gate` gives
the same answer in a twentieth of the time, and is compared with it in every load. `report` checks the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import GateError, ShapeError
from kg.gate import Violation, broken_rules, broken_shapes, by_node, message, short
from kg.rdf import graph_of
from kg.settings import resource
from kg.terms import Terms, terms_of

_FIRST = 20  # so many articles of a load are checked by pySHACL too: all of a small one


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What a check of many graphs found. `graphs` counts the graphs checked."""

    graphs: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """True when no rule is broken."""
        return not self.violations


class Graphs(Protocol):
    """Something that holds named graphs, such as `kg.store.Store`."""

    def graphs(self) -> list[str]: ...

    def triples(self, graph: str) -> Iterable[tuple[Node, Node, Node]]: ...


class Gate:
    """Checks the articles of one load: the first and then `share` of them by pySHACL as well.

    With a share of 1 pySHACL checks all of them, alone; with 0 none.
    """

    def __init__(self, share: float) -> None:
        self._alone = share >= 1
        self._every = round(1 / share) if share else 0
        self._count = 0

    def check(self, triples: list[Terms], *, where: str) -> None:
        """Raise `ShapeError` unless these are the triples of one article that keeps all shapes.

        Raises `GateError` where the quick check and pySHACL say different things.
        """
        said = by_node(triples)
        asked = self._is_asked()
        found = set() if self._alone else set(broken_shapes(said, where))
        if asked:
            meant = set(_broken_shapes(graph_of(triples), where))
            if not self._alone and found != meant:
                raise GateError(
                    f"{where}: the quick check and pySHACL differ ({min(found ^ meant)}); "
                    "nothing is published. Load with KG_GATE_SAMPLE=1 (pySHACL alone), and report this"
                )
            found = meant
        _refuse(found | set(broken_rules(said, where)), where)

    def _is_asked(self) -> bool:
        self._count += 1
        return self._every > 0 and (self._count <= _FIRST or self._count % self._every == 0)


def check_article_graph(graph: Graph, *, where: str) -> None:
    """Raise `ShapeError` unless `graph` is the graph of one article that keeps all shapes, by pySHACL."""
    _refuse({*_broken_shapes(graph, where), *broken_rules(by_node(terms_of(graph)), where)}, where)


def _refuse(found: set[Violation], where: str) -> None:
    if found:
        raise ShapeError(tuple(str(violation) for violation in sorted(found)), where=where)


def report(store: Graphs) -> ValidationReport:
    """Return what breaks a shape in each graph of `store`, in order of graph and node."""
    violations: set[Violation] = set()
    names = store.graphs()
    for name in names:
        graph = Graph()
        for triple in store.triples(name):
            graph.add(triple)
        violations.update(_broken_shapes(graph, name))
        if "/graph/article/" in name:
            violations.update(broken_rules(by_node(terms_of(graph)), name))
    return ValidationReport(len(names), tuple(sorted(violations)))


def _broken_shapes(graph: Graph, where: str) -> Iterator[Violation]:
    """Yield what breaks a shape as pySHACL sees it."""
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=_shapes(resource("ontology")), inplace=True)
    if conforms:
        return
    for result in results.objects(None, SH.result):
        path = results.value(result, SH.resultPath)
        yield Violation(
            where,
            str(results.value(result, SH.focusNode)),
            short(path) if isinstance(path, URIRef) else "",
            _message(results, result),
        )


def _message(results: Graph, result: Node) -> str:
    said = [text for text in results.objects(result, SH.resultMessage) if isinstance(text, Literal)]
    english = [text for text in said if text.language != "vi"]
    return message(str(min(english or said, default="breaks a shape")), results.value(result, SH.value))


@lru_cache(maxsize=2)
def _shapes(folder: Path) -> Graph:
    """Return the shapes, read once, in the form that is quick to run.

    A property shape inside a node shape is run once for each node; with the target of the node shape as its
    own it is run once for all nodes, and says the same (SHACL 2.1.3).
    """
    graph = Graph().parse(folder / "shapes.ttl", format="turtle")
    for shape in list(graph.subjects(SH.closed)):
        listed = next(graph.objects(shape, SH.ignoredProperties))
        paths = [path for prop in graph.objects(shape, SH.property) for path in graph.objects(prop, SH.path)]
        Collection(graph, listed).__iadd__(paths)
    for shape, prop in list(graph.subject_objects(SH.property)):
        for target in graph.objects(shape, SH.targetClass):
            graph.add((prop, SH.targetClass, target))
            graph.remove((shape, SH.property, prop))
    return graph
