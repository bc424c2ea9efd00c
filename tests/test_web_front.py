"""The short way of plain queries: the same answers as the framework's, and nothing that is not plain."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from kg.settings import Settings
from kg.sparql.answers import Answer
from kg_web import close, create_app
from tests.browser.world import world_reader

ASK = quote("ASK { ?s ?p ?o }")
MANY = quote("SELECT * { ?s ?p ?o } LIMIT 50")
WORDS = quote("SELECT ('Đỗ \\u00e0 \\\\ 100% a+b&c=d\\n' AS ?x) {}", safe="")
GRAPH = quote("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3")
NOW = quote("SELECT (NOW() - NOW() AS ?x) {}")
PLAIN = [
    f"/sparql?query={ASK}", f"/sparql?query={MANY}", f"/sparql?query={WORDS}", f"/sparql?query={GRAPH}",
    f"/sparql?query={NOW}", f"/en/sparql?query={ASK}", f"/sparql?query={MANY}&format=csv",
    f"/sparql?format=tsv&query={MANY}", f"/sparql?query={GRAPH}&format=jsonld", "/sparql?query=ASK+%7B%7D",
    f"/sparql?query={ASK}&format=none", "/sparql?query=ASK{}", f"/sparql?query={ASK}&format=",
]  # fmt: skip
REFUSED = [
    "/sparql?query=", "/sparql?query=nonsense", f"/sparql?query={GRAPH}&format=csv",
    f"/sparql?query={quote('SELECT * { SERVICE <http://x> {} }')}",
    f"/sparql?query={quote('SELECT * { ?a ?b ?c . ?d ?e ?f }')}",
    f"/sparql?query={quote('ASK FROM <urn:none> {}')}",
]  # fmt: skip
UNPLAIN = [
    "/sparql", "/sparql?", f"/sparql?query={ASK}&query={ASK}", "/sparql?query=%zz", "/sparql?query=%E1%BB",
    "/sparql?query=%", f"/sparql?query={ASK}&default-graph-uri=urn:x", f"/sparql?query={ASK}&other=1",
    f"/sparql?query={ASK}&", f"/sparql?update={ASK}", f"/sparql?q%75ery={ASK}", "/sparql?format=csv",
]  # fmt: skip
HEADERS = [
    {"Accept": "text/csv"}, {"Accept": "text/html,*/*;q=0.8"}, {"Accept-Encoding": "gzip"},
    {"Accept-Encoding": "gzip;q=0, br"}, {"Accept": "application/sparql-results+xml, text/turtle"},
    {"Accept": "image/png"}, {"Origin": "https://elsewhere.example"},
    {"Accept": "text/csv", "Accept-Encoding": "*"},
]  # fmt: skip


@pytest.fixture(scope="module")
def app() -> Iterator[Flask]:
    app = create_app(world_reader(), Settings(free_clients="127.0.0.0/8", query_rows=300))
    yield app
    close(app)


def told(client: FlaskClient, path: str, headers: dict[str, str]) -> tuple[int, list[tuple[str, str]], bytes]:
    answer = client.get(path, headers=headers)
    return answer.status_code, sorted(answer.headers), answer.data


@pytest.fixture
def behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of requests that the framework had to look at from the start."""
    seen: list[str] = []
    whole = app.full_dispatch_request

    def dispatch():
        seen.append(request.full_path)
        return whole()

    monkeypatch.setattr(app, "full_dispatch_request", dispatch)
    return seen


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        *((path, {}) for path in [*PLAIN, *REFUSED]),
        *((path, headers) for path in (*PLAIN[1:4], REFUSED[1]) for headers in HEADERS),
    ],
)
def test_the_short_way_answers_like_the_framework(app, behind, path, headers):
    short = told(app.test_client(), path, headers)
    assert behind == []
    assert told(app.test_client(), path, {"Content-Type": "text/plain", **headers}) == short
    assert len(behind) == 1


def test_a_fault_of_the_machine_is_told_on_both_ways(app, behind, monkeypatch):
    def out_of_files(*_: object) -> Answer:
        raise OSError(errno.EMFILE, "too many open files")

    monkeypatch.setattr(app.extensions["sparql"], "ask", out_of_files)
    short = told(app.test_client(), f"/sparql?query={ASK}", {})
    assert behind == []
    assert short[0] == 500
    assert told(app.test_client(), f"/sparql?query={ASK}", {"Content-Type": "text/plain"}) == short


@pytest.mark.parametrize("path", UNPLAIN)
def test_what_is_not_plain_is_left_to_the_framework(app, behind, path):
    assert app.test_client().get(path).status_code in (200, 303, 400)
    assert len(behind) == 1


@pytest.mark.parametrize(
    "extra",
    [{"method": "HEAD"}, {"method": "OPTIONS"}, {"method": "POST"}, {"headers": {"If-None-Match": "*"}},
     {"headers": {"Host": "evil.example"}}],
)  # fmt: skip
def test_other_requests_are_left_to_the_framework(app, behind, extra):
    app.test_client().open(f"/sparql?query={ASK}", **extra)
    assert len(behind) == 1


def test_a_request_on_the_short_way_is_logged(app, caplog):
    caplog.set_level(logging.INFO, "kg")
    for headers in ({}, {"Content-Type": "text/plain"}):
        app.test_client().get(f"/sparql?query={ASK}", headers=headers)
    short, long = (record.fields for record in caplog.records)
    assert short.pop("ms") >= 0
    assert long.pop("ms") >= 0
    assert short == long
