"""Our own queries in workers of their own: the answers of the store, and limits that leave others alone."""

import os
import shutil
import threading

import pytest
from rdflib import Literal, URIRef

from kg.errors import FormError, LimitError
from kg.queries import BoundQuery, all_queries, named
from kg.settings import Settings
from kg.sparql import named as named_queries
from kg.sparql.answers import Question
from kg.sparql.endpoint import Endpoint
from kg.sparql.named import NamedQueries
from kg.store import Store
from kg.store.generations import DataHome
from kg.store.reader import FixedGeneration
from tests.browser.world import world_reader, world_store

P = URIRef("https://vpo.example/p")
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ANSWERED = [query.name for query in all_queries() if all(p.default or not p.required for p in query.params)]


@pytest.fixture(scope="module")
def queries():
    opened = NamedQueries.over(world_reader(), Settings(named_seconds=5.0))
    yield opened
    opened.close()


def test_most_named_queries_are_compared():
    assert len(ANSWERED) == 52


@pytest.mark.parametrize("name", ANSWERED)
def test_a_named_query_is_answered_as_by_the_store(queries, name):
    query = named(name).bind({})
    assert queries.select(query) == world_store().select(query.text, **query.bindings)


@pytest.mark.parametrize("media", ["text/csv", "application/sparql-results+xml"])
def test_a_value_is_bound_and_comes_back_as_a_column(queries, media):
    query = named("q03-cluster-members").bind({"cluster": "id/cluster/btctw/4"})
    answer = queries.write(query, media)
    assert answer.body == world_store().write_results(query.text, media, **query.bindings)
    assert b"id/cluster/btctw/4" in answer.body


@pytest.mark.parametrize("text", ['"', "\\", '"""', "a\nb", "} DROP ALL #", "?x", "đ\t'"])
def test_a_value_stays_a_value_whatever_it_holds(queries, text):
    query = BoundQuery("SELECT ?x WHERE { BIND(1 AS ?one) }", {"x": Literal(text)})
    assert queries.select(query) == [{"x": Literal(text)}]


def test_a_value_that_cannot_be_written_in_is_substituted(queries):
    query = BoundQuery("SELECT ?x WHERE { BIND('a' AS ?x) }", {"x": Literal("a")})
    assert queries.select(query) == world_store().select(query.text, **query.bindings)


def test_a_form_that_does_not_fit_is_an_error(queries):
    with pytest.raises(FormError, match="rows"):
        queries.write(named("q03-cluster-members").bind({}), "text/turtle")


def test_public_workers_step_back_behind_the_server_and_its_own(queries):
    endpoint = Endpoint.over(world_reader(), Settings(query_workers=1))
    endpoint.ask(Question("ASK {}"))
    queries.select(BoundQuery("SELECT ?x { BIND(1 AS ?x) }", {}))
    (public,), (own, *_) = endpoint.pool._idle, queries.pool._idle
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    found = [os.getpriority(os.PRIO_PROCESS, worker._process.pid) for worker in (public, own)]
    assert found == [ours + 5, ours]
    endpoint.close()


def test_each_pool_works_while_the_other_is_full():
    store = Store.in_memory()
    store.replace_graph("https://vpo.example/graph/x", [(P, P, Literal(n)) for n in range(1000)])
    reader = FixedGeneration(store)
    settings = Settings(query_seconds=1.0, query_queue=1, query_workers=1, named_seconds=1.0, named_workers=1)
    endpoint, own = Endpoint.over(reader, settings), NamedQueries.over(reader, settings)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    endpoint.ask(Question(count))
    own.select(BoundQuery(count, {}))
    limits: list[str] = []

    def attack(ask):
        try:
            ask()
        except LimitError as error:
            limits.append(error.limit)

    for slow, decent in (
        (lambda: endpoint.ask(Question(SLOW)), lambda: own.write(BoundQuery(count, {}), "text/csv").body),
        (lambda: own.select(BoundQuery(SLOW, {})), lambda: endpoint.ask(Question(count, "text/csv")).body),
    ):
        threads = [threading.Thread(target=attack, args=(slow,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        assert decent() == b"n\r\n1000\r\n"
        assert any(thread.is_alive() for thread in threads)
        for thread in threads:
            thread.join()
    assert sorted(limits).count("time") >= 2
    endpoint.close()
    own.close()


def test_counts_and_names_are_of_one_state_of_the_data(demo, tmp_path, monkeypatch):
    def publish_first(query, counting):
        with home.writer() as store:
            for graph in sorted(graph for graph in store.graphs() if "/derived/event" in graph)[::2]:
                store.remove_graph(graph)
            home.publish(store)
        return begun(query, counting)

    shutil.copytree(demo, tmp_path / "home")
    home, begun = DataHome(tmp_path / "home"), named_queries._begun
    reader, query = home.current_reader(), named("province-events").bind({})
    counted = NamedQueries.over(reader, Settings(named_seconds=5.0))
    before = counted.select(query)
    monkeypatch.setattr(named_queries, "_begun", publish_first)
    rows = counted.select(query)
    counted.close()
    assert rows != before
    assert rows == reader.now().store.select(query.text, **query.bindings)


@pytest.mark.parametrize("values", [{}, {"dateFrom": "2018-08-11", "lang": "en"}, {"dateTo": "*"}], ids=str)
def test_what_the_index_counts_by_place_and_year_is_what_the_store_counts(demo, values):
    query, home = named("province-events").bind(values), DataHome(demo).current_reader()
    counted = NamedQueries.over(home, Settings(named_seconds=5.0))
    rows = counted.select(query)
    counted.close()
    assert len(rows) > 10
    assert rows == home.now().store.select(query.text, **query.bindings)
