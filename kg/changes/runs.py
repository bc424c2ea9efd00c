"""`graph/load`: the runs that made the generations, as RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import PROV, RDF, SKOS, XSD, Literal, URIRef

from kg.changes.model import Entry
from kg.store import Triple
from kg.vocab import VPO

_COUNTS = {
    "new": VPO.newArticles,
    "unchanged": VPO.unchangedArticles,
    "replaced": VPO.replacedArticles,
    "withdrawn": VPO.withdrawnArticles,
    "refused": VPO.refusedArticles,
}
"""The properties that count articles by outcome."""


def load_graph(entries: Iterable[Entry], base: str) -> list[Triple]:
    """Return the triples of `graph/load` for these runs."""
    return [triple for entry in entries for triple in _run(entry, base)]


def _run(entry: Entry, base: str) -> Iterator[Triple]:
    node, run = URIRef(f"{base}id/load/{entry.number}"), entry.run
    yield node, RDF.type, URIRef(VPO.Load)
    yield node, SKOS.prefLabel, Literal(f"Lần nạp {entry.number} ({run.at[:10]})", lang="vi")
    yield node, SKOS.prefLabel, Literal(f"Load {entry.number} ({run.at[:10]})", lang="en")
    yield node, URIRef(VPO.generation), _number(entry.number)
    yield node, URIRef(VPO.command), Literal(run.command)
    yield node, PROV.endedAtTime, Literal(run.at, datatype=XSD.dateTime)
    yield node, PROV.wasAssociatedWith, URIRef(f"{base}id/extractor/{run.extractor}")
    yield node, URIRef(VPO.ontologyDigest), Literal(run.ontology)
    if entry.previous is not None:
        yield node, PROV.wasInformedBy, URIRef(f"{base}id/load/{entry.previous}")
    for outcome, count in run.outcomes.items():
        yield node, URIRef(_COUNTS[outcome]), _number(count)


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
