"""What one client may use: the arithmetic, the table of clients, and who a client is over HTTP."""

import threading
import time
from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import LimitError, QueryError, SettingsError, StoreError
from kg.settings import Settings
from kg.sparql import budget
from kg.sparql.answers import Question
from kg.sparql.budget import Allowance, Bucket, Budgets
from kg.sparql.endpoint import Endpoint
from kg.sparql.protocol import Reply, Request
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg_web import create_app
from tests.browser.world import world_reader


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def budgets(allowance: Allowance | None = None, client: str = "a") -> tuple[Budgets, Clock]:
    clock = Clock()
    return Budgets(allowance or Allowance(), lambda: client, clock), clock


def refusal(asked: Budgets) -> tuple[str, float, int]:
    with pytest.raises(LimitError) as caught, asked.query():
        pass
    return caught.value.limit, caught.value.value, caught.value.retry


def fail(asked: Budgets, error: Exception) -> None:
    with pytest.raises(type(error)), asked.query():
        raise error


@pytest.mark.parametrize(
    ("taken", "later", "held"),
    [(0, 0, 60), (20, 0, 40), (20, 10, 50), (20, 100, 60), (75, 0, -15), (75, 15, 0)],
)
def test_a_bucket_fills_within_a_minute(taken, later, held):
    assert Bucket(60, 60, 5).take(taken, 5).held(5 + later) == held


@pytest.mark.parametrize(
    ("size", "left", "amount", "wait"),
    [(60, 60, 1, 0), (60, 0, 1, 1), (60, -9.5, 1, 11), (30, 0, 1, 2), (30, 0.5, 1, 1), (1, 0, 1, 60)],
)
def test_a_bucket_says_how_long_it_takes_in_whole_seconds(size, left, amount, wait):
    assert Bucket(size, left, 0).wait(amount, 0) == wait


@given(st.floats(1, 1e4), st.floats(0, 1e4), st.floats(0, 1), st.floats(0, 1e6))
def test_after_the_wait_there_is_enough_and_a_second_before_there_is_not(size, taken, share, now):
    bucket, amount = Bucket(size, size, now).take(taken, now), size * share
    wait = bucket.wait(amount, now)
    assert bucket.held(now + wait) >= amount - 1e-6 * size
    assert wait == 0 or bucket.held(now + wait - 1) < amount + 1e-6 * size


def test_a_clock_that_goes_back_gives_and_takes_nothing():
    assert Bucket(60, 10, 50).held(20) == 10


def test_work_is_used_up_and_comes_back_a_second_each_second():
    asked, clock = budgets()
    for _ in range(6):
        with asked.query() as spend:
            spend(11.0)
    assert refusal(asked) == ("client_seconds", 60.0, 7)
    clock.now += 6
    assert refusal(asked) == ("client_seconds", 60.0, 1)
    clock.now += 1
    with asked.query():
        pass


def test_short_queries_count():
    asked, _ = budgets(Allowance(seconds=1.0))
    for _ in range(922):
        with asked.query() as spend:
            spend(1 / 1024)
    assert refusal(asked)[0] == "client_seconds"


def test_errors_are_used_up_and_come_back():
    asked, clock = budgets()
    for _ in range(30):
        fail(asked, QueryError("no"))
    assert refusal(asked) == ("client_errors", 30, 2)
    clock.now += 2
    fail(asked, LimitError("late", limit="time", value=10))
    assert refusal(asked) == ("client_errors", 30, 2)


@pytest.mark.parametrize("error", [LimitError("full", limit="queue", value=16), StoreError("ours")])
def test_errors_of_ours_do_not_count(error):
    asked, _ = budgets(Allowance(errors=1))
    for _ in range(3):
        fail(asked, error)


def test_a_refusal_costs_nothing():
    asked, clock = budgets(Allowance(errors=1))
    fail(asked, QueryError("no"))
    for _ in range(5):
        assert refusal(asked) == ("client_errors", 1, 60)
    clock.now += 60
    with asked.query():
        pass


def test_so_many_queries_run_at_once_and_no_more():
    asked, _ = budgets()
    with asked.query(), asked.query():
        assert refusal(asked) == ("client_queries", 2, 1)
    fail(asked, QueryError("an error frees its place"))
    with asked.query(), asked.query():
        pass


def test_no_more_run_at_once_however_many_threads_ask():
    asked, running, most = budgets()[0], 0, 0
    lock = threading.Lock()

    def ask() -> None:
        nonlocal running, most
        for _ in range(200):
            with suppress(LimitError), asked.query():
                with lock:
                    running += 1
                    most = max(most, running)
                time.sleep(0)
                with lock:
                    running -= 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, asked._accounts["a"].queries) == (2, 0)


def test_one_client_does_not_pay_for_another():
    client = "a"
    asked = Budgets(Allowance(errors=1), lambda: client, Clock())
    fail(asked, QueryError("no"))
    client = "b"
    with asked.query():
        pass


def test_who_has_no_name_is_not_counted():
    asked, _ = budgets(Allowance(errors=1, queries=1), client="")
    for _ in range(3):
        fail(asked, QueryError("no"))
    with asked.query(), asked.query():
        pass


def test_the_table_of_clients_is_bounded_and_forgets_who_was_away_longest(monkeypatch):
    monkeypatch.setattr(budget, "_MOST", 3)
    client = ""
    asked = Budgets(Allowance(errors=1), lambda: client, Clock())
    for client in ("a", "b", "c", "a", "d"):  # noqa: B007 - `who` reads it
        with asked.query():
            pass
    assert list(asked._accounts) == ["c", "a", "d"]


def test_a_client_forgotten_while_it_asks_is_no_fault(monkeypatch):
    monkeypatch.setattr(budget, "_MOST", 1)
    client = "a"
    asked = Budgets(Allowance(), lambda: client, Clock())
    with asked.query() as spend:
        client = "b"
        with asked.query():
            pass
        spend(1.0)
    assert len(asked._accounts) == 1


def test_time_spent_waiting_costs_nothing():
    store = Store.in_memory()
    endpoint = Endpoint.over(FixedGeneration(store), Settings(query_workers=1))
    spent: list[float] = []

    class Worker:
        place, seat, served, spent = endpoint.pool.place(), 0, 1, 0.25

        def ask(self, request: Request) -> Reply:
            return Reply("ok")

        def gone(self) -> bool:
            return False

        def end(self) -> None:
            pass

        kill = end

    endpoint.pool._idle.append(Worker())
    with endpoint.pool._turns.turn():
        waiting = threading.Thread(
            target=lambda: endpoint.pool.run(Request("", "", "", 1, 1, 1), spent.append)
        )
        waiting.start()
        while not endpoint.pool._turns._waiting:
            pass
        assert spent == []
    waiting.join()
    assert spent == [0.25]
    endpoint.close()


def test_work_is_what_a_worker_spent():
    endpoint = Endpoint.over(FixedGeneration(Store.in_memory()), Settings())
    spent: list[float] = []
    endpoint.pool.run(Request("ASK {}", "text/csv", "", 1, 1000, 5), spent.append)
    assert len(spent) == 1
    assert 0 < spent[0] < 5
    endpoint.close()


def errors_from(app: Flask, *callers: dict[str, object], path: str = "/sparql?query=nonsense") -> list[int]:
    client = app.test_client()
    return [client.get(path, **caller).status_code for caller in callers]


def limited(**changed) -> Flask:
    settings = Settings(client_errors=1, **changed)
    return create_app(world_reader(), settings)


PROXY, HOME = "127.0.0.1", "127.0.0.0/8 ::1"


def at(address: str, forwarded: str = "") -> dict[str, object]:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return {"environ_base": {"REMOTE_ADDR": address}, "headers": headers}


@pytest.mark.parametrize(
    ("settings", "callers", "statuses"),
    [
        ({}, [at("192.0.2.1"), at("192.0.2.1"), at("192.0.2.2")], [400, 429, 400]),
        ({}, [at("127.0.0.1"), at("127.0.0.1")], [400, 429]),
        ({}, [at("192.0.2.1", "10.0.0.1"), at("192.0.2.1", "10.0.0.2")], [400, 429]),
        ({"proxies": 1}, [at(PROXY, "10.0.0.1"), at(PROXY, "10.0.0.2")], [400, 400]),
        ({"proxies": 1}, [at(PROXY, "1.1.1.1, 10.0.0.1"), at(PROXY, "2.2.2.2, 10.0.0.1")], [400, 429]),
        ({"proxies": 2}, [at(PROXY, "10.0.0.1, 9.9.9.9"), at(PROXY, "10.0.0.1, 8.8.8.8")], [400, 429]),
        ({"proxies": 1}, [at(PROXY, "x" * 9), at(PROXY, "y" * 9)], [400, 429]),
        ({}, [at("2001:db8::1"), at("2001:db8::ffff:1"), at("2001:db8:0:1::1")], [400, 429, 400]),
        ({}, [at("::ffff:192.0.2.1"), at("192.0.2.1")], [400, 429]),
        ({"free_clients": HOME}, [at("127.0.0.1"), at("127.9.9.9"), at("::1"), at("::1")], [400] * 4),
        ({"free_clients": "127.0.0.0/8"}, [at("::ffff:127.0.0.1"), at("::ffff:127.0.0.1")], [400, 400]),
    ],
)  # fmt: skip
def test_a_client_is_the_address_that_nobody_could_make_up(settings, callers, statuses):
    assert errors_from(limited(**settings), *callers) == statuses


def test_a_refused_client_is_told_when_to_come_back():
    client = limited().test_client()
    client.get("/sparql?query=nonsense")
    refused = client.get("/sparql?query=ASK%20%7B%7D")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert refused.mimetype == "application/problem+json"
    told = refused.get_json(force=True)
    assert (told["limit"], told["value"], told["retry"]) == ("client_errors", 1, 60)


def test_a_refused_reader_gets_a_page_in_the_language():
    app = limited()
    page = {"headers": {"Accept": "text/html"}}
    app.test_client().get("/sparql?query=nonsense")
    refused = [app.test_client().get(f"{root}/sparql?query=ASK%7B%7D", **page) for root in ("", "/en")]
    assert [answer.status_code for answer in refused] == [429, 429]
    assert "Trong một phút, 1 truy vấn của bạn bị lỗi; hãy thử lại sau 60 giây" in refused[0].text
    assert "1 of your queries within a minute were errors; try again in 60 s" in refused[1].text


def test_pages_cost_the_processor_time_that_they_take():
    app = create_app(world_reader(), Settings(client_seconds=0.001))
    client = app.test_client()
    assert [client.get(path).status_code for path in ("/", "/", "/paths", "/en/search?q=an")] == [
        200,
        429,
        429,
        429,
    ]
    refused = client.get("/search.json?q=an")
    assert refused.get_json(force=True)["limit"] == "client_seconds"
    assert int(refused.headers["Retry-After"]) > 60
    assert client.get("/", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200
    assert client.get("/health").status_code == 200
    assert client.get("/static/icon.svg", buffered=True).status_code == 200


def test_both_pools_share_one_budget():
    app = limited()
    assert app.extensions["sparql"]._budgets is app.extensions["kg"].named._budgets


def test_an_answer_kept_in_memory_costs_nothing():
    client = "a"
    asked = Budgets(Allowance(errors=1), lambda: client, Clock())
    store = Store.in_memory()
    store.replace_graph("https://vpo.example/graph/x", [(URIRef("urn:s"), URIRef("urn:p"), Literal("o"))])
    endpoint = Endpoint.over(FixedGeneration(store), Settings(), asked)
    body = endpoint.ask(Question("ASK { ?s ?p ?o }")).body
    with pytest.raises(QueryError):
        endpoint.ask(Question("nonsense"))
    assert endpoint.ask(Question("ASK { ?s ?p ?o }")).body == body
    with pytest.raises(LimitError):
        endpoint.ask(Question("ASK { ?s ?p 1 }"))
    endpoint.close()


@pytest.mark.parametrize("value", ["x", "10.0.0.1/8", "300.0.0.0/8"])
def test_a_network_that_is_none_is_refused(value):
    with pytest.raises(SettingsError, match="KG_FREE_CLIENTS"):
        Settings.from_env({"KG_FREE_CLIENTS": value})


def test_no_proxy_may_be_said_in_so_many_words():
    assert Settings.from_env({"KG_PROXIES": "0"}).proxies == 0
    with pytest.raises(SettingsError, match="KG_PROXIES"):
        Settings.from_env({"KG_PROXIES": "-1"})
