"""How RDF writes what an article says: facts become triples of the article's own graph, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from rdflib import FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG

from kg.dates import PartialDate
from kg.model import Article, Evidence, Extraction, Fact, Text, Value
from kg.vocab import NS, VPO

Triple = tuple[URIRef, URIRef, URIRef | Literal]

SCHEMA: Final = Namespace("https://schema.org/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
NIF: Final = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
TIME: Final = Namespace("http://www.w3.org/2006/time#")
PREFIXES: Final = {
    "vpo": NS, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "skos": SKOS, "dcterms": DCTERMS, "foaf": FOAF,
    "schema": SCHEMA, "org": ORG, "prov": PROV, "oa": OA, "nif": NIF, "time": TIME, "xsd": XSD,
}  # fmt: skip
"""The prefixes of every file that leaves the system."""

_ZONES = {"headline", "lead", "body", "caption", "dateline", "byline"}


def expand(name: str, base: str) -> URIRef:
    """Return the IRI of an entity named relative to `base`; an IRI stays as it is."""
    return URIRef(name if name.startswith(("http://", "https://")) else base + name)


def compact(iri: str) -> str:
    """Return an IRI with one of our prefixes (`vpo:holder`) where it has one, else as it is."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(str(namespace))
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri


def article_graph(extraction: Extraction, base: str, *, extractor: str, outlet: str | None = None) -> Graph:
    """Return the graph of one article. Every subject begins with the article's IRI.

    `extractor` is the version of the code that read it, `outlet` the name of the medium where it is known.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in _triples(extraction, base, extractor, outlet):
        graph.add(triple)
    return graph


def _triples(extraction: Extraction, base: str, extractor: str, outlet: str | None) -> Iterator[Triple]:
    article = extraction.article
    yield from _article(article, base, outlet)
    zones = {zone.start: zone.kind for zone in article.zones}
    count = 0
    for fact in extraction.facts:
        node = expand(article.node(fact.id), base)
        yield from _fact(node, fact, base)
        if fact.kind == VPO.Author:
            yield expand(article.name, base), URIRef(VPO.author), node
        for evidence in fact.evidence:
            count += 1
            yield from _evidence(article, f"e{count}", node, evidence, base, extractor)
            yield from _sentence(article, evidence, zones, base)


def _article(article: Article, base: str, outlet: str | None) -> Iterator[Triple]:
    node = expand(article.name, base)
    yield node, RDF.type, URIRef(VPO.Article)
    yield node, SCHEMA.inLanguage, Literal(article.language)
    yield node, URIRef(VPO.contentHash), Literal(hashlib.sha256(article.text.encode()).hexdigest())
    headline = next(
        (article.text[zone.start : zone.end] for zone in article.zones if zone.kind == "headline"), None
    )
    if headline:
        yield node, SCHEMA.headline, Literal(" ".join(headline.split()), lang="vi")
    if article.published is not None:
        yield node, SCHEMA.datePublished, _literal(article.published)
    if article.url:
        yield node, SCHEMA.url, Literal(quote(article.url, safe="%/:=&?~#+!$,;'@()*[]"), datatype=XSD.anyURI)
    if outlet:
        yield node, URIRef(VPO.outlet), expand(outlet, base)


def _fact(node: URIRef, fact: Fact, base: str) -> Iterator[Triple]:
    yield node, RDF.type, URIRef(fact.kind)
    for prop, name in fact.roles:
        yield node, URIRef(prop), expand(name, base)
    for prop, value in fact.values:
        yield node, URIRef(prop), _literal(value)


def _evidence(
    article: Article, local: str, node: URIRef, evidence: Evidence, base: str, extractor: str
) -> Iterator[Triple]:
    this = expand(article.node(local), base)
    yield this, RDF.type, URIRef(VPO.Evidence)
    yield this, URIRef(VPO.supports), node
    yield this, URIRef(VPO.inSentence), _span(article, evidence.start, evidence.end, base)
    yield this, OA.start, _literal(evidence.start)
    yield this, OA.end, _literal(evidence.end)
    yield this, OA.exact, Literal(evidence.quote, lang="vi")
    yield this, URIRef(VPO.rule), expand(f"id/rule/{evidence.rule}", base)
    yield this, URIRef(VPO.confidence), _literal(evidence.confidence)
    yield this, URIRef(VPO.extractor), expand(f"id/extractor/{extractor}", base)
    for start, end in evidence.marks:
        mark = _span(article, start, end, base)
        yield this, URIRef(VPO.marks), mark
        if (start, end) != (evidence.start, evidence.end):
            yield mark, RDF.type, NIF.String
            yield mark, NIF.beginIndex, _literal(start)
            yield mark, NIF.endIndex, _literal(end)


def _sentence(article: Article, evidence: Evidence, zones: Mapping[int, str], base: str) -> Iterator[Triple]:
    node = _span(article, evidence.start, evidence.end, base)
    zone = max((start for start in zones if start <= evidence.start), default=None)
    yield node, RDF.type, NIF.Sentence
    yield node, NIF.beginIndex, _literal(evidence.start)
    yield node, NIF.endIndex, _literal(evidence.end)
    if zone is not None and zones[zone] in _ZONES:
        yield node, URIRef(VPO.zone), URIRef(NS + zones[zone])


def _span(article: Article, start: int, end: int, base: str) -> URIRef:
    """Return the IRI of a stretch of text, as RFC 5147 writes one, in code points."""
    return expand(article.node(f"char={start},{end}"), base)


def _literal(value: Value) -> Literal:
    match value:
        case Text(text, lang):
            return Literal(text, lang=lang)
        case bool():
            return Literal("true" if value else "false", datatype=XSD.boolean)
        case int():
            return Literal(str(value), datatype=XSD.integer)
        case Decimal():
            return Literal(str(value), datatype=XSD.decimal)
        case PartialDate(day=day):
            return Literal(day.isoformat(), datatype=XSD.date)
        case datetime():
            return Literal(value.isoformat(), datatype=XSD.dateTime)
        case _:
            return Literal(value)
