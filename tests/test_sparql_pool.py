"""Workers: whole answers or an error, limits for every shape of query, and no way out of the process."""

import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from rdflib import Literal, URIRef

from kg.errors import LimitError, QueryError, StoreError
from kg.settings import Settings
from kg.sparql import pool
from kg.sparql.endpoint import Endpoint, Question
from kg.sparql.limits import Limits
from kg.sparql.places import Place
from kg.sparql.pool import Pool
from kg.sparql.protocol import Request
from kg.sparql.sandbox import share
from kg.sparql.turns import Full, Left, Turns
from kg.sparql.worker import has_more_rows, rows_in
from kg.store import Store
from kg.store.generations import DataHome
from kg.store.reader import FixedGeneration
from tests.deadlines import ends

EX = "https://vpo.example/"
GRAPH = EX + "graph/article/1"
P = URIRef(EX + "p")
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def sample() -> Store:
    store = Store.in_memory()
    store.replace_graph(
        GRAPH, [(URIRef(f"{EX}id/{i}"), P, Literal(f"số {i}", lang="vi")) for i in range(2000)]
    )
    store.replace_graph(EX + "graph/load", [(URIRef(EX + "id/x"), P, Literal('a\r\n"{},{[', lang="vi"))])
    return store


@pytest.fixture(scope="module")
def endpoint():
    settings = Settings(query_seconds=1.0, query_rows=1500, query_bytes=1_000_000, query_memory=600_000_000)
    opened = Endpoint.over(FixedGeneration(sample()), settings)
    yield opened
    opened.close()


def request(query: str, **changes) -> Request:
    """A request that has not passed the guard."""
    return replace(Request(query, "text/csv", "application/n-triples", 1500, 1_000_000, 1.0), **changes)


def works(endpoint) -> bool:
    return endpoint.ask(Question("ASK { ?s ?p ?o }")).body == b'{"head":{},"boolean":true}'


def test_a_query_sees_the_union_of_all_graphs(endpoint):
    answer = endpoint.ask(Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv"))
    assert (answer.body, answer.media) == (b"n\r\n2001\r\n", "text/csv")


def test_from_narrows_a_query(endpoint):
    query = f"SELECT (COUNT(*) AS ?n) FROM <{EX}graph/load> {{ ?s ?p ?o }}"
    assert endpoint.ask(Question(query, "text/csv")).body == b"n\r\n1\r\n"


def test_the_protocol_narrows_a_query(endpoint):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    chosen = Question(count, "text/csv", dataset=((EX + "graph/load",), ()))
    assert endpoint.ask(chosen).body == b"n\r\n1\r\n"
    only_named = Question(count, "text/csv", dataset=((), (EX + "graph/load",)))
    assert endpoint.ask(only_named).body == b"n\r\n0\r\n"


@pytest.mark.parametrize("graph", ["http://127.0.0.1/x.ttl", "file:///etc/passwd"])
def test_a_foreign_graph_is_refused_and_never_fetched(endpoint, graph):
    with pytest.raises(QueryError, match="none is fetched"):
        endpoint.ask(Question(f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}"))
    with pytest.raises(QueryError, match="none is fetched"):
        endpoint.ask(Question("SELECT * { ?s ?p ?o }", dataset=((graph,), ())))


def test_a_graph_comes_with_short_names(endpoint):
    answer = endpoint.ask(Question(f"DESCRIBE <{EX}id/7>"))
    assert answer.media == "text/turtle"
    assert "số 7".encode() in answer.body
    assert b"@prefix skos:" in answer.body


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_an_answer_with_too_many_rows_is_an_error_that_says_the_limit(endpoint, query):
    with pytest.raises(LimitError, match="1,500") as caught:
        endpoint.ask(Question(query))
    assert (caught.value.limit, caught.value.value) == ("rows", 1500)


@pytest.mark.parametrize("media", ["application/sparql-results+json", "text/csv"])
def test_an_answer_with_too_many_bytes_is_an_error_that_says_the_limit(endpoint, media):
    with pytest.raises(LimitError, match="1,000,000 bytes") as caught:
        endpoint.ask(Question("SELECT * { ?s ?p ?o . ?a ?b ?c }", media))
    assert caught.value.limit == "bytes"


def test_a_comma_in_an_address_makes_no_column(endpoint):
    query = f'SELECT (<{EX}id/article/1#char=10,20> AS ?at) ("a, \\"b\\"" AS ?said) ?none {{}}'
    answer = endpoint.ask(Question(query, "text/csv"))
    assert answer.body.decode() == f'at,said,none\r\n"{EX}id/article/1#char=10,20","a, ""b""",\r\n'


def test_a_query_over_its_time_is_ended_and_the_next_one_works(endpoint):
    with ends(within=30), pytest.raises(LimitError, match="longer than 1 s") as caught:
        endpoint.ask(Question(PRODUCT))
    assert caught.value.limit == "time"
    assert works(endpoint)


def test_a_query_over_its_memory_is_ended_and_the_next_one_works(endpoint):
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(32))
    query = f"SELECT (STRLEN(?x32) AS ?n) {{ BIND('0123456789abcdef' AS ?x0) {doubled} }}"
    with pytest.raises(LimitError, match="600 MB") as caught:
        endpoint.pool.run(request(query, seconds=20.0))
    assert caught.value.limit == "memory"
    assert works(endpoint)


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 3000 + "}" * 3000,
        "ASK { FILTER(" + "(" * 6000 + "1" + ")" * 6000 + ") }",
        "ASK { FILTER(" + "!" * 12_000 + "true) }",
        "ASK { " + "MINUS { ?s ?p ?o } " * 4000 + " }",
    ],
)
def test_a_query_that_crashes_the_engine_costs_one_worker_only(endpoint, query):
    with pytest.raises(QueryError):
        endpoint.pool.run(request(query))
    assert works(endpoint)


def test_a_syntax_error_says_where(endpoint):
    with pytest.raises(QueryError) as caught:
        endpoint.ask(Question("SELECT *\nWHERE { ?s ?p }"))
    assert caught.value.line == 2


def test_an_unknown_function_is_named(endpoint):
    with pytest.raises(QueryError, match="http://x/f"):
        endpoint.ask(Question("SELECT * { ?s ?p ?o FILTER(<http://x/f>(?o)) }"))


@pytest.mark.parametrize(
    "query", ["SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
              "SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"]
)  # fmt: skip
def test_the_walls_hold_without_the_guard(endpoint, query):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        asked = request(query.format(port=listener.getsockname()[1]))
        if "SILENT" in query:
            assert endpoint.pool.run(asked).kind == "ok"
        else:
            with pytest.raises((QueryError, StoreError)):
                endpoint.pool.run(asked)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert works(endpoint)


def test_an_update_changes_nothing_without_the_guard(endpoint):
    with pytest.raises(QueryError):
        endpoint.pool.run(request("INSERT DATA { <http://x> <http://x> <http://x> }"))
    assert endpoint.ask(Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv")).body == b"n\r\n2001\r\n"


def test_a_worker_killed_from_outside_is_replaced(endpoint):
    assert works(endpoint)
    for worker in endpoint.pool._idle:
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait(30)
    assert works(endpoint)


@pytest.mark.parametrize(
    ("processors", "seats", "shares"),
    [
        ([0, 1, 2, 3], 2, [[0, 2], [1, 3]]),
        ([4, 6, 9], 2, [[4, 9], [6]]),
        ([0, 1], 3, [[0], [1], [0]]),
        ([5], 2, [[5], [5]]),
    ],
)
def test_seats_share_out_the_processors(processors: list[int], seats: int, shares: list[list[int]]):
    assert [share(processors, seat, seats) for seat in range(seats)] == shares


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux keeps a process to processors")
def test_a_worker_that_replaces_another_takes_its_processors():
    endpoint = Endpoint.over(FixedGeneration(sample()), Settings(query_seconds=0.5, query_workers=2))
    endpoint.pool.warm()
    with pytest.raises(LimitError):
        endpoint.ask(Question(PRODUCT))
    assert works(endpoint)
    one, other = sorted(endpoint.pool._idle, key=lambda worker: worker.seat)
    assert (one.seat, other.seat) == (0, 1)
    for worker in (one, other):
        endpoint.pool._ask(worker, Request("ASK {}", "text/csv", "", 1, 100, 5.0))
        ours = share(os.sched_getaffinity(0), worker.seat, 2)
        assert sorted(os.sched_getaffinity(worker._process.pid)) == ours
    endpoint.close()


def test_workers_that_start_at_once_have_seats_of_their_own(monkeypatch):
    class Slow:
        def __init__(self, place: object, limits: object, seat: int) -> None:
            time.sleep(0.1)
            self.seat = seat

        def kill(self) -> None: ...

    monkeypatch.setattr(pool, "Worker", Slow)
    endpoint = Endpoint.over(FixedGeneration(sample()), Settings(query_workers=3))
    with ThreadPoolExecutor(3) as threads:
        started = list(threads.map(endpoint.pool._started, [endpoint.pool.place()] * 3))
    assert sorted(worker.seat for worker in started) == [0, 1, 2]
    endpoint.close()


def test_a_full_queue_is_said_at_once():
    settings = Settings(query_seconds=1.0, query_workers=1, query_queue=1)
    endpoint = Endpoint.over(FixedGeneration(sample()), settings)
    assert works(endpoint)
    limits: list[str] = []

    def ask():
        try:
            endpoint.ask(Question(PRODUCT))
        except LimitError as error:
            limits.append(error.limit)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert limits.count("queue") >= 2
    assert "time" in limits
    assert works(endpoint)
    endpoint.close()


def test_workers_follow_the_current_generation(tmp_path):
    home = DataHome(tmp_path / "home", keep=1)
    endpoint = Endpoint.over(home.current_reader(), Settings())
    for number in (1, 2, 3):
        with home.writer() as store:
            store.replace_graph(GRAPH, [(URIRef(EX + "id/x"), P, Literal(number))])
            home.publish(store)
        answer = endpoint.ask(Question("SELECT ?o { ?s ?p ?o }", "text/csv"))
        assert answer.body == b"o\r\n%d\r\n" % number
    endpoint.close()


def test_a_store_that_cannot_be_opened_is_a_store_error(tmp_path):
    pool = Pool(lambda: Place("1", tmp_path / "none"), Limits())
    with pytest.raises(StoreError, match="worker ended"):
        pool.run(request("ASK {}"))
    pool.close()


def test_a_closed_pool_leaves_no_process():
    endpoint = Endpoint.over(FixedGeneration(sample()), Settings(query_workers=2))
    endpoint.pool.warm()
    processes = [worker._process for worker in endpoint.pool._idle]
    assert len(processes) == 2
    endpoint.close()
    assert all(process.returncode is not None for process in processes)


def test_what_no_form_fits_is_not_acceptable(endpoint):
    with pytest.raises(QueryError, match="not acceptable: triples come as text/turtle"):
        endpoint.ask(Question("CONSTRUCT WHERE { ?s ?p ?o }", graph=""))


@pytest.mark.parametrize(
    "query", ['SELECT ("a\\u0001" AS ?x) {}', 'CONSTRUCT { <urn:a> <urn:b> "\\uFFFE" } {}']
)
def test_what_xml_cannot_carry_comes_in_other_forms_only(endpoint, query):
    xml = Question(query, "application/sparql-results+xml", "application/rdf+xml")
    with pytest.raises(QueryError, match="XML cannot carry"):
        endpoint.ask(xml)
    assert endpoint.ask(Question(query)).body


NASTY = ["", ",", '"', "},{", "\r\n", '}},{"', "<result>", "a\nb", '\\"},{', "[{", "[]}}", "a,b", "\t"]


@pytest.mark.parametrize("count", [0, 1, 2, len(NASTY)])
@pytest.mark.parametrize(
    "media",
    [
        "text/csv",
        "text/tab-separated-values",
        "application/sparql-results+json",
        "application/sparql-results+xml",
    ],
)
def test_rows_are_counted_whatever_the_literals_hold(media, count):
    store = Store.in_memory()
    store.replace_graph(GRAPH, [(P, P, Literal(text, lang="vi")) for text in NASTY[:count]])
    for columns in ("?o", "?o ?s", "?o ?none", "?none"):
        body = store.write_results(f"SELECT {columns} {{ ?s ?p ?o }}", media)
        assert rows_in(body, media) == count, body
        assert [has_more_rows(most, body, media) for most in (count - 1, count, count + 1)] == [
            True,
            False,
            False,
        ]


def test_who_waits_first_is_served_first():
    turns, served = Turns(1, 5, 5.0), []

    def wait(number: int) -> None:
        with turns.turn():
            served.append(number)

    with turns.turn():
        threads = []
        for number in range(5):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            while len(turns._waiting) <= number:
                time.sleep(0.001)
        with pytest.raises(Full), turns.turn():
            pass
    for thread in threads:
        thread.join()
    assert served == list(range(5))


def test_who_waits_can_be_sent_away_by_ticket():
    turns, ended = Turns(1, 5, 5.0), []

    def wait() -> None:
        with pytest.raises(Left), turns.turn("mine"):
            pass
        ended.append("left")

    with turns.turn("other"):
        thread = threading.Thread(target=wait)
        thread.start()
        while not turns.leave("mine"):
            time.sleep(0.001)
        thread.join()
        assert (ended, turns.leave("mine"), turns.leave("other")) == (["left"], False, False)
    assert turns.free == 1


def test_who_waited_in_vain_leaves_the_queue():
    turns = Turns(1, 5, 0.01)
    with turns.turn(), pytest.raises(Full), turns.turn():
        pass
    with turns.turn():
        assert not turns._waiting


@pytest.mark.parametrize("tickets", [["mine"], ["others", "mine"]], ids=["running", "waiting"])
def test_a_query_is_stopped_by_its_ticket_and_the_next_one_runs(tickets: list[str]):
    opened = Endpoint.over(FixedGeneration(sample()), Settings(query_seconds=20.0, query_workers=1))
    ended: list[str] = []

    def ask(ticket: str) -> None:
        with pytest.raises(QueryError, match="was stopped"):
            opened.ask(Question(PRODUCT), ticket)
        ended.append(ticket)

    asking = [threading.Thread(target=ask, args=(ticket,)) for ticket in tickets]
    with ends(10):
        for thread in asking:
            thread.start()
            while opened.pool.state() != "busy":
                time.sleep(0.01)
        for ticket in reversed(tickets):
            while not opened.stop(ticket):
                time.sleep(0.01)
    for thread in asking:
        thread.join(10)
    assert sorted(ended) == sorted(tickets)
    assert not opened.stop("mine")
    assert works(opened)
    opened.close()
