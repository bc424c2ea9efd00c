"""The RDF store: whole graphs in, rows out, one hash for one data set."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from kg.errors import LockedError, ParameterError, QueryError, StoreError
from kg.store import Store

EX = "https://vpo.example/"
G1, G2 = EX + "graph/article/1", EX + "graph/article/2"
LAM, ORG, P = URIRef(EX + "id/person/lam"), URIRef(EX + "id/org/x"), URIRef(EX + "ontology#holder")


def label(subject: URIRef, text: str, lang: str = "vi") -> tuple[URIRef, URIRef, Literal]:
    return subject, SKOS.prefLabel, Literal(text, lang=lang)


@pytest.fixture
def store():
    opened = Store.in_memory()
    opened.replace_graph(G1, [label(LAM, "Đỗ Hữu Lâm"), (LAM, P, ORG)])
    opened.replace_graph(G2, [label(ORG, "Tỉnh ủy Long An")])
    return opened


def test_a_graph_is_replaced_whole(store):
    assert store.replace_graph(G1, [label(LAM, "Phan Văn Nhiệm")])
    assert store.triples(G1) == [label(LAM, "Phan Văn Nhiệm")]


def test_replacing_a_graph_by_itself_changes_nothing(store):
    before = store.canonical_hash()
    assert not store.replace_graph(G1, list(reversed(store.triples(G1))))
    assert store.canonical_hash() == before


def test_a_graph_with_blank_nodes_replaced_by_an_equal_one_changes_nothing(store):
    def listed():
        node = BNode()
        return [(LAM, P, node), (node, RDF.first, Literal("a", lang="vi"))]

    assert store.replace_graph(G1, listed())
    assert not store.replace_graph(G1, listed())
    assert store.replace_graph(G1, [(LAM, P, BNode())])


def test_an_emptied_graph_is_gone(store):
    assert store.remove_graph(G1)
    assert store.graphs() == [G2]
    assert not store.remove_graph(G1)


def test_queries_see_the_union_of_all_graphs(store):
    rows = store.select(
        "SELECT ?who ?org WHERE { ?s <https://vpo.example/ontology#holder> ?o ."
        " ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?who ."
        " ?o <http://www.w3.org/2004/02/skos/core#prefLabel> ?org }"
    )
    assert rows == [{"who": Literal("Đỗ Hữu Lâm", lang="vi"), "org": Literal("Tỉnh ủy Long An", lang="vi")}]


def test_from_narrows_the_query_to_the_named_graph(store):
    assert len(store.select(f"SELECT ?s FROM <{G2}> WHERE {{ ?s ?p ?o }}")) == 1


def test_the_word_from_inside_a_literal_names_no_graph(store):
    assert len(store.select("SELECT ?s WHERE { ?s ?p ?o FILTER('a FROM b' != \"\") } # FROM")) == 3


def test_a_parameter_is_bound_never_formatted(store):
    rows = store.select("SELECT ?s ?o WHERE { ?s ?p ?o }", s=ORG)
    assert rows == [{"s": ORG, "o": Literal("Tỉnh ủy Long An", lang="vi")}]


def test_a_parameter_that_is_no_column_is_refused(store):
    with pytest.raises(ParameterError, match="no column"):
        store.select("SELECT ?o WHERE { ?s ?p ?o }", s=ORG)


def test_a_parameter_that_is_no_term_is_refused(store):
    with pytest.raises(ParameterError, match="no RDF term"):
        store.select("SELECT ?s WHERE { ?s ?p ?o }", s="text")


def test_csv_reads_back_as_it_was(store):
    said = 'a, "b"\r\nc'
    store.replace_graph(
        G2, [(URIRef(EX + "id/article/1#char=10,20"), P, Literal(said)), (LAM, P, BNode("x"))]
    )
    body = store.write_results("SELECT ?s ?o WHERE { ?s ?p ?o FILTER(?s != ?o && !ISIRI(?o)) }", "text/csv")
    names, *rows = csv.reader(io.StringIO(body.decode(), newline=""))
    assert names == ["s", "o"]
    assert [EX + "id/article/1#char=10,20", said] in rows
    assert sum(row[1].startswith("_:") for row in rows) == 1


def test_an_unbound_variable_has_no_key(store):
    assert store.select("SELECT ?s ?x WHERE { VALUES ?s { 1 } OPTIONAL { ?s ?s ?x } }") == [{"s": Literal(1)}]


def test_a_syntax_error_says_where(store):
    with pytest.raises(QueryError) as caught:
        store.select("SELECT *\nWHERE { ?s ?p }")
    assert caught.value.line == 2
    assert caught.value.column in (15, 16)
    assert len(str(caught.value)) < 120


def test_an_undeclared_prefix_is_a_query_error(store):
    with pytest.raises(QueryError):
        store.select("SELECT * WHERE { ?s nope:p ?o }")


def test_an_update_is_no_query(store):
    with pytest.raises(QueryError):
        store.select("DROP ALL")


def test_each_kind_of_query_has_its_method(store):
    assert store.ask("ASK { ?s ?p ?o }")
    assert set(store.construct("CONSTRUCT WHERE { ?s ?p ?o }", s=ORG)) == {label(ORG, "Tỉnh ủy Long An")}
    with pytest.raises(QueryError, match="no SELECT"):
        store.select("ASK {}")
    with pytest.raises(QueryError, match="no ASK"):
        store.ask("SELECT * {}")
    with pytest.raises(QueryError, match="no CONSTRUCT"):
        store.construct("ASK {}")


def test_results_are_written_in_every_format(store):
    query = "SELECT ?o WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?o } ORDER BY ?o"
    assert store.write_results(query, "text/csv").splitlines()[0] == b"o"
    assert b"bindings" in store.write_results(query, "application/sparql-results+json")
    assert store.write_results("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples").count(b"\n") == 3
    with pytest.raises(QueryError, match="not written as"):
        store.write_results(query, "text/turtle")


def test_match_finds_by_any_part(store):
    assert list(store.match(subject=ORG)) == [label(ORG, "Tỉnh ủy Long An")]
    assert list(store.match(value=ORG, graph=G1)) == [(LAM, P, ORG)]
    assert list(store.match(value=ORG, graph=G2)) == []


def test_a_triple_in_two_graphs_is_counted(store):
    assert store.repeated() == 0
    store.replace_graph(G2, [label(LAM, "Đỗ Hữu Lâm")])
    assert store.repeated() == 1


def test_the_hash_does_not_depend_on_order():
    first, second = Store.in_memory(), Store.in_memory()
    graphs = {G1: [label(LAM, "a"), label(LAM, "b")], G2: [(LAM, P, BNode("x")), (BNode("x"), P, ORG)]}
    for graph, triples in graphs.items():
        first.replace_graph(graph, triples)
    renamed = [(LAM, P, BNode("y")), (BNode("y"), P, ORG)]
    second.replace_graph(G2, reversed(renamed))
    second.replace_graph(G1, reversed(graphs[G1]))
    assert first.canonical_hash() == second.canonical_hash()
    second.replace_graph(G1, [label(LAM, "a")])
    assert first.canonical_hash() != second.canonical_hash()


def test_a_literal_that_looks_like_a_blank_node_is_none():
    store = Store.in_memory()
    store.replace_graph(G1, [label(LAM, "a _:b .")])
    store.replace_graph(G1, [label(LAM, "a _:b ."), label(LAM, "c _:d")])
    assert len(store.triples(G1)) == 2
    assert store.canonical_hash() == store.canonical_hash()


LITERALS = st.one_of(
    st.text().map(lambda text: Literal(text, lang="vi")),
    st.text().map(Literal),
    st.integers(-(10**15), 10**15).map(Literal),
    st.dates().map(Literal),
    st.booleans().map(Literal),
)


@given(st.lists(LITERALS, min_size=1, max_size=5), st.lists(LITERALS, max_size=5))
def test_literals_come_back_as_they_went_in(first, second):
    store = Store.in_memory()
    store.replace_graph(G1, [(LAM, P, literal) for literal in first])
    store.replace_graph(G1, [(LAM, P, literal) for literal in second])
    assert {str(o) for _, _, o in store.triples(G1)} == {str(literal) for literal in second}
    assert {o.language for _, _, o in store.triples(G1)} == {literal.language for literal in second}


def test_a_plain_string_and_xsd_string_are_one():
    store = Store.in_memory()
    assert store.replace_graph(G1, [(LAM, P, Literal("a", datatype=XSD.string))])
    assert not store.replace_graph(G1, [(LAM, P, Literal("a"))])
    assert store.triples(G1) == [(LAM, P, Literal("a"))]


def test_a_dump_without_graphs_holds_all_triples(store):
    out = io.BytesIO()
    store.dump(out, "text/turtle")
    assert str(SKOS.prefLabel).encode() in out.getvalue()
    assert "Tỉnh ủy".encode() in out.getvalue()
    only = io.BytesIO()
    store.dump(only, "application/n-triples", graph=G2)
    assert only.getvalue().count(b"\n") == 1


def test_a_dump_loads_back_to_the_same_hash(store):
    out = io.BytesIO()
    store.dump(out, "application/n-quads")
    copy = Store.in_memory()
    copy.load(out.getvalue(), "application/n-quads")
    assert copy.canonical_hash() == store.canonical_hash()


def test_rdf_that_cannot_be_read_changes_nothing(store):
    before = store.canonical_hash()
    with pytest.raises(StoreError, match="input"):
        store.load(b"<a> <b> <c> . junk", "text/turtle", graph=G1, base=EX)
    assert store.canonical_hash() == before


def test_a_checkpoint_of_a_folder_is_read_only_and_does_not_move(tmp_path: Path):
    writer = Store.open_writer(tmp_path / "store")
    writer.replace_graph(G1, [label(LAM, "a")])
    writer.checkpoint(tmp_path / "copy")
    writer.replace_graph(G1, [label(LAM, "b")])
    reader = Store.open_reader(tmp_path / "copy")
    assert reader.triples(G1) == [label(LAM, "a")]
    with pytest.raises(StoreError, match="reading only"):
        reader.replace_graph(G1, [])
    assert Store.in_memory().count() == 0
    assert writer.count() == writer.count(G1) == 1


def test_a_store_in_memory_is_checkpointed_to_a_folder(store, tmp_path: Path):
    store.checkpoint(tmp_path / "copy")
    assert Store.open_reader(tmp_path / "copy").canonical_hash() == store.canonical_hash()


def test_a_second_writer_is_refused(tmp_path: Path):
    writer = Store.open_writer(tmp_path / "store")
    with pytest.raises(LockedError, match="another process"):
        Store.open_writer(tmp_path / "store")
    writer.close()
    Store.open_writer(tmp_path / "store").close()


def test_a_folder_without_a_store_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="kg load"):
        Store.open_reader(tmp_path)


def test_an_iri_that_is_none_is_refused():
    with pytest.raises(ParameterError, match="no absolute IRI"):
        Store.in_memory().replace_graph("graph/relative", [label(LAM, "a")])
