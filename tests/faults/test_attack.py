"""Under attack, those who ask decently get whole answers or a promised 503; nothing else."""

import threading
import time
from contextlib import suppress

import pytest
from rdflib import Literal, URIRef

from kg.errors import KgError, LimitError
from kg.settings import Settings
from kg.sparql.endpoint import Endpoint, Question
from kg.sparql.protocol import Request
from kg.store import Store
from kg.store.reader import FixedGeneration
from tests.deadlines import ends

P = URIRef("https://vpo.example/p")
SECONDS = 4.0
ATTACKS = [
    "ASK " + "{" * 3000 + "}" * 3000,
    "ASK { FILTER(" + "!" * 12_000 + "true) }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a (<urn:p>|!<urn:p>)* ?b . ?c ?d ?e . ?f ?g ?h }",
    "SELECT (GROUP_CONCAT(?c) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "ASK { " + "[ <p> " * 400 + "]" * 400 + " }",
]


@pytest.fixture
def endpoint():
    store = Store.in_memory()
    triples = [(URIRef(f"https://vpo.example/id/{i}"), P, Literal(i)) for i in range(1000)]
    store.replace_graph("https://vpo.example/graph/article/1", triples)
    opened = Endpoint.over(FixedGeneration(store), Settings(query_seconds=0.5, query_rows=2000))
    yield opened
    opened.close()


def test_decent_queries_are_answered_whole_or_not_at_all(endpoint):
    stop = time.monotonic() + SECONDS
    answers: list[bytes | str] = []
    attacks = 0

    def attack(first: int) -> None:
        nonlocal attacks
        while time.monotonic() < stop:
            query = ATTACKS[(first + attacks) % len(ATTACKS)]
            attacks += 1
            with suppress(KgError):
                endpoint.pool.run(Request(query, "text/csv", "text/turtle", 2000, 10**6, 0.5))

    def ask() -> None:
        while time.monotonic() < stop:
            try:
                answer = endpoint.ask(Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv"))
                answers.append(answer.body)
            except LimitError as error:
                answers.append(error.limit)

    threads = [threading.Thread(target=attack, args=(number * 5,)) for number in range(2)]
    threads += [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {b"n\r\n1000\r\n", "time", "queue"}
    assert answers.count(b"n\r\n1000\r\n") > 10
    assert attacks > 5
    assert endpoint.pool.ended > 2
    assert endpoint.ask(Question("ASK {}")).body == b'{"head":{},"boolean":true}'


@pytest.mark.parametrize("query", ATTACKS)
def test_every_costly_query_ends_at_its_limit(endpoint, query):
    endpoint.ask(Question("ASK {}"))
    with ends(within=30), suppress(KgError):
        endpoint.pool.run(Request(query, "text/csv", "text/turtle", 2000, 10**6, 0.5))
