"""The vocabulary, the glossary and the ontology say the same, and every term earns its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg import vocab
from kg.ontology.render import main, render, render_glossary
from kg.settings import resource
from kg.vocab import NS, VPO

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = resource("ontology")
IN_PYTHON = re.compile(r"\bVPO\.([A-Za-z][A-Za-z0-9_]*)")
ELSEWHERE = re.compile(r"\bvpo:([A-Za-z][A-Za-z0-9-]*)")

RESERVED = {
    "the steps of a document, shown by later pages": {"DocumentLifecycle"},
    "decisions of curators": {
        "CurationDecision", "CurationKind", "curationKind", "target", "otherTarget", "decidedAt", "decidedBy",
        "revokedAt", "same", "different", "wrong", "corrected", "mergedInto",
    },
    "runs of the loader": {"Load", "Extractor"},
    "facts that no rule reads yet": {"headOf", "signedBy", "replacesPrinted"},
}  # fmt: skip


def declared() -> dict[str, set[str]]:
    """Each term with the terms it leans on: its kinds, its domain, its range, what it is a part of."""
    graph = Graph().parse(ONTOLOGY / "vpo.ttl", format="turtle")
    links = (RDF.type, RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf)
    return {
        local(term): {local(o) for link in links for o in graph.objects(term, link) if str(o).startswith(NS)}
        for term in set(graph.subjects())
        if str(term).startswith(NS)
    }


def local(term: object) -> str:
    return str(term).removeprefix(NS)


def readers() -> Iterator[Path]:
    """Files that may use a term; those written from the ontology do not count."""
    written = {ROOT / "kg" / "vocab.py", ONTOLOGY / "vpo.ttl"}
    folders = (
        ("kg", "*.py"),
        ("web/kg_web", "*.py"),
        ("web/kg_web", "*.html"),
        ("queries", "*.rq"),
        ("ontology", "*.ttl"),
    )
    for folder, pattern in folders:
        yield from (path for path in (ROOT / folder).rglob(pattern) if path not in written)


def used() -> set[str]:
    names = set()
    for path in readers():
        pattern = IN_PYTHON if path.suffix == ".py" else ELSEWHERE
        names.update(pattern.findall(path.read_text("utf-8")))
    return {name.replace("_", "-") for name in names}


def test_rendering_the_ontology_gives_the_vocabulary() -> None:
    assert render(ONTOLOGY) == Path(vocab.__file__).read_text("utf-8")


def test_rendering_the_ontology_gives_the_glossary() -> None:
    assert render_glossary(ONTOLOGY) == (ROOT / "docs" / "glossary.md").read_text("utf-8")


def test_the_command_chooses_what_is_rendered() -> None:
    assert main([]) == render(ONTOLOGY)
    assert main(["glossary"]) == render_glossary(ONTOLOGY)


def test_every_constant_is_a_declared_term_and_every_term_a_constant() -> None:
    constants = {value.removeprefix(NS) for name, value in vars(VPO).items() if not name.startswith("_")}
    assert constants == set(declared())


def test_every_term_in_use_is_declared() -> None:
    assert not used() - set(declared())


def test_every_declared_term_is_used_or_reserved_with_a_reason() -> None:
    terms = declared()
    found = used() & set(terms)
    while more := {leant for name in found for leant in terms[name]} - found:
        found |= more
    assert not set(terms) - found - {name for names in RESERVED.values() for name in names}


def test_every_reserved_term_is_declared() -> None:
    assert not {name for names in RESERVED.values() for name in names} - set(declared())


def test_no_two_terms_share_a_constant() -> None:
    graph = Graph().parse(ONTOLOGY / "vpo.ttl", format="turtle")
    terms = set(graph.subjects(RDFS.isDefinedBy, URIRef(NS.removesuffix("#"))))
    assert len({local(term).replace("-", "_") for term in terms}) == len(terms)
    assert (URIRef(NS.removesuffix("#")), RDF.type, OWL.Ontology) in graph
