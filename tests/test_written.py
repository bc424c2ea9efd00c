from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef

from kg.errors import ParameterError, QueryError
from kg.store import Store
from kg.store.changes import names_graphs
from kg.store.written import written_in

A, B, P = URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:p")


@pytest.fixture
def store() -> Store:
    store = Store.in_memory()
    store.replace_graph("urn:g", [(A, P, Literal("?x # {", lang="vi")), (B, P, Literal("2"))])
    return store


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_a_text_comes_back_as_it_was_given(text: str):
    rows = Store.in_memory().select("SELECT ?v ?w WHERE { BIND(STR(?v) AS ?w) }", v=Literal(text))
    assert rows == [{"v": Literal(text), "w": Literal(text)}]


def test_a_hostile_text_is_a_text(store: Store):
    hostile = Literal('" } UNION { ?s ?p ?o } #')
    assert store.select("SELECT ?s ?v WHERE { ?s <urn:p> ?v }", v=hostile) == []


def test_variables_in_texts_comments_and_iris_stay():
    query = 'SELECT ?x ("?x" AS ?y) WHERE { # ?x\n <urn:?x> <urn:p> ?x }'
    written = written_in(query, {"x": "<urn:a>"})
    assert written == 'SELECT (<urn:a> AS ?x) ("?x" AS ?y) WHERE { # ?x\n <urn:?x> <urn:p> <urn:a> }'


def test_what_the_guard_reads_as_text_is_text_here_too():
    query = 'SELECT ?x ?y WHERE { BIND("""a\\"" ?x""" AS ?y) # ?x\r ?x <urn:p> <urn:\\u00e9> }'
    written = written_in(query, {"x": "<urn:a>"})
    assert written == (
        'SELECT (<urn:a> AS ?x) ?y WHERE { BIND("""a\\"" ?x""" AS ?y) # ?x\r <urn:a> <urn:p> <urn:\\u00e9> }'
    )


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <urn:g> {}", True),
        ("SELECT * from NAMED <urn:g> {}", True),
        ("SELECT * { ?from from:a 'FROM' } # FROM", False),
        ('SELECT * { ?s <urn:FROM> """it\'s FROM""" }', False),
        ("SELECT * { ?s ?p 'a' } #\rFROM <urn:g>", True),
    ],
)
def test_a_query_names_graphs_where_it_has_the_word(query: str, named: bool):
    assert names_graphs(query) is named


def test_a_value_reaches_a_query_within_the_query(store: Store):
    query = "SELECT ?s ?n WHERE { { SELECT ?s (COUNT(*) AS ?n) WHERE { ?s <urn:p> ?v } GROUP BY ?s } }"
    assert store.select(query, s=A) == [{"s": A, "n": Literal("1", datatype=_INTEGER)}]


_INTEGER = URIRef("http://www.w3.org/2001/XMLSchema#integer")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?v WHERE { OPTIONAL { ?v <urn:p> ?o } }",
        "SELECT ?v ?o WHERE { ?s <urn:p> ?o } ORDER BY ?v DESC(?o)",
    ],
)
def test_where_a_value_cannot_stand_it_is_substituted(store: Store, query: str):
    assert {row["v"] for row in store.select(query, v=Literal("2"))} == {Literal("2")}


def test_a_blank_node_is_no_variable(store: Store):
    assert store.select("SELECT ?s ?o WHERE { ?s <urn:p> ?o }", s=BNode("b")) == []


def test_what_is_no_column_is_refused_as_before(store: Store):
    with pytest.raises(ParameterError):
        store.select("SELECT ?o WHERE { ?s <urn:p> ?o }", s=A)
    with pytest.raises(QueryError):
        store.select("SELECT ?o WHERE { ?s <urn:p> ?o", o=A)
