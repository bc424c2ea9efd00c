"""Logs are lines of JSON that leave out what people asked and where they are."""

import io
import json
import logging
from contextlib import suppress

import pytest

from kg import logs
from kg.errors import LimitError, QueryError, SettingsError
from kg.logs import JsonLines, digest, say
from kg.settings import Settings
from kg.sparql.endpoint import Endpoint
from kg.sparql.protocol import Request
from kg.store import Store
from kg.store.reader import FixedGeneration
from tests.browser.world import world_app

SLOW = "SELECT (COUNT(*) AS ?n) { { SELECT * { VALUES ?a { %s } VALUES ?b { %s } VALUES ?c { %s } } } }" % (
    (" ".join(f'"{n}"' for n in range(900)),) * 3
)


@pytest.fixture
def lines(request):
    """What is logged at `info` and above, as objects; a parameter names the private fields wanted."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines(frozenset(getattr(request, "param", "").split())))
    logger = logging.getLogger("kg")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel("NOTSET")


def test_a_line_is_one_object_whatever_it_holds(lines):
    say("a\nb", logging.ERROR, path='"\u2028', n=3, none=None)
    (line,) = lines()
    assert (line["event"], line["level"], line["path"], line["n"], line["none"]) == (
        "a\nb",
        "error",
        '"\u2028',
        3,
        None,
    )
    assert line["time"].endswith("+00:00")


def test_an_exception_brings_its_trace(lines):
    try:
        1 / 0  # noqa: B018 - it is meant to fail
    except ZeroDivisionError:
        logging.getLogger("kg.x").exception("failed")
    (line,) = lines()
    assert line["logger"] == "kg.x"
    assert "ZeroDivisionError" in line["trace"]


@pytest.mark.parametrize(
    ("lines", "seen"),
    [("", set()), ("texts", {"text"}), ("addresses", {"address"}), ("texts addresses", {"text", "address"})],
    indirect=["lines"],
)
def test_texts_and_addresses_are_logged_only_where_they_are_wanted(lines, seen):
    world_app().test_client().get("/search?q=bi-mat", environ_base={"REMOTE_ADDR": "192.0.2.77"})
    (line,) = lines()
    assert line.keys() & {"text", "address"} == seen
    told = json.dumps(line)
    assert ("bi-mat" in told, "192.0.2.77" in told) == ("text" in seen, "address" in seen)


def test_every_request_is_logged_with_how_it_ended(lines):
    client = world_app().test_client()
    client.get("/en/page/id/org/tinh-uy-long-an")
    client.get("/sparql?query=nonsense")
    client.get("/khong-co")
    found = [(line["event"], line["path"], line["route"], line["status"]) for line in lines()]
    assert found == [
        ("request", "/page/id/org/tinh-uy-long-an", "entity.page", 200),
        ("request", "/sparql", "sparql.sparql", 400),
        ("request", "/khong-co", None, 404),
    ]
    assert all(line["ms"] >= 0 and line["bytes"] > 0 and line["method"] == "GET" for line in lines())


@pytest.mark.parametrize("lines", ["", "texts"], indirect=True)
@pytest.mark.parametrize(
    ("query", "limit", "error"),
    [(SLOW, "time", LimitError), ("ASK " + "{" * 3000 + "}" * 3000, "crash", QueryError)],
)
def test_a_query_that_was_ended_is_logged_by_its_hash(lines, request, query, limit, error):
    endpoint = Endpoint.over(FixedGeneration(Store.in_memory(), number=7), Settings())
    with pytest.raises(error):
        endpoint.pool.run(Request(query, "text/csv", "text/turtle", 10, 1000, 0.3))
    endpoint.close()
    (line,) = lines()
    assert (line["event"], line["level"], line["pool"], line["limit"]) == (
        "query ended",
        "warning",
        "public",
        limit,
    )
    assert line["query"] == digest(query)
    assert len(line["query"]) == 16
    assert line["generation"].startswith("7-")
    assert line["seconds"] > 0
    assert line.get("text") == (query if "texts" in request.node.name else None)


def test_an_answer_is_not_logged_as_ended(lines):
    endpoint = Endpoint.over(FixedGeneration(Store.in_memory()), Settings())
    with suppress(QueryError):
        endpoint.pool.run(Request("nonsense", "text/csv", "text/turtle", 10, 1000, 5))
    endpoint.close()
    assert lines() == []


@pytest.mark.parametrize("name", ["KG_LOG_LEVEL", "KG_LOG_WITH"])
def test_a_setting_of_logs_that_cannot_be_is_refused(name):
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({name: "everything"})


def test_a_process_logs_to_standard_error_at_its_level(capsys):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logs.start("warning", "")
        say("small")
        say("great", logging.WARNING, text="secret")
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "great"
    assert "secret" not in line
