"""How RDF writes what an article says: facts become triples of the article's own graph, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from rdflib import FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG

from kg.dates import PartialDate
from kg.model import Article, Evidence, Extraction, Fact, Text, Value
from kg.terms import Terms, ntriples, quoted
from kg.vocab import NS, VPO

SCHEMA: Final = Namespace("https://schema.org/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
NIF: Final = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
TIME: Final = Namespace("http://www.w3.org/2006/time#")
PREFIXES: Final = {
    "vpo": NS, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "skos": SKOS, "dcterms": DCTERMS, "foaf": FOAF,
    "schema": SCHEMA, "org": ORG, "prov": PROV, "oa": OA, "nif": NIF, "time": TIME, "xsd": XSD,
}  # fmt: skip
"""The prefixes of every file that leaves the system."""

_TYPE, _EVIDENCE, _SENTENCE, _STRING = (
    f"<{iri}>" for iri in (RDF.type, VPO.Evidence, NIF.Sentence, NIF.String)
)
_SUPPORTS, _IN_SENTENCE, _CONFIDENCE, _MARKS, _ZONE = (
    f"<{iri}>" for iri in (VPO.supports, VPO.inSentence, VPO.confidence, VPO.marks, VPO.zone)
)
_START, _END, _EXACT, _BEGIN_INDEX, _END_INDEX = (
    f"<{iri}>" for iri in (OA.start, OA.end, OA.exact, NIF.beginIndex, NIF.endIndex)
)
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


def article_triples(
    extraction: Extraction, base: str, *, extractor: str, outlet: str | None = None
) -> list[Terms]:
    """Return what the graph of one article says, each triple once. Every subject begins with its IRI.

    `extractor` is the version of the code that read it, `outlet` the name of the medium where it is known.
    """
    return list(dict.fromkeys(_triples(extraction, base, extractor, outlet)))


def article_graph(extraction: Extraction, base: str, *, extractor: str, outlet: str | None = None) -> Graph:
    """Return the graph of one article, of the same triples, for what works on graphs."""
    return graph_of(article_triples(extraction, base, extractor=extractor, outlet=outlet))


def graph_of(triples: Iterable[Terms]) -> Graph:
    """Return a graph of these triples with our prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=ntriples(triples), format="nt")


def _triples(extraction: Extraction, base: str, extractor: str, outlet: str | None) -> Iterator[Terms]:
    article = extraction.article
    name = base + article.name
    yield from _article(article, name, base, outlet)
    zones = {zone.start: zone.kind for zone in article.zones}
    made_by = f"<{base}id/extractor/{extractor}>"
    count = 0
    for fact in extraction.facts:
        node = f"<{name}#{fact.id}>"
        yield from _fact(node, fact, base)
        if fact.kind == VPO.Author:
            yield f"<{name}>", f"<{VPO.author}>", node
        for evidence in fact.evidence:
            count += 1
            this = f"<{name}#e{count}>"
            yield this, f"<{VPO.rule}>", f"<{base}id/rule/{evidence.rule}>"
            yield this, f"<{VPO.extractor}>", made_by
            yield from _evidence(this, node, evidence, name)
            yield from _sentence(name, evidence, zones)


def _article(article: Article, name: str, base: str, outlet: str | None) -> Iterator[Terms]:
    node = f"<{name}>"
    yield node, _TYPE, f"<{VPO.Article}>"
    yield node, f"<{SCHEMA.inLanguage}>", _literal(article.language)
    yield node, f"<{VPO.contentHash}>", f'"{hashlib.sha256(article.text.encode()).hexdigest()}"'
    headline = next(
        (article.text[zone.start : zone.end] for zone in article.zones if zone.kind == "headline"), None
    )
    if headline:
        yield node, f"<{SCHEMA.headline}>", _literal(Text(" ".join(headline.split())))
    if article.published is not None:
        yield node, f"<{SCHEMA.datePublished}>", _literal(article.published)
    if article.url:
        url = quote(article.url, safe="%/:=&?~#+!$,;'@()*[]")
        yield node, f"<{SCHEMA.url}>", f'"{url}"^^<{XSD.anyURI}>'
    if outlet:
        yield node, f"<{VPO.outlet}>", f"<{expand(outlet, base)}>"


def _fact(node: str, fact: Fact, base: str) -> Iterator[Terms]:
    yield node, _TYPE, f"<{fact.kind}>"
    for prop, name in fact.roles:
        yield node, f"<{prop}>", f"<{expand(name, base)}>"
    for prop, value in fact.values:
        yield node, f"<{prop}>", _literal(value)


def _evidence(this: str, node: str, evidence: Evidence, name: str) -> Iterator[Terms]:
    yield this, _TYPE, _EVIDENCE
    yield this, _SUPPORTS, node
    yield this, _IN_SENTENCE, _span(name, evidence.start, evidence.end)
    yield this, _START, _literal(evidence.start)
    yield this, _END, _literal(evidence.end)
    yield this, _EXACT, _literal(Text(evidence.quote))
    yield this, _CONFIDENCE, _literal(evidence.confidence)
    for start, end in evidence.marks:
        mark = _span(name, start, end)
        yield this, _MARKS, mark
        if (start, end) != (evidence.start, evidence.end):
            yield from _indexed(mark, _STRING, start, end)


def _sentence(name: str, evidence: Evidence, zones: Mapping[int, str]) -> Iterator[Terms]:
    node = _span(name, evidence.start, evidence.end)
    zone = max((start for start in zones if start <= evidence.start), default=None)
    yield from _indexed(node, _SENTENCE, evidence.start, evidence.end)
    if zone is not None and zones[zone] in _ZONES:
        yield node, _ZONE, f"<{NS}{zones[zone]}>"


def _span(name: str, start: int, end: int) -> str:
    """Return the IRI of a stretch of text, as RFC 5147 writes one, in code points."""
    return f"<{name}#char={start},{end}>"


def _indexed(node: str, kind: str, start: int, end: int) -> Iterator[Terms]:
    yield node, _TYPE, kind
    yield node, _BEGIN_INDEX, _literal(start)
    yield node, _END_INDEX, _literal(end)


def _literal(value: Value) -> str:
    match value:
        case Text(text, lang):
            return f"{quoted(text)}@{lang}"
        case str():
            return quoted(value)
        case bool():
            return f'"{"true" if value else "false"}"^^<{XSD.boolean}>'
        case int():
            return f'"{value}"^^<{XSD.integer}>'
        case Decimal():
            return f'"{value}"^^<{XSD.decimal}>'
        case PartialDate(day=day):
            return f'"{day.isoformat()}"^^<{XSD.date}>'
        case datetime():
            return f'"{value.isoformat()}"^^<{XSD.dateTime}>'
