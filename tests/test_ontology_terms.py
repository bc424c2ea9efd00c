"""The terms: told in two languages, tied to what others use, inside the OWL 2 RL profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from kg.settings import resource
from kg.vocab import NS

SCHEMA = Namespace("https://schema.org/")
FOLDER = resource("ontology")

OPEN_DOMAIN = {
    "followsDecision": "any conclusion",
    "derivedFrom": "any conclusion",
    "mergedInto": "any node that was merged",
    "checkStatus": "any row of reference data",
    "precision": "stands beside the one date of a node",
}
OPEN_RANGE = {
    "introduces": "any attested node",
    "onProperty": "any property",
    "rejects": "any attested node",
    "derivedFrom": "any attested node",
    "mergedInto": "a node of the same kind",
    "expandsTo": "whatever the abbreviation or word stands for",
    "conflicting": "any node that disagrees",
    "concerns": "any thing that sources disagree on",
    "putsForward": "any thing that one side names",
    "target": "any node a curator decides on",
    "otherTarget": "any node a curator decides on",
}

# OWL 2 RL, what it allows in class positions and which datatypes it has: www.w3.org/TR/owl2-profiles, 4.2
RL_DATATYPES = {
    RDFS.Literal,
    RDF.PlainLiteral,
    *(XSD[name] for name in ("decimal", "integer", "string", "boolean", "dateTime", "anyURI")),
}
RL_AXIOMS = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.imports}
ONTOLOGY_NOTES = {OWL.versionInfo, OWL.versionIRI}
ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, *ONTOLOGY_NOTES}
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(FOLDER / "vpo.ttl", format="turtle")


@pytest.fixture(scope="module")
def both() -> Graph:
    return Graph().parse(FOLDER / "vpo.ttl", format="turtle").parse(FOLDER / "align.ttl", format="turtle")


def ours(graph: Graph) -> list[URIRef]:
    found = {term for term in graph.subjects() if isinstance(term, URIRef) and term.startswith(NS)}
    return sorted(found)


def kinds(graph: Graph, kind: Node) -> set[Node]:
    return set(graph.subjects(RDF.type, kind))


@pytest.mark.parametrize("prop", [RDFS.label, RDFS.comment])
def test_every_term_is_told_once_in_each_language(terms: Graph, prop: URIRef) -> None:
    for term in ours(terms):
        tags = sorted(str(getattr(text, "language", None)) for text in terms.objects(term, prop))
        assert tags == ["en", "vi"], term


def test_every_property_has_a_domain_or_a_stated_reason(terms: Graph) -> None:
    for term in ours(terms):
        if kinds_of(terms, term) & {OWL.ObjectProperty, OWL.DatatypeProperty}:
            said = (term, RDFS.domain, None) in terms or (term, SCHEMA.domainIncludes, None) in terms
            assert said != (str(term).removeprefix(NS) in OPEN_DOMAIN), term


def test_every_property_has_a_range_or_a_stated_reason(terms: Graph) -> None:
    for term in ours(terms):
        if kinds_of(terms, term) & {OWL.ObjectProperty, OWL.DatatypeProperty}:
            said = (term, RDFS.range, None) in terms or (term, SCHEMA.rangeIncludes, None) in terms
            assert said != (str(term).removeprefix(NS) in OPEN_RANGE), term


def test_domains_and_ranges_are_declared_classes(both: Graph) -> None:
    classes = kinds(both, OWL.Class) | kinds(both, RDFS.Datatype) | RL_DATATYPES | {OWL.Class}
    for prop in (RDFS.domain, RDFS.range, SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
        assert not set(both.objects(None, prop)) - classes


def test_a_property_of_several_classes_has_no_domain_that_would_type_them_all(terms: Graph) -> None:
    for term in ours(terms):
        assert len(set(terms.objects(term, RDFS.domain))) <= 1, term


def test_every_state_belongs_to_a_class_of_states(terms: Graph) -> None:
    for term in kinds(terms, OWL.NamedIndividual):
        assert any(str(kind).startswith(NS) for kind in terms.objects(term, RDF.type)), term


def test_foreign_terms_are_declared_and_not_only_named(both: Graph) -> None:
    known = set(both.subjects(RDF.type)) | {OWL.Class, OWL.Thing} | RL_DATATYPES
    for prop in (RDFS.subClassOf, RDFS.subPropertyOf):
        assert not set(both.objects(None, prop)) - known


def test_matches_with_others_say_close_and_never_the_same(both: Graph) -> None:
    assert (None, SKOS.closeMatch, None) in both
    assert (None, OWL.sameAs, None) not in both


def test_the_axioms_are_those_of_owl_2_rl(both: Graph) -> None:
    """Only declarations, named classes and hierarchies, domains and ranges: all of it in OWL 2 RL (4.2)."""
    annotations = kinds(both, OWL.AnnotationProperty) | ANNOTATIONS
    for s, p, o in both:
        assert not isinstance(s, BNode), s
        assert not isinstance(o, BNode), (s, p)
        assert p in RL_AXIOMS | annotations, p


def test_datatypes_are_those_of_owl_2_rl(both: Graph) -> None:
    data = kinds(both, OWL.DatatypeProperty)
    assert {o for s, o in both.subject_objects(RDFS.range) if s in data} <= RL_DATATYPES
    values = {o.datatype for o in both.objects() if isinstance(o, Literal) and o.datatype}
    assert values <= RL_DATATYPES


def test_no_name_is_two_kinds_of_property_or_both_class_and_datatype(both: Graph) -> None:
    """The rules of OWL 2 DL on names used twice (structural specification, 5.8.1)."""
    for term in set(both.subjects(RDF.type)):
        found = kinds_of(both, term)
        assert len(found & PROPERTY_KINDS) <= 1, term
        assert not {OWL.Class, RDFS.Datatype} <= found, term


def test_property_hierarchies_keep_to_one_kind(both: Graph) -> None:
    for lower, upper in both.subject_objects(RDFS.subPropertyOf):
        assert kinds_of(both, lower) & PROPERTY_KINDS == kinds_of(both, upper) & PROPERTY_KINDS, lower


def test_no_class_is_below_itself(both: Graph) -> None:
    for term in kinds(both, OWL.Class):
        assert term not in set(both.transitive_objects(term, RDFS.subClassOf)) - {term}
        assert (term, RDFS.subClassOf, term) not in both


@pytest.mark.parametrize("name", ["vpo.ttl", "align.ttl"])
def test_an_editor_finds_one_ontology_header(name: str) -> None:
    graph = Graph().parse(FOLDER / name, format="turtle")
    assert len(kinds(graph, OWL.Ontology)) == 1


def test_imports_are_found_beside_the_file(terms: Graph) -> None:
    catalog = (FOLDER / "catalog-v001.xml").read_text("utf-8")
    for imported in terms.objects(None, OWL.imports):
        assert f'name="{imported}" uri="align.ttl"' in catalog
        header = Graph().parse(Path(FOLDER / "align.ttl"), format="turtle")
        assert (imported, RDF.type, OWL.Ontology) in header


def kinds_of(graph: Graph, term: Node) -> set[Node]:
    return set(graph.objects(term, RDF.type))
