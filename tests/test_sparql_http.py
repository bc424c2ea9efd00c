"""The endpoint over HTTP: SPARQL 1.1 Protocol, forms of answers, refusals in words."""

import gzip
import json
from types import SimpleNamespace

import pytest
from flask import Flask
from rdflib import SDO, Graph, Literal, URIRef

from kg.settings import Settings
from kg.sparql.answers import Question, tag_of
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg_web import sparql
from tests.conformance.serve import FileReader

EX = "https://vpo.example/"
DIRECT = "application/sparql-query"
SELECT = "SELECT ?o WHERE { ?s <https://vpo.example/p> ?o } ORDER BY ?o"
CONSTRUCT = "CONSTRUCT WHERE { ?s <https://vpo.example/p> ?o }"
_SEE = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
SEE = {(_SEE, "http://localhost/limits"), (_SEE, "http://localhost/openapi.json")}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.fixture(scope="module")
def client():
    store = Store.in_memory()
    triples = [
        (URIRef(EX + "id/x"), URIRef(EX + "p"), Literal(text, lang="vi")) for text in ("a + b", "Tỉnh ủy")
    ]
    store.replace_graph(EX + "graph/one", triples)
    many = [(URIRef(EX + "id/y"), URIRef(EX + "n"), Literal(number)) for number in range(400)]
    store.replace_graph(EX + "graph/two", many)
    app = Flask("test")
    settings = Settings(query_seconds=1.0, query_rows=100)
    app.extensions["kg"] = SimpleNamespace(reader=FixedGeneration(store), settings=settings)
    app.register_blueprint(sparql.bp)
    yield app.test_client()
    app.extensions["sparql"].close()


def get(client, query: str, accept: str = "", **extra):
    return client.get(
        "/sparql", query_string={"query": query, **extra}, headers={"Accept": accept} if accept else {}
    )


def test_a_query_is_sent_in_three_ways(client):
    answers = [
        get(client, SELECT),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", data=SELECT, content_type="application/sparql-query"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert [row["o"]["value"] for row in answers[0].get_json(force=True)["results"]["bindings"]] == [
        "Tỉnh ủy",
        "a + b",
    ]


def test_a_plus_sign_is_a_space_and_percent_2b_a_plus(client):
    assert client.get("/sparql?query=ASK+%7B+%3Fs+%3Fp+%22a+%2B+b%22%40vi+%7D").get_json(force=True)[
        "boolean"
    ]


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (SELECT, "", JSON),
        (SELECT, "*/*", JSON),
        (SELECT, "application/json", JSON),
        (SELECT, f"{JSON};q=0.5, {XML}", XML),
        (SELECT, "text/*", "text/csv"),
        (SELECT, "text/tab-separated-values;q=0.9, text/csv;q=0.8", "text/tab-separated-values"),
        (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", XML),
        ("ASK {}", "text/csv", "text/csv"),
        (CONSTRUCT, "", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.1", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (CONSTRUCT, "application/json", "application/ld+json"),
        (CONSTRUCT, "text/plain", "application/n-triples"),
        (CONSTRUCT, f"text/turtle;q=0, {JSON}, */*;q=0.1", "application/n-triples"),
    ],
)
def test_the_answer_comes_in_the_form_asked_for(client, query, accept, media):
    answer = get(client, query, accept)
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert "Accept" in answer.headers["Vary"]
    assert answer.content_length == len(answer.data)


def test_a_link_can_name_the_form(client):
    assert get(client, SELECT, format="csv").mimetype == "text/csv"
    assert get(client, CONSTRUCT, format="nt").mimetype == "application/n-triples"


def test_a_form_that_is_not_there_is_said_with_those_that_are(client):
    answer = get(client, SELECT, "image/png")
    assert answer.status_code == 406
    assert JSON in answer.get_json(force=True)["detail"]
    assert get(client, CONSTRUCT, "text/csv").status_code == 406
    assert get(client, SELECT, format="ttl").status_code == 406


def test_texts_say_their_charset(client):
    assert get(client, SELECT, "text/csv").content_type == "text/csv; charset=utf-8"


def test_head_is_get_without_a_body(client):
    answer = client.head("/sparql", query_string={"query": SELECT})
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.content_length == len(get(client, SELECT).data)


def test_other_sites_may_ask(client):
    answer = client.options(
        "/sparql", headers={"Origin": "http://x", "Access-Control-Request-Method": "POST"}
    )
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    assert get(client, SELECT).headers["Access-Control-Allow-Origin"] == "*"
    assert get(client, "nonsense").headers["Access-Control-Allow-Origin"] == "*"


def test_an_answer_already_held_is_not_sent_again(client):
    tag = get(client, SELECT).headers["ETag"]
    again = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert "ETag" not in get(client, "SELECT (RAND() AS ?x) {}").headers
    anything = client.get("/sparql", query_string={"query": "nonsense"}, headers={"If-None-Match": "*"})
    assert anything.status_code == 400


def test_who_has_an_answer_costs_no_query(client):
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    tag = tag_of(client.application.extensions["sparql"].pool.place().generation, Question(query))
    again = client.get("/sparql", query_string={"query": query}, headers={"If-None-Match": f'W/"{tag}"'})
    assert (again.status_code, again.headers["ETag"]) == (304, f'W/"{tag}"')


def test_a_long_answer_is_packed_for_who_takes_it(client):
    query = "SELECT ?o { <https://vpo.example/id/y> <https://vpo.example/n> ?o } LIMIT 90"
    plain = get(client, query)
    address = {"query_string": {"query": query}}
    small = client.get("/sparql", **address, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.content_length == len(small.data) < len(plain.data)
    assert gzip.decompress(small.data) == plain.data
    assert {"Accept", "Accept-Encoding"} <= set(small.vary) == set(plain.vary)
    assert small.headers["ETag"] != plain.headers["ETag"]
    refused = client.get("/sparql", **address, headers={"Accept-Encoding": "gzip;q=0, br"})
    assert (refused.data, refused.headers.get("Content-Encoding")) == (plain.data, None)


@pytest.mark.parametrize("accept", ["", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_the_service_describes_itself(client, accept):
    answer = client.get("/sparql", headers={"Accept": accept} if accept else {})
    store = Store.in_memory()
    store.load(answer.data, accept or "text/turtle", graph=EX + "description")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {
        (str(p).removeprefix(sd), str(o).removeprefix(sd)) for _, p, o in store.triples(EX + "description")
    }
    assert {("endpoint", "http://localhost/sparql"), ("feature", "UnionDefaultGraph"), *SEE} <= said


def test_the_description_tells_the_limits_as_values(client):
    graph = Graph().parse(data=client.get("/sparql").data, format="turtle")
    told = {
        str(graph.value(bound, SDO.propertyID)): graph.value(bound, SDO.value).toPython()
        for bound in graph.objects(None, SDO.additionalProperty)
    }
    assert (told["query_seconds"], told["query_rows"], told["client_queries"]) == (1.0, 100, 2)
    assert len(told) == 11


def test_a_person_is_sent_to_the_editor(client):
    answer = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/query")
    answer = client.get("/sparql", headers={"Accept": "text/html"}, environ_overrides={"SCRIPT_NAME": "/en"})
    assert answer.headers["Location"] == "/en/query"


def test_a_description_in_no_known_form_is_not_acceptable(client):
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        ({"query_string": "query=ASK%20%7B%7D&query=ASK%20%7B%7D"}, 400, "one parameter query, not 2"),
        ({"query_string": "query="}, 400, "empty"),
        ({"query_string": "default-graph-uri=http://x"}, 400, "one parameter query, not 0"),
        ({"query_string": "update=DROP%20ALL"}, 400, "read-only"),
        ({"query_string": "query=%FF"}, 400, "cannot be read"),
        ({"query_string": {"query": "ASK {}", "default-graph-uri": "relative"}}, 400, "no absolute IRI"),
        ({"query_string": {"query": "ASK {}", "default-graph-uri": "http://a b"}}, 400, "no absolute IRI"),
        ({"query_string": {"query": "ASK FROM <http://a/%zz> {}"}}, 400, "percent encoding"),
        ({"query_string": {"query": "DROP ALL"}}, 400, "read-only"),
        ({"query_string": {"query": "ASK { SERVICE <http://x> {} }"}}, 400, "SERVICE is refused"),
        ({"query_string": {"query": "ASK FROM <http://x> {}"}}, 400, "none is fetched"),
        ({"method": "POST", "data": "ASK {}"}, 400, "posted as"),
        ({"method": "POST", "data": "ASK {}", "content_type": "text/plain"}, 400, "posted as"),
        ({"method": "POST", "data": "DROP ALL", "content_type": "application/sparql-update"}, 400, "posted"),
        ({"method": "POST", "data": {"update": "DROP ALL"}}, 400, "read-only"),
        ({"method": "POST", "data": b"ASK { # \xff", "content_type": DIRECT}, 400, "not UTF-8"),
        ({"method": "POST", "data": "ASK {}", "content_type": f"{DIRECT}; charset=utf-16"}, 400, "UTF-16"),
        ({"method": "PUT", "query_string": {"query": "ASK {}"}}, 405, "not allowed"),
        ({"query_string": {"query": "ASK {} #" + "x" * 66_000}}, 413, "65536 bytes"),
        ({"method": "POST", "data": b"x" * 300_000, "content_type": DIRECT}, 413, ""),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_answered_says_why(client, call, status, words):
    answer = client.open("/sparql", **{"method": "GET", **call})
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    problem = json.loads(answer.data)
    assert problem["status"] == status
    assert words.lower() in problem["detail"].lower()


def test_a_syntax_error_has_line_and_column(client):
    problem = get(client, "SELECT *\nWHERE { ?s ?p }").get_json(force=True)
    assert problem["line"] == 2
    assert problem["column"] > 10


def test_who_wants_text_gets_text(client):
    answer = get(client, "nonsense", "text/plain")
    assert answer.mimetype == "text/plain"
    assert b"line 1" in answer.data


def test_a_query_over_its_time_is_503_with_the_limit(client):
    answer = get(client, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.get_json(force=True)["limit"] == "time"
    assert answer.get_json(force=True)["value"] == 1.0


def test_an_answer_over_a_limit_is_never_cut(client):
    answer = get(client, "SELECT * { ?s ?p ?o }", "text/csv")
    assert answer.status_code == 400
    assert answer.get_json(force=True)["limit"] == "rows"


def test_a_data_set_without_union_keeps_its_default_graph(tmp_path):
    path = tmp_path / "data.nq"
    path.write_text("<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:c> <urn:g> .\n")
    app = Flask("test")
    app.extensions["kg"] = SimpleNamespace(reader=FileReader(path), settings=Settings())
    app.register_blueprint(sparql.bp)
    client = app.test_client()
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert get(client, count, format="csv").data == b"n\r\n1\r\n"
    assert get(client, "ASK FROM <urn:none> { ?s ?p ?o }").get_json(force=True)["boolean"] is False
    assert b"UnionDefaultGraph" not in client.get("/sparql").data
    app.extensions["sparql"].close()
