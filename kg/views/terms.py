"""The ontology's terms: for the page that explains them and for the editor that completes them."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg.store import Term
from kg.views.knowledge import Knowledge
from kg.views.parts import Ref
from kg.vocab import NS

_PREFIXES = {
    "vpo": NS,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_GROUPS = {
    "class": OWL.Class,
    "property": OWL.ObjectProperty,
    "value": OWL.DatatypeProperty,
    "note": OWL.AnnotationProperty,
}


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term with its comment and the terms above it."""

    ref: Ref
    local: str
    comment: str
    above: tuple[Ref, ...]


def term_list(knowledge: Knowledge) -> dict[str, tuple[TermEntry, ...]]:
    """Return our terms by group (`class`, `property`, `value`, `note`, `state`), each sorted by name."""
    groups = {group: _entries(knowledge, _of(knowledge, kind)) for group, kind in _GROUPS.items()}
    told = {entry.local for entries in groups.values() for entry in entries}
    states = {term for _, term in _typed(knowledge) if str(term).removeprefix(NS) not in told}
    return {**groups, "state": _entries(knowledge, states)}


def vocabulary(knowledge: Knowledge) -> dict[str, object]:
    """Return the prefixes in use and every term as `vpo:name` with its label, for completion."""
    terms = [
        {
            "name": f"vpo:{entry.local}",
            "label": entry.ref.label,
            "kind": "class" if group == "class" else "property",
        }
        for group, entries in term_list(knowledge).items()
        for entry in entries
    ]
    return {"prefixes": _PREFIXES, "terms": terms}


def _of(knowledge: Knowledge, kind: URIRef) -> set[Term]:
    return {term for term in knowledge.subjects(str(RDF.type), kind) if str(term).startswith(NS)}


def _typed(knowledge: Knowledge) -> set[tuple[Term, Term]]:
    """Each of our terms that has a label, with its class: what is left are the named states."""
    found = knowledge.store.match(None, RDFS.isDefinedBy)
    return {(value, term) for term, _, value in found if str(term).startswith(NS)}


def _entries(knowledge: Knowledge, terms: set[Term]) -> tuple[TermEntry, ...]:
    return tuple(_entry(knowledge, term) for term in sorted(terms, key=str))


def _entry(knowledge: Knowledge, term: Term) -> TermEntry:
    comments = {
        value.language: str(value)
        for value in knowledge.values(term, str(RDFS.comment))
        if isinstance(value, Literal)
    }
    above = [*knowledge.values(term, str(RDFS.subClassOf)), *knowledge.values(term, str(RDFS.subPropertyOf))]
    return TermEntry(
        ref=knowledge.ref(term),
        local=str(term).removeprefix(NS),
        comment=comments.get(knowledge.lang) or comments.get("vi") or "",
        above=tuple(knowledge.ref(kind) for kind in sorted(above, key=str) if isinstance(kind, URIRef)),
    )
