"""A server that fails, lies or is not there: what is wrong is said, and no secret with it."""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import unquote_plus

import pytest

from kg.cli import commands
from kg.commands.errors import run
from kg.errors import LimitError, QueryError, SettingsError, StoreError
from kg.logs import digest
from kg.settings import Settings
from kg.sparql.endpoint import Endpoint
from kg.sparql.protocol import Request
from kg.store.far import FarReader, far_store
from kg.store.server import ROWS, Server
from kg_web import close, create_app

SECRET = "bimat57"
ROW = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x"}}]}}'
TRUTH = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"typed-literal",' + (
    b'"datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1"}}]}}'
)
STATE = json.dumps(
    {
        "head": {"vars": ["number", "hash", "made", "seen"]},
        "results": {
            "bindings": [
                {name: {"type": "literal", "value": "1"} for name in ("number", "hash", "made", "seen")}
            ]
        },
    }
).encode()
SELECT = "SELECT ?s { ?s ?p ?o }"


class Failing(BaseHTTPRequestHandler):
    """Answers each address in its own way, and notes what it was told of the one who asks."""

    told: ClassVar[list[str]] = []
    heard_out: ClassVar[list[str]] = []
    go_on: ClassVar[threading.Event] = threading.Event()

    def do_POST(self) -> None:
        self.asked = unquote_plus(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.told.append(self.headers.get("Authorization", ""))
        getattr(self, self.path.strip("/"))()

    def answer(self, body: bytes, status: int = 200, media: str = ROWS, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": media, "Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def whole(self) -> None:
        self.answer(ROW)

    def truth(self) -> None:
        self.answer(TRUTH)

    def cut(self) -> None:
        self.answer(ROW[:-3])

    def short(self) -> None:
        self.answer(ROW[:-3], Content_Length=str(len(ROW)))
        self.close_connection = True

    def page(self) -> None:
        self.answer(b"<html>", media="text/html")

    def away(self) -> None:
        self.answer(b"", 307, Location="http://127.0.0.1:1/whole")

    def locked(self) -> None:
        self.answer(b"", 401)

    def broken(self) -> None:
        self.answer(b"out of\nmemory" + b"!" * 5000, 500)

    def refusing(self) -> None:
        self.answer(b"error at 1:7: expected one of FROM, WHERE", 400)

    def limited(self) -> None:
        self.answer(ROW, X_SPARQL_MaxRows="1")

    def few(self) -> None:
        self.answer(STATE, **{"X_SPARQL_MaxRows": "10000"} if "LIMIT 50001" in self.asked else {})

    def dripping(self) -> None:
        self.answer(b"", Content_Length="1000")
        self.drip()

    def starting(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        self.drip()

    def drip(self) -> None:
        """Give letter by letter for two seconds; note who stays."""
        with suppress(OSError):  # who asks goes away
            for _ in range(100):
                self.wfile.write(b" ")
                time.sleep(0.02)
            self.heard_out.append(self.path.strip("/"))

    def silent(self) -> None:
        self.go_on.wait(10)
        with suppress(OSError):
            self.answer(ROW)

    def late(self) -> None:
        """Say the state at once, and the answer to a query never in time."""
        if "dcterms:identifier" in self.asked:
            self.answer(STATE)
        else:
            self.silent()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Failing)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def settings(address: str, **given: object) -> Settings:
    return Settings(store=address, **{"store_seconds": 0.3, **given})  # type: ignore[arg-type]


def ask(address: str, **given: object) -> list[dict[str, object]]:
    return far_store(Server.of(settings(address, **given)), "http://x/").select(SELECT)


def test_a_whole_answer_is_read(site):
    assert [{name: str(term) for name, term in row.items()} for row in ask(site + "whole")] == [
        {"s": "http://x"}
    ]


def test_a_truth_value_has_its_usual_form(site):
    assert [str(row["s"]) for row in ask(site + "truth")] == ["true"]


@pytest.mark.parametrize(
    ("path", "error", "told"),
    [
        ("cut", StoreError, "answers with an answer that is cut"),
        ("short", StoreError, "cannot be reached"),
        ("page", StoreError, "answers with text/html"),
        ("away", StoreError, r"leads elsewhere \(307\)"),
        ("locked", StoreError, r"refuses us \(401\); see KG_STORE_USER"),
        ("broken", StoreError, "answers 500 Internal Server Error; its log may say why$"),
        ("refusing", QueryError, "refuses the query: error at 1:7: something else is expected here$"),
        ("limited", LimitError, "cut its answer short"),
        ("dripping", LimitError, r"no whole answer within 0\.3 s"),
        ("starting", LimitError, r"no whole answer within 0\.3 s"),
    ],
)
def test_what_is_wrong_is_said(site, path, error, told):
    with pytest.raises(error) as caught:
        ask(site + path)
    assert re.search(told, str(caught.value))
    assert path not in Failing.heard_out
    assert site not in str(caught.value)


def test_an_answer_without_end_is_not_read(site):
    with pytest.raises(LimitError, match="more than 50 bytes"):
        ask(site + "whole", store_bytes=50)


def test_a_server_that_gives_fewer_rows_than_we_promise_is_not_read(site):
    with pytest.raises(
        LimitError, match=r"cut its answer short \(X-SPARQL-MaxRows: 10000\); raise the limit"
    ):
        FarReader(settings(site + "few")).now()


def test_a_server_that_is_not_there_is_said():
    with pytest.raises(StoreError, match=r"server cannot be reached: \[Errno 111\] Connection refused"):
        FarReader(settings("http://127.0.0.1:1/")).now()


@pytest.fixture
def waiting(site: str) -> Iterator[str]:
    """The address of a server that answers when the test is over."""
    Failing.go_on.clear()
    yield site + "silent"
    Failing.go_on.set()


def put_much(store_seconds: float, rest: float) -> None:
    """Send 16 MB to a server that rests before it reads them, and answers then."""

    def serve() -> None:
        with listening.accept()[0] as caller:
            time.sleep(rest)
            head, _, body = caller.recv(65536).partition(b"\r\n\r\n")
            left = int(re.search(rb"Content-Length: (\d+)", head)[1]) - len(body)
            while left > 0 and (piece := caller.recv(65536)):
                left -= len(piece)
            caller.sendall(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        Server.of(settings(address, store_graphs=address, store_seconds=store_seconds)).put(
            "http://x/", ["<http://x/> <http://x/> <http://x/> ."] * 400_000
        )
        serving.join()


def test_what_is_sent_has_the_time_of_the_request_and_not_that_of_connecting(monkeypatch):
    monkeypatch.setattr("kg.store.server._CONNECT", 0.2)
    put_much(30.0, rest=0.6)


def test_what_is_not_taken_in_time_is_a_limit():
    with pytest.raises(LimitError, match=r"no whole answer within 0.5 s") as caught:
        put_much(0.5, rest=3.0)
    assert caught.value.limit == "time"


def test_who_finds_all_connections_taken_waits_no_longer_than_the_limit(waiting):
    server = Server.of(settings(waiting, store_seconds=10.0))
    before = len(Failing.told)
    with ThreadPoolExecutor(8) as busy:
        answers = [busy.submit(server.query, SELECT) for _ in range(8)]
        while len(Failing.told) < before + 8:
            time.sleep(0.01)
        with pytest.raises(LimitError, match="still busy with 8 queries") as caught:
            server.within(0.1, 1000).query(SELECT)
        Failing.go_on.set()
    assert (caught.value.limit, caught.value.retry) == ("queue", 5)
    assert {answer.result() for answer in answers} == {(ROWS, ROW)}


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({}, ""),
        ({"store_token": SECRET}, f"Bearer {SECRET}"),
        ({"store_user": "kg", "store_password": "x"}, f"Basic {base64.b64encode(b'kg:x').decode()}"),
    ],
)
def test_who_we_are_is_told_as_set(site, given, sent):
    ask(site + "whole", **given)
    assert Failing.told[-1] == sent


def test_one_looks_and_the_others_go_by_what_was_seen(waiting):
    reader = FarReader(settings(waiting))
    before = len(Failing.told)
    with ThreadPoolExecutor(6) as many:
        errors = [one.exception() for one in [many.submit(reader.now) for _ in range(6)]]
    assert {(type(error), getattr(error, "limit", "")) for error in errors} == {(LimitError, "time")}
    assert len(Failing.told) == before + 1


def test_a_late_query_is_logged_and_none_begins_after_the_end(waiting, caplog):
    pool = Endpoint.over(FarReader(settings(waiting.replace("silent", "late"))), Settings()).pool
    asked = Request(SELECT, "text/csv", "text/turtle", rows=10, bytes=1000, seconds=0.1)
    with pytest.raises(LimitError, match="no whole answer within"):
        pool.run(asked)
    (line,) = [record.fields for record in caplog.records if record.message == "query ended"]
    assert (line["pool"], line["limit"], line["query"]) == ("public", "time", digest(SELECT))
    pool.close()
    with pytest.raises(StoreError, match="is ending"):
        pool.run(asked)


@pytest.mark.parametrize(
    "address", ["/", "/search?q=an", "/sparql?query=ASK{}", "/queries/q01-who-held-post"]
)
def test_pages_say_when_to_come_back_where_the_server_is_not_there(tmp_path, address):
    asked = settings("http://127.0.0.1:1/", home=tmp_path)
    app = create_app(FarReader(asked), asked)
    answer = app.test_client().get(address, headers={"Accept-Encoding": "gzip"})
    close(app)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_command_line_says_where_and_what_a_server_said(site, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("KG_HOME", str(tmp_path))
    monkeypatch.setenv("KG_STORE", site + "broken")
    assert run(commands, ["query", "q01-who-held-post"]) == 1
    said = re.fullmatch(
        r"kg: the SPARQL server answers 500 .* out of memory(!+) \((.*)\)\n", capsys.readouterr().err
    )
    assert said
    assert (len(said[1]), said[2]) == (287, site + "broken")


def test_a_token_may_travel_in_the_open_to_this_machine():
    for host in ("127.0.0.1", "[::1]", "localhost"):
        address = f"http://{host}:7878/query"
        assert Settings.from_env({"KG_STORE": address, "KG_STORE_TOKEN": SECRET}).store == address


def test_no_secret_is_shown(site, monkeypatch, capsys, tmp_path):
    for name, value in {"HOME": str(tmp_path), "STORE": site + "locked", "STORE_USER": "kg"}.items():
        monkeypatch.setenv(f"KG_{name}", value)
    monkeypatch.setenv("KG_STORE_PASSWORD", SECRET)
    assert run(commands, ["status"]) == 0
    assert run(commands, ["query", "q01-who-held-post"]) == 1
    shown = capsys.readouterr()
    assert "refuses us (401)" in shown.err
    assert "KG_STORE_PASSWORD     (set)" in shown.out
    assert SECRET not in shown.out + shown.err


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"KG_STORE": "ftp://x/"}, r"must be an http\(s\) address"),
        ({"KG_STORE": f"https://kg:{SECRET}@x/"}, "must hold no password"),
        ({"KG_STORE": f"https://x/sparql?apikey={SECRET}"}, "must hold no password and no"),
        (
            {"KG_STORE": "https://x/", "KG_STORE_GRAPHS": f"https://x/?key={SECRET}"},
            "KG_STORE_GRAPHS must hold",
        ),
        ({"KG_STORE": "http://x.example/", "KG_STORE_TOKEN": SECRET}, "must begin with https"),
        ({"KG_STORE": "http://127.evil.example/", "KG_STORE_TOKEN": SECRET}, "must begin with https"),
        ({"KG_STORE": "https://x/", "KG_STORE_AUTH": "ntlm"}, "must be basic or digest"),
    ],
)
def test_settings_that_would_give_a_secret_away_are_refused(variables, told):
    with pytest.raises(SettingsError, match=told) as caught:
        Settings.from_env(variables)
    assert SECRET not in str(caught.value)
