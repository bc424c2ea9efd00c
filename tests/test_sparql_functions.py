"""The functions that SPARQL can call: their answers, in the web process and over HTTP."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from rdflib import RDFS, Graph, URIRef

from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.syntax.functions import FUNCTIONS, held_on, known_on, todays_unit
from kg.vocab import NS, VPO
from kg_web import sparql

WORLD = Path(__file__).parent / "data" / "world.trig"
DOCUMENT = Path(__file__).parents[1] / "docs" / "sparql.md"
PREFIXES = f"PREFIX vpo: <{NS}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
BASE = "https://vpo.example/"
TENURE = {
    VPO.surelyFrom: "2018-08-10",
    VPO.surelyUntil: "2019-03-01",
    VPO.possiblyUntil: "2019-12-27",
    VPO.knownSince: "2018-08-11",
}
EVERY = """SELECT ?tenure ?day (vpo:heldOn(?tenure, ?day) AS ?held) (vpo:knownOn(?tenure, ?day) AS ?known) {
  ?tenure a vpo:Tenure
  VALUES ?day { "2018-08-10"^^xsd:date "2019-02-01"^^xsd:date "2019-12-27"^^xsd:date "2025-07-01"^^xsd:date }
} ORDER BY ?tenure ?day"""
PLAIN = """SELECT ?tenure ?day ?held ?known {
  ?tenure a vpo:Tenure
  VALUES ?day { "2018-08-10"^^xsd:date "2019-02-01"^^xsd:date "2019-12-27"^^xsd:date "2025-07-01"^^xsd:date }
  OPTIONAL { ?tenure vpo:surelyFrom ?from ; vpo:surelyUntil ?until }
  OPTIONAL { ?tenure vpo:possiblyFrom ?since }
  OPTIONAL { ?tenure vpo:possiblyUntil ?to }
  OPTIONAL { ?tenure vpo:knownSince ?published }
  BIND(IF(COALESCE(?from <= ?day && ?day <= ?until, false), "yes",
    IF(COALESCE(?day < ?since, false) || COALESCE(?day > ?to, false), "no", "possible")) AS ?held)
  BIND(COALESCE(?published <= ?day, false) AS ?known)
} ORDER BY ?tenure ?day"""


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store.in_memory()
    store.load(WORLD, "application/trig")
    return store


@pytest.fixture(scope="module")
def client(store: Store):
    app = Flask("test")
    app.extensions["kg"] = SimpleNamespace(reader=FixedGeneration(store), settings=Settings())
    app.register_blueprint(sparql.bp)
    yield app.test_client()
    app.extensions["sparql"].close()


@pytest.mark.parametrize(
    ("time", "held"),
    [
        ("2018-08-10", "yes"),
        ("2019-03-01", "yes"),
        ("2018-08-09", "possible"),
        ("1950-01-01", "possible"),
        ("2019-12-27", "possible"),
        ("2019-12-28", "no"),
        ("2018-12-31T23:00:00+07:00", "yes"),
        ("2018", "yes"),
        ("2019-04", "possible"),
        ("2020", "no"),
        ("10/8/2018", None),
        ("2018-02-30", None),
    ],
)
def test_a_post_is_held_possibly_held_or_not(time: str, held: str | None):
    assert held_on(TENURE.get, time) == held


def test_what_was_published_later_was_not_known():
    assert [known_on(TENURE.get, time) for time in ("2018-08-10", "2018-08-11", "2018")] == [
        "false",
        "true",
        "true",
    ]
    assert known_on({VPO.holder: "x", VPO.startState: VPO.unknown}.get, "2018-08-10") == "false"


def test_what_is_no_tenure_has_no_answer(store: Store):
    assert held_on({}.get, "2018-08-10") is None
    (row,) = store.select(
        PREFIXES + "SELECT (vpo:heldOn(vpo:Tenure, '2018') AS ?a) (vpo:heldOn('x', '2018') AS ?b) "
        "(vpo:heldOn(vpo:Tenure) AS ?c) {}"
    )
    assert row == {}


def test_the_functions_say_what_plain_filters_on_the_properties_say(store: Store):
    rows = store.select(PREFIXES + EVERY)
    assert {str(row["held"]) for row in rows} == {"yes", "possible", "no"}
    assert rows == store.select(PREFIXES + PLAIN)


def test_the_endpoint_answers_as_the_web_process_does(client, store: Store):
    answer = client.get("/sparql", query_string={"query": PREFIXES + EVERY}, headers={"Accept": "text/csv"})
    assert answer.data == store.write_results(PREFIXES + EVERY, "text/csv")


@pytest.mark.parametrize(
    "dataset", [{}, {"default-graph-uri": f"{BASE}graph/derived/tenure/tang-ba-minh-hoa"}]
)
def test_a_filter_finds_who_held_a_post_on_a_day(client, dataset: dict[str, str]):
    query = (
        PREFIXES
        + """SELECT ?person { ?tenure vpo:holder ?person ; vpo:tenureKind vpo:acting
        FILTER(vpo:heldOn(?tenure, "2019-03-01"^^xsd:date) = "yes" && vpo:knownOn(?tenure, "2019-12-31")) }"""
    )
    answer = client.post("/sparql", data={"query": query, **dataset}, headers={"Accept": "text/csv"})
    assert answer.data.decode().split() == ["person", f"{BASE}id/person/tang-ba-minh-hoa"]


def test_the_description_names_the_functions(client):
    graph = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).data, format="turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    named = {str(name) for name in graph.objects(None, URIRef(f"{sd}extensionFunction"))}
    assert named == set(FUNCTIONS) == {VPO.heldOn, VPO.knownOn, VPO.fold, VPO.collate, VPO.todaysUnit}
    assert {_languages(graph, name) for name in named} == {("en", "vi")}


def _languages(graph: Graph, name: str) -> tuple[str, ...]:
    return tuple(sorted(text.language for text in graph.objects(URIRef(name), RDFS.comment)))


UNITS = {
    ("district", VPO.level): ["level"],
    ("level", VPO.validTo): ["2025-06-30"],
    ("district", VPO.partOf): ["province"],
    ("province", VPO.level): ["provincial"],
    ("province", VPO.successor): ["merged"],
    ("merged", VPO.level): ["provincial"],
    ("divided", VPO.successor): ["merged", "other"],
    ("other", VPO.level): ["provincial"],
    ("twice", VPO.successor): ["province", "merged"],
    ("body", VPO.jurisdiction): ["district"],
    ("ended", VPO.validTo): ["2020-01-01"],
    ("circle", VPO.successor): ["circle"],
}


@pytest.mark.parametrize(
    ("thing", "today"),
    [
        ("district", "merged"),
        ("province", "merged"),
        ("merged", "merged"),
        ("divided", None),
        ("twice", "merged"),
        ("body", "merged"),
        ("ended", None),
        ("circle", None),
        ("nothing", None),
    ],
)
def test_today_is_where_all_ways_from_a_former_unit_end(thing: str, today: str | None):
    assert todays_unit(lambda node, name: UNITS.get((node, name), []), thing) == today


def test_texts_are_taken_in_any_language_and_nothing_else(store: Store):
    (row,) = store.select(
        PREFIXES
        + """SELECT (vpo:fold("Tỉnh ủy  Đắk Lắk"@vi) AS ?a) (vpo:fold("x"^^xsd:token) AS ?b)
        (vpo:fold(vpo:Person) AS ?c) (vpo:fold("a", "b") AS ?d) (vpo:collate(1) AS ?e)
        (vpo:todaysUnit("id/adm63/long-an") AS ?f) (vpo:todaysUnit(vpo:Person) AS ?g) {}"""
    )
    assert {name: str(term) for name, term in row.items()} == {"a": "tinh uy dak lak", "b": "x", "e": "1 0"}


def test_a_unit_whose_successor_is_a_text_has_none_today():
    strange = Store.in_memory()
    said = f'<urn:a> <{VPO.successor}> "Tỉnh khác" .'.encode()
    strange.load(said, "application/n-triples", graph=f"{BASE}graph/x")
    assert strange.select(PREFIXES + "SELECT (vpo:todaysUnit(<urn:a>) AS ?unit) {}") == [{}]


EXAMPLES = re.findall(r"```sparql\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
TODAY = f"{BASE}id/adm34/tay-ninh"
SAID = [
    [f"{BASE}id/person/{name}" for name in ("ninh-the-gia-su", "mac-van-thi-du", "lo-thi-vi-du")],
    [f"{BASE}id/person/mac-van-thi-du"],
    ["Lộ Thị Ví Dụ"],
    ["An", "Ăn", "Ân", "Da", "Dã", "Dương", "Đặng"],
    [
        f"{BASE}id/adm34/tay-ninh",
        f"{BASE}id/org/ban-tuyen-giao-va-dan-van-trung-uong",
        f"{BASE}id/adm34/tay-ninh",
    ],
]


@pytest.mark.parametrize(("query", "said"), list(zip(EXAMPLES, SAID, strict=True)))
def test_the_examples_of_the_document_answer(client, store: Store, query: str, said: list[str]):
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    lines = answer.data.decode().splitlines()[1:]
    in_process = store.write_results(query, "text/csv").decode().splitlines()[1:]
    if "ORDER BY" not in query:
        lines, in_process, said = sorted(lines), sorted(in_process), sorted(said)
    assert [line.split(",")[0] for line in lines] == said
    assert lines == in_process
