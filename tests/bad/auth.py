"""Who may write (AUT)."""

from __future__ import annotations

import secrets

from flask.testing import FlaskClient

from kg.settings import Settings
from kg.store.generations import DataHome
from kg_web import close, create_app
from tests.bad.cases import REPORT, Bench, case

TOKEN = secrets.token_urlsafe(32)


@case("AUT-01")
def wrong_token(bench: Bench) -> None:
    """No token, a wrong, longer or shorter one, one in the address or as a password: 401 with one body."""
    client, finish = _client(bench)
    wrong = ("", "x", TOKEN[:-1], f"{TOKEN}x", TOKEN[::-1])
    bodies = set()
    for token in wrong:
        answer = client.post(
            "/ingest", data=REPORT, headers={"Authorization": f"Bearer {token}"}, content_type="text/plain"
        )
        assert answer.status_code == 401
        bodies.add(answer.data)
    for call in ({"query_string": {"token": TOKEN, "access_token": TOKEN}}, {"auth": ("admin", TOKEN)}):
        answer = client.post("/ingest", data=REPORT, content_type="text/plain", **call)
        assert answer.status_code == 401
        bodies.add(answer.data)
    assert len(bodies) == 1
    assert TOKEN.encode() not in bodies.pop()
    finish()


def _client(bench: Bench):  # type: ignore[no-untyped-def]
    assert bench.kg("load", bench.file("in/a.txt", REPORT)).code == 0
    app = create_app(DataHome(bench.home).current_reader(), Settings(home=bench.home, ingest_token=TOKEN))
    client: FlaskClient = app.test_client()
    return client, lambda: close(app)


@case("AUT-02")
def no_token_set(bench: Bench) -> None:
    """A server that was given no token takes no article and no decision: there is no such address."""
    for path in ("/ingest", "/ingest/articles/0123456789abcdef", "/review"):
        for method in ("POST", "GET", "DELETE"):
            answer = bench.server.ask(path, method=method, headers={"Authorization": "Bearer "}, body=b"{}")
            assert answer.status in {404, 405}, (path, method, answer.status)


@case("AUT-03")
def weak_token(bench: Bench) -> None:
    """A token that anybody could guess is refused when the server starts, by the name of its setting."""
    for setting in ("KG_INGEST_TOKEN", "KG_REVIEW_TOKEN"):
        for token in ("pw", "admin", "secret-token", "a" * 40, "changeme" * 4):
            ran = bench.kg("serve", "--port", "0", **{setting: token})
            assert (ran.code, setting in ran.err, token in ran.err.replace(setting, "")) == (2, True, False)


@case("AUT-06")
def everyone_is_local(bench: Bench) -> None:
    """To come from this machine, as all do behind a proxy, opens nothing."""
    client, finish = _client(bench)
    for address in ("127.0.0.1", "::1"):
        for headers in ({}, {"X-Forwarded-For": "127.0.0.1"}):
            answer = client.post(
                "/ingest", data=REPORT, headers=headers, environ_base={"REMOTE_ADDR": address}
            )
            assert answer.status_code == 401
    finish()
