"""The data set as a thing: VoID (https://www.w3.org/TR/void/) and DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rdflib import FOAF, RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from kg.rdf import PREFIXES
from kg.store.reader import Generation

VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
_MEDIA = Namespace("https://www.iana.org/assignments/media-types/")
_LANGUAGES = Namespace("http://id.loc.gov/vocabulary/iso639-1/")
_SPARQL = URIRef("http://www.w3.org/TR/sparql11-protocol/")
_GRAPH_STORE = URIRef("http://www.w3.org/TR/sparql11-http-rdf-update/")
_TITLE = {"vi": "Sổ tri thức Tổ chức Đảng", "en": "Party Organisation Record"}
_ABOUT = {
    "vi": "Đọc được gì từ tin bài về công tác tổ chức của Đảng, kèm câu làm chứng, và kết luận từ tất cả.",
    "en": "What reports tell of the Party's organisation work, each fact with its sentence; conclusions.",
}
_LAYERS = {
    "article": {"vi": "Mỗi bài báo nói gì", "en": "What each article says"},
    "derived": {"vi": "Kết luận từ tất cả", "en": "What is concluded from all"},
    "reference": {"vi": "Bảng tham chiếu", "en": "Reference tables"},
    "ontology": {"vi": "Thuật ngữ", "en": "Terms"},
    "curation": {"vi": "Quyết định biên tập", "en": "Decisions of curators"},
    "load": {"vi": "Các lần nạp", "en": "Loads"},
}
_Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Published:
    """Under which base, where and on what terms a data set is served; all but the media types are IRIs.

    `dumps` are the addresses of the whole data set with the media type of each.
    """

    base: str
    document: str
    home: str
    endpoint: str
    store: str
    licence: str
    dumps: Mapping[str, str]


def dataset_iri(base: str) -> str:
    """Return the IRI of the data set as a thing."""
    return f"{base}void#dataset"


def describe_dataset(generation: Generation, at: Published) -> Graph:
    """Return what there is to say of a generation as a data set, from counts made when it was published."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in {**PREFIXES, "void": VOID, "dcat": DCAT}.items():
        graph.bind(prefix, namespace)
    dataset = URIRef(dataset_iri(at.base))
    told = chain(
        _named(dataset, at),
        _dated(dataset, generation),
        _services(dataset, at),
        _dumps(dataset, at),
        _counted(dataset, generation),
        _layers(dataset, generation, at),
    )
    for triple in told:
        graph.add(triple)
    return graph


def _named(dataset: URIRef, at: Published) -> Iterator[_Triple]:
    yield URIRef(at.document), RDF.type, VOID.DatasetDescription
    yield URIRef(at.document), FOAF.primaryTopic, dataset
    yield dataset, RDF.type, VOID.Dataset
    yield dataset, RDF.type, DCAT.Dataset
    yield from _worded(dataset, DCTERMS.title, _TITLE)
    yield from _worded(dataset, DCTERMS.description, _ABOUT)
    yield dataset, DCTERMS.license, URIRef(at.licence)
    yield dataset, VOID.uriSpace, Literal(at.base)
    yield dataset, DCAT.landingPage, URIRef(at.home)
    for language in _TITLE:
        yield dataset, DCTERMS.language, _LANGUAGES[language]


def _dated(dataset: URIRef, generation: Generation) -> Iterator[_Triple]:
    yield dataset, DCAT.version, Literal(str(generation.number))
    yield dataset, DCTERMS.identifier, Literal(generation.tag)
    if generation.made:
        yield dataset, DCTERMS.modified, Literal(generation.made, datatype=XSD.dateTime)


def _services(dataset: URIRef, at: Published) -> Iterator[_Triple]:
    yield dataset, VOID.sparqlEndpoint, URIRef(at.endpoint)
    for address, protocol in ((at.endpoint, _SPARQL), (at.store, _GRAPH_STORE)):
        service = URIRef(f"{address}#service")
        yield service, RDF.type, DCAT.DataService
        yield service, DCAT.endpointURL, URIRef(address)
        yield service, DCTERMS.conformsTo, protocol
        yield service, DCAT.servesDataset, dataset


def _dumps(dataset: URIRef, at: Published) -> Iterator[_Triple]:
    for address, media in at.dumps.items():
        dump = URIRef(f"{at.base}void#{address.rpartition('.')[2]}")
        yield dataset, DCAT.distribution, dump
        yield dump, RDF.type, DCAT.Distribution
        yield dump, DCAT.downloadURL, URIRef(address)
        yield dump, DCAT.mediaType, _MEDIA[media]
        yield dump, DCTERMS.license, URIRef(at.licence)
        if media != "text/csv":
            yield dataset, VOID.dataDump, URIRef(address)


def _counted(dataset: URIRef, generation: Generation) -> Iterator[_Triple]:
    counts = generation.side.counts()
    classes = {name: n for name, n in counts.items() if ":" in name}
    properties = generation.side.counted("property")
    yield dataset, VOID.triples, Literal(counts["triples"])
    yield dataset, VOID.classes, Literal(len(classes))
    if properties:
        yield dataset, VOID.properties, Literal(len(properties))
    for kind, n in classes.items():
        yield from _part(dataset, VOID.classPartition, (VOID["class"], kind), (VOID.entities, n))
    for name, n in properties.items():
        yield from _part(dataset, VOID.propertyPartition, (VOID.property, name), (VOID.triples, n))
    for namespace in sorted(map(str, PREFIXES.values())):
        if any(name.startswith(namespace) for name in (*classes, *properties)):
            yield dataset, VOID.vocabulary, URIRef(namespace)


def _part(
    dataset: URIRef, kind: URIRef, of: tuple[URIRef, str], size: tuple[URIRef, int]
) -> Iterator[_Triple]:
    part = BNode()
    yield dataset, kind, part
    yield part, of[0], URIRef(of[1])
    yield part, size[0], Literal(size[1])


def _layers(dataset: URIRef, generation: Generation, at: Published) -> Iterator[_Triple]:
    for layer, n in generation.side.counted("graphs").items():
        subset = URIRef(f"{at.base}void#{layer}")
        yield dataset, VOID.subset, subset
        yield subset, RDF.type, VOID.Dataset
        yield from _worded(subset, DCTERMS.title, _LAYERS.get(layer, {}))
        yield subset, VOID.uriSpace, Literal(f"{at.base}graph/{layer}")
        yield subset, VOID.documents, Literal(n)


def _worded(thing: URIRef, name: URIRef, words: Mapping[str, str]) -> Iterator[_Triple]:
    for language, text in words.items():
        yield thing, name, Literal(text, lang=language)
