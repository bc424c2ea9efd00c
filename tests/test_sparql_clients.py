"""Clients that people use, against the endpoint: curl, rdflib, SPARQLWrapper, tables read from a URL."""

from __future__ import annotations

import csv
import io
import json
import logging
import shutil
import subprocess
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pandas
import pytest
from rdflib import FOAF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.settings import Settings
from kg.store.reader import FixedGeneration
from tests.browser.world import BASE, world_store
from tests.conformance.serve import served

PERSON = URIRef(f"{BASE}id/person/mac-van-thi-du")
PREFIX = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX vpo: <https://vpo.example/ontology#> "
NAMES = (
    f"{PREFIX}SELECT ?name (LANG(?name) AS ?lang) WHERE {{ <{PERSON}> skos:prefLabel ?name }} ORDER BY ?lang"
)
FOUND = [("Mac Van Thi Du", "en"), ("Mạc Văn Thí Dụ", "vi")]
DESCRIBED = f"CONSTRUCT {{ <{PERSON}> ?p ?o }} WHERE {{ <{PERSON}> ?p ?o }}"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(FixedGeneration(world_store()), Settings(query_workers=1)) as (address, _):
        yield address


def curl(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["curl", "-sS", "--max-time", "20", *words], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(url: str):
    table = curl(url, "--compressed", "--data-urlencode", f"query={NAMES}", "-H", "Accept: text/csv").stdout
    assert table.splitlines() == ["name,lang", "Mac Van Thi Du,en", "Mạc Văn Thí Dụ,vi"]
    refused = curl(
        url, "-G", "--data-urlencode", "query=SELECT nothing", "-w", "%{http_code} %{content_type}"
    )
    body, _, told = refused.stdout.rpartition("}")
    assert told.strip() == "400 application/problem+json"
    assert json.loads(body + "}")["line"] == 1


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib(url: str, method: str, form: str):
    graph = Graph(SPARQLStore(url, method=method, returnFormat=form))
    assert [(str(row.name), str(row.lang)) for row in graph.query(NAMES)] == FOUND
    assert [str(term) for term in graph.objects(PERSON, FOAF.name)] == [FOUND[1][0]]


def test_rdflib_with_triples(url: str):
    graph = Graph(SPARQLStore(url))
    assert set(graph.query(DESCRIBED).graph) == set(world_store().match(PERSON))


def test_sparqlwrapper(url: str):
    client = SPARQLWrapper(url)
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [(row["name"]["value"], row["lang"]["value"]) for row in rows] == FOUND
    client.setMethod(POST)
    client.setReturnFormat(CSV)
    assert list(csv.reader(io.StringIO(client.queryAndConvert().decode(), newline="")))[1:] == [
        list(r) for r in FOUND
    ]
    client.setQuery(DESCRIBED)
    client.setReturnFormat(TURTLE)
    graph = Graph().parse(data=client.queryAndConvert(), format="turtle")
    assert len(graph) == len(list(world_store().match(PERSON)))
    client.setReturnFormat(JSON)
    client.setQuery("SELECT nothing")
    with pytest.raises(QueryBadFormed, match="syntax error"):
        client.query()


def test_a_table_is_read_from_a_url(url: str):
    address = f"{url}?format=csv&query={quote(NAMES)}"
    with urlopen(address) as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline="")))
    assert [(row["name"], row["lang"]) for row in rows] == FOUND
    frame = pandas.read_csv(address)
    assert list(frame.itertuples(index=False, name=None)) == FOUND
    with pytest.raises(HTTPError, match="400"):
        pandas.read_csv(f"{url}?format=csv&query=nonsense")


def test_a_browser_of_another_site_may_ask(url: str):
    asking = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    with urlopen(Request(url, headers=asking, method="OPTIONS")) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]
