"""The description of the data set: VoID and DCAT, with the counts of the generation."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

import hatch_build
from kg.export.dataset import DCAT, VOID, Published, describe_dataset
from kg.settings import Settings
from kg.store.generations import DataHome
from kg.store.side import Side
from kg.vocab import VPO
from kg_web import close, create_app
from tests.browser.world import BASE, world_store

DATASET = URIRef(f"{BASE}void#dataset")
ROOT = "http://localhost/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    home = DataHome(tmp_path_factory.mktemp("void"))
    with home.writer() as store:
        for graph in world_store().graphs():
            store.replace_graph(graph, world_store().triples(graph))
        home.publish(store)
    return home


@pytest.fixture(scope="module")
def client(home: DataHome):
    hatch_build.compile_catalogues()
    app = create_app(home.current_reader(), Settings(licence="https://licence.example/"))
    yield app.test_client()
    close(app)


@pytest.fixture(scope="module")
def said(client) -> Graph:
    return Graph().parse(data=client.get("/void").data, format="turtle")


def parts(said: Graph, kind: str, name: str, size: str) -> dict[str, int]:
    return {
        str(said.value(part, VOID[name])): int(said.value(part, VOID[size]))
        for part in said.objects(DATASET, VOID[kind])
    }


def test_the_well_known_address_leads_to_the_description(client):
    answer = client.get("/.well-known/void")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/void")


@pytest.mark.parametrize("media", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_it_comes_in_the_form_asked_for(client, said: Graph, media: str):
    answer = client.get("/void", headers={"Accept": media})
    assert answer.mimetype == media
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/void", headers={"Accept": media, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    form = {"application/ld+json": "json-ld"}.get(media, media)
    if form != "json-ld":  # whose reader warns of its own doings
        assert len(Graph().parse(data=answer.data, format=form)) == len(said)
    assert client.get("/void", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/void", headers={"Accept": "text/html"}).headers["Location"] == "/export"


def test_classes_and_properties_are_counted_as_queries_count_them(said: Graph):
    query = "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x"
    classes = {str(row["x"]): int(str(row["n"])) for row in world_store().select(query)}
    assert parts(said, "classPartition", "class", "entities") == classes
    assert classes[VPO.Person] == 6
    query = "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"
    properties = {str(row["x"]): int(str(row["n"])) for row in world_store().select(query)}
    assert parts(said, "propertyPartition", "property", "triples") == properties
    assert int(said.value(DATASET, VOID.triples)) == world_store().count() == sum(properties.values())
    assert int(said.value(DATASET, VOID.classes)) == len(classes)
    assert int(said.value(DATASET, VOID.properties)) == len(properties)


def test_layers_are_told_with_their_graphs(said: Graph):
    graphs = {
        str(said.value(subset, VOID.uriSpace)): int(said.value(subset, VOID.documents))
        for subset in said.objects(DATASET, VOID.subset)
    }
    assert graphs[f"{BASE}graph/article"] == 5
    assert sum(graphs.values()) == len(world_store().graphs())


def test_it_says_where_the_data_can_be_had_and_on_what_terms(client, said: Graph):
    assert set(said.objects(DATASET, DCTERMS.license)) == {URIRef("https://licence.example/")}
    assert said.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{ROOT}sparql")
    assert str(said.value(DATASET, VOID.uriSpace)) == BASE
    assert URIRef("https://vpo.example/ontology#") in set(said.objects(DATASET, VOID.vocabulary))
    dumps = {
        str(said.value(dump, DCAT.downloadURL)): str(said.value(dump, DCAT.mediaType))
        for dump in said.objects(DATASET, DCAT.distribution)
    }
    assert len(dumps) == 6
    for address, media in dumps.items():
        answer = client.get(address.removeprefix(ROOT), buffered=True)
        assert (answer.status_code, answer.mimetype) == (200, media.partition("media-types/")[2])


def test_the_generation_is_its_version(home: DataHome, said: Graph):
    manifest = home.manifest(1)
    assert said.value(DATASET, DCAT.version) == Literal("1")
    assert str(said.value(DATASET, DCTERMS.modified)) == manifest.created
    assert str(said.value(DATASET, DCTERMS.identifier)) == manifest.hash[:16]


def test_the_endpoint_names_the_data_set(client):
    served = Graph().parse(data=client.get("/sparql").data, format="turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    service = served.value(None, RDF.type, URIRef(f"{sd}Service"))
    assert served.value(service, URIRef(f"{sd}defaultDataset")) == DATASET


def test_a_side_file_without_counts_of_properties_leaves_them_out(tmp_path: Path, home: DataHome):
    copy = tmp_path / "side.sqlite"
    copy.write_bytes((home.folder(1) / "side.sqlite").read_bytes())
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("DELETE FROM counts WHERE name LIKE '% %'")
    at = Published(BASE, *[f"{ROOT}x"] * 5, dumps={})
    described = describe_dataset(replace(home.current_reader().now(), side=Side(copy)), at)
    assert described.value(DATASET, VOID.properties) is None
    assert int(described.value(DATASET, VOID.triples)) == world_store().count()
