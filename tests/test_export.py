from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.errors import QueryError, UnknownEntityError
from kg.export import FORMATS, export
from kg.export.scope import base_of
from kg.store import Store
from kg.vocab import VPO

BASE = "https://vpo.example/"
WORLD = Path(__file__).parent / "data" / "world.trig"
PERSON = f"{BASE}id/person/mac-van-thi-du"
GRAPH = f"{BASE}graph/article/44d8fa7c1fb99410"


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store.in_memory()
    store.load(WORLD, "application/trig")
    return store


def written(store: Store, form: str, graph: str | None = None, subject: str | None = None) -> bytes:
    out = io.BytesIO()
    export(store, out, form, graph=graph, subject=subject)
    return out.getvalue()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


MIME = {"trig": "application/trig", "nq": "application/n-quads", "jsonld": "application/ld+json"}


@pytest.mark.parametrize("form", MIME)
def test_a_format_with_graphs_gives_the_whole_data_set_back(store: Store, form: str):
    again = Store.in_memory()
    again.load(written(store, form), MIME[form])
    assert again.canonical_hash() == store.canonical_hash()


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("nt", "nt")])
def test_a_format_without_graphs_gives_every_triple_back(store: Store, form: str, parser: str):
    graph = Graph().parse(data=written(store, form), format=parser)
    assert set(graph) == {triple for name in store.graphs() for triple in store.triples(name)}


@pytest.mark.parametrize("form", FORMATS)
def test_equal_data_give_equal_bytes_in_any_order(store: Store, form: str):
    other = Store.in_memory()
    names = store.graphs()
    random.Random(7).shuffle(names)
    for name in names:
        other.replace_graph(name, store.triples(name))
    assert written(other, form) == written(store, form)


@pytest.mark.parametrize("form", FORMATS)
def test_one_graph_is_written_alone(store: Store, form: str):
    assert written(store, form, graph=GRAPH) == written(store, form, graph=GRAPH.removeprefix(BASE))
    assert b"775851003c537c8b#" not in written(store, form, graph=GRAPH)


@pytest.mark.parametrize("form", FORMATS)
def test_one_thing_is_written_in_every_format(store: Store, form: str):
    assert "Mạc Văn Thí Dụ" in written(store, form, subject=PERSON).decode()


def test_a_person_comes_with_tenures_observations_and_sentences(store: Store):
    graph = Graph().parse(data=written(store, "ttl", subject="id/person/mac-van-thi-du"), format="turtle")
    kinds = {str(kind).removeprefix(f"{BASE}ontology#") for kind in graph.objects(None, URIRef(RDF_TYPE))}
    assert {"Person", "Tenure", "HoldingObservation", "NamedPerson", "Evidence", "Conference"} <= kinds
    assert Literal("Phó Bí thư Thường trực Tỉnh ủy Long An", lang="vi") in set(graph.objects())


def test_an_article_comes_with_all_its_nodes(store: Store):
    graph = Graph().parse(data=written(store, "nt", subject="id/article/44d8fa7c1fb99410"), format="nt")
    assert set(store.triples(GRAPH)) <= set(graph)


def test_the_description_of_a_homonym_does_not_mix_in_the_other(store: Store):
    data = written(store, "nt", subject="id/person/mac-van-thi-du.ninh-thuan").decode()
    assert "#h4>" in data
    assert "tinh-uy-long-an/pho-bi-thu-thuong-truc" not in data


def test_turtle_is_short_to_read(store: Store):
    text = written(store, "ttl", graph="graph/derived/person/mac-van-thi-du").decode()
    assert text.startswith(f"@base <{BASE}> .\n@prefix vpo: ")
    assert "<id/person/mac-van-thi-du> a vpo:Official , vpo:Person ;" in text


def test_a_row_of_the_table_leads_from_the_fact_to_its_sentence(store: Store):
    rows = [
        row
        for row in table(written(store, "csv"))
        if row["fact"].endswith("44d8fa7c1fb99410#h1") and row["property"] == "post"
    ]
    (row,) = rows
    assert (row["class"], row["subject_label"]) == ("HoldingObservation", "Mạc Văn Thí Dụ")
    assert row["value_label"] == "Phó Bí thư Thường trực Tỉnh ủy Long An"
    assert row["sentence"].startswith("Đến dự có Phó Bí thư Thường trực")
    assert (row["rule"][-15:], row["confidence"]) == ("positions.chain", "0.95")
    assert row["published"] == "2018-08-10T19:27:00+07:00"


def test_the_table_of_the_whole_leaves_the_reference_layer_out(store: Store):
    classes = {row["class"] for row in table(written(store, "csv"))}
    assert "AdministrativeUnit" not in classes
    assert "Tenure" in classes
    assert "AdministrativeUnit" in {
        r["class"] for r in table(written(store, "csv", subject="id/adm63/long-an"))
    }


@given(st.sampled_from("=+-@\t\r"), st.text('ab,"\n', max_size=5))
def test_no_cell_begins_like_a_formula(first: str, rest: str):
    store = Store.in_memory()
    node = URIRef(f"{BASE}id/article/1#h1")
    store.replace_graph(
        f"{BASE}graph/article/1",
        [
            (node, URIRef(RDF_TYPE), URIRef(VPO.HoldingObservation)),
            (node, URIRef(VPO.printedTitle), Literal(first + rest, lang="vi")),
        ],
    )
    (row,) = table(written(store, "csv"))
    assert row["value"] == f"'{first}{rest}"


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_is_read_back_with_its_ties(store: Store, form: str):
    data = io.BytesIO(written(store, form))
    network = nx.read_graphml(data, force_multigraph=True) if form == "graphml" else nx.read_gexf(data)
    ends = f"{BASE}id/person/mac-van-thi-du", f"{BASE}id/org/tinh-uy-long-an"
    assert network.has_edge(*ends)
    assert network.nodes[ends[0]]["label"] == "Mạc Văn Thí Dụ"


def test_literals_with_every_sign_survive():
    store = Store.in_memory()
    node = URIRef(f"{BASE}id/x")
    said = Literal('a"b\\c\nd\re\tf\x07\U0001f600 Ðảng', lang="vi")
    store.replace_graph(f"{BASE}graph/article/1", [(node, URIRef(VPO.note), said)])
    for form, mime in MIME.items():
        again = Store.in_memory()
        again.load(written(store, form), mime)
        assert again.triples(f"{BASE}graph/article/1") == [(node, URIRef(VPO.note), said)]


def test_data_of_others_are_written_as_they_are():
    store = Store.in_memory()
    store.load(b"<http://a.example/s> <http://a.example/p> [] .", "text/turtle")
    assert b"http://a.example/s" in written(store, "ttl")


def test_what_is_not_there_and_what_is_no_format_are_refused(store: Store):
    with pytest.raises(UnknownEntityError):
        written(store, "ttl", subject="id/person/khong-co-ai")
    with pytest.raises(UnknownEntityError):
        written(store, "ttl", graph="graph/article/none")
    with pytest.raises(QueryError):
        written(store, "xlsx")


RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_the_base_is_known_from_one_graph_however_many_there_are():
    class Many:
        def each_graph(self):
            yield "https://kho.example/graph/article/1"
            raise AssertionError("one was enough")

    assert base_of(Many()) == "https://kho.example/"
