"""The HTTP server: slow clients, limits of size, an end and a restart that drop no request."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.commands.hands import Hands
from kg.commands.httpd import Patience, Server
from kg.commands.serving import _handed_over, largest_body, threads
from kg.errors import StoreError
from kg.settings import Settings
from kg_web import close, create_app, warm
from tests.browser.world import world_reader
from tests.deadlines import ends

ROOT = Path(__file__).resolve().parents[1]
SLOW = "/sparql?query=" + quote(
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
)
CHUNKED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
HOME = "127.0.0.0/8"
SERVE = """
import sys
from kg.commands.serving import serve_app
from kg.settings import Settings
from kg.store.reader import FixedGeneration
from kg_web import create_app
from tests.browser.world import world_reader

seconds, ending = map(float, sys.argv[1:])
settings = Settings(query_seconds=seconds, stop_seconds=ending, free_clients="127.0.0.0/8")
serve_app(create_app(world_reader(), settings), settings, "127.0.0.1", 0)
"""

HAND_OVER = """
import os, sys

os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""


def hello(environ, start):
    body = b"x" * int(environ.get("QUERY_STRING") or 5)
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def serving(app, **options):
    """Serve `app` in a thread; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(app, listening, **options)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.stop()
            thread.join()


def get(port: int, path: str = "/", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def raw(port: int, *pieces: bytes) -> bytes:
    """Send pieces and return all that comes back until the server closes or breaks off."""
    came = b""
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        for piece in pieces:
            client.sendall(piece)
        with suppress(ConnectionError):
            while piece := client.recv(65536):
                came += piece
    return came


def test_a_silent_client_is_let_go():
    with serving(hello, patience=Patience(silent=0.3)) as port, ends(within=30):
        assert raw(port, b"GET / HT") == b""
        assert raw(port) == b""


def test_a_client_that_drips_its_request_is_let_go():
    with (
        serving(hello, patience=Patience(request=0.5)) as port,
        socket.create_connection(("127.0.0.1", port), 30) as client,
        ends(within=30),
    ):
        client.sendall(b"GET / HTTP/1.1\r\n")
        with suppress(OSError):
            while True:
                client.sendall(b"a: b\r\n")
                threading.Event().wait(0.05)


def test_a_client_that_takes_its_time_between_requests_is_kept():
    with serving(hello, patience=Patience(request=0.2)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for _ in range(3):
            connection.request("GET", "/")
            assert connection.getresponse().read() == b"xxxxx"
            threading.Event().wait(0.3)
        connection.close()


def test_many_half_open_requests_hold_nobody_up():
    with serving(hello, connection_limit=500) as port:
        clients = [socket.create_connection(("127.0.0.1", port), 30) for _ in range(200)]
        for client in clients:
            client.sendall(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc")
        assert get(port) == (200, b"xxxxx")
        for client in clients:
            client.close()


def test_connections_beyond_the_limit_wait_for_their_turn():
    with serving(hello, connection_limit=10) as port:
        first = [socket.create_connection(("127.0.0.1", port), 30) for _ in range(12)]
        late = socket.create_connection(("127.0.0.1", port), 30)
        late.sendall(b"GET / HTTP/1.0\r\n\r\n")
        late.settimeout(0.3)
        with pytest.raises(TimeoutError):
            late.recv(10)
        for client in first:
            client.close()
        late.settimeout(30)
        assert late.recv(12) == b"HTTP/1.0 200"
        late.close()


def test_slow_readers_of_large_answers_take_no_thread():
    with serving(hello, threads=2) as port:
        clients = [socket.create_connection(("127.0.0.1", port), 30) for _ in range(6)]
        for client in clients:
            client.sendall(b"GET /?9000000 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert get(port) == (200, b"xxxxx")
        for client in clients:
            client.close()


def test_a_reader_that_stops_reading_is_let_go():
    with (
        serving(hello, patience=Patience(silent=0.5)) as port,
        socket.create_connection(("127.0.0.1", port), 30) as client,
    ):
        client.sendall(b"GET /?90000000 HTTP/1.0\r\n\r\n")
        threading.Event().wait(2.5)
        came = 0
        with suppress(ConnectionError):
            while piece := client.recv(1_000_000):
                came += len(piece)
    assert came < 90_000_000


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 5000 + b" HTTP/1.0\r\n\r\n", b"431"),
        (b"GET / HTTP/1.0\r\na: " + b"b" * 5000 + b"\r\n\r\n", b"431"),
        (b"POST / HTTP/1.0\r\nContent-Length: 2001\r\n\r\n" + b"x" * 2001, b"413"),
        (CHUNKED + b"7d1\r\n" + b"x" * 2001, b"413"),
        (b"GET / HTTP/1.0\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)  # fmt: skip
def test_requests_that_are_too_large_or_none_are_refused(request_, status):
    with serving(hello, max_request_header_size=4096, max_request_body_size=2000) as port:
        assert raw(port, request_).split()[1] == status


def test_whoever_fills_the_queue_of_queries_leaves_threads_to_pages():
    settings = Settings(query_seconds=2.0, free_clients=HOME)
    app = create_app(world_reader(), settings)
    statuses: list[int] = []
    with serving(app, threads=threads(settings)) as port:
        get(port, "/sparql?query=ASK%7B%7D")
        attackers = [threading.Thread(target=lambda: statuses.append(get(port, SLOW)[0])) for _ in range(40)]
        for attacker in attackers:
            attacker.start()
        for path in ("/", "/queries/q03-cluster-members", "/health", "/search?q=an"):
            assert get(port, path)[0] == 200
        assert sum(attacker.is_alive() for attacker in attackers) >= 10
        close(app)
        for attacker in attackers:
            attacker.join()
    assert set(statuses) == {503}


@contextmanager
def started(*arguments: str, socket_: socket.socket | None = None):
    """Run a server as a process, over its own socket or over one handed to it; yield it and its port."""
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'web'}"}
    command = [sys.executable, "-c", SERVE, *arguments]
    handed: dict[str, object] = {}
    if socket_ is not None:
        descriptor = socket_.fileno()
        command = [sys.executable, "-c", HAND_OVER, str(descriptor), *command]
        handed = {"pass_fds": (descriptor,)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ, **handed) as process:
        try:
            assert process.stderr is not None
            yield process, int(process.stderr.readline().split("/")[2].rsplit(":")[-1])
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_the_server_says_where_and_ends_when_told_to(number):
    with started("10", "5") as (process, port), ends(within=30):
        assert get(port, "/health")[0] == 200
        assert raw(port, b"GET /" + b"a" * 262_145 + b" HTTP/1.0\r\n\r\n").split()[1] == b"431"
        body = b"Content-Length: 1000001\r\n\r\n" + b"x" * 1_000_001
        assert raw(port, b"POST /sparql HTTP/1.0\r\n" + body).split()[1] == b"413"
        process.send_signal(number)
        assert (process.wait(), process.stderr.read()) == (0, "")


def test_workers_are_there_before_the_first_query():
    app = create_app(world_reader(), Settings(query_workers=2, named_workers=1))
    warm(app)
    pools = app.extensions["sparql"].pool, app.extensions["kg"].named.pool
    assert [len(pool._idle) for pool in pools] == [2, 1]
    close(app)


def test_a_running_request_is_finished_before_the_end():
    with started("1.5", "20") as (process, port), ends(within=40):
        get(port, "/sparql?query=ASK%7B%7D")
        statuses: list[int] = []
        asking = threading.Thread(target=lambda: statuses.append(get(port, SLOW)[0]))
        asking.start()
        threading.Event().wait(0.4)
        process.terminate()
        asking.join()
        assert (process.wait(), statuses) == (0, [503])


def test_a_request_that_takes_too_long_to_finish_is_given_up():
    with started("60", "0.5") as (process, port), ends(within=40):
        get(port, "/sparql?query=ASK%7B%7D")
        answers: list[tuple[int, bytes]] = []
        asking = threading.Thread(target=lambda: answers.append(get(port, SLOW)))
        asking.start()
        threading.Event().wait(0.4)
        process.terminate()
        asking.join()
        assert process.wait() == 0
        assert answers[0][0] == 503
        assert b"the server is ending" in answers[0][1]


def test_a_restart_over_a_kept_socket_drops_no_request():
    failed: list[object] = []
    done: list[int] = []
    stop = threading.Event()

    def hammer(kept: bool) -> None:
        connection = None
        while not stop.is_set():
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                connection.request("GET", "/health")
                answer = connection.getresponse()
                answer.read()
                done.append(answer.status)
                if not kept or answer.will_close:
                    connection.close()
                    connection = None
            except OSError as error:
                failed.append(error)
                connection = None
        if connection:
            connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listening, ends(within=60):
        port = listening.getsockname()[1]
        clients = [threading.Thread(target=hammer, args=(number % 2 == 0,)) for number in range(4)]
        with started("10", "5", socket_=listening) as (old, _):
            for client in clients:
                client.start()
            while len(done) < 20:
                stop.wait(0.01)
            old.terminate()
            assert old.wait() == 0
        before = len(done)
        with started("10", "5", socket_=listening):
            while len(done) < before + 20:
                stop.wait(0.01)
            stop.set()
            for client in clients:
                client.join()
    assert failed == []
    assert set(done) == {200}


def test_more_than_one_socket_is_refused(monkeypatch):
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    monkeypatch.setenv("LISTEN_FDS", "2")
    with pytest.raises(StoreError, match="one socket"):
        _handed_over()


def test_a_socket_for_another_process_is_not_taken(monkeypatch):
    monkeypatch.setenv("LISTEN_PID", "1")
    monkeypatch.setenv("LISTEN_FDS", "1")
    assert _handed_over() is None


def test_the_server_takes_in_what_the_largest_address_takes():
    token = "x" * 40
    assert largest_body(Settings(body_bytes=5, ingest_bytes=9)) == 5
    assert largest_body(Settings(body_bytes=5, ingest_bytes=9, ingest_token=token)) == 9
    assert largest_body(Settings(body_bytes=50, ingest_bytes=9, ingest_token=token)) == 50


def test_threads_are_enough_for_all_queues_and_pages():
    settings = Settings(query_workers=3, query_queue=5, named_workers=2, exports=2)
    assert threads(settings) == 3 + 5 + 2 + 5 + 4 + 8


class Job:
    """A task that notes who does it, and goes on until it may end."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.by: threading.Thread | None = None
        self.cancelled = False

    def service(self) -> None:
        self.by = threading.current_thread()
        self.begun.set()
        assert self.may_end.wait(30)

    def cancel(self) -> None:
        self.cancelled = True


def begin(hands: Hands) -> Job:
    job = Job()
    hands.add_task(job)
    assert job.begun.wait(30)
    return job


def finish(hands: Hands, job: Job) -> None:
    free = len(hands._free)
    job.may_end.set()
    while len(hands._free) == free:
        threading.Event().wait(0.001)


def test_whoever_came_free_last_serves_next_and_nobody_more_than_needed():
    hands = Hands(8)
    first, second, third = (begin(hands) for _ in range(3))
    for job in (first, third, second):
        finish(hands, job)
    again = [begin(hands) for _ in range(3)]
    assert [job.by for job in again] == [second.by, third.by, first.by]
    for job in again:
        job.may_end.set()
    hands.shutdown(30)
    assert not any(job.by.is_alive() for job in again)


def test_what_waits_for_a_thread_is_done_in_order_and_given_up_at_the_end():
    hands = Hands(1)
    first, second, third = Job(), Job(), Job()
    for job in (first, second, third):
        hands.add_task(job)
    first.may_end.set()
    assert second.begun.wait(30)
    assert second.by is first.by
    with ends(within=20):
        hands.shutdown(0.1)
    assert (second.cancelled, third.cancelled, third.begun.is_set()) == (False, True, False)
    second.may_end.set()
    second.by.join(30)
    assert not second.by.is_alive()


def test_a_task_that_fails_is_logged_and_takes_no_thread_away(caplog):
    hands = Hands(1)
    job = Job()
    job.service = lambda: 1 / 0
    hands.add_task(job)
    after = begin(hands)
    after.may_end.set()
    hands.shutdown(30)
    (line,) = caplog.records
    assert line.getMessage() == "request failed"
    assert line.fields == {"reason": "ZeroDivisionError: division by zero"}


def test_a_thread_that_a_task_ends_gives_its_place_to_another(monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda told: None)
    hands = Hands(1)
    job = Job()

    def end() -> None:
        raise SystemExit

    job.service = end
    hands.add_task(job)
    for thread in list(hands._threads):
        thread.join(30)
    after = begin(hands)
    after.may_end.set()
    hands.shutdown(30)
    assert after.by is not None


def test_what_comes_after_the_end_is_given_up():
    hands = Hands(1)
    hands.shutdown(1)
    job = Job()
    hands.add_task(job)
    assert job.cancelled
    assert not hands._threads
