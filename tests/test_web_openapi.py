"""The OpenAPI document: valid, about all there is and nothing else, and true of real answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

import hatch_build
from kg.queries import public_queries
from kg.settings import Settings
from kg.store.generations import DataHome
from kg_web import create_app
from kg_web.openapi import template
from kg_web.operations import OPERATIONS
from tests.described import check

PERSON = "id/person/do-huu-lam"
PAGES = {
    "changes.decisions", "changes.every", "changes.feed", "changes.one", "conflicts.every",
    "conflicts.of_kind", "course.start", "course.step", "dataset.well_known",
    "editor.editor", "editor.stop", "entity.page",
    "entity.thing", "export.formats", "export.network",
    "graph.edge", "graph.node", "graph.view", "home.index", "home.quality", "maps.view",
    "ontology.slash", "openapi.page",
    "paths.paths", "queries.every", "queries.one", "reporting.fact", "review.decide", "review.page",
    "review.sign_in", "review.sign_out", "search.search", "service.limits", "static",
}  # fmt: skip
"""What answers with pages or files that are no JSON; `queries.one` is described one by one."""
REFUSALS = {"graph_store.refuse", "graph_store.options", "sparql.refuse", "sparql.options"}
ASKED = {
    ("queries.listing", "GET"): ["/queries.json"],
    ("queries.answer", "GET"): ["/queries/q03-cluster-members.json", "/queries/person-graph.jsonld"],
    ("sparql.sparql", "GET"): ["/sparql?query=ASK{}", "/sparql?query=SELECT*{?s?p?o}LIMIT+3"],
    ("graph_store.indirect", "GET"): ["/store?graph=https://vpo.example/graph/ontology&format=jsonld"],
    ("graph_store.direct", "GET"): ["/graph/ontology?format=jsonld"],
    ("dataset.void", "GET"): ["/void", "/void?format=jsonld"],
    ("export.everything", "GET"): ["/export/all.jsonld"],
    ("ontology.terms", "GET"): ["/ontology"],
    ("search.suggest", "GET"): ["/search.json?q=long+an", "/search.json"],
    ("graph.data", "GET"): [f"/graph.json?node={PERSON}"],
    ("graph_files.take", "GET"): [f"/graph.{ext}?node={PERSON}" for ext in ("svg", "csv", "ttl", "graphml")],
    ("paths.data", "GET"): [f"/paths.json?from={PERSON}&to=id/person/phan-van-nhiem"],
    ("entity.data", "GET"): [f"/data/{PERSON}.jsonld"],
    ("editor.words", "GET"): ["/query/vocabulary.json"],
    ("changes.listed", "GET"): ["/changes.json", f"/changes.json?about={PERSON}"],
    ("changes.whole", "GET"): ["/changes/1.json"],
    ("service.health", "GET"): ["/health"],
    ("service.live", "GET"): ["/health/live"],
    ("service.bounds", "GET"): ["/limits.json"],
    ("openapi.document", "GET"): ["/openapi.json"],
}
REFUSED = [
    ("/queries/q03-cluster-members", "/queries/q03-cluster-members?format=json&year=x", 400),
    ("/queries/q03-cluster-members", "/queries/q03-cluster-members?format=ttl", 406),
    ("/queries/{name}.{ext}", "/queries/khong.json", 404),
    ("/sparql", "/sparql?query=SELEKT", 400),
    ("/store", "/store?graph=urn:khong", 404),
    ("/graph.json", "/graph.json?node=id/x", 404),
    ("/paths.json", "/paths.json", 400),
    ("/paths.json", f"/paths.json?from={PERSON}&to=id/person/khong-co", 404),
    ("/data/{name}.{ext}", "/data/id/x.jsonld", 404),
    ("/changes/{number}.json", "/changes/99.json", 404),
    ("/changes.json", "/changes.json?about=id/x", 404),
]


@pytest.fixture(scope="module")
def app(demo: Path) -> Flask:
    hatch_build.compile_catalogues()
    return create_app(DataHome(demo).current_reader(), Settings(home=demo))


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def told(client: FlaskClient) -> dict[str, Any]:
    return client.get("/openapi.json").json


def test_the_document_is_valid_openapi(told: dict[str, Any]):
    assert told["openapi"] == "3.1.0"
    assert [error.message for error in OpenAPIV31SpecValidator(told).iter_errors()] == []


def test_the_document_is_the_same_in_both_languages_and_names_both_roots(
    client: FlaskClient, told: dict[str, Any]
):
    assert client.get("/en/openapi.json").json == told
    assert [server["url"] for server in told["servers"]] == ["/", "/en/"]


def test_every_address_is_described_or_known_to_be_a_page(app: Flask):
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint not in PAGES | REFUSALS
    }
    assert routes == set(OPERATIONS)


def test_everything_described_is_there(app: Flask, told: dict[str, Any]):
    rules = {template(rule) for rule in app.url_map.iter_rules() if rule.endpoint not in PAGES}
    assert set(told["paths"]) <= rules | {f"/queries/{query.name}" for query in public_queries()}


@pytest.mark.parametrize(
    "address",
    [
        "/", "/changes", "/changes/1", "/changes.atom", "/decisions", "/conflicts", "/query",
        "/conflicts/memberListsDiffer", f"/page/{PERSON}", f"/{PERSON}", "/export", "/export/persons.gexf",
        "/graph", f"/graph.node?node={PERSON}", "/quality", "/ontology/", "/api", "/paths", "/queries",
        "/search?q=a",
    ],
)  # fmt: skip
def test_pages_are_no_answers_for_programs(client: FlaskClient, address: str):
    answer = client.get(address, headers={"Accept": "application/json, */*;q=0.1"}, buffered=True)
    assert "json" not in answer.mimetype


@pytest.mark.parametrize(
    "address", ["/openapi.json", "/search.json?q=a", "/paths.json", "/changes.json", "/queries.json"]
)
def test_pages_of_other_sites_may_read_answers_and_refusals(client: FlaskClient, address: str):
    assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_every_operation_is_tried():
    opened = {
        key for key, operation in OPERATIONS.items() if not operation.token
    }  # others have their own tests
    assert set(ASKED) | {("sparql.sparql", "POST")} == opened


@pytest.mark.parametrize(("key", "address"), [(key, one) for key, all_ in ASKED.items() for one in all_])
def test_an_answer_is_as_described(
    app: Flask, client: FlaskClient, told: dict[str, Any], key: tuple[str, str], address: str
):
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == key[0])
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200
    check(told, told["paths"][template(rule)]["get"], answer)


@pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "application/sparql-query"])
def test_a_posted_query_is_answered_as_described(client: FlaskClient, told: dict[str, Any], form: str):
    text = "ASK{}" if form.endswith("query") else "query=ASK{}"
    answer = client.post("/sparql", data=text, content_type=form)
    assert answer.status_code == 200
    check(told, told["paths"]["/sparql"]["post"], answer)


@pytest.mark.parametrize("name", [query.name for query in public_queries()])
def test_a_named_query_answers_as_described(client: FlaskClient, told: dict[str, Any], name: str):
    operation = told["paths"][f"/queries/{name}"]["get"]
    values = {one["name"]: one["example"] for one in operation["parameters"] if "example" in one}
    answer = client.get(f"/queries/{name}", query_string={**values, "format": "json"})
    assert answer.status_code == 200
    check(told, operation, answer)


def test_parameters_of_a_named_query_are_those_of_its_header(told: dict[str, Any]):
    held = told["paths"]["/queries/q01-who-held-post"]["get"]
    named = {
        one["name"]: (one["schema"], one["description"], one["x-description-vi"])
        for one in held["parameters"]
    }
    assert named["date"] == ({"type": "string", "format": "date", "default": "2018-08-10"}, "day", "ngày")
    assert named["page"][0] == {"type": "integer", "minimum": 1, "default": 1}
    assert named["format"][0] == {"enum": ["json", "xml", "csv", "tsv"]}


@pytest.mark.parametrize(("path", "address", "status"), REFUSED)
def test_a_refusal_is_as_described(
    client: FlaskClient, told: dict[str, Any], path: str, address: str, status: int
):
    answer = client.get(address, headers={"Accept": "application/json"})
    assert answer.status_code == status
    check(told, told["paths"][path]["get"], answer)


@pytest.mark.parametrize(("prefix", "title"), [("", "Giao diện cho máy"), ("/en", "Interface for programs")])
def test_the_page_tells_the_same_without_scripts_of_others(
    client: FlaskClient, told: dict[str, Any], prefix: str, title: str
):
    page = client.get(f"{prefix}/api").text
    assert f"<h1>{title}</h1>" in page
    missing = [path for path in told["paths"] if f"{path}</code>" not in page]
    assert missing == []
    assert [name for name in told["components"]["schemas"] if f'id="schema-{name}"' not in page] == []
