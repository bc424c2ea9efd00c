"""The gate in front of the store: does a graph keep the shapes of `ontology/shapes.ttl`?

An article graph is checked alone, in memory, before it enters. `report` checks what the store holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import pyshacl
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import ShapeError
from kg.settings import resource
from kg.vocab import VPO

OA = Namespace("http://www.w3.org/ns/oa#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")

_ARTICLE = re.compile(r"/id/article/[0-9a-f]{16}")
_SPAN = re.compile(r"#char=(\d+),(\d+)$")
_INDEXED = (NIF.Sentence, NIF.String)
_SHOWN = 80


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: in which graph, at which node, on which property, and what mends it."""

    graph: str
    node: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.node} {self.path}: {self.message}" if self.path else f"{self.node}: {self.message}"


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


def check_article_graph(graph: Graph, *, where: str) -> None:
    """Raise `ShapeError` unless `graph` is the graph of one article that keeps all shapes."""
    found = sorted({*_across_nodes(graph, where), *_broken_shapes(graph, where)})
    if found:
        raise ShapeError(tuple(str(violation) for violation in found), where=where)


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
            violations.update(_across_nodes(graph, name))
    return ValidationReport(len(names), tuple(sorted(violations)))


def _broken_shapes(graph: Graph, where: str) -> Iterator[Violation]:
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=_shapes(resource("ontology")), inplace=True)
    if conforms:
        return
    for result in results.objects(None, SH.result):
        path = results.value(result, SH.resultPath)
        yield Violation(
            where,
            str(results.value(result, SH.focusNode)),
            _short(path) if isinstance(path, URIRef) else "",
            _message(results, result),
        )


def _message(results: Graph, result: Node) -> str:
    said = [text for text in results.objects(result, SH.resultMessage) if isinstance(text, Literal)]
    english = [text for text in said if text.language != "vi"]
    message = str(min(english or said, default="breaks a shape"))
    value = results.value(result, SH.value)
    return message if value is None else f"{message} Found {str(value)[:_SHOWN]!r}."


def _short(iri: URIRef) -> str:
    return re.split(r"[#/]", str(iri))[-1]


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


def _across_nodes(graph: Graph, where: str) -> Iterator[Violation]:
    """Yield what no single shape can see: foreign subjects, types, spans and quotes."""
    articles = sorted(graph.subjects(RDF.type, URIRef(VPO.Article)), key=str)
    if len(articles) != 1:
        yield Violation(where, where, "", f"holds {len(articles)} articles; a graph speaks of exactly one")
        return
    own = str(articles[0])
    for subject in sorted(set(graph.subjects()), key=str):
        yield from _about_subject(graph, subject, own, where)
    for evidence in graph.subjects(RDF.type, URIRef(VPO.Evidence)):
        yield from _about_evidence(graph, evidence, where)


def _about_subject(graph: Graph, subject: Node, own: str, where: str) -> Iterator[Violation]:
    if not (str(subject) == own or str(subject).startswith(own + "#")) or not _ARTICLE.search(own):
        yield Violation(where, str(subject), "", f"is no node of {own}; say nothing about shared nodes here")
    types = list(graph.objects(subject, RDF.type))
    if len(types) != 1:
        yield Violation(where, str(subject), "type", f"has {len(types)} types; give it exactly one")
    elif types[0] not in _known(resource("ontology")):
        yield Violation(where, str(subject), "type", f"{types[0]} is no class of an article; see the shapes")
    span = _SPAN.search(str(subject))
    if span and any(kind in _INDEXED for kind in types):
        said = _whole(graph, subject, NIF.beginIndex), _whole(graph, subject, NIF.endIndex)
        if said != (int(span[1]), int(span[2])):
            yield Violation(
                where, str(subject), "beginIndex", "its indices differ from its IRI; make them equal"
            )


@lru_cache(maxsize=2)
def _known(folder: Path) -> frozenset[Node]:
    graph = Graph().parse(folder / "shapes.ttl", format="turtle")
    return frozenset(
        cls for shape in graph.subjects(SH.closed) for cls in graph.objects(shape, SH.targetClass)
    )


def _about_evidence(graph: Graph, evidence: Node, where: str) -> Iterator[Violation]:
    start, end = _whole(graph, evidence, OA.start), _whole(graph, evidence, OA.end)
    quote, sentence = graph.value(evidence, OA.exact), graph.value(evidence, URIRef(VPO.inSentence))
    if quote is not None and len(str(quote)) != end - start:
        yield Violation(
            where, str(evidence), "exact", f"{len(str(quote))} characters for {start}-{end}; quote the span"
        )
    if sentence is not None and not str(sentence).endswith(f"#char={start},{end}"):
        yield Violation(
            where, str(evidence), "inSentence", f"is not the span {start}-{end}; point at the sentence quoted"
        )
    fact = graph.value(evidence, URIRef(VPO.supports))
    for target, path in ((fact, "supports"), (sentence, "inSentence")):
        if target is not None and (target, RDF.type, None) not in graph:
            yield Violation(
                where, str(evidence), path, f"{target} is missing from the graph; state it or drop the link"
            )
    for mark in graph.objects(evidence, URIRef(VPO.marks)):
        span = _SPAN.search(str(mark))
        if span and not start <= int(span[1]) < int(span[2]) <= end:
            yield Violation(
                where, str(evidence), "marks", f"{mark} lies outside {start}-{end}; mark inside the sentence"
            )


def _whole(graph: Graph, node: Node, prop: URIRef) -> int:
    """Return a whole number, -1 without one (the shapes say what is wrong then)."""
    value = graph.value(node, prop)
    number = value.value if isinstance(value, Literal) else None
    return number if isinstance(number, int) else -1
