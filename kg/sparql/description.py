"""What the endpoint says of itself: SPARQL 1.1 Service Description, with its limits."""

from __future__ import annotations

from functools import cache
from urllib.parse import urljoin

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from kg.ontology.turtle import read_turtle
from kg.settings import resource
from kg.sparql.formats import GRAPHS, TABLES
from kg.sparql.functions import FUNCTIONS
from kg.sparql.pool import Limits

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


def describe(endpoint: str, limits: Limits, *, union: bool, dataset: str) -> Graph:
    """Return the description of the endpoint at the absolute IRI `endpoint` over the data set `dataset`."""
    graph = Graph()
    graph.bind("sd", _SD)
    graph.bind("formats", _FORM)
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
    graph.add((service, RDFS.seeAlso, URIRef(urljoin(endpoint, "limits"))))
    for text, language in _words(limits):
        graph.add((service, DCTERMS.description, Literal(text, lang=language)))
    return graph


def written(graph: Graph, media: str) -> bytes:
    """Return a description in one of the forms `WRITTEN`."""
    return graph.serialize(format=_WRITERS[media]).encode()


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
