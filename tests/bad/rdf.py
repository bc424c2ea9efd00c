"""RDF that comes from outside: served files, shapes, names, literals (RDF)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

import pytest
from rdflib import Graph, Literal, URIRef

from kg.commands.serving import graphs_of
from kg.errors import KgError, ShapeError, StoreError
from kg.settings import resource
from kg.store import Store
from kg.validate import check_article_graph
from kg.vocab import VPO
from tests.bad.cases import REPORT, Bench, case
from tests.bad.queries import Listener, problem

BASE = "https://vpo.example/"


@contextmanager
def no_connections() -> Iterator[None]:
    """Assert that this process opens no connection meanwhile."""
    with patch("socket.socket.connect") as connect, patch("socket.create_connection") as create:
        yield
    assert (connect.call_count, create.call_count) == (0, 0)


def served(path: Path) -> Store:
    """Return what `kg serve --rdf` would serve of a file."""
    with graphs_of(path) as graphs:
        return Store.part(graphs.now().store, graphs.now().store.graphs())


def refuses(path: Path, *words: str) -> None:
    """Assert that a file of RDF is refused in words."""
    with pytest.raises(StoreError) as caught:
        served(path)
    for word in words:
        assert word in str(caught.value)


@case("RDF-03")
def foreign_context(bench: Bench) -> None:
    """A JSON-LD context that lies elsewhere or in a file: refused, nobody is asked."""
    with Listener() as listener, no_connections():
        contexts: tuple[object, ...] = (f"{listener.address}ctx.jsonld", "file:///etc/passwd")
        for number, context in enumerate(
            (*contexts, {"@version": 1.1, "@import": f"{listener.address}c.jsonld"})
        ):
            data = {"@context": context, "@id": "http://x/a", "http://x/p": "v"}
            refuses(bench.file(f"{number}.jsonld", json.dumps(data)))
        assert listener.quiet()


@case("RDF-04")
def imports(bench: Bench) -> None:
    """owl:imports in data that are served or checked is a triple like any other."""
    with Listener() as listener, no_connections():
        said = (
            f"<{listener.address}x> a <http://www.w3.org/2002/07/owl#Ontology> ; "
            f"<http://www.w3.org/2002/07/owl#imports> <{listener.address}y.ttl> ."
        )
        with graphs_of(bench.file("a.ttl", said)) as graphs:
            assert graphs.now().store.count() == 2
        with pytest.raises(ShapeError):
            check_article_graph(article_graph(said, bench), where="a.txt")
        assert listener.quiet()


def article_graph(extra: str, bench: Bench) -> Graph:
    """Return the graph of an article with these triples added."""
    from kg.link.article import link_article
    from kg.load import build_article
    from kg.ontology import lexicon
    from kg.rdf import article_graph as written

    graph = written(link_article(build_article(REPORT), lexicon()), BASE, extractor="0")
    return graph.parse(data=extra, format="turtle") if extra else graph


@case("RDF-05")
def shapes_in_data(bench: Bench) -> None:
    """Shapes with queries or scripts that come with data are data; the checks use our own shapes only."""
    bad = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:shape> a sh:NodeShape ; sh:targetNode <urn:shape> ; sh:message "from outside" ;
      sh:sparql [ sh:select "SELECT $this { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }" ] ;
      sh:js [ sh:jsFunctionName "f" ] ."""
    with no_connections(), pytest.raises(ShapeError) as caught:
        check_article_graph(article_graph(bad, bench), where="a.txt")
    assert "from outside" not in str(caught.value)
    check_article_graph(article_graph("", bench), where="a.txt")


@case("RDF-06")
def addresses_in_place_of_data(bench: Bench) -> None:
    """An address where an input is expected is a missing file; the text of one is a text. Nobody is asked."""
    with Listener() as listener, no_connections():
        ran = bench.kg("load", f"{listener.address}a.txt")
        assert (ran.code, "there is no such file" in ran.err) == (1, True)
        assert bench.kg("extract", bench.file("a.txt", f"{listener.address}\n\n{REPORT}")).code == 0
        assert bench.kg("serve", "--rdf", f"{listener.address}a.ttl").code == 2
        assert listener.quiet()


@case("RDF-07")
def one_blank_node_twice(bench: Bench) -> None:
    """The same blank label in two documents names two things; an article's graph holds no blank node at
    all."""
    store = Store.in_memory()
    for name in "ab":
        store.load(f"_:b0 <urn:p> '{name}' .".encode(), "text/turtle", graph=f"{BASE}graph/{name}")
    assert len({str(node) for node, _, _ in store.match()}) == 2
    graph = article_graph("", bench)
    assert all(isinstance(term, URIRef | Literal) for triple in graph for term in triple)


@case("RDF-08")
def nested_brackets(bench: Bench) -> None:
    """Turtle with blank nodes 2,000 and 200,000 deep: read or refused in words, the process lives."""
    for depth in (2_000, 200_000):
        path = bench.file("deep.ttl", "<urn:a> <urn:p> " + "[ <urn:p> " * depth + "1" + " ]" * depth + " .")
        try:
            with graphs_of(path) as graphs:
                assert graphs.now().store.count() == depth + 1
        except KgError as error:
            assert "\n" not in str(error)  # noqa: PT017


@case("RDF-09")
def graph_of_others(bench: Bench) -> None:
    """Triples about the vocabulary, or about another article, within an article's graph: refused, none
    enters."""
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    for subject in (VPO.Person, f"{BASE}id/article/ffffffffffffffff#h1", f"{BASE}graph/load"):
        with pytest.raises(ShapeError):
            check_article_graph(article_graph(f"<{subject}> {label} 'khác'@vi .", bench), where="a.txt")
    assert bench.server.ask(
        "/rdf-graph-store?default", method="PUT", body=b"<urn:a> <urn:b> <urn:c> ."
    ).status in {
        404,
        405,
    }


@case("RDF-10")
def odd_addresses(bench: Bench) -> None:
    """Addresses of other schemes or of a megabyte never become a link, and a relative one is refused or
    resolved."""
    for url in ("javascript:alert(1)", "data:text/html,x", "/a/b", "x" * 3000, "ftp://x/"):
        ran = bench.kg("extract", bench.file("a.jsonl", json.dumps({"text": REPORT, "url": url})))
        assert (ran.code, "address" in ran.err) == (1, True)
    for name in ("javascript:alert(1)", "data:text/html,x"):
        page = bench.server.ask(f"/page/{quote(name)}")
        assert (page.status, 'href="javascript' in page.text) == (404, False)
    assert bench.server.query(f"SELECT * {{ <{'http://x/' + 'a' * 60_000}> ?p ?o }}").text == "o,p\r\n"
    assert bench.server.query("SELECT (<x> AS ?n) {}").text == f"n\r\n{BASE}x\r\n"


@case("RDF-11")
def language_tags(bench: Bench) -> None:
    """Tags of languages are kept in small letters; what is no tag is refused."""
    assert (
        bench.server.query("SELECT (LANG('a'@VI) AS ?n) (LANG('a'@vi-VN) AS ?m) {}").text
        == "n,m\r\nvi,vi-vn\r\n"
    )
    for tag in ("en_US", "", "1"):
        problem(bench.server.query(f"SELECT ('a'@{tag} AS ?n) {{}}"), 400)
    refuses(bench.file("a.ttl", "<urn:a> <urn:p> 'x'@en_US ."), "a.ttl")


@case("RDF-12")
def other_forms_of_numbers(bench: Bench) -> None:
    """Numbers and times in unusual forms change their form in the store, as documented, and never their
    value."""
    path = bench.file(
        "a.ttl",
        """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <urn:a> <urn:p> "01"^^xsd:integer, "1.0"^^xsd:decimal, "-3"^^xsd:negativeInteger, "2020-01-01"^^xsd:date .""",  # noqa: E501
    )
    with graphs_of(path) as graphs:
        found = {str(value) for _, _, value in graphs.now().store.match(URIRef("urn:a"))}
    assert found == {"1", "-3", "2020-01-01"}
    docs = (resource("ontology").parent / "docs" / "sparql.md").read_text("utf-8")
    assert "written form" in docs
