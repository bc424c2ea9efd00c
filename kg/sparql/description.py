"""What the endpoint says of itself: SPARQL 1.1 Service Description, with its limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin

from rdflib import SDO, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS
from rdflib.term import Node

from kg.ontology.turtle import read_turtle
from kg.settings import resource
from kg.sparql.formats import GRAPHS, TABLES
from kg.sparql.limits import Limits
from kg.syntax.functions import FUNCTIONS

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORM = Namespace("http://www.w3.org/ns/formats/")
_FORMS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
    "text/n3": "N3",
}
_WRITERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
WRITTEN = {form: names for form, names in GRAPHS.items() if form in _WRITERS}
"""The forms a description can take."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on queries: the name of its setting, what it bounds in both languages, its value and unit."""

    name: str
    vi: str
    en: str
    value: float
    unit: str = ""


def describe(
    endpoint: str, limits: Limits, *, union: bool, dataset: str, bounds: Iterable[Bound] = ()
) -> Graph:
    """Return the description of the endpoint at the absolute IRI `endpoint` over the data set `dataset`.

    All its limits are told: the main ones in words, and all `bounds` as values.
    """
    graph = Graph()
    graph.bind("sd", _SD)
    graph.bind("formats", _FORM)
    graph.bind("schema", SDO)
    service = URIRef(endpoint + "#service")
    graph.add((service, RDF.type, _SD.Service))
    graph.add((service, _SD.endpoint, URIRef(endpoint)))
    graph.add((service, _SD.supportedLanguage, _SD.SPARQL11Query))
    for media_type in (*TABLES, *GRAPHS):
        graph.add((service, _SD.resultFormat, _FORM[_FORMS[media_type]]))
    graph.add((service, _SD.defaultDataset, URIRef(dataset)))
    graph.add((URIRef(dataset), RDF.type, _SD.Dataset))
    if union:
        graph.add((service, _SD.feature, _SD.UnionDefaultGraph))
    for name in map(URIRef, FUNCTIONS):
        graph.add((service, _SD.extensionFunction, name))
        graph.add((name, RDF.type, _SD.Function))
        for said in (RDFS.label, RDFS.comment):
            for words in _terms().objects(name, said):
                graph.add((name, said, words))
    for document in ("limits", "openapi.json"):
        graph.add((service, RDFS.seeAlso, URIRef(urljoin(endpoint, document))))
    for text, language in _words(limits):
        graph.add((service, DCTERMS.description, Literal(text, lang=language)))
    for bound in bounds:
        for triple in _valued(service, bound):
            graph.add(triple)
    return graph


def written(graph: Graph, media: str) -> bytes:
    """Return a description in one of the forms `WRITTEN`."""
    return graph.serialize(format=_WRITERS[media]).encode()


def _valued(service: URIRef, bound: Bound) -> Iterator[tuple[Node, Node, Node]]:
    value = BNode()
    yield service, SDO.additionalProperty, value
    yield value, RDF.type, SDO.PropertyValue
    yield value, SDO.propertyID, Literal(bound.name)
    yield value, SDO.name, Literal(bound.vi, lang="vi")
    yield value, SDO.name, Literal(bound.en, lang="en")
    yield value, SDO.value, Literal(bound.value)
    if bound.unit:
        yield value, SDO.unitText, Literal(bound.unit)


@cache
def _terms() -> Graph:
    return read_turtle(resource("ontology") / "vpo.ttl")


def _words(limits: Limits) -> tuple[tuple[str, str], ...]:
    seconds, rows, megabytes = f"{limits.seconds:g}", limits.rows, limits.bytes // 10**6
    return (
        (
            f"Chỉ đọc. Mỗi truy vấn tối đa {seconds} giây, {rows} dòng, {megabytes} MB; vượt quá thì "
            "báo lỗi, không bao giờ trả lời một phần. Không có SERVICE, không có cập nhật.",
            "vi",
        ),
        (
            f"Read-only. A query may take {seconds} s and give {rows} rows and {megabytes} MB; beyond "
            "that it is an error, never a part of an answer. No SERVICE, no update.",
            "en",
        ),
    )
